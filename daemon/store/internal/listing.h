/* Reading many hashes one after the other: their names, then the hash of each. */
#ifndef SAMTALE_STORE_INTERNAL_LISTING_H
#define SAMTALE_STORE_INTERNAL_LISTING_H

#include "store/internal/call.h"

/* Takes the call, and sends what is answered by a list of names. Its answer function is called for each hash with call->id holding nothing and
 * call->text the member, and at the end once with NULL, call->err saying how it went; only then is
 * the call destroyed, by the listing. The answer function must not destroy it. On an error nothing
 * is called and the call is destroyed. key_format has one %s. */
int listing_begin(struct call *call, const struct args *names, const char *key_format) MUST_CHECK;

/* The value of a field in an answer of HGETALL. ERR_SYNTAX when it is not there. */
int listing_field(const struct redisReply *reply, const char *field,
	const char **ret_value) MUST_CHECK;

#endif
