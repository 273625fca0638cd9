/* Each metric over all pools that answered, because its lines stand together. */
#include "admin/observe_pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABELS_BYTES = 192, NAME_BYTES = 72, DECIMAL = 10, SPAN_BOUNDS = 9 };

/* As in daemon/store/functions/15_counters.lua. */
static const unsigned span_bounds_ms[SPAN_BOUNDS] = {10000, 30000, 60000, 120000, 300000, 600000,
	1200000, 1800000, 3600000};

static void forget(struct figures *kept)
{
	free((char *)kept->places);
	free((char *)kept->topics);
	free((char *)kept->now);
	free((char *)kept->totals);
	*kept = (struct figures){0};
}

int observed_keep(struct observed *observed, unsigned index, const struct figures *figures)
{
	struct figures *kept = &observed->figures[index];
	kept->places = strdup(figures->places);
	kept->topics = strdup(figures->topics);
	kept->now = strdup(figures->now);
	kept->totals = strdup(figures->totals);
	if (kept->places && kept->topics && kept->now && kept->totals) {
		return 0;
	}
	forget(kept);
	return ERR_NOMEM;
}

void observed_finish(struct observed *observed)
{
	for (unsigned i = 0; i < OBSERVE_POOLS_MAX; i++) {
		forget(&observed->figures[i]);
	}
}

/* The pool with that index, when it has answered. NULL behind the last; *ret_figures is NULL where there was no answer. */
static const struct pool *pool_at(const struct observed *observed, unsigned index,
	const struct figures **ret_figures)
{
	const struct pool *pool =
		index < OBSERVE_POOLS_MAX ? directory_pool_at(observed->directory, index) : NULL;
	const struct figures *figures = &observed->figures[index < OBSERVE_POOLS_MAX ? index : 0];
	*ret_figures = pool != NULL && figures->totals != NULL ? figures : NULL;
	return pool;
}

/* Takes the next "name=number" of a text; false when none is left. */
static bool next_figure(const char **text, char name[NAME_BYTES], int64_t *ret_number)
{
	size_t len = strcspn(*text, "= ");
	if (**text == '\0' || (*text)[len] != '=') {
		return false;
	}
	snprintf(name, NAME_BYTES, "%.*s", (int)len, *text);
	char *end;
	*ret_number = strtoll(*text + len + 1, &end, DECIMAL);
	*text = end + (*end == ' ');
	return true;
}

static int64_t figure(const char *text, const char *wanted)
{
	char name[NAME_BYTES];
	int64_t number;
	while (next_figure(&text, name, &number)) {
		if (strcmp(name, wanted) == 0) {
			return number;
		}
	}
	return 0;
}

/* --- who waits --- */

/* The agency whose youth it is: "m:0301" or "a:oslo"; NULL for "-", and where no agency serves it. */
static const struct agency *agency_of(const struct directory *directory, const char *pool,
	const char *place)
{
	if (strncmp(place, "a:", 2) == 0) {
		return directory_agency(directory, place + 2);
	}
	return strncmp(place, "m:", 2) == 0 ? directory_agency_of(directory, pool, place + 2) : NULL;
}

/* Sums the places of one agency; NULL: those of none. */
static int64_t waiting_at(const struct observed *observed, const struct pool *pool,
	const char *places, const struct agency *agency)
{
	char place[NAME_BYTES];
	int64_t number, sum = 0;
	while (next_figure(&places, place, &number)) {
		sum += agency_of(observed->directory, pool->id, place) == agency ? number : 0;
	}
	return sum;
}

static void write_agencies(const struct observed *observed, struct exposition *exposition,
	const struct pool *pool, const char *places)
{
	const struct agency *agency;
	char labels[LABELS_BYTES];
	for (size_t i = 0; (agency = directory_agency_at(observed->directory, i)) != NULL; i++) {
		if (strcmp(agency_get(agency, "pool"), pool->id) == 0) {
			snprintf(labels, sizeof labels, "pool=\"%s\",agency=\"%s\"", pool->id,
				agency_get(agency, "slug"));
			exposition_sample(exposition, "samtale_waiting", labels,
				waiting_at(observed, pool, places, agency));
		}
	}
	snprintf(labels, sizeof labels, "pool=\"%s\",agency=\"(none)\"", pool->id);
	exposition_sample(exposition, "samtale_waiting", labels,
		waiting_at(observed, pool, places, NULL));
}

static void write_topics(const struct observed *observed, struct exposition *exposition,
	const struct pool *pool, const char *topics)
{
	const struct topic *topic;
	char labels[LABELS_BYTES];
	for (size_t i = 0; (topic = directory_topic_at(observed->directory, i)) != NULL; i++) {
		snprintf(labels, sizeof labels, "pool=\"%s\",topic=\"%s\"", pool->id, topic->id);
		exposition_sample(exposition, "samtale_waiting_by_topic", labels,
			figure(topics, topic->id));
	}
}

static void write_waiting(const struct observed *observed, struct exposition *exposition)
{
	const struct figures *figures;
	const struct pool *pool;
	exposition_begin(exposition, "samtale_waiting", "gauge",
		"visits until their room is open, by whose youth it is; agency (none): nobody's");
	for (unsigned i = 0; (pool = pool_at(observed, i, &figures)) != NULL; i++) {
		if (figures != NULL) {
			write_agencies(observed, exposition, pool, figures->places);
		}
	}
	exposition_begin(exposition, "samtale_waiting_by_topic", "gauge", "the same visits, by topic");
	for (unsigned i = 0; (pool = pool_at(observed, i, &figures)) != NULL; i++) {
		if (figures != NULL) {
			write_topics(observed, exposition, pool, figures->topics);
		}
	}
}

/* --- what is so now, and since ever --- */

static const struct row {
	const char *name, *type, *help;
	const char *label; /* beside pool; "": none */
	const char *word;  /* in the figures */
	bool total, seconds;
} rows[] = {
	{"samtale_longest_wait_seconds", "gauge", "how long the one has waited who has waited longest",
		"", "longest", false, true},
	{"samtale_rooms", "gauge", "rooms open", "", "rooms", false, false},
	{"samtale_capacity_free", "gauge", "rooms that available counsellors could open now", "",
		"free", false, false},
	{"samtale_counsellors", "gauge", "counsellors on shift", ",state=\"available\"", "available",
		false, false},
	{"samtale_counsellors", "gauge", "", ",state=\"paused\"", "paused", false, false},
	{"samtale_counsellors", "gauge", "", ",state=\"draining\"", "draining", false, false},
	{"samtale_counsellors", "gauge", "", ",state=\"lost\"", "lost", false, false},
	{"samtale_visits_arrived_total", "counter", "visits that asked", "", "arrived", true, false},
	{"samtale_visits_answered_total", "counter", "visits whose first room was opened", "",
		"answered", true, false},
	{"samtale_visits_silent_total", "counter",
		"visits that ended without both sides having written", "", "silent", true, false},
};

static void write_row(const struct observed *observed, struct exposition *exposition,
	const struct row *row)
{
	const struct figures *figures;
	const struct pool *pool;
	char labels[LABELS_BYTES];
	for (unsigned i = 0; (pool = pool_at(observed, i, &figures)) != NULL; i++) {
		if (figures == NULL) {
			continue;
		}
		snprintf(labels, sizeof labels, "pool=\"%s\"%s", pool->id, row->label);
		int64_t number = figure(row->total ? figures->totals : figures->now, row->word);
		if (row->seconds) {
			exposition_seconds(exposition, row->name, labels, number);
		} else {
			exposition_sample(exposition, row->name, labels, number);
		}
	}
}

static void write_rows(const struct observed *observed, struct exposition *exposition)
{
	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
		bool first = r == 0 || strcmp(rows[r - 1].name, rows[r].name) != 0;
		if (first) {
			exposition_begin(exposition, rows[r].name, rows[r].type, rows[r].help);
		}
		if (first || rows[r].label[0] != '\0') {
			write_row(observed, exposition, &rows[r]);
		}
	}
}

/* "ended:left" is a result and why; "refused" a result alone; anything else is no end. */
static bool is_end(const char *name, char result[NAME_BYTES], const char **ret_why)
{
	size_t len = strcspn(name, ":");
	snprintf(result, NAME_BYTES, "%.*s", (int)len, name);
	*ret_why = name[len] == ':' ? name + len + 1 : "";
	return strcmp(result, "ended") == 0 || strcmp(result, "abandoned") == 0 ||
		strcmp(result, "refused") == 0 || strcmp(result, "diverted") == 0;
}

static void write_ends(const struct observed *observed, struct exposition *exposition)
{
	const struct figures *figures;
	const struct pool *pool;
	char name[NAME_BYTES], result[NAME_BYTES], labels[2 * LABELS_BYTES];
	const char *why;
	int64_t number;
	exposition_begin(exposition, "samtale_visits_ended_total", "counter",
		"visits that are over: answered first (ended), never answered (abandoned), refused, led on "
		"(diverted)");
	for (unsigned i = 0; (pool = pool_at(observed, i, &figures)) != NULL; i++) {
		const char *totals = figures != NULL ? figures->totals : "";
		while (next_figure(&totals, name, &number)) {
			if (is_end(name, result, &why)) {
				snprintf(labels, sizeof labels, "pool=\"%s\",result=\"%s\",why=\"%s\"", pool->id,
					result, why);
				exposition_sample(exposition, "samtale_visits_ended_total", labels, number);
			}
		}
	}
}

/* --- spans --- */

static void write_span(struct exposition *exposition, const char *metric, const char *labels,
	const char *totals, const char *what)
{
	int64_t counts[SPAN_BOUNDS + 1];
	char word[NAME_BYTES];
	for (unsigned i = 0; i < SPAN_BOUNDS; i++) {
		snprintf(word, sizeof word, "%s:%u", what, span_bounds_ms[i] / 1000);
		counts[i] = figure(totals, word);
	}
	snprintf(word, sizeof word, "%s:more", what);
	counts[SPAN_BOUNDS] = figure(totals, word);
	snprintf(word, sizeof word, "%s:sum", what);
	const struct exposition_span span = {.bounds_ms = span_bounds_ms,
		.counts = counts,
		.bounds = SPAN_BOUNDS,
		.sum_ms = figure(totals, word)};
	exposition_histogram(exposition, metric, labels, &span);
}

static void write_spans(const struct observed *observed, struct exposition *exposition)
{
	static const struct {
		const char *name, *help, *what;
	} spans[] = {
		{"samtale_wait_seconds", "from asking to the first room, of those who were answered",
			"wait"},
		{"samtale_first_reply_seconds", "from the room to the first message of the staff", "reply"},
	};
	const struct figures *figures;
	const struct pool *pool;
	char labels[LABELS_BYTES];
	for (size_t s = 0; s < sizeof spans / sizeof spans[0]; s++) {
		exposition_begin(exposition, spans[s].name, "histogram", spans[s].help);
		for (unsigned i = 0; (pool = pool_at(observed, i, &figures)) != NULL; i++) {
			if (figures != NULL) {
				snprintf(labels, sizeof labels, "pool=\"%s\"", pool->id);
				write_span(exposition, spans[s].name, labels, figures->totals, spans[s].what);
			}
		}
	}
}

static void write_answered(const struct observed *observed, struct exposition *exposition)
{
	const struct figures *figures;
	const struct pool *pool;
	char labels[LABELS_BYTES];
	exposition_begin(exposition, "samtale_pool_readable", "gauge",
		"1 when Redis told what follows of the pool");
	for (unsigned i = 0; (pool = pool_at(observed, i, &figures)) != NULL; i++) {
		snprintf(labels, sizeof labels, "pool=\"%s\"", pool->id);
		exposition_sample(exposition, "samtale_pool_readable", labels, figures != NULL);
	}
}

void observed_write(const struct observed *observed, struct exposition *exposition)
{
	write_answered(observed, exposition);
	write_waiting(observed, exposition);
	write_rows(observed, exposition);
	write_ends(observed, exposition);
	write_spans(observed, exposition);
}
