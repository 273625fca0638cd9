/* The memory of a returning client. */
#include "chat/comeback.h"

#include <stdlib.h>
#include <string.h>

struct comeback *comeback_create(const struct frame_resume *resume)
{
	struct comeback *comeback = calloc(1, sizeof *comeback);
	if (comeback == NULL) {
		return NULL;
	}
	ident_random(comeback->token, sizeof comeback->token);
	ident_hash(comeback->token, sizeof comeback->token, comeback->hash);
	for (uint32_t i = 0; i < resume->rooms.count; i++) {
		if (i >= resume->log_epochs.count || i >= resume->offsets.count) {
			break;
		}
		memcpy(comeback->rooms[i].id, resume->rooms.item[i].data, IDENT_ID_LEN);
		comeback->rooms[i].log_epoch = resume->log_epochs.item[i];
		comeback->rooms[i].offset = resume->log_epochs.item[i] == 0 ? 0 : resume->offsets.item[i];
		comeback->count++;
	}
	return comeback;
}

struct comeback *comeback_create_ready(const struct frame_ready *ready)
{
	struct comeback *comeback = calloc(1, sizeof *comeback);
	if (comeback != NULL) {
		memcpy(comeback->rooms[0].id, ready->room.data, IDENT_ID_LEN);
		comeback->rooms[0].log_epoch = ready->log_epoch;
		comeback->rooms[0].offset = ready->log_epoch == 0 ? 0 : ready->offset;
		comeback->count = 1;
	}
	return comeback;
}

void comeback_destroy(struct comeback *comeback)
{
	if (comeback != NULL) {
		ident_cleanse(comeback, sizeof *comeback);
	}
	free(comeback);
}

void comeback_recall(const struct comeback *comeback, const uint8_t id[IDENT_ID_LEN],
	uint64_t *ret_log_epoch, uint64_t *ret_offset)
{
	*ret_log_epoch = 0;
	*ret_offset = 0;
	for (unsigned i = 0; i < comeback->count; i++) {
		if (memcmp(comeback->rooms[i].id, id, IDENT_ID_LEN) == 0) {
			*ret_log_epoch = comeback->rooms[i].log_epoch;
			*ret_offset = comeback->rooms[i].offset;
		}
	}
}
