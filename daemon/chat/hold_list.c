/* First the holds, then the accounts: the end of the list names both. */
#include "chat/hold_list.h"

#include "chat/deciders.h"
#include "chat/hold.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"

static void refuse(struct session *session, uint64_t number, int err)
{
	struct about about = {.frame = FRAME_HOLDS, .number = number};
	session_refuse_err(session, about, err);
}

static void send_end(struct session *session, const struct deciders_question *question,
	const struct deciders *deciders)
{
	uint8_t staff[LIMIT_DECIDERS][IDENT_ID_LEN];
	struct frame frame = {.type = FRAME_DECIDERS};
	for (unsigned i = 0; i < question->hold_count; i++) {
		frame.deciders.holds.item[i] = (struct view){question->holds[i], IDENT_ID_LEN};
	}
	frame.deciders.holds.count = question->hold_count;
	for (unsigned i = 0; i < deciders->count; i++) {
		uint32_t at = frame.deciders.staff.count;
		if (ident_from_hex(view_text(deciders->list[i].id), staff[at], IDENT_ID_LEN) == 0) {
			frame.deciders.staff.item[at] = (struct view){staff[at], IDENT_ID_LEN};
			frame.deciders.names.item[at] = view_text(deciders->list[i].alias);
			frame.deciders.staff.count = frame.deciders.names.count = at + 1;
		}
	}
	session_send(session, &frame);
}

static void on_deciders(struct session *session, int err, const struct deciders_question *question,
	const struct deciders *deciders)
{
	if (err != 0) {
		refuse(session, 0, err);
	} else {
		send_end(session, question, deciders);
	}
}

static void on_listed(void *context, struct reply_to to, int err, const char *hold,
	const struct hold_row *rows, unsigned count)
{
	struct session *session = registry_find(context, to.session);
	struct deciders_question question = {.hold_count = 0};
	(void)hold;
	if (session == NULL || session->shift == NULL) {
		return;
	}
	for (unsigned i = 0; i < count && i < LIMIT_HOLDS; i++) {
		uint8_t *id = question.holds[question.hold_count];
		if (ident_from_hex(view_text(rows[i].id), id, IDENT_ID_LEN) == 0) {
			question.hold_count++;
			hold_tell(session, &rows[i]);
		}
	}
	if (err == 0) {
		err = deciders_find(session, &question, on_deciders);
	}
	if (err != 0) {
		refuse(session, to.tag, err);
	}
}

int hold_list_ask(struct session *session, uint64_t number)
{
	const struct shift *shift = session->shift;
	return hold_list(session->chat->ports.store, session_reply_to(session, number), shift->pool,
		shift->person.id, on_listed);
}

void hold_list_tell(struct session *session)
{
	if (session->shift != NULL) {
		int err = hold_list_ask(session, 0);
		(void)err; /* the desk asks again when it comes on shift */
	}
}
