/* One walk over the agencies a pool and day. What Redis has not said yes to is told again. */
#include "app_day.h"

#include <stdio.h>
#include <string.h>

#include "app_past.h"
#include "base/clock.h"
#include "directory/civil.h"
#include "directory/opening.h"
#include "store/counts.h"

/* DAYS: a service that was down over a night or two still tells those days. ACT_DAYS: no act stands longer. */
enum { DAYS = 3, ACT_DAYS = 1, LINE_MAX = 96, DAY_TEXT = 32, MS_PER_S = 1000 };

/* What of a pool has been told. */
static struct telling {
	int64_t told;       /* the last day of those that stand; 0: none yet */
	int64_t last;       /* of those that are being told */
	unsigned under_way; /* calls that are not answered yet */
	bool failed;
} tellings[APP_PAST_PLACES]; /* by the place of the pool */

/* As of the last look. */
static struct {
	struct store *store;
	const struct directory *directory;
} sources;

/* What is told next, of one pool and day. */
struct told {
	const struct pool *pool;
	size_t place;
	const struct past *past;
	char day[DAY_TEXT];
	char text[COUNTS_OPENED_MAX];
	size_t len;
};

static void end_one(struct telling *telling, int err)
{
	telling->failed = telling->failed || err != 0;
	if (--telling->under_way == 0 && !telling->failed) {
		telling->told = telling->last;
	}
}

static void on_told(void *context, struct reply_to to, int err)
{
	(void)context;
	end_one(&tellings[to.session], err);
}

static int tell(struct told *told)
{
	const struct counts_doors doors = {.pool = told->pool->id,
		.day = told->day,
		.minutes = told->text};
	if (told->len == 0) {
		return 0;
	}
	told->len = 0;
	tellings[told->place].under_way++;
	int err =
		counts_opened(sources.store, (struct reply_to){.session = told->place}, &doors, on_told);
	if (err != 0) {
		end_one(&tellings[told->place], err);
	}
	return err;
}

static int add(struct told *told, const struct agency *agency, int64_t days)
{
	char line[LINE_MAX];
	int len = snprintf(line, sizeof line, "%s%s:%u", told->len > 0 ? " " : "",
		agency_get(agency, "slug"), past_minutes(told->past, sources.directory, agency, days));
	if (len < 0 || (size_t)len >= sizeof line) {
		return ERR_RANGE;
	}
	memcpy(told->text + told->len, line, (size_t)len + 1);
	told->len += (size_t)len;
	return told->len + sizeof line > sizeof told->text ? tell(told) : 0;
}

/* An agency that keeps no hours has none to tell: its door is open when somebody is there. */
static bool has_hours(const struct agency *agency, const struct pool *pool)
{
	return strcmp(agency_get(agency, "pool"), pool->id) == 0 && agency_is_live(agency) &&
		opening_is_kept(agency);
}

static int tell_day(struct told *told, int64_t days)
{
	const struct agency *agency;
	int year, month, day, err = 0;
	civil_date(days, &year, &month, &day);
	snprintf(told->day, sizeof told->day, "%04d%02d%02d", year, month, day);
	for (size_t i = 0; err == 0 && (agency = directory_agency_at(sources.directory, i)) != NULL;
		 i++) {
		err = has_hours(agency, told->pool) ? add(told, agency, days) : 0;
	}
	return err == 0 ? tell(told) : err;
}

static int tell_days(unsigned place, const struct past *past)
{
	struct told told = {.pool = directory_pool_at(sources.directory, place),
		.place = place,
		.past = past};
	int64_t last = tellings[place].last;
	int err = 0;
	for (int64_t day = last - DAYS + 1; err == 0 && day <= last; day++) {
		err = tell_day(&told, day);
	}
	return err;
}

static void on_past(unsigned place, int err, const struct past *past)
{
	end_one(&tellings[place], err == 0 ? tell_days(place, past) : err);
}

/* Counted as one call of its own, so that answers that come at once do not end it too early. */
static void tell_pool(const struct pool *pool, unsigned place, int64_t yesterday)
{
	struct telling *telling = &tellings[place];
	telling->last = yesterday;
	telling->failed = false;
	telling->under_way = 1;
	int64_t from_s = civil_begin(pool->zone, yesterday - DAYS + 1 - ACT_DAYS, 0);
	app_past_read(sources.store, pool, place, (uint64_t)from_s * MS_PER_S, on_past);
}

static void tell_doors(int64_t now_s)
{
	const struct pool *pool;
	for (unsigned i = 0;
		 i < APP_PAST_PLACES && (pool = directory_pool_at(sources.directory, i)) != NULL; i++) {
		int64_t yesterday = civil_day_at(pool->zone, now_s) - 1;
		if (!pool->practice && tellings[i].under_way == 0 && tellings[i].told != yesterday) {
			tell_pool(pool, i, yesterday);
		}
	}
}

void app_day_tell(struct store *store, const struct directory *directory, bool are_read)
{
	const struct pool *pool;
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	sources.store = store;
	sources.directory = directory;
	for (size_t i = 0; (pool = directory_pool_at(directory, i)) != NULL; i++) {
		store_set_offset(store, pool->id, zone_offset_minutes(pool->zone, now_s));
	}
	if (are_read) {
		tell_doors(now_s);
	}
}
