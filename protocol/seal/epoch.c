/* Epochs. */
#include "protocol/seal/epoch.h"

#include "base/ident.h"

int seal_epoch_place(const struct seal_epoch *epoch, uint8_t sender)
{
	for (int i = 0; i < epoch->participant_count; i++) {
		if (epoch->participants[i] == sender) {
			return i;
		}
	}
	return -1;
}

void seal_epoch_wipe(struct seal_epoch *epoch)
{
	ident_cleanse(epoch, sizeof(*epoch));
}
