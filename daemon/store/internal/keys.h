/* The names of keys as C needs them; docs/routing.md has them all. Each holds one %s. */
#ifndef SAMTALE_STORE_INTERNAL_KEYS_H
#define SAMTALE_STORE_INTERNAL_KEYS_H

#define KEY_POOL "{%s}:"       /* prefix of a pool's routing; %s the pool */
#define KEY_INBOX "{%s}:ev:%s" /* a node's news; pool and node */
#define KEY_ROOM "{r:%s}:"     /* prefix of a room; 32 hex digits */
#define KEY_LOG "{r:%s}:log"   /* its stream */
#define KEY_TOKEN "{t:%s}"     /* name of a youth's token -> "pool sid"; see ident_name */
#define KEY_LEAVE "{l:%s}"     /* name of a leave ticket -> "pool sid" */
#define KEY_SHIFT "{s:%s}"     /* hash of a shift ticket -> cid */
#define KEY_PERSON "{w:%s}:"   /* prefix of what a person's shift tickets need; cid */
#define KEY_TICKET "{k:%s}"    /* hash of a login ticket -> text */
#define KEY_STAFF "{staff}:"
#define KEY_AGENCIES "{agencies}:"
#define KEY_DURABLE "{durable}:%s" /* profile and replicas -> run id of the Redis that keeps it */

#define CHANNEL_NODE "n:%s"
#define CHANNEL_AGENCIES "agencies"

enum {
	KEY_VISIT_SECONDS = 6 * 3600,  /* an index of a visit: longer than a whole session of a youth */
	KEY_SHIFT_SECONDS = 12 * 3600, /* of a shift ticket: a whole session of staff */
};

#endif
