/* ENROL, REVEAL, VOUCH, APPROVE: a device of an agency that certifies its devices itself, and who approves it. They speak to each
 * other; the daemon sees to it that both are of one agency, and that there is one try in ten minutes. What is said
 * is theirs to judge, and what came of it they hear by ENROLLING and APPROVAL. */
#include "chat/enrol.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "store/enrol.h"

static struct enrol_person person_of(const struct shift *shift)
{
	return (struct enrol_person){
		.pool = shift->pool,
		.cid = shift->person.id,
		.agency = shift->person.agency,
		.alias = shift->person.alias,
	};
}

static bool certifies_itself(const struct session *session)
{
	const struct seal_port *port = session->chat->ports.seal;
	return port->certifies_itself(port->seal, session->shift->person.agency);
}

static void on_asked(void *context, struct reply_to to, int err, unsigned left_s)
{
	struct session *session = registry_find(context, to.session);
	const struct about about = {.frame = FRAME_ENROL};
	if (session == NULL || err == 0) {
		return;
	}
	if (err == ERR_MOMENT) {
		session_refuse_for(session, about, REFUSAL_RATE, left_s);
	} else {
		session_refuse_err(session, about, err);
	}
}

void handle_enrol(struct session *session, const struct frame *frame)
{
	const struct enrol_person device = person_of(session->shift);
	if (!certifies_itself(session)) {
		session_refuse(session, about_frame(frame), REFUSAL_SEAL);
		return;
	}
	int err = enrol_ask(session->chat->ports.store, session_reply_to(session, 0), &device,
		frame->enrol.request, frame->enrol.commitment, on_asked);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

static void on_done(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session != NULL && err != 0) {
		session_refuse_err(session, (struct about){.frame = (enum frame_type)to.tag}, err);
	}
}

/* The other three are answered by a word. */
static struct reply_to reply_about(const struct session *session, const struct frame *frame)
{
	return session_reply_to(session, (uint64_t)frame->type);
}

static void note(struct session *session, const struct frame *frame, int err)
{
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

void handle_reveal(struct session *session, const struct frame *frame)
{
	const struct enrol_person device = person_of(session->shift);
	note(session, frame,
		enrol_reveal(session->chat->ports.store, reply_about(session, frame), &device,
			frame->reveal.number, on_done));
}

void handle_vouch(struct session *session, const struct frame *frame)
{
	const struct enrol_person approver = person_of(session->shift);
	char staff[IDENT_ID_HEX];
	ident_hex(frame->vouch.staff.data, frame->vouch.staff.len, staff);
	note(session, frame,
		enrol_vouch(session->chat->ports.store, reply_about(session, frame), &approver, staff,
			frame->vouch.commitment, frame->vouch.number, on_done));
}

void handle_approve(struct session *session, const struct frame *frame)
{
	const struct enrol_person approver = person_of(session->shift);
	char staff[IDENT_ID_HEX];
	ident_hex(frame->approve.staff.data, frame->approve.staff.len, staff);
	note(session, frame,
		enrol_approve(session->chat->ports.store, reply_about(session, frame), &approver, staff,
			frame->approve.certificate, on_done));
}
