/* How a session ends, and what becomes of what it took part in. */
#include "chat/ending.h"

#include "base/log.h"
#include "base/metric.h"
#include "chat/comeback.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/seat.h"
#include "chat/shift.h"
#include "chat/visit.h"

/* Whether the visit or shift goes on elsewhere without this session. One that is sent on stays held by this node until
 * another takes it up, so that its offer goes on ringing and nobody is told that somebody is away; see drain.h. */
static bool is_handed_on(enum ending ending)
{
	return ending == ENDING_TAKEN_OVER || ending == ENDING_DRAIN;
}

static void let_go(struct session *session, enum ending ending)
{
	if (session->shift != NULL) {
		shift_rest(session);
	}
	if (is_handed_on(ending)) {
		return;
	}
	if (session->visit != NULL) {
		if (ending == ENDING_LEFT) {
			visit_leave_quickly(session);
		} else {
			visit_detach(session);
		}
	}
	if (session->shift != NULL) {
		shift_detach(session);
	}
}

static void end(struct session *session, enum ending ending, const char *why)
{
	log_info("session=%llu role=%s state=%s ending=%s%s%s", (unsigned long long)session->number,
		role_word(session->role), state_word(session->state), ending_word(ending),
		why != NULL ? " why=" : "", why != NULL ? why : "");
	let_go(session, ending);
	metric_add_at(METRIC_CLOSES, ending, 1);
	if (session->state != STATE_NEW) {
		metric_add_at(METRIC_SESSIONS, session->side != ROLE_YOUTH, -1);
	}
	session_set_state(session, STATE_CLOSING);
	wheel_cancel(&session->timer);
	wheel_cancel(&session->span);
}

void ending_begin(struct session *session, enum ending ending, const char *why)
{
	if (session->state == STATE_CLOSING) {
		return;
	}
	end(session, ending, why);
	session->chat->ports.io->close(session->conn, ending, why);
}

void ending_finish(struct session *session, enum ending ending)
{
	if (session->state != STATE_CLOSING) {
		end(session, ending, NULL);
	}
	wheel_cancel(&session->timer);
	wheel_cancel(&session->span);
	seat_forget_all(session);
	comeback_destroy(session->comeback);
	visit_destroy(session->visit);
	shift_destroy(session->shift);
	registry_remove(session);
}
