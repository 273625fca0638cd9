/* An account of the staff out of an answer of Redis. */
#ifndef SAMTALE_STORE_INTERNAL_ACCOUNT_H
#define SAMTALE_STORE_INTERNAL_ACCOUNT_H

#include "store/internal/call.h"
#include "store/staff.h"

/* From fields and values; others beside them do no harm, and what proves who somebody is may be missing. Borrows from the reply. ERR_GONE for an empty list, which is what Redis
 * gives for a name that is not there. */
int account_read(const struct redisReply *reply, struct staff_account *ret_account) MUST_CHECK;

#endif
