/* First the accounts, which take many steps, then the holds, which take one: so the list is not older than any HELD that was
 * told before it. */
#include "chat/hold_list.h"

#include <stdlib.h>
#include <string.h>

#include "chat/deciders.h"
#include "chat/hold.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"

/* Between the two. */
struct listing {
	struct chat *chat;
	struct deciders deciders;
};

static void refuse(struct session *session, uint64_t number, int err)
{
	struct about about = {.frame = FRAME_HOLDS, .number = number};
	session_refuse_err(session, about, err);
}

/* there: as from hold_list. ids is the caller's, borrowed by the frame. */
static void put_deciders(struct frame_deciders *frame, uint8_t ids[LIMIT_DECIDERS][IDENT_ID_LEN],
	const struct deciders *deciders, const char *there)
{
	for (unsigned i = 0; i < deciders->count && frame->staff.count < LIMIT_DECIDERS; i++) {
		uint32_t at = frame->staff.count;
		bool is_there = strstr(there, deciders->list[i].id) != NULL;
		if ((is_there || !deciders->of_all) &&
			ident_from_hex(view_text(deciders->list[i].id), ids[at], IDENT_ID_LEN) == 0) {
			frame->staff.item[at] = (struct view){ids[at], IDENT_ID_LEN};
			frame->names.item[at] = view_text(deciders->list[i].alias);
			frame->on.item[at] = is_there;
			frame->staff.count = frame->names.count = frame->on.count = at + 1;
		}
	}
}

static void send_list(struct session *session, const struct deciders *deciders, const char *there,
	const struct hold_row *rows, unsigned count)
{
	uint8_t staff[LIMIT_DECIDERS][IDENT_ID_LEN], holds[LIMIT_HOLDS][IDENT_ID_LEN];
	struct frame frame = {.type = FRAME_DECIDERS};
	for (unsigned i = 0; i < count && i < LIMIT_HOLDS; i++) {
		uint32_t at = frame.deciders.holds.count;
		if (ident_from_hex(view_text(rows[i].id), holds[at], IDENT_ID_LEN) == 0) {
			frame.deciders.holds.item[at] = (struct view){holds[at], IDENT_ID_LEN};
			frame.deciders.holds.count = at + 1;
			hold_tell(session, &rows[i]);
		}
	}
	put_deciders(&frame.deciders, staff, deciders, there);
	session_send(session, &frame);
}

static void on_listed(void *context, struct reply_to to, int err, const char *there,
	const struct hold_row *rows, unsigned count)
{
	struct listing *listing = context;
	struct session *session = registry_find(listing->chat, to.session);
	if (session != NULL && session->shift != NULL && err != 0) {
		refuse(session, to.tag, err);
	} else if (session != NULL && session->shift != NULL) {
		send_list(session, &listing->deciders, there, rows, count);
	}
	free(listing);
}

static void on_deciders(struct session *session, int err, const struct deciders_question *question,
	const struct deciders *deciders)
{
	const struct shift *shift = session->shift;
	struct listing *listing = err == 0 ? calloc(1, sizeof *listing) : NULL;
	if (err == 0 && listing == NULL) {
		err = ERR_NOMEM;
	}
	if (err == 0) {
		*listing = (struct listing){session->chat, *deciders};
		err = hold_list(session->chat->ports.store, session_reply_to(session, question->number),
			shift->pool, shift->person.id, on_listed, listing);
	}
	if (err != 0) {
		free(listing);
		refuse(session, question->number, err);
	}
}

int hold_list_ask(struct session *session, uint64_t number)
{
	const struct deciders_question question = {.number = number};
	return deciders_find(session, &question, on_deciders);
}

void hold_list_tell(struct session *session)
{
	if (session->shift != NULL) {
		int err = hold_list_ask(session, 0);
		if (err != 0) {
			refuse(session, 0, err); /* the desk asks again */
		}
	}
}
