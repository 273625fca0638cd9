/* One row a frame; states come from frames.def, roles by its permissions from permissions.def. */
#include "chat/gate.h"

#include "base/metric.h"
#include "chat/drain.h"
#include "chat/ending.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "protocol/permission.h"

enum cost {
	COST_SAY,  /* counts against what a person writes and asks */
	COST_OPEN, /* the same, and begins what a node that drains leaves to another */
	COST_SIGN, /* a passing sign: beyond its rate it is dropped without a word */
};

struct gate_row {
	void (*handle)(struct session *session, const struct frame *frame);
	enum cost cost;
};

static const struct gate_row rows[FRAME_TYPE_COUNT] = {
	[FRAME_HELLO] = {handle_hello, COST_OPEN},
	[FRAME_RESUME] = {handle_resume, COST_OPEN},
	[FRAME_PING] = {handle_ping, COST_SIGN},
	[FRAME_ASK] = {handle_ask, COST_OPEN},
	[FRAME_CHANGE] = {handle_change, COST_SAY},
	[FRAME_CANCEL] = {handle_cancel, COST_SAY},
	[FRAME_READY] = {handle_ready, COST_SAY},
	[FRAME_SURVEY] = {handle_survey, COST_OPEN},
	[FRAME_CODE_WANTED] = {handle_code_wanted, COST_OPEN},
	[FRAME_LOGIN] = {handle_login, COST_OPEN},
	[FRAME_SHIFT] = {handle_shift, COST_SAY},
	[FRAME_RECEIVED] = {handle_received, COST_SAY},
	[FRAME_ACCEPT] = {handle_accept, COST_SAY},
	[FRAME_DECLINE] = {handle_decline, COST_SAY},
	[FRAME_CERTIFY] = {handle_certify, COST_SAY},
	[FRAME_SAY] = {handle_say, COST_SAY},
	[FRAME_KEY] = {handle_key, COST_SAY},
	[FRAME_SEEN] = {handle_seen, COST_SIGN},
	[FRAME_TYPING] = {handle_typing, COST_SIGN},
	[FRAME_LEAVE] = {handle_leave, COST_SAY},
	[FRAME_SWAP] = {handle_swap, COST_SAY},
	[FRAME_PARK] = {handle_park, COST_SAY},
	[FRAME_EXTEND] = {handle_extend, COST_SAY},
	[FRAME_WRAP] = {handle_wrap, COST_SAY},
	[FRAME_PROPOSE] = {handle_propose, COST_SAY},
	[FRAME_CONSENT] = {handle_consent, COST_SAY},
	[FRAME_PICK] = {handle_pick, COST_SAY},
	[FRAME_ENROL] = {handle_enrol, COST_SAY},
	[FRAME_REVEAL] = {handle_reveal, COST_SAY},
	[FRAME_VOUCH] = {handle_vouch, COST_SAY},
	[FRAME_APPROVE] = {handle_approve, COST_SAY},
	[FRAME_REGISTRATION] = {handle_registration, COST_SAY},
	[FRAME_BLOCK] = {handle_block, COST_SAY},
	[FRAME_HOLD] = {handle_hold, COST_SAY},
	[FRAME_HOLDS] = {handle_holds, COST_SAY},
	[FRAME_CONSULT] = {handle_consult, COST_SAY},
	[FRAME_KEEP] = {handle_keep, COST_SAY},
	[FRAME_DROP] = {handle_drop, COST_SAY},
	[FRAME_HELP] = {handle_help, COST_SAY},
	[FRAME_CALLS] = {handle_calls, COST_SAY},
	[FRAME_ADVISE] = {handle_advise, COST_SAY},
	[FRAME_DECIDE] = {handle_decide, COST_SAY},
	[FRAME_NOTE] = {handle_note, COST_SAY},
	[FRAME_WATCH] = {handle_watch, COST_SAY},
};

enum gate_verdict gate_check(enum frame_type frame, enum role role, enum state state)
{
	const struct frame_info *info = frame_info(frame);
	if (info == NULL || info->direction != DIRECTION_UP) {
		return GATE_ROLE;
	}
	if (!permission_allows(info->permission, role)) {
		return GATE_ROLE;
	}
	return (info->states & (1u << state)) != 0 ? GATE_PASS : GATE_STATE;
}

static struct bucket_rate rate_of(const struct session *session)
{
	const struct limit_options *limits = &session->chat->options.limits;
	return session_is_staff(session)
		? (struct bucket_rate){limits->bucket_staff, limits->refill_staff}
		: (struct bucket_rate){limits->bucket_youth, limits->refill_youth};
}

static bool is_in_rate(struct session *session, enum cost cost)
{
	struct bucket_rate rate = rate_of(session);
	struct bucket *bucket = cost == COST_SIGN ? &session->signs : &session->says;
	return bucket_take(bucket, &rate, session->chat->now_ms);
}

/* Too fast: refused, or dropped when it was only a sign. Who goes on all the same is closed, and may come back. */
static void slow_down(struct session *session, const struct frame *frame, enum cost cost)
{
	struct bucket_rate rate = rate_of(session);
	rate.size = session->chat->options.limits.excess;
	if (!bucket_take(&session->excess, &rate, session->chat->now_ms)) {
		ending_begin(session, ENDING_FLOOD, NULL);
	} else if (cost != COST_SIGN) {
		session_refuse(session, about_frame(frame), REFUSAL_RATE);
	}
}

/* Messages are counted one by one, by who sends them to Redis. */
static void note_asking(struct session *session, enum frame_type frame, enum cost cost)
{
	if (cost != COST_SIGN && frame != FRAME_SAY && frame != FRAME_KEY && frame != FRAME_NOTE) {
		session->asked_ms = session->chat->now_ms;
	}
}

void gate_enter(struct session *session, const struct frame *frame)
{
	if (session->state == STATE_CLOSING) {
		return;
	}
	metric_add(METRIC_FRAMES_IN, 1);
	switch (gate_check(frame->type, session->role, session->state)) {
	case GATE_ROLE:
		session_refuse(session, about_frame(frame), REFUSAL_ROLE);
		ending_begin(session, ENDING_PROTOCOL, "this role may not send this frame");
		return;
	case GATE_STATE:
		if (session->state == STATE_NEW) {
			ending_begin(session, ENDING_PROTOCOL, "HELLO comes first");
			return;
		}
		session_refuse(session, about_frame(frame), REFUSAL_STATE);
		return;
	case GATE_PASS: break;
	}
	const struct gate_row *row = &rows[frame->type];
	if (row->cost == COST_OPEN && session->chat->drain.on) {
		drain_send_on(session);
	} else if (is_in_rate(session, row->cost)) {
		note_asking(session, frame->type, row->cost);
		row->handle(session, frame);
	} else {
		slow_down(session, frame, row->cost);
	}
}
