/* Which versions of the function library Redis holds: ours word by word, the one before it for
 * workers of the build before, none that is older. Knows neither what the functions do nor which
 * version is ours. */
#ifndef SAMTALE_STORE_INTERNAL_VERSIONS_H
#define SAMTALE_STORE_INTERNAL_VERSIONS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct call;

/* 7 of "samtale7". ERR_SYNTAX: no library of ours. */
int versions_parse(const char *name, unsigned *ret_version) MUST_CHECK;

/* The highest of the versions below ours, which a rolling upgrade still needs; 0 when there is none. */
unsigned versions_previous(const unsigned *versions, size_t count, unsigned ours);

/* Loads text as that version unless Redis holds the same text, asks it for its version, and then
 * removes what is older than the previous one. Takes the call (NULL: ERR_NOMEM) and completes it as
 * a store_done_fn; copies text. */
int versions_settle(struct call *call, unsigned version, struct view text) MUST_CHECK;

#endif
