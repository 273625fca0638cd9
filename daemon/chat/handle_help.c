/* Help for a counsellor: HELP calls for it, ADVISE answers a call, DECIDE says what is to be done about a duty to warn. What
 * may be is decided in Redis; that one of the two who decide is a supervisor is seen to here, as it is for a hold. What has become
 * of it everybody hears by CALLED, after the news. */
#include <string.h>

#include "chat/deciders.h"
#include "chat/handle.h"
#include "chat/help.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "protocol/permission.h"
#include "store/help.h"

/* The frame that a request was made for is its tag. */
static void on_done(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	struct about about = {.frame = (enum frame_type)to.tag};
	if (session == NULL || err == 0) {
		return;
	}
	if (err == ERR_MOMENT) {
		session_refuse(session, about, REFUSAL_STATE);
	} else {
		session_refuse_err(session, about, err);
	}
}

/* Who asks, and about which room, in hex; room is the caller's. */
static struct help_about about_room(const struct session *session, struct view id,
	char room[IDENT_ID_HEX])
{
	const struct shift *shift = session->shift;
	ident_hex(id.data, IDENT_ID_LEN, room);
	return (struct help_about){shift->pool, shift->person.id, room};
}

static void refuse_at_once(struct session *session, const struct frame *frame, int err)
{
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

void handle_help(struct session *session, const struct frame *frame)
{
	char room[IDENT_ID_HEX];
	struct help_about about = about_room(session, frame->help.room, room);
	refuse_at_once(session, frame,
		help_ask(session->chat->ports.store, session_reply_to(session, FRAME_HELP), &about,
			frame->help.on == 1, on_done));
}

void handle_advise(struct session *session, const struct frame *frame)
{
	char room[IDENT_ID_HEX];
	struct help_about about = about_room(session, frame->advise.room, room);
	refuse_at_once(session, frame,
		help_advise(session->chat->ports.store, session_reply_to(session, FRAME_ADVISE), &about,
			(unsigned)frame->advise.answer, on_done));
}

static int say_decision(struct session *session, const struct help_about *about,
	const char *supervisor, unsigned decision)
{
	return help_decide(session->chat->ports.store, session_reply_to(session, FRAME_DECIDE), about,
		supervisor, decision, on_done);
}

/* Who asks has named somebody, who is a supervisor if anybody was found. */
static void on_decider(struct session *session, int err, const struct deciders_question *question,
	const struct deciders *deciders)
{
	char room[IDENT_ID_HEX];
	struct help_about about =
		about_room(session, (struct view){question->room, IDENT_ID_LEN}, room);
	if (err == 0 && deciders->count == 0) {
		err = ERR_RANGE;
	}
	if (err == 0) {
		err = say_decision(session, &about, question->supervisor, question->decision);
	}
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_DECIDE}, err);
	}
}

/* Who names itself answers, as a supervisor. */
static int decide_itself(struct session *session, const struct frame_decide *decide)
{
	char room[IDENT_ID_HEX];
	struct help_about about = about_room(session, decide->room, room);
	if (!permission_allows(PERMISSION_HOLD_DECIDE, session->role)) {
		return ERR_RANGE;
	}
	return say_decision(session, &about, about.cid, (unsigned)decide->decision);
}

void handle_decide(struct session *session, const struct frame *frame)
{
	const struct frame_decide *decide = &frame->decide;
	struct deciders_question question = {.decision = (unsigned)decide->decision};
	memcpy(question.room, decide->room.data, sizeof question.room);
	ident_hex(decide->supervisor.data, IDENT_ID_LEN, question.supervisor);
	bool is_itself = strcmp(question.supervisor, session->shift->person.id) == 0;
	refuse_at_once(session, frame,
		is_itself ? decide_itself(session, decide) : deciders_find(session, &question, on_decider));
}

void handle_calls(struct session *session, const struct frame *frame)
{
	refuse_at_once(session, frame, help_tell(session, frame->calls.number));
}
