/* One pool after the other: its rota, then, where it is not empty, the accounts. */
#include "parent/rota_watch.h"

#include <stdio.h>
#include <string.h>

#include "api/rota.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/map.h"
#include "store/rota.h"
#include "store/staff.h"

enum { EVERY_MS = 300000, SOON_MS = 5000 };

static void look_at_pool(struct rota_watch *watch);
static void on_timer(uv_timer_t *timer);

static void end(struct rota_watch *watch)
{
	map_destroy(watch->cids);
	watch->cids = NULL;
	watch->looks = false;
	if (watch->again) {
		watch->again = false;
		rota_watch_look(watch, NULL);
	}
}

/* Once: what fails again waits for the next look, at the latest until Redis is back. */
static void look_soon(struct rota_watch *watch)
{
	if (!watch->hurries && !uv_is_closing((uv_handle_t *)&watch->timer)) {
		watch->hurries = true;
		uv_timer_start(&watch->timer, on_timer, SOON_MS, EVERY_MS);
	}
}

static void go_on(struct rota_watch *watch, int err)
{
	map_destroy(watch->cids);
	watch->cids = NULL;
	watch->pool++;
	if (err == 0) {
		look_at_pool(watch);
	} else {
		look_soon(watch);
		end(watch);
	}
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct rota_watch *watch = context;
	const struct pool *pool = directory_pool_at(watch->directory, watch->pool);
	(void)to;
	if (account == NULL) {
		go_on(watch, err);
	} else if (map_get(watch->cids, account->id, strlen(account->id)) != NULL &&
		!rota_could_lead(watch->directory, pool->id, account)) {
		log_info("pool=%s agency=%s a duty lead who is none any more is off the rota", pool->id,
			account->agency);
		rota_strike(watch->store, pool->id, account->agency, account->id);
	}
}

static void on_rows(void *context, struct reply_to to, int err, const struct rota_row *rows,
	unsigned count)
{
	struct rota_watch *watch = context;
	for (unsigned i = 0; err == 0 && i < count; i++) {
		if (watch->only[0] == '\0' || strcmp(watch->only, rows[i].cid) == 0) {
			err = map_put(watch->cids, rows[i].cid, strlen(rows[i].cid), watch);
		}
	}
	if (err != 0 || map_count(watch->cids) == 0) {
		go_on(watch, err);
		return;
	}
	err = store_staff_list(watch->store, to, on_account, watch);
	if (err != 0) {
		go_on(watch, err);
	}
}

static void look_at_pool(struct rota_watch *watch)
{
	const struct pool *pool = directory_pool_at(watch->directory, watch->pool);
	if (pool == NULL) {
		watch->hurries = false;
		end(watch);
		return;
	}
	watch->cids = map_create();
	int err = watch->cids == NULL
		? ERR_NOMEM
		: rota_read(watch->store, (struct reply_to){0}, pool->id, clock_wall_ms(), on_rows, watch);
	if (err != 0) {
		go_on(watch, err);
	}
}

void rota_watch_look(struct rota_watch *watch, const char *cid)
{
	if (watch->looks) {
		watch->again = true;
		return;
	}
	snprintf(watch->only, sizeof watch->only, "%s", cid != NULL ? cid : "");
	watch->looks = true;
	watch->pool = 0;
	look_at_pool(watch);
}

static void on_timer(uv_timer_t *timer)
{
	rota_watch_look(timer->data, NULL);
}

void rota_watch_init(struct rota_watch *watch, uv_loop_t *loop)
{
	uv_timer_init(loop, &watch->timer);
	watch->timer.data = watch;
	uv_timer_start(&watch->timer, on_timer, EVERY_MS, EVERY_MS);
}

void rota_watch_close(struct rota_watch *watch)
{
	if (!uv_is_closing((uv_handle_t *)&watch->timer)) {
		uv_close((uv_handle_t *)&watch->timer, NULL);
	}
}
