/* Each field once, cut into its words when it comes first; a question walks over all. */
#include "figures/tally.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

enum { FIELD_BYTES = 256 };

struct entry {
	enum tally_kind kind;
	char *text;                       /* owned; the three below point into it */
	const char *where, *topic, *what; /* topic: "" where the kind has none */
	int64_t number;
	int64_t times; /* that it was added with a number above 0 */
};

struct tally {
	struct map *fields; /* "d m0301 arrived" to its entry */
	struct entry **entries;
	size_t count, cap;
};

struct tally *tally_create(void)
{
	struct tally *tally = calloc(1, sizeof(*tally));
	if (tally && !(tally->fields = map_create())) {
		free(tally);
		tally = NULL;
	}
	return tally;
}

static void entry_destroy(struct entry *entry)
{
	if (entry) {
		free(entry->text);
		free(entry);
	}
}

void tally_destroy(struct tally *tally)
{
	if (!tally) {
		return;
	}
	for (size_t i = 0; i < tally->count; i++) {
		entry_destroy(tally->entries[i]);
	}
	map_destroy(tally->fields);
	free(tally->entries);
	free(tally);
}

/* How many words a field of that kind has; 0: there is no such kind. */
static unsigned words_of(enum tally_kind kind)
{
	static const struct {
		enum tally_kind kind;
		unsigned words;
	} kinds[] = {{TALLY_DAY, 2}, {TALLY_MONTH, 3}, {TALLY_AGENCY, 2}, {TALLY_FORM, 2},
		{TALLY_OPEN, 1}};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].kind == kind) {
			return kinds[i].words;
		}
	}
	return 0;
}

/* Cuts the text at its blanks; false when that makes another number of words. */
static bool cut(struct entry *entry, unsigned words)
{
	const char *parts[3] = {"", "", ""};
	unsigned count = 0;
	char *rest = NULL;
	for (char *word = strtok_r(entry->text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (count == words) {
			return false;
		}
		parts[count++] = word;
	}
	entry->where = parts[0];
	entry->topic = words == 3 ? parts[1] : "";
	entry->what = words == 1 ? "minutes" : parts[words - 1];
	return count == words;
}

/* NULL without memory, with *ret_known false when it is of no known form. */
static struct entry *entry_create(enum tally_kind kind, const char *field, bool *ret_known)
{
	struct entry *entry = calloc(1, sizeof(*entry));
	if (entry) {
		entry->kind = kind;
		entry->text = strdup(field);
	}
	*ret_known = true;
	if (entry && entry->text && !cut(entry, words_of(kind))) {
		*ret_known = false;
	}
	if (!entry || !entry->text || !*ret_known) {
		entry_destroy(entry);
		return NULL;
	}
	return entry;
}

static int put(struct tally *tally, const char *key, struct entry *entry)
{
	if (tally->count == tally->cap) {
		size_t cap = tally->cap ? 2 * tally->cap : 256;
		struct entry **entries = realloc(tally->entries, cap * sizeof(struct entry *));
		if (!entries) {
			return ERR_NOMEM;
		}
		tally->entries = entries;
		tally->cap = cap;
	}
	int err = map_put(tally->fields, key, strlen(key), entry);
	if (err == 0) {
		tally->entries[tally->count++] = entry;
	}
	return err;
}

int tally_add(struct tally *tally, enum tally_kind kind, const char *field, int64_t number)
{
	char key[FIELD_BYTES];
	bool known;
	if (words_of(kind) == 0) {
		return ERR_RANGE;
	}
	if (snprintf(key, sizeof key, "%c %s", (char)kind, field) >= (int)sizeof key) {
		return 0;
	}
	struct entry *entry = map_get(tally->fields, key, strlen(key));
	if (!entry) {
		entry = entry_create(kind, field, &known);
		int err = entry ? put(tally, key, entry) : known ? ERR_NOMEM : 0;
		if (err != 0 || !entry) {
			entry_destroy(entry);
			return err;
		}
	}
	entry->number += number;
	entry->times += number > 0;
	return 0;
}

/* "answered" is "answered" and "answered:30", not "answeredly". */
static bool says(const struct entry *entry, const char *what)
{
	size_t len = strlen(what);
	return strncmp(entry->what, what, len) == 0 &&
		(entry->what[len] == '\0' || entry->what[len] == ':');
}

int64_t tally_count(const struct tally *tally, enum tally_kind kind, const char *region,
	const char *topic, const char *what)
{
	int64_t sum = 0;
	for (size_t i = 0; i < tally->count; i++) {
		const struct entry *entry = tally->entries[i];
		if (entry->kind == kind && says(entry, what) &&
			(!region || strcmp(region, entry->where) == 0) &&
			(!topic || strcmp(topic, entry->topic) == 0)) {
			sum += entry->number;
		}
	}
	return sum;
}

static int64_t of_days(const struct tally *tally, const char *region, const char *what)
{
	return tally_count(tally, TALLY_DAY, region, NULL, what);
}

void tally_visits(const struct tally *tally, const char *region, struct tally_sum *ret_sum)
{
	struct tally_sum sum = {
		.arrived = of_days(tally, region, "arrived"),
		.answered = of_days(tally, region, "answered"),
		.abandoned = of_days(tally, region, "abandoned"),
		.refused = of_days(tally, region, "refused"),
		.diverted = of_days(tally, region, "diverted"),
		.ended = of_days(tally, region, "ended"),
	};
	sum.waiting = sum.arrived - sum.answered - sum.abandoned - sum.refused - sum.diverted;
	sum.conversations =
		sum.ended - of_days(tally, region, "silent") - of_days(tally, region, "uncounted");
	*ret_sum = sum;
}

int64_t tally_conversations(const struct tally *tally, const char *region, const char *topic)
{
	return tally_count(tally, TALLY_MONTH, region, topic, "ended") -
		tally_count(tally, TALLY_MONTH, region, topic, "silent") -
		tally_count(tally, TALLY_MONTH, region, topic, "uncounted");
}

int64_t tally_agency(const struct tally *tally, enum tally_kind kind, const char *agency,
	const char *what)
{
	if (kind != TALLY_OPEN || strcmp(what, "days") != 0) {
		return tally_count(tally, kind, agency, NULL, what);
	}
	int64_t days = 0;
	for (size_t i = 0; i < tally->count; i++) {
		const struct entry *entry = tally->entries[i];
		if (entry->kind == kind && (!agency || strcmp(agency, entry->where) == 0)) {
			days += entry->times;
		}
	}
	return days;
}

static int compare(const void *a, const void *b)
{
	const struct entry *const *left = a, *const *right = b;
	int order = strcmp((*left)->where, (*right)->where);
	return order != 0 ? order : strcmp((*left)->what, (*right)->what);
}

void tally_each_pair(const struct tally *tally, tally_pair_fn visit, void *context)
{
	/* The order of the entries is nobody's promise. */
	if (tally->count > 0) {
		qsort(tally->entries, tally->count, sizeof(tally->entries[0]), compare);
	}
	for (size_t i = 0; i < tally->count; i++) {
		const struct entry *entry = tally->entries[i];
		if (entry->kind == TALLY_DAY && strncmp(entry->what, "by:", 3) == 0) {
			visit(context, entry->where, entry->what + 3, entry->number);
		}
	}
}

/* --- spans --- */

static const int bounds_s[SPAN_BOUNDS] = {10, 30, 60, 120, 300, 600, 1200, 1800, 3600};

/* The place of a bound that stands behind the last colon: "answered:30", "ended:left:600". */
static int bound_of(const char *what)
{
	const char *last = strrchr(what, ':');
	if (!last) {
		return -1;
	}
	long bound = strtol(last + 1, NULL, 10);
	for (int i = 0; i < SPAN_BOUNDS; i++) {
		if (bound == bounds_s[i]) {
			return i;
		}
	}
	return strcmp(last, ":more") == 0 ? SPAN_BOUNDS : -1;
}

void tally_span(const struct tally *tally, const char *region, const char *what,
	struct span *ret_span)
{
	*ret_span = (struct span){0};
	for (size_t i = 0; i < tally->count; i++) {
		const struct entry *entry = tally->entries[i];
		int bound = entry->kind == TALLY_DAY && says(entry, what) ? bound_of(entry->what) : -1;
		if (bound >= 0 && (!region || strcmp(region, entry->where) == 0)) {
			ret_span->counts[bound] += entry->number;
			ret_span->n += entry->number;
		}
	}
}

int64_t span_percentile(const struct span *span, unsigned per_cent)
{
	int64_t sum = 0;
	if (span->n < SPAN_LEAST) {
		return SPAN_UNKNOWN;
	}
	for (int i = 0; i < SPAN_BOUNDS; i++) {
		sum += span->counts[i];
		if (sum * 100 >= span->n * per_cent) {
			return bounds_s[i];
		}
	}
	return SPAN_MORE;
}
