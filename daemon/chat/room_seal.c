/* Reading it is SE1's own business; here it is held against frame and seat. */
#include "chat/room_seal.h"

#include "protocol/seal/header.h"

static bool is_for(enum frame_type frame, unsigned kind)
{
	return frame == FRAME_SAY ? kind == SEAL_KIND_SAY : kind < SEAL_KIND_SAY;
}

int room_seal_kind(const struct frame *frame, unsigned seat, unsigned *ret_kind)
{
	/* KEY has the fields of SAY, in its order. */
	const struct frame_say *say = &frame->say;
	struct seal_header header;
	int err = seal_header_peek(say->payload, &header);
	if (err != 0) {
		return err;
	}
	if (!is_for(frame->type, header.kind) || header.sender != seat || header.cseq != say->cseq ||
		header.epoch != say->key_epoch) {
		return ERR_SYNTAX;
	}
	*ret_kind = header.kind;
	return 0;
}
