/* The rows of schema.h as one flat table of patterns, and the checks that follow from it alone. */
#include "conf/schema.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum row_kind { ROW_TEXT, ROW_NUMBER, ROW_TEXTS, ROW_PART, ROW_PARTS };

struct row {
	const char *parent; /* pattern of the map it stands in, "" at the top */
	const char *key;
	enum row_kind kind;
	uint64_t min, max;
};

/* Each table stands in one place, so its parent's pattern is known. */
#define PARENT_TOP ""
#define PARENT_LISTEN "listen[]"
#define PARENT_ADMIN "admin"
#define PARENT_REDIS "redis"
#define PARENT_SEAL "seal"
#define PARENT_PROXY_LOGIN "proxy_login"
#define PARENT_NOTIFY "notify"
#define PARENT_LIMITS "limits"
#define PARENT_TIMERS "timers"
#define PARENT_PERIODS "periods"
#define PARENT_POOLS "pools[]"
#define PARENT_NAME "pools[].name"
#define PARENT_ALARMS "pools[].alarms"

#define ROW_OF_TEXT(key, min, max) {HERE, #key, ROW_TEXT, min, max},
#define ROW_OF_NUMBER(key, min, max) {HERE, #key, ROW_NUMBER, min, max},
#define ROW_OF_TEXTS(key, min, max) {HERE, #key, ROW_TEXTS, min, max},
#define ROW_OF_PART(key, table) {HERE, #key, ROW_PART, 0, 0},
#define ROW_OF_PARTS(key, table, max) {HERE, #key, ROW_PARTS, 1, max},
#define ROWS(table) \
	SCHEMA_##table(ROW_OF_TEXT, ROW_OF_NUMBER, ROW_OF_TEXTS, ROW_OF_PART, ROW_OF_PARTS)

static const struct row rows[] = {
#define HERE PARENT_TOP
	ROWS(TOP)
#undef HERE
#define HERE PARENT_LISTEN
		ROWS(LISTEN)
#undef HERE
#define HERE PARENT_ADMIN
			ROWS(ADMIN)
#undef HERE
#define HERE PARENT_REDIS
				ROWS(REDIS)
#undef HERE
#define HERE PARENT_SEAL
					ROWS(SEAL)
#undef HERE
#define HERE PARENT_PROXY_LOGIN
						ROWS(PROXY_LOGIN)
#undef HERE
#define HERE PARENT_LIMITS
							ROWS(LIMITS)
#undef HERE
#define HERE PARENT_TIMERS
								ROWS(TIMERS)
#undef HERE
#define HERE PARENT_PERIODS
									ROWS(PERIODS)
#undef HERE
#define HERE PARENT_POOLS
										ROWS(POOLS)
#undef HERE
#define HERE PARENT_NAME
											ROWS(NAME)
#undef HERE
#define HERE PARENT_ALARMS
												ROWS(ALARMS)
#undef HERE
#define HERE PARENT_NOTIFY
													ROWS(NOTIFY)
#undef HERE
};

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]), PATTERN_MAX = 128 };

static void row_pattern(const struct row *row, char out[PATTERN_MAX])
{
	snprintf(out, PATTERN_MAX, "%s%s%s", row->parent, row->parent[0] ? "." : "", row->key);
}

static const struct row *row_find(const char *pattern)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		char candidate[PATTERN_MAX];
		row_pattern(&rows[i], candidate);
		if (strcmp(candidate, pattern) == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

/* An item of a list belongs to the row of the list. */
static const struct row *row_of_item(const char *pattern)
{
	size_t len = strlen(pattern);
	char list[PATTERN_MAX];
	if (len < 2 || len >= sizeof(list) || strcmp(pattern + len - 2, "[]") != 0) {
		return NULL;
	}
	memcpy(list, pattern, len - 2);
	list[len - 2] = '\0';
	return row_find(list);
}

static void describe(const struct row *row, char *out, size_t size)
{
	unsigned long long min = row->min, max = row->max;
	switch (row->kind) {
	case ROW_NUMBER: snprintf(out, size, "a whole number from %llu to %llu", min, max); break;
	case ROW_TEXT: snprintf(out, size, "a text of %llu to %llu bytes", min, max); break;
	case ROW_TEXTS: snprintf(out, size, "a list of %llu to %llu texts", min, max); break;
	case ROW_PARTS: snprintf(out, size, "a list of %llu to %llu maps", min, max); break;
	case ROW_PART: snprintf(out, size, "a map"); break;
	}
}

bool schema_expects(const char *pattern, char *out, size_t size)
{
	const struct row *row = row_find(pattern);
	if (row) {
		describe(row, out, size);
		return true;
	}
	if (row_of_item(pattern)) {
		snprintf(out, size, "an item as in the reference configuration");
		return true;
	}
	return false;
}

static bool number_fits(const struct row *row, const char *text)
{
	if (!isdigit((unsigned char)*text) || (text[0] == '0' && text[1] != '\0')) {
		return false; /* no sign, and no leading zero: libcyaml would read it as octal */
	}
	char *end;
	unsigned long long number = strtoull(text, &end, 10);
	return *end == '\0' && strlen(text) < 19 && number >= row->min && number <= row->max;
}

/* How many items a list has: those that follow it, one level deeper, until something is not. */
static size_t list_length(const struct locate *locate, size_t index)
{
	const struct located *list = locate_at(locate, index);
	size_t length = 0;
	for (size_t i = index + 1;; i++) {
		const struct located *entry = locate_at(locate, i);
		if (!entry || entry->depth <= list->depth) {
			return length;
		}
		length += entry->depth == list->depth + 1;
	}
}

static bool value_fits(const struct row *row, const struct locate *locate, size_t index)
{
	const struct located *entry = locate_at(locate, index);
	size_t length;
	switch (row->kind) {
	case ROW_NUMBER: return entry->kind == LOCATED_TEXT && number_fits(row, entry->text);
	case ROW_TEXT:
		length = entry->kind == LOCATED_TEXT ? strlen(entry->text) : SIZE_MAX;
		return length >= row->min && length <= row->max;
	case ROW_PART: return entry->kind == LOCATED_MAP;
	case ROW_TEXTS:
	case ROW_PARTS:
		length = entry->kind == LOCATED_LIST ? list_length(locate, index) : SIZE_MAX;
		return length >= row->min && length <= row->max;
	}
	return false;
}

/* One located value against its row. */
static void check_value(const struct locate *locate, size_t index, const char *file,
	struct problems *problems)
{
	const struct located *entry = locate_at(locate, index);
	const struct row *row = row_find(entry->pattern);
	char expected[PATTERN_MAX];
	if (row) {
		if (!value_fits(row, locate, index)) {
			describe(row, expected, sizeof(expected));
			problem_at(problems, file, entry->line, entry->path, "expects %s", expected);
		}
		return;
	}
	const struct row *list = row_of_item(entry->pattern);
	if (!list) {
		problem_at(problems, file, entry->line, entry->path,
			"expects a key of the reference configuration");
	} else if (list->kind == ROW_TEXTS && entry->kind != LOCATED_TEXT) {
		problem_at(problems, file, entry->line, entry->path, "expects a text");
	} else if (list->kind == ROW_PARTS && entry->kind != LOCATED_MAP) {
		problem_at(problems, file, entry->line, entry->path, "expects a map");
	}
}

/* The keys that a map lacks. */
static void check_missing(const struct locate *locate, const struct located *map, const char *file,
	struct problems *problems)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		bool optional = rows[i].kind == ROW_TEXT && rows[i].min == 0;
		if (optional || strcmp(rows[i].parent, map->pattern) != 0) {
			continue;
		}
		char path[2 * PATTERN_MAX], expected[PATTERN_MAX];
		snprintf(path, sizeof(path), "%s%s%s", map->path, map->path[0] ? "." : "", rows[i].key);
		if (!locate_find(locate, path)) {
			describe(&rows[i], expected, sizeof(expected));
			problem_at(problems, file, map->line, path, "is missing; expects %s", expected);
		}
	}
}

void schema_check(const struct locate *locate, const char *file, struct problems *problems)
{
	const struct located *top = locate_at(locate, 0);
	if (!top || top->kind != LOCATED_MAP) {
		problem_at(problems, file, 1, "profile", "is missing; expects a map of keys");
		return;
	}
	for (size_t i = 0; locate_at(locate, i); i++) {
		const struct located *entry = locate_at(locate, i);
		if (entry->depth > 0) {
			check_value(locate, i, file, problems);
		}
		if (entry->kind == LOCATED_MAP) {
			check_missing(locate, entry, file, problems);
		}
	}
}
