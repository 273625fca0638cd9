/* An agency's runs are met one after the other, so that its hours are read a few times and not 24. */
#include "chat/shut_hours.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "directory/civil.h"
#include "directory/opening.h"

enum { HOURS = 24, HOUR_S = 3600, MINUTE_S = 60, DAY_S = 86400, NAME_BYTES = 64 };

static const uint32_t all_hours = (UINT32_C(1) << HOURS) - 1;

/* The hours that have a part of that run. */
static uint32_t hours_of(int64_t first_s, int64_t begin_s, int64_t end_s)
{
	uint32_t found = 0;
	for (int i = 0; i < HOURS; i++) {
		int64_t hour_s = first_s + (int64_t)i * HOUR_S;
		found |= begin_s < hour_s + HOUR_S && end_s > hour_s ? UINT32_C(1) << i : 0;
	}
	return found;
}

static uint32_t open_hours(const struct agency *agency, const struct pool *pool, int64_t first_s)
{
	int64_t end_s = first_s + (int64_t)HOURS * HOUR_S, at_s = first_s;
	uint32_t found = 0;
	while (at_s != 0 && at_s < end_s) {
		struct opening opening = opening_at(agency, pool, NULL, at_s);
		int64_t until_s = opening.until_s > at_s ? opening.until_s : end_s;
		if (opening.open) {
			found |= hours_of(first_s, at_s, until_s);
			at_s = until_s;
		} else {
			at_s = opening_next(agency, pool, NULL, at_s);
		}
	}
	return found;
}

static uint32_t look(const struct directory *directory, const struct pool *pool, int64_t first_s)
{
	const struct agency *agency;
	uint32_t open = 0;
	bool is_kept = false;
	for (size_t i = 0; open != all_hours && (agency = directory_agency_at(directory, i)) != NULL;
		 i++) {
		if (strcmp(agency_get(agency, "pool"), pool->id) == 0 && agency_is_live(agency) &&
			opening_is_kept(agency)) {
			is_kept = true;
			open |= open_hours(agency, pool, first_s);
		}
	}
	return is_kept ? all_hours & ~open : 0;
}

static int put(const struct pool *pool, int64_t hour_s, struct facts *facts)
{
	char name[NAME_BYTES];
	int year, month, day;
	int64_t local_s = hour_s + (int64_t)zone_offset_minutes(pool->zone, hour_s) * MINUTE_S;
	civil_date(local_s / DAY_S, &year, &month, &day);
	snprintf(name, sizeof name, "shut %04d%02d%02d%02d", year, month, day,
		(int)(local_s % DAY_S / HOUR_S));
	return facts_put(facts, name, "1");
}

int shut_hours_show(struct shut_hours *hours, const struct directory *directory,
	const struct pool *pool, int64_t now_s, struct facts *facts)
{
	int64_t first_s = now_s - now_s % HOUR_S - (int64_t)(HOURS - 1) * HOUR_S;
	if (hours->first_s != first_s) {
		hours->shut = look(directory, pool, first_s);
		hours->first_s = first_s;
	}
	int err = 0;
	for (int i = 0; err == 0 && i < HOURS; i++) {
		if ((hours->shut >> i & 1) != 0) {
			err = put(pool, first_s + (int64_t)i * HOUR_S, facts);
		}
	}
	return err;
}
