/* One walk over the agencies a pool and day. */
#include "app_day.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "directory/civil.h"
#include "directory/opening.h"
#include "store/counts.h"

enum { POOLS_MAX = 16, LINE_MAX = 96, DAY_TEXT = 32, MS_PER_S = 1000 };

/* What is told next, of one pool and day. */
struct told {
	struct store *store;
	const struct pool *pool;
	char day[DAY_TEXT];
	char text[COUNTS_OPENED_MAX];
	size_t len;
};

static int tell(struct told *told)
{
	int err = told->len > 0 ? counts_opened(told->store, told->pool->id, told->day, told->text) : 0;
	told->len = 0;
	return err;
}

static int add(struct told *told, const struct agency *agency, int64_t days)
{
	char line[LINE_MAX];
	int len = snprintf(line, sizeof line, "%s%s:%u", told->len > 0 ? " " : "",
		agency_get(agency, "slug"), opening_minutes(agency, told->pool, days));
	if (len < 0 || (size_t)len >= sizeof line) {
		return ERR_RANGE;
	}
	memcpy(told->text + told->len, line, (size_t)len + 1);
	told->len += (size_t)len;
	return told->len + sizeof line > sizeof told->text ? tell(told) : 0;
}

/* An agency that keeps no hours has none to tell: its door is open when somebody is there. */
static int tell_pool(struct store *store, const struct directory *directory,
	const struct pool *pool, int64_t days)
{
	struct told told = {.store = store, .pool = pool};
	const struct agency *agency;
	int year, month, day, err = 0;
	civil_date(days, &year, &month, &day);
	snprintf(told.day, sizeof told.day, "%04d%02d%02d", year, month, day);
	for (size_t i = 0; err == 0 && (agency = directory_agency_at(directory, i)) != NULL; i++) {
		if (strcmp(agency_get(agency, "pool"), pool->id) == 0 && opening_is_kept(agency)) {
			err = add(&told, agency, days);
		}
	}
	return err == 0 ? tell(&told) : err;
}

static void tell_doors(struct store *store, const struct directory *directory, int64_t now_s)
{
	static int64_t told_day[POOLS_MAX]; /* by the place of the pool; 0: none yet */
	const struct pool *pool;
	for (size_t i = 0; i < POOLS_MAX && (pool = directory_pool_at(directory, i)) != NULL; i++) {
		int64_t yesterday = civil_day_at(pool->zone, now_s) - 1;
		if (told_day[i] != yesterday && !pool->practice &&
			tell_pool(store, directory, pool, yesterday) == 0) {
			told_day[i] = yesterday;
		}
	}
}

void app_day_tell(struct store *store, const struct directory *directory, bool are_read)
{
	const struct pool *pool;
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	for (size_t i = 0; (pool = directory_pool_at(directory, i)) != NULL; i++) {
		store_set_offset(store, pool->id, zone_offset_minutes(pool->zone, now_s));
	}
	if (are_read) {
		tell_doors(store, directory, now_s);
	}
}
