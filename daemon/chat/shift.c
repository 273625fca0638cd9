/* What a shift tells its person, and how it begins, comes back and is left. */
#include "chat/shift.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chat/enrol.h"
#include "chat/internal.h"
#include "chat/notice.h"
#include "chat/registry.h"
#include "chat/room.h"
#include "chat/room_log.h"
#include "store/form.h"
#include "store/queue.h"

enum { KEEP_TICKET_MS = 300000, KEEP_SOON_MS = 1000, TICKET_TEXT_MAX = 512 + SHIFT_WISH_MAX };

static void tell_person(struct session *session, const uint8_t ticket[IDENT_TOKEN_LEN])
{
	const struct auth_person *person = &session->shift->person;
	const struct seal_port *seal = session->chat->ports.seal;
	const struct agency *agency = directory_agency(session->chat->ports.directory, person->agency);
	struct frame frame = {.type = FRAME_PERSON};
	frame.person.token = (struct view){ticket, IDENT_TOKEN_LEN};
	frame.person.role = session->role;
	frame.person.alias = view_text(person->alias);
	frame.person.agency = view_text(person->agency);
	frame.person.agency_name = view_text(agency_get(agency, "name"));
	frame.person.pool = view_text(session->shift->pool);
	frame.person.region = view_text(agency_get(agency, "municipality"));
	frame.person.staff = (struct view){session->shift->staff, IDENT_ID_LEN};
	frame.person.statement = seal->statement_of(seal->seal, person->agency);
	session_send(session, &frame);
}

static void on_keep_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct session *session = (struct session *)((char *)timer - offsetof(struct session, timer));
	(void)now_ms;
	shift_keep_ticket(session);
}

static void keep_after(struct session *session, uint64_t wait_ms)
{
	session->timer.fire = on_keep_due;
	wheel_set(&session->chat->wheel, &session->timer, session->chat->now_ms + wait_ms);
}

/* The person, a tab, the wish. */
static int ticket_text(const struct session *session, char *out, size_t size)
{
	const struct shift *shift = session->shift;
	int err = shift_person_to_text(&shift->person, out, size);
	if (err != 0) {
		return err;
	}
	size_t length = strlen(out);
	if (size - length < 2) {
		return ERR_RANGE;
	}
	out[length++] = '\t';
	return shift_wish_to_text(session->chat->ports.directory, &shift->wish, out + length,
		size - length);
}

static void on_bound(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session != NULL && (err == ERR_GONE || err == ERR_MOMENT)) {
		session->chat->end_session(session, err == ERR_GONE ? ENDING_OUSTED : ENDING_REVOKED, NULL);
	} else if (session != NULL && err != 0) {
		keep_after(session, KEEP_SOON_MS);
	}
}

static void bind_ticket(struct session *session, bool is_new)
{
	struct chat *chat = session->chat;
	char text[TICKET_TEXT_MAX];
	keep_after(session, KEEP_TICKET_MS);
	if (ticket_text(session, text, sizeof text) != 0) {
		return;
	}
	const struct presence_login login = {
		.pool = session->shift->pool,
		.ticket = session->shift->ticket,
		.text = text,
		.ttl_seconds = chat->options.timers.shift_ticket_seconds,
		.is_new = is_new,
	};
	/* Who loses the socket before it is bound would have to log in anew. */
	if (presence_bind(chat->ports.store, session_reply_to(session, 0), &login, on_bound) != 0) {
		keep_after(session, KEEP_SOON_MS);
	}
}

void shift_keep_ticket(struct session *session)
{
	bind_ticket(session, false);
}

int shift_begin(struct session *session, const struct auth_person *person, const char *wish,
	const uint8_t ticket[IDENT_TOKEN_LEN])
{
	const struct agency *agency = directory_agency(session->chat->ports.directory, person->agency);
	uint8_t staff[IDENT_ID_LEN];
	if (agency == NULL || person->role >= ROLE_COUNT ||
		ident_from_hex(view_text(person->id), staff, sizeof staff) != 0) {
		return ERR_GONE;
	}
	struct shift *shift = calloc(1, sizeof *shift);
	if (shift == NULL) {
		return ERR_NOMEM;
	}
	ident_hash(ticket, IDENT_TOKEN_LEN, shift->ticket);
	shift->person = *person;
	memcpy(shift->staff, staff, sizeof shift->staff);
	shift->state = PRESENCE_OFF;
	shift->session = session;
	shift_wish_from_text(session->chat->ports.directory, wish, &shift->wish);
	snprintf(shift->pool, sizeof shift->pool, "%s", agency_get(agency, "pool"));
	session->shift = shift;
	session->role = (enum role)person->role;
	session_set_state(session, STATE_OFF);
	tell_person(session, ticket);
	bind_ticket(session, session->comeback == NULL);
	enrol_greet(session);
	return 0;
}

void shift_destroy(struct shift *shift)
{
	if (shift != NULL) {
		watch_end(shift->session->chat, &shift->viewer);
		wheel_cancel(&shift->minute);
		ident_cleanse(shift->ticket, sizeof shift->ticket);
	}
	free(shift);
}

int shift_person_to_text(const struct auth_person *person, char *out, size_t size)
{
	int length = snprintf(out, size, "%s\t%s\t%s\t%s\t%s\t%u\t%s", person->id, person->name,
		person->alias, person->agency, person->lives_in, person->role, person->session);
	return length < 0 || (size_t)length >= size ? ERR_RANGE : 0;
}

/* Copies up to the next tab; moves *text behind it. */
static int next_part(const char **text, char *out, size_t size)
{
	size_t length = strcspn(*text, "\t");
	struct view part = {(const uint8_t *)*text, length};
	*text += length + ((*text)[length] == '\t' ? 1 : 0);
	return view_copy(part, out, size);
}

int shift_person_from_text(const char *text, struct auth_person *ret_person, const char **ret_wish)
{
	struct auth_person person = {0};
	char role[4];
	if (next_part(&text, person.id, sizeof person.id) != 0 ||
		next_part(&text, person.name, sizeof person.name) != 0 ||
		next_part(&text, person.alias, sizeof person.alias) != 0 ||
		next_part(&text, person.agency, sizeof person.agency) != 0 ||
		next_part(&text, person.lives_in, sizeof person.lives_in) != 0 ||
		next_part(&text, role, sizeof role) != 0 ||
		next_part(&text, person.session, sizeof person.session) != 0) {
		return ERR_SYNTAX;
	}
	person.role = (unsigned)strtoul(role, NULL, 10);
	*ret_person = person;
	*ret_wish = text;
	return 0;
}

const char *shift_pool_of(void *asker, const char *text)
{
	const struct chat *chat = asker;
	struct auth_person person;
	const char *wish;
	if (shift_person_from_text(text, &person, &wish) != 0) {
		return NULL;
	}
	const struct agency *agency = directory_agency(chat->ports.directory, person.agency);
	return agency == NULL ? NULL : agency_get(agency, "pool");
}

void shift_tell(struct session *session, const char *why)
{
	const struct shift *shift = session->shift;
	struct frame frame = {.type = FRAME_SHIFTED};
	session_set_state(session, shift->state == PRESENCE_OFF ? STATE_OFF : STATE_ON);
	frame.shifted.state = shift->state;
	frame.shifted.capacity = shift->capacity;
	frame.shifted.load = shift->load;
	frame.shifted.why = view_text(why);
	session_send(session, &frame);
}

static void over(struct seat *seat)
{
	struct card *card = card_find(seat->session->shift, seat->room);
	if (card != NULL) {
		*card = (struct card){0};
	}
}

static void end_room(struct seat *seat)
{
	const struct session *session = seat->session;
	const struct shift *shift = session->shift;
	int err = queue_end(session->chat->ports.store, session_reply_to(session, 0), shift->pool,
		shift->person.id, seat->room, finish_word(FINISH_CLOSED), NULL);
	(void)err; /* not reached: connected joins again, and finds the same */
}

static void wrote(const struct seat *seat, store_done_fn done)
{
	const struct session *session = seat->session;
	form_wrote(session->chat->ports.store, session_reply_to(session, seat->serial),
		session->shift->pool, session->shift->person.id, seat->room, done);
}

static const struct seat_owner owner = {.announce = card_announce,
	.log_gone = end_room,
	.over = over,
	.wrote = wrote};

static void step_out(struct seat *seat)
{
	const struct session *session = seat->session;
	int err = presence_leave(session->chat->ports.store, session_reply_to(session, 0),
		session->shift->pool, session->shift->person.id, seat->room, NULL);
	(void)err; /* not reached: connected joins again, and finds the same */
}

static const struct seat_owner beside = {.announce = card_announce,
	.log_gone = step_out,
	.over = over,
	.beside = true};

void shift_open_room(struct session *session, const char *room, unsigned number,
	const struct card *card)
{
	struct shift *shift = session->shift;
	struct seat *seat = seat_find_hex(session, room);
	struct card *known = card_find(shift, room);
	if (seat != NULL && seat->number == number) {
		if (known != NULL) {
			known->beside = card->beside;
		}
		return;
	}
	if (seat != NULL) {
		seat->goes_on = true;
		room_drop(seat, finish_word(FINISH_PARKED));
	}
	struct card *place = card_find(shift, "");
	if (place == NULL) {
		/* Redis keeps a capacity of three, but a room that has ended there may still have to be read to its end here. */
		(void)session_untaken(session, ERR_FULL);
		return;
	}
	*place = *card;
	snprintf(place->room, sizeof place->room, "%s", room);
	if (room_join(session, room, number, card->invited ? &beside : &owner) != 0) {
		place->room[0] = '\0';
	}
}

bool shift_is_live(const struct session *session)
{
	const struct agency *agency =
		directory_agency(session->chat->ports.directory, session->shift->person.agency);
	return agency == NULL || agency_is_live(agency);
}

void shift_place(struct session *session, const struct presence_place *place, const char *why)
{
	struct shift *shift = session->shift;
	shift->state = place->state;
	shift->capacity = place->capacity;
	shift->load = place->load;
	shift_tell(session, why);
	if (session->state == STATE_ON) {
		notice_announce(session);
	}
	for (unsigned i = 0; i < place->room_count && session->state != STATE_CLOSING; i++) {
		struct card card = {.offer = place->rooms[i].offer, .since_ms = place->rooms[i].since_ms};
		card_fill(&card, &place->rooms[i].visit);
		beside_read(&card.beside, 0, place->rooms[i].beside);
		shift_open_room(session, place->rooms[i].room, place->rooms[i].seat, &card);
	}
}

/* Rooms that Redis still lists are joined again, and holds, which it does not list; the others ended, or went to somebody else,
 * while this node could not hear it. A seat of a serial above `asked` was taken since: the list is older. */
static void meet_rooms(struct session *session, const struct presence_place *place, uint64_t asked)
{
	for (struct seat *seat = session->seats, *next; seat != NULL; seat = next) {
		bool listed = seat->owner->outlived;
		next = seat->next;
		if (seat->serial > asked) {
			continue;
		}
		for (unsigned i = 0; i < place->room_count; i++) {
			listed = listed ||
				(strcmp(place->rooms[i].room, seat->room) == 0 &&
					place->rooms[i].seat == seat->number);
		}
		if (listed) {
			room_rejoin(seat);
		} else {
			room_hand_back(seat, finish_word(FINISH_CLOSED));
		}
	}
}

void shift_give_back(struct chat *chat, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct auth_person person;
	const char *wish = "";
	if (err == 0) {
		err = shift_person_from_text(place->person, &person, &wish);
	}
	if (err == 0 && place->state != PRESENCE_OFF) {
		parting_tell(chat, PARTING_SHIFT, to.session, place->pool, person.id);
	}
}

static void on_retaken(void *context, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session != NULL && err == ERR_MOMENT) {
		session->chat->end_session(session, ENDING_TAKEN_OVER, NULL);
		return;
	}
	if (session == NULL) {
		shift_give_back(context, to, err, place);
		return;
	}
	if (err != 0) {
		(void)session_untaken(session, err);
		return;
	}
	session->shift->turn = place->turn;
	meet_rooms(session, place, to.tag);
	shift_place(session, place, "resumed");
}

void shift_retake(struct session *session)
{
	struct chat *chat = session->chat;
	struct token_turn same = {session->shift->ticket, session->shift->ticket, 0};
	struct reply_to to = session_reply_to(session, chat->last_number);
	int err = presence_resume(chat->ports.store, to, &same,
		chat->options.timers.shift_ticket_seconds, on_retaken);
	(void)session_untaken(session, err);
}

void shift_rest(struct session *session)
{
	const struct shift *shift = session->shift;
	presence_rest(session->chat->ports.store, shift->person.id, shift->ticket);
}

void shift_detach(struct session *session)
{
	const struct shift *shift = session->shift;
	if (shift->state != PRESENCE_OFF) {
		parting_tell(session->chat, PARTING_SHIFT, session->number, shift->pool, shift->person.id);
	}
}
