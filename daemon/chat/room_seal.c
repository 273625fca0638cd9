/* Reading it is SE1's own business; here it is held against frame and seat. */
#include "chat/room_seal.h"

#include "protocol/seal/header.h"

static bool is_for(enum frame_type frame, unsigned kind)
{
	switch (frame) {
	case FRAME_SAY: return kind == SEAL_KIND_SAY;
	case FRAME_NOTE: return kind == SEAL_KIND_NOTE;
	default: return kind < SEAL_KIND_SAY;
	}
}

unsigned room_seal_note_sender(unsigned seat)
{
	return SEAL_NOTE_SENDER + seat;
}

static unsigned sender_of(enum frame_type frame, unsigned seat)
{
	return frame == FRAME_NOTE ? room_seal_note_sender(seat) : seat;
}

int room_seal_kind(const struct frame *frame, unsigned seat, unsigned *ret_kind)
{
	/* KEY and NOTE have the fields of SAY, in its order. */
	const struct frame_say *say = &frame->say;
	struct seal_header header;
	int err = seal_header_peek(say->payload, &header);
	if (err != 0) {
		return err;
	}
	if (!is_for(frame->type, header.kind) || header.sender != sender_of(frame->type, seat) ||
		header.cseq != say->cseq || header.epoch != say->key_epoch) {
		return ERR_SYNTAX;
	}
	*ret_kind = header.kind;
	return 0;
}
