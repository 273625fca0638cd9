/* Pool by pool, and of each its steps from the oldest that may be missing: months before their quarter, quarters before their
 * year. One is made at a time. */
#include "admin/freeze.h"

#include <stdlib.h>

#include <uv.h>

#include "admin/freeze_step.h"
#include "base/clock.h"
#include "base/log.h"
#include "directory/civil.h"
#include "store/frozen.h"

/* The first look leaves Redis and the workers time to come up. */
enum { FIRST_MS = 2000, AGAIN_MS = 60 * 1000, EVERY_MS = 10 * 60 * 1000 };
enum { MS_PER_S = 1000, OVER_S = 30 * 3600 };
enum { MONTHS = 12, QUARTER = 3, BACK_MONTHS = 13 };

struct freeze {
	uv_timer_t timer;
	struct store *store;
	const struct directory *directory;
	bool failed;  /* something could not be asked or kept: the next look comes sooner */
	bool stopped; /* no more is begun */
	size_t pool;  /* the one that is looked at */
	int step;     /* the one that is looked at, see step_at */
};

bool freeze_is_due(const struct step *step, const char *zone, int64_t unix_s)
{
	int64_t first, last;
	freeze_days(step, &first, &last);
	return unix_s >= civil_begin(zone, last + 1, 0) + OVER_S;
}

/* Steps that end with one of the last months, oldest first; three places a month, of which most are empty. */
static bool step_at(const char *zone, int64_t unix_s, int index, struct step *ret_step)
{
	int year, month, day, number = BACK_MONTHS - index / 3;
	civil_date(civil_day_at(zone, unix_s), &year, &month, &day);
	int months = year * MONTHS + month - 1 - number;
	year = months / MONTHS;
	month = months % MONTHS + 1;
	const struct step steps[] = {{STEP_MONTH, year, month}, {STEP_QUARTER, year, month / QUARTER},
		{STEP_YEAR, year, 0}};
	const bool ends[] = {true, month % QUARTER == 0, month == MONTHS};
	*ret_step = steps[index % 3];
	return ends[index % 3];
}

static bool is_among(const struct step *step, const struct step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (steps[i].kind == step->kind && steps[i].year == step->year &&
			steps[i].number == step->number) {
			return true;
		}
	}
	return false;
}

static void look(struct freeze *freeze);
static void due_cb(uv_timer_t *timer);

static const struct pool *pool_of(const struct freeze *freeze)
{
	return directory_pool_at(freeze->directory, freeze->pool);
}

static void next_pool(struct freeze *freeze, int err)
{
	freeze->failed |= err != 0;
	freeze->pool++;
	freeze->step = 0;
	look(freeze);
}

static void on_frozen(void *context, int err)
{
	struct freeze *freeze = context;
	if (err != 0 && err != ERR_GONE) {
		/* What is longer may not be made before what it is made of. */
		if (!freeze->stopped) {
			log_warn("pool=%s figures are not frozen: %s", pool_of(freeze)->id, err_text(err));
		}
		next_pool(freeze, err);
		return;
	}
	look(freeze);
}

/* The next step that is over and has no tables; none: the next pool. */
static void go_on(struct freeze *freeze, const struct step *steps, size_t count)
{
	const struct pool *pool = pool_of(freeze);
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	struct step step;
	while (freeze->step < 3 * BACK_MONTHS) {
		bool is_one = step_at(pool->zone, now_s, freeze->step++, &step);
		if (is_one && freeze_is_due(&step, pool->zone, now_s) && !is_among(&step, steps, count)) {
			const struct freeze_wish wish = {.loop = freeze->timer.loop,
				.store = freeze->store,
				.directory = freeze->directory,
				.pool = pool,
				.step = step,
				.published = steps,
				.published_count = count,
				.done = on_frozen,
				.context = freeze};
			freeze_step(&wish);
			return;
		}
	}
	next_pool(freeze, 0);
}

static void on_steps(void *context, struct reply_to to, int err, const char *const *names,
	size_t count)
{
	struct freeze *freeze = context;
	struct step steps[FROZEN_STEPS_MAX];
	size_t known = 0;
	(void)to;
	if (err != 0) {
		next_pool(freeze, err);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		known += step_parse(names[i], &steps[known]) == 0;
	}
	go_on(freeze, steps, known);
}

/* Begins with the pool, or the next that can be asked; behind the last the look is over. */
static void look(struct freeze *freeze)
{
	const struct pool *pool;
	while (!freeze->stopped && (pool = pool_of(freeze)) != NULL) {
		int err = pool->practice
			? 0
			: frozen_list(freeze->store, (struct reply_to){0}, pool->id, on_steps, freeze);
		if (!pool->practice && err == 0) {
			return;
		}
		freeze->failed |= err != 0;
		freeze->pool++;
		freeze->step = 0;
	}
	if (!freeze->stopped) {
		uv_timer_start(&freeze->timer, due_cb, freeze->failed ? AGAIN_MS : EVERY_MS, 0);
	}
}

static void due_cb(uv_timer_t *timer)
{
	struct freeze *freeze = timer->data;
	freeze->failed = false;
	freeze->pool = 0;
	freeze->step = 0;
	look(freeze);
}

struct freeze *freeze_create(void *loop, struct store *store, const struct directory *directory)
{
	struct freeze *freeze = calloc(1, sizeof(*freeze));
	if (!freeze) {
		return NULL;
	}
	freeze->store = store;
	freeze->directory = directory;
	uv_timer_init(loop, &freeze->timer);
	freeze->timer.data = freeze;
	uv_timer_start(&freeze->timer, due_cb, FIRST_MS, 0);
	return freeze;
}

static void closed_cb(uv_handle_t *handle)
{
	(void)handle;
}

void freeze_stop(struct freeze *freeze)
{
	if (freeze && !freeze->stopped) {
		freeze->stopped = true;
		uv_close((uv_handle_t *)&freeze->timer, closed_cb);
	}
}

void freeze_destroy(struct freeze *freeze)
{
	free(freeze);
}
