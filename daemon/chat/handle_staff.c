/* What staff ask: LOGIN, SHIFT, the three answers to an offer, PICK. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/roster.h"
#include "chat/shift_hours.h"

static void on_redeemed(void *context, uint64_t number, int err, const struct auth_person *person)
{
	struct session *session = registry_find(context, number);
	struct about about = {.frame = FRAME_LOGIN};
	uint8_t ticket[IDENT_TOKEN_LEN];
	if (session == NULL) {
		return;
	}
	session->busy = false;
	if (err == 0) {
		ident_random(ticket, sizeof ticket);
		err = shift_begin(session, person, "", ticket);
		ident_cleanse(ticket, sizeof ticket);
	}
	if (err == 0) {
		roster_tell(session);
	} else if (err == ERR_GONE) {
		session_refuse(session, about, REFUSAL_TICKET);
	} else {
		session_refuse_err(session, about, err);
	}
}

void handle_login(struct session *session, const struct frame *frame)
{
	const struct auth_port *auth = session->chat->ports.auth;
	if (session_must_wait(session, about_frame(frame))) {
		return;
	}
	int err = auth->redeem(auth->staff, frame->login.ticket.data, session->number, on_redeemed,
		session->chat);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
		return;
	}
	session->busy = true;
}

static void on_shift_set(void *context, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		/* Who was off had nothing to give up when it went. */
		if (err == 0 && place->state != PRESENCE_OFF) {
			parting_tell(context, PARTING_SHIFT, to.session, place->pool, place->person);
		}
		return;
	}
	session->shift->asked--;
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_SHIFT}, err);
		return;
	}
	/* Draining, or off at once where there is nothing to drain. */
	bool too_late = to.tag == PRESENCE_AVAILABLE && place->state != PRESENCE_AVAILABLE;
	shift_place(session, place, too_late ? "entry" : "asked");
}

static void set_shift(struct session *session, enum presence state)
{
	int err = shift_hours_set(session, state, on_shift_set);
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_SHIFT}, err);
		return;
	}
	shift_keep_ticket(session);
	shift_hours_watch(session);
}

static void on_claimed(void *context, struct reply_to to, int err, uint64_t turn)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_SHIFT}, err);
		return;
	}
	session->shift->turn = turn;
	set_shift(session, (enum presence)to.tag);
}

/* Who has the shift speaks by the turn it has it by; another login may have it, so that who is off asks for a new one. */
void handle_shift(struct session *session, const struct frame *frame)
{
	const struct frame_shift *asked = &frame->shift;
	struct shift *shift = session->shift;
	if (shift_wish_read(session->chat->ports.directory, asked, &shift->wish) != 0) {
		session_refuse(session, about_frame(frame), REFUSAL_UNKNOWN);
		return;
	}
	bool ends = shift->state != PRESENCE_OFF &&
		(asked->state == PRESENCE_DRAINING || asked->state == PRESENCE_OFF);
	if (!ends && !shift_is_live(session)) {
		session_refuse(session, about_frame(frame), REFUSAL_NOT_LIVE);
		return;
	}
	if (shift->state != PRESENCE_OFF) {
		set_shift(session, (enum presence)asked->state);
		return;
	}
	int err = presence_claim(session->chat->ports.store, session_reply_to(session, asked->state),
		shift->person.id, shift->ticket, on_claimed);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

/* The answers to an offer share everything but their call; the tag carries which offer and frame it was. */
enum { TAG_FRAME_BITS = 8 };

static uint64_t offer_tag(enum frame_type frame, uint64_t offer)
{
	return offer << TAG_FRAME_BITS | (uint64_t)frame;
}

static void on_offer_answered(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	enum frame_type frame = (enum frame_type)(to.tag & ((1u << TAG_FRAME_BITS) - 1));
	if (session != NULL && err != 0 && frame != FRAME_RECEIVED) {
		struct about about = {.frame = frame, .number = to.tag >> TAG_FRAME_BITS};
		session_refuse_err(session, about, err);
	}
}

typedef int (*offer_call)(struct store *store, struct reply_to to, const char *pool,
	const char *cid, uint64_t offer, store_done_fn done);

static void answer_offer(struct session *session, const struct frame *frame, offer_call call)
{
	const struct shift *shift = session->shift;
	struct about about = about_frame(frame);
	struct reply_to to = session_reply_to(session, offer_tag(frame->type, about.number));
	int err = call(session->chat->ports.store, to, shift->pool, shift->person.id, about.number,
		on_offer_answered);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

void handle_received(struct session *session, const struct frame *frame)
{
	answer_offer(session, frame, presence_received);
}

void handle_accept(struct session *session, const struct frame *frame)
{
	answer_offer(session, frame, presence_accept);
}

void handle_decline(struct session *session, const struct frame *frame)
{
	answer_offer(session, frame, presence_decline);
}

static bool is_county(const struct directory *directory, const char *pool, const char *code)
{
	const struct region *region;
	for (size_t i = 0; (region = directory_region_at(directory, i)) != NULL; i++) {
		if (strcmp(region->pool, pool) == 0 && strcmp(region->county, code) == 0) {
			return true;
		}
	}
	return false;
}

/* The scope of a code as routing names it. ERR_RANGE: there is no such region. */
static int scope_of(const struct directory *directory, const char *pool, const char *code,
	char out[STORE_WORD_MAX + 1])
{
	char kind = 'n';
	if (code[0] != '\0') {
		bool municipality = directory_region(directory, pool, code) != NULL;
		if (!municipality && !is_county(directory, pool, code)) {
			return ERR_RANGE;
		}
		kind = municipality ? 'm' : 'c';
	}
	snprintf(out, STORE_WORD_MAX + 1, "%c%s", kind, code);
	return 0;
}

static void on_picked(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	struct about about = {.frame = FRAME_PICK};
	if (session == NULL || err == 0) {
		return;
	}
	if (err == ERR_MOMENT) {
		session_refuse(session, about, REFUSAL_STATE);
	} else {
		session_refuse_err(session, about, err);
	}
}

void handle_pick(struct session *session, const struct frame *frame)
{
	const struct directory *directory = session->chat->ports.directory;
	const struct shift *shift = session->shift;
	char region[STORE_WORD_MAX];
	char topic[STORE_WORD_MAX];
	char scope[STORE_WORD_MAX + 1];
	int err = view_copy(frame->pick.region, region, sizeof region);
	if (err == 0) {
		err = view_copy(frame->pick.topic, topic, sizeof topic);
	}
	if (err == 0) {
		err = scope_of(directory, shift->pool, region, scope);
	}
	if (err == 0 && directory_topic(directory, topic) == NULL) {
		err = ERR_RANGE;
	}
	if (err == 0) {
		err = presence_pick(session->chat->ports.store, session_reply_to(session, 0), shift->pool,
			shift->person.id, scope, topic, on_picked);
	}
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}
