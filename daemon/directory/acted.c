/* Each act holds from the past to its end, so that looking ahead is going from one end to the next. */
#include "directory/acted.h"

#include <string.h>

enum { MS_PER_S = 1000 };

/* What is asked about. */
struct asked {
	const struct agency *agency;
	const struct pool *pool;
	const struct acts *acts;
	const char *topic;
	bool by_staff; /* what closes a door is left out */
};

static struct asked ask(const struct directory *directory, const struct agency *agency)
{
	const char *pool = agency_get(agency, "pool");
	return (struct asked){.agency = agency,
		.pool = directory_pool(directory, pool),
		.acts = directory_acts(directory, pool)};
}

static bool opens(const struct act_row *act)
{
	return strcmp(act->target, "open") == 0;
}

/* The first second in which it holds no more. */
static int64_t end_of(const struct act_row *act)
{
	return (int64_t)((act->until_ms + MS_PER_S - 1) / MS_PER_S);
}

/* What is said of the door then; NULL: its hours say it. */
static const struct act_row *act_at(const struct asked *asked, int64_t unix_s)
{
	const char *slug = agency_get(asked->agency, "slug");
	uint64_t at_ms = (uint64_t)unix_s * MS_PER_S;
	return asked->by_staff ? acts_opened(asked->acts, slug, at_ms)
						   : acts_door(asked->acts, slug, at_ms);
}

static struct opening hours_at(const struct asked *asked, int64_t unix_s)
{
	bool said = asked->by_staff || opening_is_kept(asked->agency);
	return said ? opening_at(asked->agency, asked->pool, asked->topic, unix_s)
				: (struct opening){0};
}

/* How it stands, until something else says so. */
static struct opening stands_at(const struct asked *asked, int64_t unix_s)
{
	const struct act_row *act = act_at(asked, unix_s);
	if (act == NULL) {
		return hours_at(asked, unix_s);
	}
	return (struct opening){.open = opens(act), .until_s = opens(act) ? end_of(act) : 0};
}

static struct opening run_at(const struct asked *asked, int64_t unix_s)
{
	struct opening run = stands_at(asked, unix_s), more = run;
	while (more.open && more.until_s != 0) {
		run.until_s = more.until_s;
		more = stands_at(asked, run.until_s);
	}
	if (more.open) {
		run.until_s = 0;
	}
	return run;
}

struct opening acted_at(const struct directory *directory, const struct agency *agency,
	int64_t unix_s)
{
	const struct asked asked = ask(directory, agency);
	return run_at(&asked, unix_s);
}

int64_t acted_next(const struct directory *directory, const struct agency *agency, int64_t unix_s)
{
	const struct asked asked = ask(directory, agency);
	const struct act_row *act = act_at(&asked, unix_s);
	bool is_kept = opening_is_kept(agency), was_closed = act != NULL && !opens(act);
	while (act != NULL && !opens(act)) {
		unix_s = end_of(act);
		act = act_at(&asked, unix_s);
	}
	if (was_closed && (!is_kept || stands_at(&asked, unix_s).open)) {
		return unix_s;
	}
	return is_kept ? opening_next(agency, asked.pool, NULL, unix_s) : 0;
}

struct opening acted_shift(const struct directory *directory, const struct agency *agency,
	const char *topic, int64_t unix_s)
{
	struct asked asked = ask(directory, agency);
	const struct hours *hours = agency_hours(agency);
	asked.by_staff = true;
	asked.topic = topic;
	bool has_own = topic != NULL && hours_topic(hours, topic) < hours->topic_count;
	return has_own ? hours_at(&asked, unix_s) : run_at(&asked, unix_s);
}
