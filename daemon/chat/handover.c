/* PROPOSED and HANDED. */
#include "chat/handover.h"

#include <string.h>

#include "chat/internal.h"

static const char *const kinds[] = {
	[WIRE_COUNSELLOR] = "counsellor",
	[WIRE_TOPIC] = "topic",
	[WIRE_AGENCY] = "agency",
	[WIRE_INVITE] = "invite",
};

/* What the youth may read. A colleague's id says nothing to it; whose agency a new counsellor's is MATCHED tells. */
static const char *shown(const struct directory *directory, unsigned kind, const char *target)
{
	if (kind == WIRE_COUNSELLOR || kind == WIRE_TOPIC) {
		return kind == WIRE_TOPIC ? target : "";
	}
	const struct agency *agency = directory_agency(directory, target);
	return agency != NULL ? agency_get(agency, "name") : target;
}

void handover_tell_proposed(const struct seat *seat, const char *kind, const char *target)
{
	struct frame frame = {.type = FRAME_PROPOSED};
	for (unsigned i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(kinds[i], kind) == 0) {
			frame.proposed.room = seat_room(seat);
			frame.proposed.kind = i;
			frame.proposed.name = view_text(shown(seat->session->chat->ports.directory, i, target));
			session_send(seat->session, &frame);
		}
	}
}

void handover_tell(const struct seat *seat, const char *result)
{
	struct frame frame = {.type = FRAME_HANDED};
	frame.handed.room = seat_room(seat);
	frame.handed.result = view_text(result);
	session_send(seat->session, &frame);
}
