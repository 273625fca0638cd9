/* Two walks, days then hours. */
#include "api/whatif_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/gather.h"
#include "directory/civil.h"

/* LEAST: of fewer youths the hours say nothing about a day. */
enum { DAYS = 28, HOUR_DAYS = 7, LEAST = 50, FIELD_SIZE = 40, POOL_SIZE = 64 };

struct looking {
	struct api *api;
	whatif_facts_fn done;
	void *context;
	struct whatif_facts facts;
	char arrived[FIELD_SIZE]; /* the field of the own municipality */
	char pool[POOL_SIZE];
	int64_t today;
};

static void finish(struct looking *looking, int err)
{
	double all = 0;
	for (size_t i = 0; i < WHATIF_DAY_HOURS; i++) {
		all += looking->facts.hours[i];
	}
	if (all < LEAST) {
		memset(looking->facts.hours, 0, sizeof(looking->facts.hours));
	}
	looking->done(looking->context, err, err == 0 ? &looking->facts : NULL);
	free(looking);
}

static int on_day(void *context, char kind, int64_t day, const char *field, int64_t number)
{
	struct looking *looking = context;
	(void)kind;
	if (looking->facts.days == 0) { /* nothing was counted before: the days begin here */
		looking->facts.days = (unsigned)(looking->today - day);
	}
	if (strcmp(field, looking->arrived) == 0) {
		looking->facts.visits += (double)number;
	}
	return 0;
}

static int on_hour(void *context, char kind, int64_t hour, const char *field, int64_t number)
{
	struct looking *looking = context;
	(void)kind;
	if (strcmp(field, "arrived") == 0) {
		looking->facts.hours[hour % WHATIF_DAY_HOURS] += (double)number;
	}
	return 0;
}

static void on_hours(void *context, int err)
{
	finish(context, err);
}

static void on_days(void *context, int err)
{
	struct looking *looking = context;
	if (err != 0) {
		finish(looking, err);
		return;
	}
	const struct gather_wish wish = {.store = looking->api->store,
		.pool = looking->pool,
		.kinds = "h",
		.first = looking->today - HOUR_DAYS,
		.last = looking->today - 1,
		.take = on_hour,
		.done = on_hours,
		.context = looking};
	gather_begin(&wish);
}

void whatif_facts_read(struct api *api, const struct agency *agency, whatif_facts_fn done,
	void *context)
{
	struct looking *looking = calloc(1, sizeof(*looking));
	const char *pool = agency_get(agency, "pool");
	const struct pool *own = directory_pool(api->directory, pool);
	if (!looking || !own) {
		free(looking);
		done(context, ERR_NOMEM, NULL);
		return;
	}
	*looking = (struct looking){.api = api,
		.done = done,
		.context = context,
		.today = civil_day_at(own->zone, api_now_s())};
	snprintf(looking->pool, sizeof(looking->pool), "%s", pool);
	snprintf(looking->arrived, sizeof(looking->arrived), "m%s arrived",
		agency_get(agency, "municipality"));
	const struct gather_wish wish = {.store = api->store,
		.pool = looking->pool,
		.kinds = "d",
		.first = looking->today - DAYS,
		.last = looking->today - 1,
		.take = on_day,
		.done = on_days,
		.context = looking};
	gather_begin(&wish);
}
