/* A worker as Redis knows it: a node under a name of its own, its login, and the store that it makes of both. */
#ifndef SAMTALE_APP_NODE_H
#define SAMTALE_APP_NODE_H

#include <uv.h>

#include "conf/conf.h"
#include "parent/redis_login.h"
#include "store/store.h"

enum { APP_NODE_NAME = 32 };

struct app_node {
	/* Of this process alone, so that nobody takes it for the one before. */
	char name[APP_NODE_NAME];
	struct redis_login login;
};

/* Names the worker of that slot, and reads its login. Errors of redis_login_read. */
int app_node_init(struct app_node *node, const struct conf *conf, unsigned slot) MUST_CHECK;

/* The store that logs in as this node, without a pool; NULL without memory. Borrows loop, conf and the login for its life. */
struct store *app_node_open(const struct app_node *node, uv_loop_t *loop, const struct conf *conf,
	const struct store_events *events);

/* Names every configured pool to it. Errors of store_add_pool. */
int app_node_add_pools(struct store *store, const struct directory *directory) MUST_CHECK;

/* When the store is gone. */
void app_node_finish(struct app_node *node);

#endif
