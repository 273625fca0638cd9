/* The function library in Redis: put there by the parent, asked for by everybody. */
#ifndef SAMTALE_STORE_LIBRARY_H
#define SAMTALE_STORE_LIBRARY_H

#include "store/store.h"

/* The version that this build needs; part of the library's name, so that a rolling upgrade can keep
 * two. */
#define STORE_LIBRARY_VERSION 1

/* Loads the embedded functions (FUNCTION LOAD REPLACE of our own version). Needs the loader's
 * user. */
int library_load(struct store *store, struct reply_to to, store_done_fn done) MUST_CHECK;

/* Asks Redis to write its append-only file anew, without what was deleted since. Nothing is answered: the next time asks
 * again. Needs the loader's user. */
void library_rewrite_file(struct store *store);

/* The commands the functions call, one a line, made from the Lua at build time; for the workers'
 * ACL user. */
const char *library_commands(void);

/* A store without pools may be made for this alone: it is connected as soon as its link is up. */

#endif
