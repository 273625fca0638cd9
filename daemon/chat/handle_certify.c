/* CERTIFY: the key of a device becomes one that an agency answers for. Whether the request fits the login is judged by
 * whoever signs, so that nobody else can be talked into it. */
#include "base/clock.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/session_span.h"
#include "chat/shift.h"

enum { MS_PER_S = 1000, RETRY_SECONDS = 2 };

static void refuse(struct session *session, int err)
{
	const struct about about = {.frame = FRAME_CERTIFY};
	switch (err) {
	case ERR_SYNTAX:
	case ERR_RANGE:
	case ERR_DENIED: session_refuse(session, about, REFUSAL_SEAL); break;
	case ERR_FULL: session_refuse(session, about, REFUSAL_RATE); break;
	default: session_refuse_for(session, about, REFUSAL_DELAYED, RETRY_SECONDS); break;
	}
}

static void on_certified(void *context, uint64_t number, int err, struct view certificate)
{
	struct session *session = registry_find(context, number);
	struct frame frame = {.type = FRAME_CERTIFIED};
	if (session == NULL) {
		return;
	}
	if (err != 0) {
		refuse(session, err);
		return;
	}
	frame.certified.certificate = certificate;
	session_send(session, &frame);
}

void handle_certify(struct session *session, const struct frame *frame)
{
	const struct seal_port *port = session->chat->ports.seal;
	const struct shift *shift = session->shift;
	const struct seal_asker asker = {session->number, on_certified, session->chat};
	const struct seal_login login = {
		.staff = shift->staff,
		.role = shift->person.role,
		.agency = shift->person.agency,
		.alias = shift->person.alias,
		.until_s = (clock_wall_ms() + session_span_left(session)) / MS_PER_S,
	};
	int err = port->certify(port->seal, &asker, frame->certify.request, &login);
	if (err != 0) {
		refuse(session, err);
	}
}
