/* The stock adapter of hiredis stops and starts its poll handle at each command; this one keeps the
 * mask it has and asks hiredis to write in a uv_prepare, just before the loop would sleep. */
#include "store/internal/adapter.h"

#include <stdbool.h>
#include <stdlib.h>

#include <hiredis/async.h>

struct adapter {
	struct redisAsyncContext *redis; /* NULL when hiredis has let go */
	uv_poll_t poll;
	uv_prepare_t prepare;
	int wanted;
	int armed;
	unsigned open_handles;
	void (*ended)(void *context);
	void *context;
};

static void on_poll(uv_poll_t *handle, int status, int events)
{
	struct adapter *adapter = handle->data;

	if (status < 0) {
		/* Reading finds the error and reports it the usual way. */
		events = UV_READABLE;
	}
	if (adapter->redis != NULL && (events & UV_READABLE) != 0) {
		redisAsyncHandleRead(adapter->redis);
	}
	if (adapter->redis != NULL && (events & UV_WRITABLE) != 0) {
		redisAsyncHandleWrite(adapter->redis);
	}
}

static void on_prepare(uv_prepare_t *handle)
{
	struct adapter *adapter = handle->data;

	if (adapter->redis != NULL && (adapter->wanted & UV_WRITABLE) != 0) {
		redisAsyncHandleWrite(adapter->redis);
	}
	if (adapter->redis == NULL || adapter->wanted == adapter->armed) {
		return;
	}
	adapter->armed = adapter->wanted;
	if (adapter->armed == 0) {
		uv_poll_stop(&adapter->poll);
	} else if (uv_poll_start(&adapter->poll, adapter->armed, on_poll) != 0) {
		redisAsyncFree(adapter->redis);
	}
}

static void on_closed(uv_handle_t *handle)
{
	struct adapter *adapter = handle->data;

	adapter->open_handles--;
	if (adapter->open_handles == 0) {
		free(adapter);
	}
}

static void add_read_cb(void *data)
{
	((struct adapter *)data)->wanted |= UV_READABLE;
}

static void del_read_cb(void *data)
{
	((struct adapter *)data)->wanted &= ~UV_READABLE;
}

static void add_write_cb(void *data)
{
	((struct adapter *)data)->wanted |= UV_WRITABLE;
}

static void del_write_cb(void *data)
{
	((struct adapter *)data)->wanted &= ~UV_WRITABLE;
}

static void cleanup_cb(void *data)
{
	struct adapter *adapter = data;

	if (adapter->redis == NULL) {
		return;
	}
	adapter->redis = NULL;
	uv_poll_stop(&adapter->poll);
	uv_close((uv_handle_t *)&adapter->poll, on_closed);
	uv_close((uv_handle_t *)&adapter->prepare, on_closed);
	adapter->ended(adapter->context);
}

int adapter_attach(uv_loop_t *loop, struct redisAsyncContext *redis, void (*ended)(void *context),
	void *context)
{
	struct adapter *adapter = calloc(1, sizeof *adapter);

	if (adapter == NULL) {
		return ERR_NOMEM;
	}
	if (uv_poll_init(loop, &adapter->poll, redis->c.fd) != 0) {
		free(adapter);
		return ERR_SYSTEM;
	}
	uv_prepare_init(loop, &adapter->prepare);
	uv_prepare_start(&adapter->prepare, on_prepare);
	*adapter = (struct adapter){
		.redis = redis,
		.poll = adapter->poll,
		.prepare = adapter->prepare,
		.open_handles = 2,
		.ended = ended,
		.context = context,
	};
	adapter->poll.data = adapter;
	adapter->prepare.data = adapter;
	redis->ev.data = adapter;
	redis->ev.addRead = add_read_cb;
	redis->ev.delRead = del_read_cb;
	redis->ev.addWrite = add_write_cb;
	redis->ev.delWrite = del_write_cb;
	redis->ev.cleanup = cleanup_cb;
	/* The first write tells hiredis that the connection stands. */
	adapter->wanted = UV_WRITABLE;
	return 0;
}

void adapter_flush(struct redisAsyncContext *redis)
{
	redisAsyncHandleWrite(redis);
}
