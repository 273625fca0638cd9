/* Reading a visit's place out of the answer of s1_status. */
#ifndef SAMTALE_STORE_INTERNAL_VISIT_READ_H
#define SAMTALE_STORE_INTERNAL_VISIT_READ_H

#include "store/internal/call.h"
#include "store/queue.h"

/* ERR_SYNTAX when the answer has another shape. The place borrows from the reply, pool and sid from
 * the call. */
int visit_read(const struct call *call, const struct redisReply *reply,
	struct queue_place *ret_place) MUST_CHECK;

/* Sends a function that changes a visit, and s1_status behind it, as one request: done hears where
 * the visit stands afterwards. first_args are those of the change; call->pool and call->id of
 * second are set by the caller. */
int visit_send_change(struct call *second, const struct args *first_args,
	call_answer_fn on_changed) MUST_CHECK;

/* Completes a queue_done_fn with the answer of s1_status, or with the error of the change before
 * it. */
void visit_on_status(struct call *call, const struct redisReply *reply);

/* Notes what the change came to for the status behind it. */
void visit_on_changed(struct call *call, const struct redisReply *reply);

/* Names the visit a request is about; copies. */
void visit_name(struct call *call, const char *pool, const char *sid);

#endif
