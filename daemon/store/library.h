/* The function library in Redis: put there by the parent, asked for by everybody; and the rights its callers need. */
#ifndef SAMTALE_STORE_LIBRARY_H
#define SAMTALE_STORE_LIBRARY_H

#include "store/store.h"

/* The version that this build needs, part of the names of library and functions, so that two can be
 * loaded beside each other. The Lua says the same number; a unit test compares. What may change
 * without a new one, and what not even with one: docs/decisions/0017-two-versions-of-the-library.md. */
#define STORE_LIBRARY_VERSION 1

/* Sees to it that Redis holds our version, word by word, and that it answers; then removes versions
 * that are older than the one before ours. Newer ones are never touched. Needs the loader's user.
 * ERR_DOWN: Redis is gone or refused, the log says which. */
int library_load(struct store *store, struct reply_to to, store_done_fn done) MUST_CHECK;

/* The commands a worker's user must be allowed to call, one a line, as an ACL names them
 * (`ZADD`, `XINFO|STREAM`): what the store sends, and what the functions call in their caller's name. */
const char *library_commands(void);

/* Asks Redis by ACL DRYRUN whether the user (borrowed until the answer) may call all of them on keys
 * like ours. ERR_DENIED: not all; the log names each. Needs the loader's user. */
int library_check_rights(struct store *store, const char *user, struct reply_to to,
	store_done_fn done) MUST_CHECK;

/* Asks Redis to write its append-only file anew, without what was deleted since. Nothing is
 * answered: the next time asks again. Needs the loader's user. */
void library_rewrite_file(struct store *store);

/* A store without pools may be made for this alone: it is connected as soon as its link is up. */

#endif
