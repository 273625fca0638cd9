/* A day is walked from one moment at which something says otherwise to the next. */
#include "directory/past.h"

#include <stdlib.h>
#include <string.h>

#include "directory/acts.h"
#include "directory/civil.h"
#include "directory/opening.h"

enum { ROWS_MAX = 8192, ROWS_MORE = 64, MS_PER_S = 1000, MINUTE_S = 60 };

/* One thing that held from a moment to another. */
struct row {
	uint64_t id;
	char *place; /* slug of an agency; "": the pool */
	bool opens;
	int64_t from_s, until_s;
};

struct rows {
	struct row *items;
	unsigned count;
};

struct past {
	struct rows acts;
	struct rows begun; /* agencies that were not there for youths before from_s */
};

struct past *past_create(void)
{
	return calloc(1, sizeof(struct past));
}

static void destroy(struct rows *rows)
{
	for (unsigned i = 0; i < rows->count; i++) {
		free(rows->items[i].place);
	}
	free(rows->items);
}

void past_destroy(struct past *past)
{
	if (past != NULL) {
		destroy(&past->acts);
		destroy(&past->begun);
	}
	free(past);
}

static int add(struct rows *rows, const struct row *row)
{
	if (rows->count == ROWS_MAX) {
		return ERR_FULL;
	}
	if (rows->count % ROWS_MORE == 0) {
		struct row *more = realloc(rows->items, (rows->count + ROWS_MORE) * sizeof *more);
		if (more == NULL) {
			return ERR_NOMEM;
		}
		rows->items = more;
	}
	char *place = strdup(row->place);
	if (place == NULL) {
		return ERR_NOMEM;
	}
	rows->items[rows->count] = *row;
	rows->items[rows->count++].place = place;
	return 0;
}

/* The first second that is not before it. */
static int64_t second_of(uint64_t ms)
{
	return (int64_t)((ms + MS_PER_S - 1) / MS_PER_S);
}

static bool was_ended(const char *what)
{
	return strcmp(what, "undone") == 0 || strcmp(what, "replaced") == 0;
}

/* What is known of an act already; NULL: nothing. */
static struct row *find(const struct rows *rows, uint64_t id)
{
	for (unsigned i = 0; i < rows->count; i++) {
		if (rows->items[i].id == id) {
			return &rows->items[i];
		}
	}
	return NULL;
}

static int add_act(struct past *past, const struct past_line *line, const struct act_row *act)
{
	uint64_t end_ms =
		was_ended(line->what) && line->at_ms < act->until_ms ? line->at_ms : act->until_ms;
	struct row row = {.id = line->id,
		.place = (char *)act->place,
		.opens = strcmp(act->target, "open") == 0,
		.from_s = second_of(act->from_ms),
		.until_s = second_of(end_ms)};
	struct row *known = find(&past->acts, line->id);
	if (known == NULL) {
		return add(&past->acts, &row);
	}
	known->until_s = row.until_s < known->until_s ? row.until_s : known->until_s;
	return 0;
}

int past_add(struct past *past, const struct past_line *line)
{
	struct act_row act;
	char *text = strdup(line->text);
	int err = text != NULL ? act_read(text, &act) : ERR_NOMEM;
	if (err == 0 && strcmp(act.kind, "door") == 0) {
		err = add_act(past, line, &act);
	}
	free(text);
	return err;
}

int past_begin(struct past *past, const char *agency, uint64_t since_ms)
{
	const struct row row = {.place = (char *)agency, .from_s = second_of(since_ms)};
	return add(&past->begun, &row);
}

static int64_t begun_s(const struct past *past, const char *slug)
{
	for (unsigned i = 0; i < past->begun.count; i++) {
		if (strcmp(past->begun.items[i].place, slug) == 0) {
			return past->begun.items[i].from_s;
		}
	}
	return 0;
}

/* What was said of a door then; NULL: its hours say it. A pool that is closed closes every door. */
static const struct row *said_at(const struct past *past, const char *slug, int64_t unix_s)
{
	const struct row *own = NULL;
	for (unsigned i = 0; i < past->acts.count; i++) {
		const struct row *row = &past->acts.items[i];
		bool held = row->from_s <= unix_s && unix_s < row->until_s;
		if (held && *row->place == '\0') {
			return row;
		}
		own = held && strcmp(row->place, slug) == 0 ? row : own;
	}
	return own;
}

static int64_t earlier(int64_t end_s, int64_t at_s, int64_t after_s)
{
	return at_s > after_s && at_s < end_s ? at_s : end_s;
}

/* The next moment at which an act about that door begins or ends, or the end. */
static int64_t next_act(const struct past *past, const char *slug, int64_t unix_s, int64_t end_s)
{
	for (unsigned i = 0; i < past->acts.count; i++) {
		const struct row *row = &past->acts.items[i];
		if (*row->place == '\0' || strcmp(row->place, slug) == 0) {
			end_s = earlier(end_s, row->from_s, unix_s);
			end_s = earlier(end_s, row->until_s, unix_s);
		}
	}
	return end_s;
}

unsigned past_minutes(const struct past *past, const struct directory *directory,
	const struct agency *agency, int64_t days)
{
	const char *slug = agency_get(agency, "slug");
	const struct pool *pool = directory_pool(directory, agency_get(agency, "pool"));
	int64_t begin_s = civil_begin(pool->zone, days, 0), since_s = begun_s(past, slug);
	int64_t end_s = civil_begin(pool->zone, days + 1, 0), open_s = 0;
	for (int64_t at_s = begin_s > since_s ? begin_s : since_s, next_s; at_s < end_s;
		 at_s = next_s) {
		const struct row *said = said_at(past, slug, at_s);
		struct opening hours = opening_at(agency, pool, NULL, at_s);
		int64_t change_s = hours.open ? hours.until_s : opening_next(agency, pool, NULL, at_s);
		next_s = next_act(past, slug, at_s, earlier(end_s, change_s, at_s));
		open_s += (said != NULL ? said->opens : hours.open) ? next_s - at_s : 0;
	}
	return (unsigned)(open_s / MINUTE_S);
}
