/* The form after a conversation (17_form.lua), and who has written in one: what a visit is counted as depends on both. */
#ifndef SAMTALE_STORE_FORM_H
#define SAMTALE_STORE_FORM_H

#include <stdbool.h>

#include "store/store.h"

/* How a form stands. Texts are borrowed until the callback returns. */
struct form_state {
	const char *room; /* 32 hexadecimal digits; with an error too, and then it is all there is */
	bool counted;
	uint64_t left_ms; /* until the wrap-up is over, 0: there is none */
	bool more;        /* it may be longer, once */
	const char
		*ticks; /* what is counted, parted by spaces, as long as it may be changed; else "" */
};
typedef void (
	*form_done_fn)(void *context, struct reply_to to, int err, const struct form_state *form);

/* Counts these answers (words "question:answer" parted by spaces, one of kind among them) in the place of those before, as long
 * as the wrap-up lasts; again is 0. NULL: only asks how the form stands. ERR_GONE: this person had no such conversation, or it
 * goes on, or is over for more than an hour. */
int form_register(struct store *store, struct reply_to to, const char *pool, const char *cid,
	const char *room, const char *ticks, form_done_fn done) MUST_CHECK;

/* This side of the room, by its sid or cid, has written; 0 also when that was known. ERR_GONE: there is no such room now. What
 * cannot be asked is not answered. */
void form_wrote(struct store *store, struct reply_to to, const char *pool, const char *id,
	const char *room, store_done_fn done);

#endif
