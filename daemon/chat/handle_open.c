/* The opening of a session: HELLO and PING. */
#include "base/clock.h"
#include "base/metric.h"
#include "chat/ending.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/session_span.h"
#include "chat/visit.h"

static const uint8_t no_token[IDENT_TOKEN_LEN];

static void welcome(struct session *session, const uint8_t *token, const uint8_t *leave)
{
	const struct chat_options *options = &session->chat->options;
	struct frame frame = {.type = FRAME_WELCOME};
	frame.welcome.version = FRAME_VERSION;
	frame.welcome.profile = view_text(options->profile);
	frame.welcome.token = (struct view){token, IDENT_TOKEN_LEN};
	frame.welcome.leave = (struct view){leave, IDENT_TOKEN_LEN};
	frame.welcome.grace_waiting = options->timers.grace_waiting_seconds;
	frame.welcome.grace_room = options->timers.grace_room_seconds;
	frame.welcome.ping = options->limits.ping_seconds;
	frame.welcome.now = clock_wall_ms();
	session_send(session, &frame);
}

static void tell_if_frozen(struct session *session)
{
	struct frame frame = {.type = FRAME_FROZEN};
	frame.frozen.on = 1;
	if (session->chat->frozen) {
		session_send(session, &frame);
	}
}

static void welcome_youth(struct session *session)
{
	uint8_t token[IDENT_TOKEN_LEN];
	uint8_t leave[IDENT_TOKEN_LEN];
	if (visit_begin(session, token, leave) != 0) {
		ending_begin(session, ENDING_DRAIN, "no memory");
		return;
	}
	session->role = ROLE_YOUTH;
	welcome(session, token, leave);
	ident_cleanse(token, sizeof token);
	ident_cleanse(leave, sizeof leave);
}

void handle_hello(struct session *session, const struct frame *frame)
{
	const struct frame_hello *hello = &frame->hello;
	if (hello->version != FRAME_VERSION) {
		session_refuse(session, about_frame(frame), REFUSAL_VERSION);
		ending_begin(session, ENDING_PROTOCOL, "version: 1 is spoken here");
		return;
	}
	if (hello->side == ROLE_GUEST || hello->side >= ROLE_COUNT) {
		ending_begin(session, ENDING_PROTOCOL, "side: a role is expected");
		return;
	}
	wheel_cancel(&session->timer);
	session->side = (enum role)hello->side;
	session_span_begin(session);
	session_set_state(session, STATE_OPEN);
	metric_add_at(METRIC_SESSIONS, session->side != ROLE_YOUTH, 1);
	if (session->side == ROLE_YOUTH) {
		welcome_youth(session);
	} else {
		welcome(session, no_token, no_token);
	}
	tell_if_frozen(session);
}

void handle_ping(struct session *session, const struct frame *frame)
{
	struct frame pong = {.type = FRAME_PONG};
	pong.pong.nonce = frame->ping.nonce;
	session_send(session, &pong);
}
