/* A timer and one question a pool. */
#include "parent/alarm_watch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "directory/opening.h"
#include "store/alarms.h"

enum {
	LOOK_MS = 5000,
	MISSING_MS = 10000, /* a worker that is started again is back before */
	REDIS_MS = 15000,
	DOORS_MAX = 65536,
	LYING_MAX = NOTIFY_WAYS * NOTIFY_LINE_MAX * (ALARM_ID_SIZE + 1) + 1,
	HOST_SIZE = 256,
	MS_PER_S = 1000,
	MACHINE_LEN = 8
};

/* --- what this machine knows --- */

static void name_machine(struct alarm_watch *watch)
{
	char text[2 * HOST_SIZE] = "";
	uint8_t hash[IDENT_HASH_LEN];
	int err = gethostname(text, HOST_SIZE - 1);
	(void)err; /* the folder alone will have to do */
	size_t used = strlen(text);
	snprintf(text + used, sizeof text - used, " %s", watch->means.conf->state_folder);
	ident_hash(text, strlen(text), hash);
	ident_hex(hash, MACHINE_LEN, watch->machine);
}

/* Since when it is so; 0 when it is not. */
static void note_since(uint64_t *since_ms, bool is_so, uint64_t now_ms)
{
	*since_ms = !is_so ? 0 : *since_ms != 0 ? *since_ms : now_ms;
}

static bool lasts(uint64_t since_ms, uint64_t now_ms, uint64_t patience_ms)
{
	return since_ms != 0 && now_ms - since_ms >= patience_ms;
}

/* Workers that have been missing for a while, one that never came up among them. Without Redis none can be ready. */
static unsigned missing(struct alarm_watch *watch, bool redis_is_up, uint64_t now_ms)
{
	const struct workers *workers = watch->means.workers;
	unsigned ready = workers_ready(workers);
	bool is_missing = redis_is_up && !workers->stopping && ready < workers->count;
	note_since(&watch->missing_since_ms, is_missing, now_ms);
	return lasts(watch->missing_since_ms, now_ms, MISSING_MS) ? workers->count - ready : 0;
}

static int put_door(struct buf *out, const struct agency *agency, const struct pool *pool,
	int64_t now_s)
{
	bool open = opening_is_kept(agency) && opening_at(agency, pool, NULL, now_s).open;
	const char *minutes = agency_get(agency, "alarm_wait");
	const char *percent = agency_get(agency, "alarm_lost");
	return buf_printf(out, "%s%s:%s:%d:%s:%s", out->len > 0 ? " " : "", agency_get(agency, "slug"),
		agency_get(agency, "municipality"), open ? 1 : 0, *minutes ? minutes : "0",
		*percent ? percent : "0");
}

/* Doors of the pool as alarms_judgement has them. */
static int put_doors(struct buf *out, const struct directory *directory, const struct pool *pool)
{
	const struct agency *agency;
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	int err = 0;
	for (size_t i = 0; err == 0 && (agency = directory_agency_at(directory, i)) != NULL; i++) {
		if (strcmp(agency_get(agency, "pool"), pool->id) == 0 && agency_is_live(agency)) {
			err = put_door(out, agency, pool, now_s);
		}
	}
	return err == 0 ? buf_append(out, "", 1) : err;
}

static int put_lying(struct buf *out, const struct notify *notify, size_t index)
{
	int err = notify_lying(notify, index, out);
	return err == 0 ? buf_append(out, "", 1) : err;
}

/* --- judging --- */

static void tell(struct alarm_watch *watch, size_t index, const struct pool *pool,
	const struct alarm_row *row)
{
	struct alarm_letter letter;
	if (row->over) {
		notify_over(&watch->notify, index, row->id);
		return;
	}
	if (alarm_letter_read(watch->means.conf->directory, pool, row->text, &letter) != 0) {
		return;
	}
	snprintf(letter.id, sizeof letter.id, "%s", row->id);
	if (row->begun) {
		log_info("alarm pool=%s kind=%s", pool->id, letter.kind);
	}
	if (row->mail) {
		notify_send(&watch->notify, index, NOTIFY_MAIL, &letter);
	}
	if (row->webhook) {
		notify_send(&watch->notify, index, NOTIFY_WEBHOOK, &letter);
	}
}

static void on_judged(void *context, struct reply_to to, int err,
	const struct alarms_judged *judged)
{
	struct alarm_watch *watch = context;
	const struct pool *pool = directory_pool_at(watch->means.conf->directory, to.tag);
	if (err != 0 || watch->timer.data == NULL) {
		return; /* the next look */
	}
	if (!judged->early) {
		notify_late(&watch->notify, to.tag, judged->late);
	}
	for (unsigned i = 0; i < judged->count; i++) {
		tell(watch, to.tag, pool, &judged->rows[i]);
	}
}

/* Of a letter that no machine but this one knows of, the reason is gone when Redis is back. */
static bool on_given_back(void *context, size_t index, const char *way,
	const struct alarm_letter *letter)
{
	const struct alarm_watch *watch = context;
	const struct pool *pool = directory_pool_at(watch->means.conf->directory, index);
	return letter->id[0] == '\0' ? store_is_up(watch->means.store)
								 : alarm_again(watch->means.store, pool->id, letter->id, way) == 0;
}

static void judge(struct alarm_watch *watch, size_t index, const struct pool *pool, unsigned gone)
{
	const struct alarm_options options = conf_alarms(watch->means.conf, index);
	struct buf doors, lying;
	char ways[NOTIFY_WAYS_SIZE];
	notify_ways(&watch->notify, index, ways);
	buf_init(&doors, DOORS_MAX);
	buf_init(&lying, LYING_MAX);
	int err = put_doors(&doors, watch->means.conf->directory, pool);
	err = err == 0 ? put_lying(&lying, &watch->notify, index) : err;
	if (err == 0) {
		const struct alarms_judgement judgement = {.pool = pool->id,
			.machine = watch->machine,
			.missing = gone,
			.wait_minutes = options.wait_minutes,
			.abandoned_percent = options.abandoned_percent,
			.doors = (const char *)buf_view(&doors).data,
			.ways = ways,
			.lying = (const char *)buf_view(&lying).data};
		err = alarms_judge(watch->means.store, (struct reply_to){.tag = index}, &judgement,
			on_judged, watch);
	}
	if (err != 0) {
		log_warn("pool=%s its alarms are not judged: %s", pool->id, err_text(err));
	}
	buf_finish(&lying);
	buf_finish(&doors);
}

static void tell_redis(struct alarm_watch *watch, size_t index, const struct pool *pool)
{
	const struct alarm_letter letter = {.kind = "redis", .pool = pool, .at_ms = clock_wall_ms()};
	notify_send(&watch->notify, index, NOTIFY_MAIL, &letter);
	notify_send(&watch->notify, index, NOTIFY_WEBHOOK, &letter);
}

/* Redis cannot say that it is away. */
static void watch_redis(struct alarm_watch *watch, bool is_up, uint64_t now_ms)
{
	const struct directory *directory = watch->means.conf->directory;
	const struct pool *pool;
	if (watch->means.workers->stopping) {
		return;
	}
	note_since(&watch->redis_since_ms, !is_up, now_ms);
	bool is_away = lasts(watch->redis_since_ms, now_ms, REDIS_MS);
	bool begins = is_away && !watch->redis_told;
	for (size_t i = 0; (pool = directory_pool_at(directory, i)) != NULL; i++) {
		if (begins && !pool->practice) {
			tell_redis(watch, i, pool);
		} else if (!is_away) { /* at each look: one may have been on its way */
			notify_over(&watch->notify, i, "");
		}
	}
	watch->redis_told = is_away;
}

static void on_look(uv_timer_t *timer)
{
	struct alarm_watch *watch = timer->data;
	struct admin_process process = {0};
	uint64_t now_ms = clock_mono_ms();
	const struct pool *pool;
	watch->means.process(watch->means.parent, &process);
	unsigned gone = missing(watch, process.redis_up, now_ms);
	watch_redis(watch, process.redis_up, now_ms);
	for (size_t i = 0;
		 process.redis_up && (pool = directory_pool_at(watch->means.conf->directory, i)) != NULL;
		 i++) {
		if (!pool->practice) {
			judge(watch, i, pool, gone);
		}
	}
}

int alarm_watch_open(struct alarm_watch *watch, uv_loop_t *loop, const struct work_port *work,
	const struct alarm_watch_means *means)
{
	watch->means = *means;
	name_machine(watch);
	uv_timer_init(loop, &watch->timer);
	watch->timer.data = watch;
	uv_timer_start(&watch->timer, on_look, LOOK_MS, LOOK_MS);
	return notify_open(&watch->notify, loop,
		&(struct notify_means){.conf = means->conf,
			.work = work,
			.context = watch,
			.give_back = on_given_back});
}

void alarm_watch_close(struct alarm_watch *watch)
{
	const struct pool *pool;
	if (watch->timer.data == NULL) {
		return;
	}
	watch->timer.data = NULL;
	uv_close((uv_handle_t *)&watch->timer, NULL);
	for (size_t i = 0; (pool = directory_pool_at(watch->means.conf->directory, i)) != NULL; i++) {
		if (!pool->practice) {
			alarms_leave(watch->means.store, pool->id, watch->machine);
		}
	}
	notify_close(&watch->notify);
}

void alarm_watch_finish(struct alarm_watch *watch)
{
	notify_finish(&watch->notify);
}
