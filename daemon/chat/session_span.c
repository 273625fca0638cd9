/* One timer a session. */
#include "chat/session_span.h"

#include <stddef.h>

#include "chat/ending.h"
#include "chat/internal.h"
#include "chat/session.h"
#include "chat/visit.h"

enum { MS_PER_S = 1000 };

static uint64_t span_ms(const struct session *session)
{
	const struct limit_options *limits = &session->chat->options.limits;
	uint32_t seconds =
		session->side == ROLE_YOUTH ? limits->session_youth_seconds : limits->session_staff_seconds;
	return (uint64_t)seconds * MS_PER_S;
}

static void on_span_over(struct wheel_timer *timer, uint64_t now_ms)
{
	struct session *session = (struct session *)((char *)timer - offsetof(struct session, span));
	(void)now_ms;
	if (session->visit != NULL) {
		visit_close(session, finish_word(FINISH_CLOSED));
	}
	ending_begin(session, ENDING_DONE, "no session is longer");
}

static void set(struct session *session, uint64_t wait_ms)
{
	struct chat *chat = session->chat;
	session->span.fire = on_span_over;
	wheel_set(&chat->wheel, &session->span, chat->now_ms + wait_ms);
}

void session_span_begin(struct session *session)
{
	set(session, span_ms(session));
}

void session_span_gone(struct session *session, uint64_t gone_ms)
{
	uint64_t span = span_ms(session);
	set(session, gone_ms < span ? span - gone_ms : 0);
}

uint64_t session_span_left(const struct session *session)
{
	uint64_t due_ms = session->span.due_ms;
	uint64_t now_ms = session->chat->now_ms;
	return due_ms > now_ms ? due_ms - now_ms : 0;
}
