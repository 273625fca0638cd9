/* The durability gate of one link (spec: delivery, section 3). Under `replica` and `memory` an answer
 * of Redis waits here until a WAIT says that enough replicas have what it tells of; nobody above hears
 * of it before. Under `fsync` the answer itself is the gate, and nothing waits. Knows no connection. */
#ifndef SAMTALE_STORE_INTERNAL_GATE_H
#define SAMTALE_STORE_INTERNAL_GATE_H

#include "store/internal/link.h"

struct gate {
	unsigned replicas; /* 0: everything passes */
	/* Sends the WAIT on the link itself: it speaks for what that link sent earlier. */
	int (*send)(void *context, const struct args *args, struct link_call *call);
	void *context;
	struct link_call wait; /* at most one is on its way */
	bool waiting;
	bool behind;              /* something was sent behind the WAIT that is on its way */
	unsigned missed;          /* WAITs in a row that too few replicas answered in time */
	struct link_call *oldest; /* answers that wait */
	struct link_call **newest_next;
	size_t count;
};

void gate_init(struct gate *gate, unsigned replicas,
	int (*send)(void *context, const struct args *args, struct link_call *call), void *context);

/* A command went out whose answer will come to gate_take: a WAIT follows it, now or behind the one that
 * is on its way. */
void gate_sent(struct gate *gate);

/* Takes an answer that has to wait. False: it may be told now. True: the gate owns the reply. */
bool gate_take(struct gate *gate, struct link_call *call, struct redisReply *reply);

/* The connection is lost: all that wait are answered with NULL. */
void gate_drop(struct gate *gate);

/* Have the replicas been silent for so long that nothing more should be begun? */
bool gate_is_shut(const struct gate *gate);

#endif
