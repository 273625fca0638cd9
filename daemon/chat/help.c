/* One read of the agency's calls for each person it concerns: a call is rare, and a list is never older than its news. */
#include "chat/help.h"

#include <string.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "protocol/permission.h"
#include "store/help.h"

/* Ids of a list are views into these. */
struct numbers {
	uint8_t room[LIMIT_CALLS][IDENT_ID_LEN];
	uint8_t supervisor[LIMIT_CALLS][IDENT_ID_LEN];
};

static bool is_on(const struct session *session)
{
	return session->shift != NULL && session->state == STATE_ON;
}

static void refuse(struct session *session, uint64_t number, int err)
{
	session_refuse_err(session, (struct about){.frame = FRAME_CALLS, .number = number}, err);
}

static void put_view(struct frame_texts *list, uint32_t at, struct view item)
{
	list->item[at] = item;
	list->count = at + 1;
}

static void put_uint(struct frame_uints *list, uint32_t at, uint64_t item)
{
	list->item[at] = item;
	list->count = at + 1;
}

/* A call whose room is no number is passed over: it is none of ours. */
static void put_call(struct frame_called *called, struct numbers *numbers,
	const struct help_call *one, bool is_own)
{
	uint32_t at = called->rooms.count;
	uint8_t *supervisor = numbers->supervisor[at];
	if (ident_from_hex(view_text(one->room), numbers->room[at], IDENT_ID_LEN) != 0) {
		return;
	}
	if (ident_from_hex(view_text(one->supervisor), supervisor, IDENT_ID_LEN) != 0) {
		memset(supervisor, 0, IDENT_ID_LEN); /* nobody is named */
	}
	put_view(&called->rooms, at, (struct view){numbers->room[at], IDENT_ID_LEN});
	put_view(&called->names, at, view_text(one->name));
	put_view(&called->topics, at, view_text(one->topic));
	put_uint(&called->since, at, one->since_ms);
	put_uint(&called->answers, at, one->answer);
	put_view(&called->by, at, view_text(one->by));
	put_uint(&called->own, at, is_own ? 1 : 0);
	put_view(&called->supervisors, at, (struct view){supervisor, IDENT_ID_LEN});
	put_uint(&called->asks, at, one->asks);
	put_uint(&called->decides, at, one->decides);
}

static void on_listed(void *context, struct reply_to to, int err, const struct help_call *calls,
	unsigned count)
{
	struct session *session = registry_find(context, to.session);
	struct frame frame = {.type = FRAME_CALLED};
	struct numbers numbers;
	if (session == NULL || !is_on(session)) {
		return;
	}
	if (err != 0) {
		refuse(session, to.tag, err);
		return;
	}
	for (unsigned i = 0; i < count && i < LIMIT_CALLS; i++) {
		bool is_own = strcmp(calls[i].cid, session->shift->person.id) == 0;
		if (is_own || permission_allows(PERMISSION_HELP_ADVISE, session->role)) {
			put_call(&frame.called, &numbers, &calls[i], is_own);
		}
	}
	session_send(session, &frame);
}

int help_tell(struct session *session, uint64_t number)
{
	const struct shift *shift = session->shift;
	return help_list(session->chat->ports.store, session_reply_to(session, number), shift->pool,
		shift->person.id, on_listed);
}

static void tell(struct session *session, void *context)
{
	const struct store_news *news = context;
	if (!is_on(session) || strcmp(session->shift->person.agency, news->agency) != 0 ||
		(!permission_allows(PERMISSION_HELP_ADVISE, session->role) &&
			strcmp(session->shift->person.id, news->id) != 0)) {
		return;
	}
	int err = help_tell(session, 0);
	if (err != 0) {
		refuse(session, 0, err); /* the desk asks again */
	}
}

void help_on_news(struct chat *chat, const struct store_news *news)
{
	registry_each(chat, tell, (void *)news);
}
