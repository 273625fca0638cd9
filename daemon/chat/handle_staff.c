/* What staff ask: LOGIN, SHIFT and the three answers to an offer. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/lists.h"
#include "chat/registry.h"
#include "chat/roster.h"
#include "chat/shift.h"

enum { TOPICS_TEXT_MAX = LIMIT_TOPICS * STORE_WORD_MAX, LANGUAGES_TEXT_MAX = 256 };

static void on_redeemed(void *context, uint64_t number, int err, const struct auth_person *person)
{
	struct session *session = registry_find(context, number);
	struct about about = {.frame = FRAME_LOGIN};
	uint8_t ticket[IDENT_TOKEN_LEN];
	if (session == NULL) {
		return;
	}
	session->busy = false;
	if (err == 0) {
		ident_random(ticket, sizeof ticket);
		err = shift_begin(session, person, ticket);
		ident_cleanse(ticket, sizeof ticket);
	}
	if (err == 0) {
		roster_tell(session);
	} else if (err == ERR_GONE) {
		session_refuse(session, about, REFUSAL_TICKET);
	} else {
		session_refuse_err(session, about, err);
	}
}

void handle_login(struct session *session, const struct frame *frame)
{
	const struct auth_port *auth = session->chat->ports.auth;
	if (session_must_wait(session, about_frame(frame))) {
		return;
	}
	int err = auth->redeem(auth->staff, frame->login.ticket.data, session->number, on_redeemed,
		session->chat);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
		return;
	}
	session->busy = true;
}

static void on_shift_set(void *context, struct reply_to to, int err,
	const struct presence_place *place)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_SHIFT}, err);
		return;
	}
	shift_place(session, place, "asked");
}

static bool is_listed(const struct frame_texts *list, const char *word)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (view_is(list->item[i], word)) {
			return true;
		}
	}
	return false;
}

/* The wished topics and the one that everybody takes, in the directory's order. ERR_RANGE: one is unknown. */
static int topics_taken(const struct directory *directory, const struct frame_texts *wished,
	char *out, size_t size)
{
	struct frame_texts taken = {0};
	uint32_t known = 0;
	const struct topic *topic;
	for (size_t i = 0; (topic = directory_topic_at(directory, i)) != NULL && i < FRAME_LIST_MAX;
		 i++) {
		bool listed = is_listed(wished, topic->id);
		known += listed;
		if (listed || strcmp(topic->id, TOPIC_FOR_ALL) == 0) {
			taken.item[taken.count++] = view_text(topic->id);
		}
	}
	return known == wished->count ? lists_join(&taken, out, size) : ERR_RANGE;
}

void handle_shift(struct session *session, const struct frame *frame)
{
	const struct frame_shift *wish = &frame->shift;
	const struct shift *shift = session->shift;
	const struct directory *directory = session->chat->ports.directory;
	char topics[TOPICS_TEXT_MAX];
	char languages[LANGUAGES_TEXT_MAX];
	if (wish->capacity == 0 || topics_taken(directory, &wish->topics, topics, sizeof topics) != 0 ||
		lists_join(&wish->languages, languages, sizeof languages) != 0) {
		session_refuse(session, about_frame(frame), REFUSAL_UNKNOWN);
		return;
	}
	const struct agency *agency = directory_agency(directory, shift->person.agency);
	const char *municipality = agency_get(agency, "municipality");
	const struct region *region = directory_region(directory, shift->pool, municipality);
	struct presence_shift set = {
		.pool = shift->pool,
		.cid = shift->person.id,
		.alias = shift->person.alias,
		.agency = shift->person.agency,
		.municipality = municipality,
		.county = region != NULL ? region->county : "",
		.lives_in = shift->person.lives_in,
		.topics = topics,
		.languages = languages,
		.capacity = (unsigned)wish->capacity,
		.scope = (unsigned)wish->scope,
		.state = (enum presence)wish->state,
	};
	int err =
		presence_set(session->chat->ports.store, session_reply_to(session, 0), &set, on_shift_set);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}

/* The answers to an offer share everything but their call; the tag carries which offer and frame it was. */
enum { TAG_FRAME_BITS = 8 };

static uint64_t offer_tag(enum frame_type frame, uint64_t offer)
{
	return offer << TAG_FRAME_BITS | (uint64_t)frame;
}

static void on_offer_answered(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	enum frame_type frame = (enum frame_type)(to.tag & ((1u << TAG_FRAME_BITS) - 1));
	if (session != NULL && err != 0 && frame != FRAME_RECEIVED) {
		struct about about = {.frame = frame, .number = to.tag >> TAG_FRAME_BITS};
		session_refuse_err(session, about, err);
	}
}

typedef int (*offer_call)(struct store *store, struct reply_to to, const char *pool,
	const char *cid, uint64_t offer, store_done_fn done);

static void answer_offer(struct session *session, const struct frame *frame, offer_call call)
{
	const struct shift *shift = session->shift;
	struct about about = about_frame(frame);
	struct reply_to to = session_reply_to(session, offer_tag(frame->type, about.number));
	int err = call(session->chat->ports.store, to, shift->pool, shift->person.id, about.number,
		on_offer_answered);
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

void handle_received(struct session *session, const struct frame *frame)
{
	answer_offer(session, frame, presence_received);
}

void handle_accept(struct session *session, const struct frame *frame)
{
	answer_offer(session, frame, presence_accept);
}

void handle_decline(struct session *session, const struct frame *frame)
{
	answer_offer(session, frame, presence_decline);
}
