/* One question a pool and round; the number of the pool goes along. */
#include "app_acts.h"

#include "store/acts.h"

enum { EVERY_MS = 1000 };

static struct reader {
	uv_timer_t timer;
	struct store *store;
	struct directory *directory;
	struct chat *chat;
} reader;

static struct acts *acts_of(const struct acts_row *rows, unsigned count)
{
	struct acts *acts = acts_create();
	for (unsigned i = 0; acts != NULL && i < count; i++) {
		int err = acts_add(acts, rows[i].id, rows[i].text);
		(void)err; /* another version's is left out */
	}
	return acts;
}

static void on_standing(void *context, struct reply_to to, int err, const struct acts_row *rows,
	unsigned count)
{
	struct reader *app = context;
	const struct pool *pool = directory_pool_at(app->directory, to.tag);
	struct acts *acts = err == 0 && pool != NULL ? acts_of(rows, count) : NULL;
	const struct acts *before = acts != NULL ? directory_acts(app->directory, pool->id) : NULL;
	if (acts == NULL || acts_same(acts, before)) {
		acts_destroy(acts);
		return;
	}
	bool texts = !acts_same_kind(acts, before, "text");
	directory_put_acts(app->directory, pool->id, acts);
	chat_acts_changed(app->chat, pool->id, texts);
}

void app_acts_read(void)
{
	const struct pool *pool;
	for (size_t i = 0; (pool = directory_pool_at(reader.directory, i)) != NULL; i++) {
		const struct reply_to to = {.tag = i};
		int err = acts_standing(reader.store, to, pool->id, on_standing, &reader);
		(void)err; /* the next round asks again */
	}
}

static void on_timer(uv_timer_t *timer)
{
	(void)timer;
	app_acts_read();
}

void app_acts_start(uv_loop_t *loop, struct store *store, struct directory *directory,
	struct chat *chat)
{
	reader.store = store;
	reader.directory = directory;
	reader.chat = chat;
	uv_timer_init(loop, &reader.timer);
	uv_timer_start(&reader.timer, on_timer, EVERY_MS, EVERY_MS);
}

void app_acts_stop(void)
{
	if (!uv_is_closing((uv_handle_t *)&reader.timer)) {
		uv_close((uv_handle_t *)&reader.timer, NULL);
	}
}
