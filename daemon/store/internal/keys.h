/* The names of keys as C needs them; docs/routing.md has them all. Each holds one %s. */
#ifndef SAMTALE_STORE_INTERNAL_KEYS_H
#define SAMTALE_STORE_INTERNAL_KEYS_H

#define KEY_POOL "{%s}:"         /* prefix of a pool's routing; %s the pool */
#define KEY_INBOX "{%s}:ev:%s"   /* a node's news; pool and node */
#define KEY_ROOM "{r:%s}:"       /* prefix of a room; 32 hex digits */
#define KEY_LOG "{r:%s}:log"     /* its stream */
#define KEY_NOTES "{r:%s}:notes" /* the lane of its staff, a stream too */
#define KEY_TOKEN "{t:%s}"       /* name of a youth's token -> "pool sid"; see ident_name */
#define KEY_LEAVE "{l:%s}"       /* name of a leave ticket -> "pool sid" */
#define KEY_SHIFT "{s:%s}"       /* hash of a shift ticket -> cid */
#define KEY_PERSON "{w:%s}:"     /* prefix of what a person's shift tickets need; cid */
#define KEY_TICKET "{k:%s}" /* hash of a login ticket -> "end text", the end by store_clock_ms */
#define KEY_CODE "{c:%s}"   /* hash of a code to come back with -> "agency topic" */
#define KEY_STAFF "{staff}:"
#define KEY_AGENCIES "{agencies}:"
#define KEY_DURABLE \
	"{durable}:%s" /* profile and replicas -> "run-id number" of the Redis that keeps it */

#define CHANNEL_NODE "n:%s"
#define CHANNEL_AGENCIES "agencies"
#define CHANNEL_STAFF "staff"

enum {
	/* An index: longer than a whole session even if the time of the day is put forward by a day. Whether what
	 * it leads to is still good is decided there. */
	KEY_INDEX_SECONDS = 3 * 86400,
	KEY_JUMP_SECONDS = 25 * 3600, /* by which the time of the day may be put forward */
};

#endif
