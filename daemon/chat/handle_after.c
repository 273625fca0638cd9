/* SURVEY and CODE_WANTED: what a youth says of a visit that has ended, and asks for to come back. The visit is named by its
 * token, because it may have ended while there was no socket. A code is made of that token, so that it is the same each time it
 * is asked for, and needs to be kept nowhere but under its hash. */
#include <string.h>

#include "base/clock.h"
#include "base/code.h"
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/visit.h"
#include "store/after.h"

enum { DAY_S = 86400 };

static void refuse(struct session *session, enum frame_type frame, int err)
{
	session_refuse_err(session, (struct about){.frame = frame}, err);
}

static void on_counted(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	if (session == NULL) {
		return;
	}
	session->busy = false;
	if (err != 0) {
		refuse(session, FRAME_SURVEY, err);
		return;
	}
	const struct frame frame = {.type = FRAME_SURVEYED};
	session_send(session, &frame);
}

/* The pool's name, and whose talk it was; hash holds what visit borrows. ERR_RANGE. */
static int name_visit(struct view pool, struct view token, char name[STORE_WORD_MAX],
	uint8_t hash[IDENT_HASH_LEN])
{
	ident_hash(token.data, token.len, hash);
	return view_copy(pool, name, STORE_WORD_MAX);
}

void handle_survey(struct session *session, const struct frame *frame)
{
	char pool[STORE_WORD_MAX];
	uint8_t hash[IDENT_HASH_LEN];
	const struct about about = about_frame(frame);
	const struct after_answers answers = {(unsigned)frame->survey.place,
		(unsigned)frame->survey.before, (unsigned)frame->survey.now};
	if (session_must_wait(session, about)) {
		return;
	}
	int err = name_visit(frame->survey.pool, frame->survey.token, pool, hash);
	if (answers.place + answers.before + answers.now == 0) {
		err = ERR_RANGE;
	}
	const struct after_visit visit = {pool, hash};
	err = err != 0 ? err
				   : after_survey(session->chat->ports.store, session_reply_to(session, 0), &visit,
						 &answers, on_counted);
	session->busy = err == 0;
	if (err != 0) {
		refuse(session, FRAME_SURVEY, err);
	}
}

/* --- the code --- */

static void hash_code(const struct session *session, uint8_t hash[IDENT_HASH_LEN])
{
	ident_hash_labelled(CODE_LABEL, session->visit->after.code, CODE_LEN, hash);
}

static void end_code(struct session *session, int err)
{
	session->busy = false;
	ident_cleanse(session->visit->after.code, CODE_LEN);
	if (err != 0) {
		refuse(session, FRAME_CODE_WANTED, err);
	}
}

static void on_code_kept(void *context, struct reply_to to, int err)
{
	struct session *session = registry_find(context, to.session);
	char text[CODE_SIZE];
	if (session == NULL) {
		return;
	}
	if (err == 0) {
		code_write(session->visit->after.code, text);
		struct frame frame = {.type = FRAME_CODE};
		frame.code.code = view_text(text);
		frame.code.days = session->chat->options.timers.code_days;
		session_send(session, &frame);
		ident_cleanse(text, sizeof text);
	}
	end_code(session, err);
}

/* The youth comes back to the door of the place it chose; where that has none, to whoever answered. */
static const char *agency_of(const struct session *session, const char *pool,
	const struct after_way *way)
{
	const struct agency *own =
		directory_agency_of(session->chat->ports.directory, pool, way->municipality);
	return own != NULL ? agency_get(own, "slug") : way->agency;
}

/* To the end of a day, UTC: the second at which a code ends would tell when its talk did. */
static uint32_t seconds_to_keep(uint32_t days)
{
	uint64_t today = clock_wall_ms() / 1000 % DAY_S;
	return (days + 1) * DAY_S - (uint32_t)today;
}

static void on_way(void *context, struct reply_to to, int err, const struct after_way *way)
{
	struct session *session = registry_find(context, to.session);
	uint8_t hash[IDENT_HASH_LEN];
	if (session == NULL) {
		return;
	}
	if (err == 0) {
		const struct chat *chat = session->chat;
		const struct agency *answered = directory_agency(chat->ports.directory, way->agency);
		const char *pool = answered != NULL ? agency_get(answered, "pool") : "";
		const struct after_way kept = {agency_of(session, pool, way), "", way->topic};
		hash_code(session, hash);
		err = after_keep_code(chat->ports.store, session_reply_to(session, 0), hash, &kept,
			seconds_to_keep(chat->options.timers.code_days), on_code_kept);
	}
	if (err != 0) {
		end_code(session, err);
	}
}

void handle_code_wanted(struct session *session, const struct frame *frame)
{
	char pool[STORE_WORD_MAX];
	uint8_t hash[IDENT_HASH_LEN], made[IDENT_HASH_LEN];
	const struct view token = frame->code_wanted.token;
	if (session_must_wait(session, about_frame(frame))) {
		return;
	}
	int err = name_visit(frame->code_wanted.pool, token, pool, hash);
	ident_hash_labelled("samtale code of a visit", token.data, token.len, made);
	memcpy(session->visit->after.code, made, CODE_LEN);
	ident_cleanse(made, sizeof made);
	const struct after_visit visit = {pool, hash};
	err = err != 0
		? err
		: after_ask(session->chat->ports.store, session_reply_to(session, 0), &visit, on_way);
	session->busy = true;
	if (err != 0) {
		end_code(session, err);
	}
}
