/* A short list, and two frames. */
#include "chat/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chat/internal.h"
#include "chat/seat.h"

void beside_add(struct beside *beside, unsigned seat, const char *agency)
{
	beside_remove(beside, seat);
	if (beside->count < BESIDE_MAX) {
		beside->item[beside->count].seat = seat;
		snprintf(beside->item[beside->count].agency, sizeof beside->item[0].agency, "%s", agency);
		beside->count++;
	}
	beside->top = seat > beside->top ? seat : beside->top;
}

void beside_remove(struct beside *beside, unsigned seat)
{
	for (unsigned i = 0; i < beside->count; i++) {
		if (beside->item[i].seat == seat) {
			beside->count--;
			memmove(&beside->item[i], &beside->item[i + 1],
				(beside->count - i) * sizeof beside->item[0]);
			return;
		}
	}
}

void beside_read(struct beside *beside, unsigned top, const char *text)
{
	*beside = (struct beside){.top = top};
	while (text[0] != '\0') {
		char agency[STORE_WORD_MAX];
		char *slug;
		unsigned seat = (unsigned)strtoul(text, &slug, 10);
		slug += slug[0] == ' ' ? 1 : 0;
		size_t length = strcspn(slug, " ");
		if (view_copy((struct view){(const uint8_t *)slug, length}, agency, sizeof agency) == 0) {
			beside_add(beside, seat, agency);
		}
		text = slug + length + (slug[length] == ' ' ? 1 : 0);
	}
}

void beside_tell_joined(const struct seat *seat, unsigned newcomer, const char *agency)
{
	const struct seal_port *seal = seat->session->chat->ports.seal;
	struct frame frame = {.type = FRAME_JOINED};
	if (seat->claim == 0) {
		return;
	}
	frame.joined.room = seat_room(seat);
	frame.joined.seat = newcomer;
	frame.joined.agency_slug = view_text(agency);
	frame.joined.statement = seal->statement_of(seal->seal, agency);
	session_send(seat->session, &frame);
}

void beside_tell_left(const struct seat *seat, unsigned gone)
{
	struct frame frame = {.type = FRAME_LEFT};
	if (seat->claim == 0) {
		return;
	}
	frame.left.room = seat_room(seat);
	frame.left.seat = gone;
	session_send(seat->session, &frame);
}

void beside_tell(const struct seat *seat, const struct beside *beside)
{
	for (unsigned i = 0; i < beside->count; i++) {
		beside_tell_joined(seat, beside->item[i].seat, beside->item[i].agency);
	}
}
