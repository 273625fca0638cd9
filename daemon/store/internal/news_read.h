/* From the fields of an inbox entry to a struct store_news. Pure. */
#ifndef SAMTALE_STORE_INTERNAL_NEWS_READ_H
#define SAMTALE_STORE_INTERNAL_NEWS_READ_H

#include <stddef.h>

#include "store/news.h"

/* fields are names and values in turn, count of both together. The news borrows the values.
 * ERR_SYNTAX: a type or a number that no function writes, or no session. Unknown names are skipped,
 * so that functions may say more. */
int news_read(const char *pool, const char *const *fields, size_t count,
	struct store_news *ret_news) MUST_CHECK;

/* The number of a presence letter (A, P, Z, L, X). ERR_SYNTAX. */
int news_presence(const char *letter, unsigned *ret_state) MUST_CHECK;

#endif
