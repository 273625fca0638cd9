/* A session's own doings: its state, what it sends, how it says no. */
#include "chat/session.h"

#include <assert.h>

#include "base/metric.h"
#include "chat/internal.h"

enum { RETRY_SOON_SECONDS = 1 };

void session_set_state(struct session *session, enum state state)
{
	if (session->state == state || session->state == STATE_CLOSING) {
		return;
	}
	assert(session_may_become(session->state, state));
	session->chat->in_state[session->state]--;
	session->chat->in_state[state]++;
	session->state = state;
}

void session_send(struct session *session, const struct frame *frame)
{
	if (session->state == STATE_CLOSING) {
		return;
	}
	session->chat->ports.io->send(session->conn, frame);
}

struct reply_to session_reply_to(const struct session *session, uint64_t tag)
{
	return (struct reply_to){.session = session->number, .tag = tag};
}

static unsigned retry_after(enum refusal refusal)
{
	return refusal == REFUSAL_RATE || refusal == REFUSAL_DELAYED || refusal == REFUSAL_FULL
		? RETRY_SOON_SECONDS
		: 0;
}

struct about about_frame(const struct frame *frame)
{
	struct about about = {.frame = frame->type};
	switch (frame->type) {
	case FRAME_SAY:
		about.room = frame->say.room;
		about.number = frame->say.cseq;
		break;
	case FRAME_KEY:
		about.room = frame->key.room;
		about.number = frame->key.cseq;
		break;
	case FRAME_NOTE:
		about.room = frame->note.room;
		about.number = frame->note.cseq;
		break;
	case FRAME_LEAVE: about.room = frame->leave.room; break;
	case FRAME_SEEN: about.room = frame->seen.room; break;
	case FRAME_SWAP: about.room = frame->swap.room; break;
	case FRAME_PARK: about.room = frame->park.room; break;
	case FRAME_EXTEND: about.room = frame->extend.room; break;
	case FRAME_REGISTRATION: about.room = frame->registration.room; break;
	case FRAME_BLOCK: about.room = frame->block.room; break;
	case FRAME_WRAP: about.room = frame->wrap.room; break;
	case FRAME_PROPOSE: about.room = frame->propose.room; break;
	case FRAME_CONSENT: about.room = frame->consent.room; break;
	case FRAME_HOLD: about.room = frame->hold.room; break;
	case FRAME_CONSULT: about.room = frame->consult.hold; break;
	case FRAME_KEEP: about.room = frame->keep.hold; break;
	case FRAME_DROP: about.room = frame->drop.hold; break;
	case FRAME_HELP: about.room = frame->help.room; break;
	case FRAME_ADVISE: about.room = frame->advise.room; break;
	case FRAME_DECIDE: about.room = frame->decide.room; break;
	case FRAME_CALLS: about.number = frame->calls.number; break;
	case FRAME_HOLDS: about.number = frame->holds.number; break;
	case FRAME_RECEIVED: about.number = frame->received.offer; break;
	case FRAME_ACCEPT: about.number = frame->accept.offer; break;
	case FRAME_DECLINE: about.number = frame->decline.offer; break;
	default: break;
	}
	return about;
}

void session_refuse(struct session *session, struct about about, enum refusal refusal)
{
	session_refuse_for(session, about, refusal, retry_after(refusal));
}

void session_refuse_for(struct session *session, struct about about, enum refusal refusal,
	unsigned retry_seconds)
{
	struct frame frame = {.type = FRAME_REFUSED};
	frame.refused.frame = about.frame;
	frame.refused.room = about.room;
	frame.refused.number = about.number;
	frame.refused.code = view_text(refusal_word(refusal));
	frame.refused.retry_after = retry_seconds;
	metric_add(METRIC_REFUSED, 1);
	session_send(session, &frame);
}

static enum refusal refusal_of(int err)
{
	switch (err) {
	case ERR_GONE:
	case ERR_MOMENT: return REFUSAL_LATE;
	case ERR_FULL:
	case ERR_NOMEM: return REFUSAL_FULL;
	case ERR_RANGE:
	case ERR_SYNTAX: return REFUSAL_UNKNOWN;
	case ERR_OFF: return REFUSAL_OFF;
	case ERR_WISH: return REFUSAL_WISH;
	default: return REFUSAL_DELAYED;
	}
}

void session_refuse_err(struct session *session, struct about about, int err)
{
	session_refuse(session, about, refusal_of(err));
}

bool session_untaken(struct session *session, int err)
{
	struct chat *chat = session->chat;
	if (err != ERR_FULL && err != ERR_DOWN && err != ERR_NOMEM) {
		return false;
	}
	session->untaken = true;
	if (chat->untaken_ms == 0) {
		chat->untaken_ms = chat->now_ms;
	}
	return true;
}

size_t session_backlog_limit(const struct session *session)
{
	const struct limit_options *limits = &session->chat->options.limits;
	return session_is_staff(session) ? limits->backlog_staff_bytes : limits->backlog_youth_bytes;
}

bool session_is_staff(const struct session *session)
{
	return session->role != ROLE_GUEST && session->role != ROLE_YOUTH;
}

bool session_must_wait(struct session *session, struct about about)
{
	if (session->busy) {
		session_refuse(session, about, REFUSAL_STATE);
	} else if (session->chat->frozen) {
		session_refuse(session, about, REFUSAL_DELAYED);
	}
	return session->busy || session->chat->frozen;
}
