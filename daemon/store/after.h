/* After the end: the answers of a youth, the codes to come back with, and who found a door shut. Each a call of a function in
 * 16_after.lua, but for the codes, which lie under their own hash and name no visit. */
#ifndef SAMTALE_STORE_AFTER_H
#define SAMTALE_STORE_AFTER_H

#include "store/store.h"

/* Which visit it was: its pool, and the hash of its newest token, or of the one before. */
struct after_visit {
	const char *pool;
	const uint8_t *token; /* 32 bytes */
};

/* Answers, 0 where there is none; at least one is there. */
struct after_answers {
	unsigned place;  /* 1 to 3 */
	unsigned before; /* 1 to 5 */
	unsigned now;    /* 1 to 5 */
};

/* Counts the answers, once a visit: again is 0, too. ERR_GONE: there was no such talk, or it is over for longer than an hour. */
int after_survey(struct store *store, struct reply_to to, const struct after_visit *visit,
	const struct after_answers *answers, store_done_fn done) MUST_CHECK;

/* What a code leads to. Texts are borrowed until the call or callback returns. */
struct after_way {
	const char *agency; /* slug */
	const char
		*municipality; /* of the wish, "" unknown or not to be led to; of a kept code always "" */
	const char *topic;
};

/* way is NULL on an error. */
typedef void (
	*after_way_fn)(void *context, struct reply_to to, int err, const struct after_way *way);

/* What a code for this visit may carry. ERR_GONE as above. */
int after_ask(struct store *store, struct reply_to to, const struct after_visit *visit,
	after_way_fn done) MUST_CHECK;

/* Keeps agency and topic under the hash of a code for so many seconds; the same again begins the time anew. */
int after_keep_code(struct store *store, struct reply_to to, const uint8_t hash[32],
	const struct after_way *way, uint32_t seconds, store_done_fn done) MUST_CHECK;

/* Where a code leads. ERR_GONE: nowhere, or not any more. */
int after_find_code(struct store *store, struct reply_to to, const uint8_t hash[32],
	after_way_fn done) MUST_CHECK;

/* Counts that somebody wanted to write where this agency's door is shut. */
int after_tap(struct store *store, struct reply_to to, const char *pool, const char *agency,
	store_done_fn done) MUST_CHECK;

#endif
