/* A table from the first word of a name to how it is shown. What is summed, counties and agencies, is put behind all the rest. */
#include "chat/reach.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "chat/band.h"
#include "directory/scopes.h"

enum { NAME_BYTES = 160, WORD_BYTES = 72, VALUE_BYTES = 96, NUMBERS = 4, DECIMAL = 10 };

/* What several facts say together. */
struct tally {
	char name[NAME_BYTES];
	unsigned count; /* of facts, so far */
	uint64_t number[NUMBERS];
};

struct showing {
	const struct reach_of *of;
	struct facts *facts;
	struct map *tallies; /* by name */
	const char *own;     /* the municipality that the agency serves, or "" */
	const char *
		lone_county; /* code of a county that is no more than the own municipality and at most one other, or "" */
	const char *name, *value; /* of the fact at hand */
	int err;
};

/* --- words --- */

/* Copies the next word of a text that blanks part, and moves behind it. False when none is left, or it is too long. */
static bool next_word(const char **text, char out[WORD_BYTES])
{
	size_t length = strcspn(*text, " ");
	if (length == 0 || length >= WORD_BYTES) {
		return false;
	}
	memcpy(out, *text, length);
	out[length] = '\0';
	*text += length + ((*text)[length] == ' ' ? 1 : 0);
	return true;
}

static uint64_t next_number(const char **text)
{
	char word[WORD_BYTES];
	return next_word(text, word) ? strtoull(word, NULL, DECIMAL) : 0;
}

/* --- putting --- */

static void put(struct showing *showing, const char *name, const char *value)
{
	int err = facts_put(showing->facts, name, value);
	showing->err = showing->err != 0 ? showing->err : err;
}

static void put_as_it_is(struct showing *showing)
{
	put(showing, showing->name, showing->value);
}

static struct tally *tally_of(struct showing *showing, const char *name)
{
	struct tally *tally = map_get(showing->tallies, name, strlen(name));
	if (tally != NULL) {
		return tally;
	}
	tally = calloc(1, sizeof *tally);
	if (tally == NULL || map_put(showing->tallies, name, strlen(name), tally) != 0) {
		free(tally);
		showing->err = ERR_NOMEM;
		return NULL;
	}
	snprintf(tally->name, sizeof tally->name, "%s", name);
	return tally;
}

static bool is_of_pool(const struct showing *showing)
{
	return showing->of->agency[0] == '\0';
}

/* --- who waits --- */

static void add_waiting(struct showing *showing, char kind, const char *code, const char *topic)
{
	char name[NAME_BYTES];
	const char *value = showing->value;
	uint64_t count = next_number(&value);
	uint64_t oldest = next_number(&value);
	snprintf(name, sizeof name, "w %c%s %s", kind, code, topic);
	struct tally *tally = tally_of(showing, name);
	if (tally == NULL) {
		return;
	}
	bool first = tally->count++ == 0;
	tally->number[0] += count;
	tally->number[1] = first || oldest < tally->number[1] ? oldest : tally->number[1];
}

/* A municipality's goes to its county. Beside the own one a county of two would say what the other one has, and a county of one or
 * two who of the own one has asked for nobody from there: these go to the nation. */
static void show_waiting(struct showing *showing)
{
	const char *rest = showing->name + strlen("w ");
	char place[WORD_BYTES], topic[WORD_BYTES];
	if (!next_word(&rest, place) || !next_word(&rest, topic)) {
		return;
	}
	const char *code = place + 1;
	if (place[0] != 'm') {
		bool told = place[0] == 'c' && strcmp(code, showing->lone_county) != 0;
		add_waiting(showing, told ? 'c' : 'n', told ? code : "", topic);
		return;
	}
	const struct region *region = directory_region(showing->of->directory, showing->of->pool, code);
	bool own = strcmp(code, showing->own) == 0;
	bool county = region != NULL && (own || strcmp(region->county, showing->lone_county) != 0);
	add_waiting(showing, county ? 'c' : 'n', county ? region->county : "", topic);
	if (own) {
		put_as_it_is(showing);
	}
}

/* --- who is on --- */

enum { PERSON_LOAD = 2, PERSON_CAPACITY = 3 };

static void add_person(struct showing *showing, const char *agency, const char *presence,
	const uint64_t number[2])
{
	char name[NAME_BYTES];
	snprintf(name, sizeof name, "on %s", agency);
	struct tally *tally = tally_of(showing, name);
	if (tally == NULL) {
		return;
	}
	tally->number[0]++;
	tally->number[1] += strcmp(presence, "available") == 0 ? 1 : 0;
	tally->number[PERSON_LOAD] += number[0];
	tally->number[PERSON_CAPACITY] += number[1];
}

/* Colleagues by name; of another agency only how many there are. */
static void show_person(struct showing *showing)
{
	const char *rest = showing->value;
	char presence[WORD_BYTES], agency[WORD_BYTES];
	if (!next_word(&rest, presence)) {
		return;
	}
	(void)next_number(&rest); /* since when */
	uint64_t load = next_number(&rest);
	uint64_t capacity = next_number(&rest);
	if (!next_word(&rest, agency)) {
		return;
	}
	if (is_of_pool(showing) || strcmp(agency, showing->of->agency) == 0) {
		put_as_it_is(showing);
	} else {
		add_person(showing, agency, presence, (const uint64_t[]){load, capacity});
	}
}

/* --- the pool --- */

enum { NOW_WAITING = 4, NOW_FREE = 6, NOW_CAPACITY = 7, NOW_NUMBERS = 8 };

/* And the wait that somebody who asks now may expect. */
static void show_now(struct showing *showing)
{
	uint64_t number[NOW_NUMBERS];
	char expected[VALUE_BYTES] = "-";
	const char *rest = showing->value;
	for (unsigned i = 0; i < NOW_NUMBERS; i++) {
		number[i] = next_number(&rest);
	}
	put_as_it_is(showing);
	if (number[NOW_CAPACITY] > 0) {
		bool at_once = number[NOW_FREE] > 0 && number[NOW_WAITING] == 0;
		unsigned seconds = at_once
			? 0
			: band_seconds((unsigned)number[NOW_WAITING], (unsigned)number[NOW_CAPACITY]);
		snprintf(expected, sizeof expected, "%u", seconds);
	}
	put(showing, "expected", expected);
}

/* --- alarms --- */

/* Words before the subject: kind, since when, value, limit, when it was taken. */
enum { ALARM_WORDS = 5 };

/* Beside the own municipality such a county would say what the other one has. */
static bool is_lone_county(const struct showing *showing, const char *subject)
{
	return showing->lone_county[0] != '\0' && subject[0] == 'c' &&
		strcmp(subject + 1, showing->lone_county) == 0;
}

/* Whether the subject is of all or of one's own: an agency, by its slug, or the municipality that it serves. */
static bool is_for(const struct showing *showing, const char *subject)
{
	const struct reach_of *of = showing->of;
	if (subject[0] == 'm' && directory_region(of->directory, of->pool, subject + 1) != NULL) {
		return strcmp(subject + 1, showing->own) == 0;
	}
	if (is_lone_county(showing, subject)) {
		return false;
	}
	return is_of_pool(showing) || directory_agency(of->directory, subject) == NULL ||
		strcmp(subject, of->agency) == 0;
}

static void show_alarm(struct showing *showing)
{
	const char *rest = showing->value;
	char word[WORD_BYTES] = "";
	for (unsigned i = 0; i < ALARM_WORDS; i++) {
		if (!next_word(&rest, word)) {
			return;
		}
	}
	if (next_word(&rest, word) && is_for(showing, word)) {
		put_as_it_is(showing);
	}
}

enum { ACT_BYTES = 1024 };

/* Whether the words behind the agency begin with scopes. */
static bool has_scopes(const char *kind)
{
	return strcmp(kind, "door") != 0 && strcmp(kind, "announce") != 0;
}

/* An act on a municipality beside a topic is one on its county. rest: from the scopes on. */
static void put_with_counties(struct showing *showing, const char *rest)
{
	char text[ACT_BYTES];
	struct scopes scopes;
	struct view told = {(const uint8_t *)rest, strcspn(rest, " ")};
	int before = (int)(rest - showing->value);
	int err = scopes_of_counties(showing->of->directory, showing->of->pool, told, &scopes);
	if (err == 0 &&
		(size_t)snprintf(text, sizeof text, "%.*s%s%s", before, showing->value, scopes.text,
			rest + told.len) < sizeof text) {
		put(showing, showing->name, text);
	}
}

/* An agency's act is its own and the pool's to see: its fourth word is the agency, or "-" of an act in the whole pool. */
static void show_act(struct showing *showing)
{
	enum { REACH = 4 };
	const char *rest = showing->value;
	char kind[WORD_BYTES] = "", word[WORD_BYTES] = "";
	(void)next_word(&rest, kind);
	for (int i = 1; i < REACH && next_word(&rest, word); i++) {
	}
	if (is_of_pool(showing) && has_scopes(kind)) {
		put_with_counties(showing, rest);
	} else if (is_of_pool(showing) || strcmp(word, "-") == 0 ||
		strcmp(word, showing->of->agency) == 0) {
		put_as_it_is(showing);
	}
}

/* --- the table --- */

static const struct row {
	const char *word;
	void (*show)(struct showing *showing);
} rows[] = {
	{"w", show_waiting},
	{"p", show_person},
	{"now", show_now},
	{"rate", put_as_it_is},
	{"h", put_as_it_is},
	{"a", show_alarm},
	{"lead", put_as_it_is},
	{"act", show_act},
};

static void show(struct showing *showing)
{
	size_t length = strcspn(showing->name, " ");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (strlen(rows[i].word) == length && strncmp(showing->name, rows[i].word, length) == 0) {
			rows[i].show(showing);
			return;
		}
	}
}

/* Those of who waits hold two numbers, those of who is on four. */
static void put_tally(void *value, void *context)
{
	const struct tally *tally = value;
	char text[VALUE_BYTES];
	if (tally->name[0] == 'w') {
		snprintf(text, sizeof text, "%" PRIu64 " %" PRIu64, tally->number[0], tally->number[1]);
	} else {
		snprintf(text, sizeof text, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64,
			tally->number[0], tally->number[1], tally->number[PERSON_LOAD],
			tally->number[PERSON_CAPACITY]);
	}
	put(context, tally->name, text);
}

static void free_tally(void *value, void *context)
{
	(void)context;
	free(value);
}

/* --- what is the agency's own --- */

static const char *served_by(const struct reach_of *of)
{
	const struct agency *agency =
		of->agency[0] != '\0' ? directory_agency(of->directory, of->agency) : NULL;
	const char *code = agency != NULL ? agency_get(agency, "municipality") : "";
	return code[0] != '\0' && directory_agency_of(of->directory, of->pool, code) == agency ? code
																						   : "";
}

static const char *county_of_few(const struct reach_of *of, const char *own)
{
	const struct region *mine = directory_region(of->directory, of->pool, own), *region;
	unsigned count = 0;
	for (size_t i = 0; mine != NULL && (region = directory_region_at(of->directory, i)) != NULL;
		 i++) {
		count += strcmp(region->pool, of->pool) == 0 && strcmp(region->county, mine->county) == 0;
	}
	return count == 1 || count == 2 ? mine->county : "";
}

int reach_show(const struct reach_of *of, const struct scene *scene, struct facts *facts)
{
	struct showing showing = {.of = of, .facts = facts, .tallies = map_create()};
	if (showing.tallies == NULL) {
		return ERR_NOMEM;
	}
	showing.own = served_by(of);
	showing.lone_county = county_of_few(of, showing.own);
	put(&showing, "view", of->agency[0] != '\0' ? of->agency : "-");
	for (size_t i = 0; scene_fact_at(scene, i, &showing.name, &showing.value); i++) {
		show(&showing);
	}
	map_each(showing.tallies, put_tally, &showing);
	map_each(showing.tallies, free_tally, NULL);
	map_destroy(showing.tallies);
	return showing.err;
}
