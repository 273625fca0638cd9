/* The list of a session's seats. */
#include "chat/seat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chat/comeback.h"
#include "chat/internal.h"

int seat_add(struct session *session, const char *room, unsigned number,
	const struct seat_owner *owner, struct seat **ret_seat)
{
	uint8_t id[IDENT_ID_LEN];
	int err = ident_from_hex(view_text(room), id, sizeof id);
	struct seat *seat = err == 0 ? calloc(1, sizeof *seat) : NULL;
	if (seat == NULL) {
		return err != 0 ? err : ERR_NOMEM;
	}
	memcpy(seat->id, id, sizeof id);
	seat->session = session;
	seat->owner = owner;
	seat->serial = ++session->chat->last_number;
	seat->number = number;
	snprintf(seat->room, sizeof seat->room, "%s", room);
	if (session->comeback != NULL) {
		comeback_recall(session->comeback, seat->id, &seat->log_epoch, &seat->delivered);
		seat->replayed = true;
	}
	silence_add(&session->chat->sweep.silence, &seat->silent, session->chat->now_ms);
	seat->next = session->seats;
	session->seats = seat;
	*ret_seat = seat;
	return 0;
}

struct view seat_room(const struct seat *seat)
{
	return (struct view){seat->id, sizeof seat->id};
}

struct seat *seat_find(const struct session *session, struct view id)
{
	struct seat *seat = session->seats;
	while (seat != NULL && !view_equal((struct view){seat->id, sizeof seat->id}, id)) {
		seat = seat->next;
	}
	return seat;
}

struct seat *seat_find_hex(const struct session *session, const char *room)
{
	struct seat *seat = session->seats;
	while (seat != NULL && strcmp(seat->room, room) != 0) {
		seat = seat->next;
	}
	return seat;
}

struct seat *seat_find_serial(const struct session *session, uint64_t serial)
{
	struct seat *seat = session->seats;
	while (seat != NULL && seat->serial != serial) {
		seat = seat->next;
	}
	return seat;
}

void seat_forget(struct seat *seat)
{
	struct seat **link = &seat->session->seats;
	while (*link != seat) {
		link = &(*link)->next;
	}
	*link = seat->next;
	silence_remove(&seat->silent);
	free(seat);
}

void seat_forget_all(struct session *session)
{
	for (struct seat *seat; (seat = session->seats) != NULL;) {
		session->seats = seat->next;
		silence_remove(&seat->silent);
		free(seat);
	}
}
