/* Cards and seats of duty holds. */
#include "chat/hold.h"

#include <stdio.h>
#include <string.h>

#include "chat/internal.h"
#include "chat/room.h"
#include "chat/shift.h"

static struct hold_card *find_card(struct shift *shift, const char *room)
{
	for (size_t i = 0; i < HOLDS_OPEN_MAX; i++) {
		if (strcmp(shift->holds[i].room, room) == 0) {
			return &shift->holds[i];
		}
	}
	return NULL;
}

bool hold_has_place(const struct session *session)
{
	return find_card(session->shift, "") != NULL;
}

struct hold_card *hold_take_card(struct session *session, const char *room)
{
	struct hold_card *card = find_card(session->shift, "");
	if (card != NULL) {
		snprintf(card->room, sizeof card->room, "%s", room);
	}
	return card;
}

struct hold_card *hold_card_making(const struct session *session, uint64_t number)
{
	struct shift *shift = session->shift;
	for (size_t i = 0; i < HOLDS_OPEN_MAX; i++) {
		if (shift->holds[i].room[0] != '\0' && shift->holds[i].number == number) {
			return &shift->holds[i];
		}
	}
	return NULL;
}

void hold_let_go(struct session *session, const char *room)
{
	struct hold_card *card = find_card(session->shift, room);
	if (card != NULL) {
		*card = (struct hold_card){0};
	}
}

void hold_give_back(struct session *session, const char *room)
{
	struct hold_card *card = find_card(session->shift, room);
	if (card != NULL) {
		hold_live(session->chat->ports.store, room, 0); /* first: it may be the card's own */
		*card = (struct hold_card){0};
	}
}

static void fill_card(struct hold_card *card, const struct hold_row *row)
{
	snprintf(card->room, sizeof card->room, "%s", row->id);
	snprintf(card->about, sizeof card->about, "%s", row->about);
	snprintf(card->name, sizeof card->name, "%s", row->name);
	snprintf(card->topic, sizeof card->topic, "%s", row->topic);
	card->number = 0;
	card->since_ms = row->since_ms;
	card->until_ms = row->until_ms;
	card->keep_seconds = row->keep_seconds;
	card->seat = row->seat;
	card->extended = row->extended;
	card->told = row->told;
	card->given = row->given;
}

/* seat: where it is open, NULL when it is not. */
static void send_held(struct session *session, const struct hold_card *card,
	const struct seat *seat)
{
	uint8_t id[IDENT_ID_LEN], about[IDENT_ID_LEN];
	bool is_about = ident_from_hex(view_text(card->about), about, sizeof about) == 0;
	if (ident_from_hex(view_text(card->room), id, sizeof id) != 0) {
		return;
	}
	struct frame frame = {.type = FRAME_HELD};
	frame.held.hold = (struct view){id, sizeof id};
	frame.held.about = is_about ? (struct view){about, sizeof about} : (struct view){0};
	frame.held.seat = card->seat;
	frame.held.name = view_text(card->name);
	frame.held.topic = view_text(card->topic);
	frame.held.since = card->since_ms;
	frame.held.until = card->until_ms;
	frame.held.extended = card->extended;
	frame.held.told = card->told;
	frame.held.given = card->given;
	frame.held.open = seat != NULL;
	frame.held.log_epoch = seat != NULL ? seat->log_epoch : 0;
	frame.held.next_cseq = seat != NULL ? seat->next_cseq : 0;
	session_send(session, &frame);
}

void hold_tell(struct session *session, const struct hold_row *row)
{
	struct hold_card unknown = {0}, *card = find_card(session->shift, row->id);
	card = card != NULL ? card : &unknown;
	fill_card(card, row);
	send_held(session, card, NULL);
}

/* Attached, also again after an outage. Redis is told then how long to keep the room, whose log lives as long; nothing is
 * said in it before. */
static void announce(struct seat *seat)
{
	struct session *session = seat->session;
	const struct hold_card *card = find_card(session->shift, seat->room);
	if (card != NULL) {
		send_held(session, card, seat);
		hold_live(session->chat->ports.store, seat->room, card->keep_seconds);
	}
}

/* Routing ends it in its own time. */
static void log_gone(struct seat *seat)
{
	(void)seat;
}

static void over(struct seat *seat)
{
	hold_let_go(seat->session, seat->room);
}

static const struct seat_owner owner = {.announce = announce,
	.log_gone = log_gone,
	.over = over,
	.outlived = true};

struct seat *hold_seat(const struct session *session, struct view hold)
{
	struct seat *seat = seat_find(session, hold);
	return seat != NULL && seat->owner == &owner ? seat : NULL;
}

int hold_join(struct session *session, const struct hold_row *row)
{
	struct hold_card *card = find_card(session->shift, row->id);
	const struct seat *seat = seat_find_hex(session, row->id);
	if (card != NULL && seat != NULL) {
		if (seat->claim != 0) {
			send_held(session, card, seat);
		}
		return 0;
	}
	card = card != NULL ? card : find_card(session->shift, "");
	if (card == NULL) {
		return ERR_FULL;
	}
	fill_card(card, row);
	int err = room_join(session, row->id, row->seat, &owner);
	if (err != 0) {
		*card = (struct hold_card){0};
	}
	return err;
}

void hold_shut(struct seat *seat)
{
	struct session *session = seat->session;
	struct hold_card *card = find_card(session->shift, seat->room);
	if (card != NULL) {
		card->given = card->given || seat->number == HOLD_SEAT_GIVER;
		send_held(session, card, NULL);
	}
	over(seat);
	seat_forget(seat);
}

void hold_moved(struct session *session, const struct hold_row *row)
{
	struct hold_card *card = find_card(session->shift, row->id);
	const struct seat *seat = card != NULL ? seat_find_hex(session, row->id) : NULL;
	if (seat == NULL || seat->claim == 0) {
		hold_tell(session, row);
	} else {
		fill_card(card, row);
		send_held(session, card, seat);
	}
	hold_live(session->chat->ports.store, row->id, row->keep_seconds);
}

void hold_tell_over(struct session *session, const char *room, const char *word)
{
	uint8_t id[IDENT_ID_LEN];
	bool is_hold =
		word == finish_word(FINISH_HOLD_DROPPED) || word == finish_word(FINISH_HOLD_OVER);
	if (!is_hold || ident_from_hex(view_text(room), id, sizeof id) != 0) {
		return;
	}
	struct frame frame = {.type = FRAME_ENDED};
	frame.ended.room = (struct view){id, sizeof id};
	frame.ended.reason = view_text(word);
	session_send(session, &frame);
}
