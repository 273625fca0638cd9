/* One row a name. Numbers and lists are read by their bounds; each text has a reader that checks
 * it and keeps what it means. */
#include "simulate/internal/names.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KIND_NUMBER, KIND_WHOLE, KIND_LIST, KIND_WHOLES, KIND_TEXT, KIND_OWN };

struct row {
	const char *name;
	int kind;
	size_t offset; /* in struct parameters; in struct own_hours of a text there */
	double min, max;
	int (*parse)(struct parameters *world, struct own_hours *own, const char *value,
		const char **ret_why);
};

static int parse_title(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)world, (void)own, (void)value, (void)ret_why;
	return 0;
}

/* Whether a parameter has this name, without a number behind it. */
static bool is_known(const char *name);

static int parse_assumed(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)world, (void)own;
	char words[TEXT_SIZE], *rest = words;
	snprintf(words, sizeof(words), "%s", value);
	for (char *word; (word = strsep(&rest, " ")) != NULL;) {
		if (*word && !is_known(word)) {
			*ret_why = "expected names of parameters, parted by blanks";
			return ERR_SYNTAX;
		}
	}
	return 0;
}

static int parse_come(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)own;
	return come_parse(value, &world->come, ret_why);
}

static int parse_hours(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	return timetable_parse(value, own ? &own->hours : &world->hours, ret_why);
}

static int parse_extra(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)world;
	return timetable_parse(value, &own->extra, ret_why);
}

/* "lognormal 33 0.6": so many numbers behind the word, and nothing else. */
static bool read_law(const char *value, const char *word, double *ret_numbers, int count)
{
	size_t len = strlen(word);
	if (strncmp(value, word, len) != 0) {
		return false;
	}
	const char *at = value + len;
	for (int i = 0; i < count; i++) {
		char *end;
		ret_numbers[i] = strtod(at, &end);
		if (end == at || !isspace((unsigned char)*at)) {
			return false;
		}
		at = end;
	}
	return *at == '\0';
}

static int parse_duration(const char *value, struct duration *duration, const char **ret_why)
{
	double numbers[2] = {0, 0};
	enum law law = read_law(value, "lognormal", numbers, 2) ? LAW_LOGNORMAL : LAW_EXPONENTIAL;
	bool there = law == LAW_LOGNORMAL || read_law(value, "exponential", numbers, 1);
	double sigma = law == LAW_LOGNORMAL ? numbers[1] : 0;
	if (!there || !(numbers[0] > 0 && numbers[0] <= DAY_MIN && sigma >= 0 && sigma <= 3)) {
		*ret_why = "expected lognormal MEDIAN SIGMA or exponential MEAN, in minutes";
		return ERR_SYNTAX;
	}
	*duration = (struct duration){.law = law, .middle = numbers[0], .sigma = sigma};
	return 0;
}

static int parse_chat(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)own;
	return parse_duration(value, &world->chat, ret_why);
}

static int parse_patience(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)own;
	return parse_duration(value, &world->patience, ret_why);
}

static int parse_policies(struct parameters *world, struct own_hours *own, const char *value,
	const char **ret_why)
{
	(void)own;
	return policies_parse(value, &world->policies, ret_why);
}

#define AT(field) offsetof(struct parameters, field)
#define NUMBER(name, min, max) \
	{ \
#name, KIND_NUMBER, AT(numbers.name), min, max, NULL \
	}
#define WHOLE(name, min, max) \
	{ \
#name, KIND_WHOLE, AT(numbers.name), min, max, NULL \
	}
#define TEXT(name, parse) \
	{ \
#name, KIND_TEXT, AT(texts.name), 0, 0, parse \
	}

static const struct row rows[] = {
	TEXT(title, parse_title),
	TEXT(assumed, parse_assumed),
	{"population", KIND_LIST, AT(population), 0.001, 100000, NULL},
	NUMBER(visits_per_1000, 0, 1000),
	{"visits", KIND_LIST, AT(visits), 0, 100000, NULL},
	TEXT(come, parse_come),
	WHOLE(counties, 1, MUNICIPALITIES_MAX),
	{"counsellors", KIND_WHOLES, AT(counsellors), 0, 100, NULL},
	TEXT(hours, parse_hours),
	WHOLE(open_days, 0, DAYS),
	NUMBER(last_entry_min, 0, 240),
	WHOLE(capacity, 1, 3),
	TEXT(chat_min, parse_chat),
	NUMBER(wrap_up_min, 0, 60),
	NUMBER(accept_s, 0, 20),
	NUMBER(missed_share, 0, 0.9),
	NUMBER(missed_s, 0, 120),
	NUMBER(missed_pause_min, 0, 60),
	TEXT(patience_min, parse_patience),
	{"topic_shares", KIND_LIST, AT(topic_shares), 0, 1, NULL},
	NUMBER(skill_share, 0, 1),
	NUMBER(urgent_share, 0, 1),
	NUMBER(urgent_boost_min, 0, 60),
	NUMBER(acute_share, 0, 1),
	NUMBER(acute_boost_min, 0, 60),
	NUMBER(local_bonus_s, 0, 600),
	TEXT(policies, parse_policies),
	WHOLE(evenings, 1, 100000),
	WHOLE(only, 0, MUNICIPALITIES_MAX),
	WHOLE(seed, 0, 1e15),
	{"hours", KIND_OWN, offsetof(struct own_hours, hours_text), 0, 0, parse_hours},
	{"extra", KIND_OWN, offsetof(struct own_hours, extra_text), 0, 0, parse_extra},
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* The row of a name; with a number behind the name, the one that takes a number. */
static const struct row *row_of(const char *name, size_t len, bool numbered)
{
	for (size_t i = 0; i < ROWS; i++) {
		bool lists = rows[i].kind == KIND_LIST || rows[i].kind == KIND_WHOLES;
		bool fits = rows[i].kind == KIND_OWN ? numbered : lists || !numbered;
		if (fits && strlen(rows[i].name) == len && memcmp(rows[i].name, name, len) == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

static bool is_known(const char *name)
{
	return row_of(name, strlen(name), false) || row_of(name, strlen(name), true);
}

/* One value on its way to its place. */
struct setting {
	struct parameters *world;
	const struct row *row;
	unsigned long place; /* from 1; 0 without a number behind the name */
	const char *value;
	char *why;
	size_t why_size;
};

static bool is_whole(const struct row *row)
{
	return row->kind == KIND_WHOLE || row->kind == KIND_WHOLES;
}

static int expect_number(const struct setting *setting)
{
	const struct row *row = setting->row;
	snprintf(setting->why, setting->why_size, "%s: expected %s from %.10g to %.10g", row->name,
		is_whole(row) ? "a whole number" : "a number", row->min, row->max);
	return ERR_RANGE;
}

/* Reads the number at *at and goes behind it. */
static bool take_value(const struct row *row, const char **at, double *ret_value)
{
	char *end;
	double value = strtod(*at, &end);
	bool fits = end != *at && value >= row->min && value <= row->max &&
		(!is_whole(row) || value == floor(value)) && (*end == '\0' || isspace((unsigned char)*end));
	*at = end;
	*ret_value = value;
	return fits;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

/* Where the value belongs, in the world or in what a municipality has of its own. */
static void *field_of(const struct setting *setting, struct own_hours *own)
{
	return (own ? (char *)own : (char *)setting->world) + setting->row->offset;
}

static int set_number(const struct setting *setting)
{
	double number, *field = field_of(setting, NULL);
	const char *at = setting->value;
	if (!take_value(setting->row, &at, &number) || !is_blank(at)) {
		return expect_number(setting);
	}
	*field = number;
	return 0;
}

static int set_list(const struct setting *setting)
{
	struct numbers list = {0}, *field = field_of(setting, NULL);
	for (const char *at = setting->value; !is_blank(at); list.count++) {
		if (list.count == MUNICIPALITIES_MAX ||
			!take_value(setting->row, &at, &list.at[list.count])) {
			return expect_number(setting);
		}
	}
	*field = list;
	return 0;
}

/* One place of a list; the one behind the last makes it longer. */
static int set_place(const struct setting *setting)
{
	const char *name = setting->row->name, *at = setting->value;
	struct numbers *list = field_of(setting, NULL);
	double number;
	if (setting->place > list->count + 1) {
		snprintf(setting->why, setting->why_size, "%s has %zu places: expected at most %s.%zu",
			name, list->count, name, list->count + 1);
		return ERR_RANGE;
	}
	if (!take_value(setting->row, &at, &number) || !is_blank(at)) {
		return expect_number(setting);
	}
	list->at[setting->place - 1] = number;
	list->count += setting->place == list->count + 1;
	return 0;
}

static int set_text(const struct setting *setting, struct own_hours *own)
{
	const char *why = "expected a shorter text";
	char *text = field_of(setting, own);
	if (strlen(setting->value) >= TEXT_SIZE ||
		setting->row->parse(setting->world, own, setting->value, &why) != 0) {
		snprintf(setting->why, setting->why_size, "%s: %s", setting->row->name, why);
		return ERR_SYNTAX;
	}
	snprintf(text, TEXT_SIZE, "%s", setting->value);
	return 0;
}

static int set_own(const struct setting *setting)
{
	struct own_hours **own = &setting->world->own[setting->place - 1];
	*own = *own ? *own : calloc(1, sizeof(**own));
	return *own ? set_text(setting, *own) : ERR_NOMEM;
}

/* The number behind "name."; 0 when there is no usable one. */
static unsigned long place_of(const char *text)
{
	char *end;
	unsigned long place = isdigit((unsigned char)*text) ? strtoul(text, &end, 10) : 0;
	return place > 0 && place <= MUNICIPALITIES_MAX && *end == '\0' ? place : 0;
}

int names_set(struct parameters *world, const char *name, const char *value, char *ret_why,
	size_t why_size)
{
	size_t len = strcspn(name, ".");
	bool numbered = name[len] == '.';
	const struct setting setting = {.world = world,
		.row = row_of(name, len, numbered),
		.place = numbered ? place_of(name + len + 1) : 0,
		.value = value,
		.why = ret_why,
		.why_size = why_size};
	snprintf(ret_why, why_size, "no memory");
	if (!setting.row) {
		snprintf(ret_why, why_size, "there is no parameter %.64s", name);
		return ERR_SYNTAX;
	}
	if (numbered && setting.place == 0) {
		snprintf(ret_why, why_size, "%.64s: expected a municipality's number from 1 to %d", name,
			MUNICIPALITIES_MAX);
		return ERR_RANGE;
	}
	switch (setting.row->kind) {
	case KIND_NUMBER:
	case KIND_WHOLE: return set_number(&setting);
	case KIND_LIST:
	case KIND_WHOLES: return numbered ? set_place(&setting) : set_list(&setting);
	case KIND_OWN: return set_own(&setting);
	default: return set_text(&setting, NULL);
	}
}

static void write_list(const struct numbers *list, char *out, size_t size)
{
	size_t len = 0;
	out[0] = '\0';
	for (size_t i = 0; i < list->count && len < size; i++) {
		len += (size_t)snprintf(out + len, size - len, "%s%.10g", i > 0 ? " " : "", list->at[i]);
	}
}

/* Counts down *left over the municipalities that have an own text of this row. */
static bool own_at(const struct parameters *world, const struct row *row, size_t *left,
	struct parameter *ret_parameter)
{
	for (size_t i = 0; i < MUNICIPALITIES_MAX; i++) {
		const char *text = world->own[i] ? (const char *)world->own[i] + row->offset : "";
		if (*text && (*left)-- == 0) {
			snprintf(ret_parameter->name, PARAMETER_NAME_SIZE, "%s.%zu", row->name, i + 1);
			snprintf(ret_parameter->value, PARAMETER_VALUE_SIZE, "%s", text);
			return true;
		}
	}
	return false;
}

bool names_at(const struct parameters *world, size_t index, struct parameter *ret_parameter)
{
	for (size_t i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];
		const void *field = (const char *)world + row->offset;
		if (row->kind == KIND_OWN) {
			if (own_at(world, row, &index, ret_parameter)) {
				return true;
			}
			continue;
		}
		if (index-- > 0) {
			continue;
		}
		snprintf(ret_parameter->name, PARAMETER_NAME_SIZE, "%s", row->name);
		if (row->kind == KIND_TEXT) {
			snprintf(ret_parameter->value, PARAMETER_VALUE_SIZE, "%s", (const char *)field);
		} else if (row->kind == KIND_LIST || row->kind == KIND_WHOLES) {
			write_list(field, ret_parameter->value, PARAMETER_VALUE_SIZE);
		} else {
			snprintf(ret_parameter->value, PARAMETER_VALUE_SIZE, "%.16g", *(const double *)field);
		}
		return true;
	}
	return false;
}
