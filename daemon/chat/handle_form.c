/* REGISTRATION: the anonymous form after a conversation. Which questions there are is the agency's; here is looked after that nothing
 * but their ticks goes to the store. How it stands is asked with the same frame, also while the conversation goes on. */
#include <stdio.h>
#include <string.h>

#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/lists.h"
#include "chat/registration.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "directory/form.h"
#include "store/form.h"

enum { MS_PER_S = 1000, TICKS_SIZE = LIMIT_TICKS * (LIMIT_WORD + 1) };

static const char *form_of(const struct session *session)
{
	const struct agency *agency =
		directory_agency(session->chat->ports.directory, session->shift->person.agency);
	const char *form = agency != NULL ? agency_get(agency, "form") : "";
	return *form != '\0' ? form : form_usual();
}

static void tell(struct session *session, struct view room, const struct form_state *form)
{
	struct frame frame = {.type = FRAME_REGISTERED};
	frame.registered.room = room;
	frame.registered.counted = form->counted;
	frame.registered.wrap_left = (form->left_ms + MS_PER_S - 1) / MS_PER_S;
	frame.registered.more = form->more;
	frame.registered.form = view_text(form_of(session));
	lists_split(form->ticks, LIMIT_TICKS, &frame.registered.ticks);
	session_send(session, &frame);
}

static void on_registered(void *context, struct reply_to to, int err, const struct form_state *form)
{
	struct session *session = registry_find(context, to.session);
	uint8_t id[IDENT_ID_LEN];
	if (session == NULL || ident_from_hex(view_text(form->room), id, sizeof id) != 0) {
		return;
	}
	const struct view room = {id, sizeof id};
	if (err != 0) {
		session_refuse_err(session, (struct about){.frame = FRAME_REGISTRATION, .room = room}, err);
		return;
	}
	tell(session, room, form);
}

static bool are_of(struct view tick, struct view other_tick, const uint8_t *colon)
{
	size_t length = (size_t)(colon - tick.data) + 1;
	return other_tick.len > length && memcmp(tick.data, other_tick.data, length) == 0;
}

/* Is the tick at that place an answer of the form, and, where its question takes one, the only one? */
static bool is_tick(const struct session *session, const struct frame_texts *ticks, uint32_t at)
{
	struct view tick = ticks->item[at];
	const uint8_t *colon = tick.len > 0 ? memchr(tick.data, ':', tick.len) : NULL;
	char topic[STORE_WORD_MAX];
	if (colon == NULL) {
		return false;
	}
	struct view question = {tick.data, (size_t)(colon - tick.data)};
	struct view answer = {colon + 1, tick.len - question.len - 1};
	const char *form = form_of(session);
	enum form_tick found = form_find(form, question, answer);
	if (view_is(question, "topic") && !view_is(answer, "else")) {
		bool known = view_copy(answer, topic, sizeof topic) == 0 &&
			directory_topic(session->chat->ports.directory, topic) != NULL;
		enum form_tick all = form_find(form, question, view_text(FORM_POOL_TOPICS));
		found = known && all != FORM_NO ? all : view_is(answer, FORM_POOL_TOPICS) ? FORM_NO : found;
	}
	for (uint32_t i = 0; i < at; i++) {
		if (view_equal(ticks->item[i], tick) ||
			(found == FORM_ONE && are_of(tick, ticks->item[i], colon))) {
			return false;
		}
	}
	return found != FORM_NO;
}

/* The ticks as one text. ERR_RANGE: one is not of the form. */
static int read_ticks(const struct session *session, const struct frame_texts *ticks,
	char out[TICKS_SIZE])
{
	size_t used = 0;
	out[0] = '\0';
	for (uint32_t i = 0; i < ticks->count; i++) {
		if (!is_tick(session, ticks, i)) {
			return ERR_RANGE;
		}
		used += (size_t)snprintf(out + used, TICKS_SIZE - used, "%s%.*s", i > 0 ? " " : "",
			(int)ticks->item[i].len, (const char *)ticks->item[i].data);
	}
	return 0;
}

void handle_registration(struct session *session, const struct frame *frame)
{
	const struct frame_registration *asked = &frame->registration;
	struct about about = about_frame(frame);
	char room[IDENT_ID_HEX], ticks[TICKS_SIZE];
	if (asked->send == 0 && seat_find(session, asked->room) != NULL) {
		tell(session, asked->room, &(struct form_state){.ticks = ""});
		return;
	}
	int err = read_ticks(session, &asked->ticks, ticks);
	ident_hex(asked->room.data, asked->room.len, room);
	if (err == 0) {
		err = form_register(session->chat->ports.store, session_reply_to(session, 0),
			session->shift->pool, session->shift->person.id, room, asked->send == 1 ? ticks : NULL,
			on_registered);
	}
	if (err != 0) {
		session_refuse_err(session, about, err);
	}
}

void registration_on_news(struct session *session, const struct store_news *news)
{
	const struct shift *shift = session->shift;
	if (shift == NULL) {
		return;
	}
	int err = form_register(session->chat->ports.store, session_reply_to(session, 0), shift->pool,
		shift->person.id, news->room, NULL, on_registered);
	(void)err; /* the time after the room is over by itself, and its form waits for nobody */
}
