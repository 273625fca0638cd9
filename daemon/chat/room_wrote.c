/* The first text is told at once, later ones are not; what was not answered is told again by whoever looks after the seat. */
#include "chat/room_wrote.h"

#include "chat/registry.h"

/* Any refusal may pass: the visit is not put back yet, or another node holds it for a moment. */
static void on_told(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	struct seat *seat = session != NULL ? seat_find_serial(session, to.tag) : NULL;
	if (seat != NULL && err == 0) {
		seat->replay.wrote = SEAT_COUNTED;
	}
}

void room_wrote(struct seat *seat)
{
	if (seat->replay.wrote == SEAT_SILENT && seat->owner->wrote != NULL) {
		seat->replay.wrote = SEAT_WROTE;
		seat->owner->wrote(seat, on_told);
	}
}

void room_wrote_again(struct seat *seat)
{
	if (seat->replay.wrote == SEAT_WROTE) {
		seat->owner->wrote(seat, on_told);
	}
}
