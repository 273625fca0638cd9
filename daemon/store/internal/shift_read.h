/* Reading a shift's place out of the answer of s1_c_set and s1_c_attach. */
#ifndef SAMTALE_STORE_INTERNAL_SHIFT_READ_H
#define SAMTALE_STORE_INTERNAL_SHIFT_READ_H

#include "store/internal/call.h"
#include "store/presence.h"

/* ERR_DOWN when the answer has another shape. The place borrows from the reply; person is "". */
int shift_read(const struct redisReply *reply, struct presence_place *ret_place) MUST_CHECK;

#endif
