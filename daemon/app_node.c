/* The name is the slot's and a random part, so that Redis tells a worker from the one before it. */
#include "app_node.h"

#include <stdio.h>

#include "base/ident.h"

enum { UNIQUE_LEN = 4, WATCHDOG_MS = 5000 };

int app_node_init(struct app_node *node, const struct conf *conf, unsigned slot)
{
	uint8_t unique[UNIQUE_LEN];
	char unique_hex[2 * UNIQUE_LEN + 1];
	ident_random(unique, sizeof unique);
	ident_hex(unique, sizeof unique, unique_hex);
	snprintf(node->name, sizeof node->name, "w%u-%s", slot, unique_hex);
	return redis_login_read(conf, REDIS_WORKER, &node->login);
}

struct store *app_node_open(const struct app_node *node, uv_loop_t *loop, const struct conf *conf,
	const struct store_events *events)
{
	struct store_options options = {
		.node = node->name,
		.outstanding = conf->limits.redis_commands,
		.watchdog_ms = WATCHDOG_MS,
		.timers = conf->timers,
		.periods = conf->periods,
		.queue_visits = conf->limits.queue_visits,
		.declines = conf->limits.declines,
	};
	redis_login_fill(conf, &node->login, &options);
	return store_create(loop, &options, events);
}

int app_node_add_pools(struct store *store, const struct directory *directory)
{
	const struct pool *pool;
	int err = 0;
	for (size_t i = 0; err == 0 && (pool = directory_pool_at(directory, i)) != NULL; i++) {
		err = store_add_pool(store, pool->id, pool->practice ? POOL_UNCOUNTED : POOL_COUNTED);
	}
	return err;
}

void app_node_finish(struct app_node *node)
{
	redis_login_finish(&node->login);
}
