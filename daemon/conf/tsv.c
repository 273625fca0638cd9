/* Tab-separated tables: the first line names the columns, and columns are found by name. */
#include "conf/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "conf/replies.h"
#include "directory/help_hours.h"
#include "directory/link.h"

enum { COLUMNS_MAX = 16, WANTED_MAX = 12 };

/* A file that is being read. */
struct table {
	const char *file;
	struct problems *problems;
	struct directory *directory;
	const char *pool; /* of regions and replies */
	struct conf_replies *replies;
	const char *const *wanted;     /* names of the columns, NULL at the end */
	const char *unwanted;          /* a column whose rows would mean something else here, or NULL */
	const char *cells[WANTED_MAX]; /* of the row at hand, in the order wanted */
	unsigned line;
};

/* Takes a row whose cells are in place. Returns what is wrong with it, or NULL. */
typedef const char *(*row_fn)(struct table *table);

static int tell(struct table *table, const char *key, const char *what)
{
	problem_at(table->problems, table->file, table->line, key, "%s", what);
	return ERR_SYNTAX;
}

/* Cuts a line at its tabs; returns the number of cells. */
static size_t split(char *line, char *cells[COLUMNS_MAX])
{
	size_t count = 0;
	char *rest = line;
	while (rest && count < COLUMNS_MAX) {
		cells[count++] = strsep(&rest, "\t");
	}
	return count;
}

/* Finds the wanted columns in the first line. */
static int find_columns(struct table *table, char *line, size_t columns[WANTED_MAX])
{
	char *cells[COLUMNS_MAX];
	size_t count = split(line, cells);
	for (size_t i = 0; table->unwanted && i < count; i++) {
		if (strcmp(cells[i], table->unwanted) == 0) {
			return tell(table, table->unwanted, "expects no column of this name");
		}
	}
	for (size_t i = 0; table->wanted[i]; i++) {
		size_t column = 0;
		while (column < count && strcmp(cells[column], table->wanted[i]) != 0) {
			column++;
		}
		if (column == count) {
			return tell(table, table->wanted[i], "expects a column of this name");
		}
		columns[i] = column;
	}
	return 0;
}

static int take_row(struct table *table, char *line, const size_t columns[WANTED_MAX], row_fn take)
{
	char *cells[COLUMNS_MAX];
	size_t count = split(line, cells);
	for (size_t i = 0; table->wanted[i]; i++) {
		if (columns[i] >= count) {
			return tell(table, table->wanted[i], "expects a value: the row is short");
		}
		table->cells[i] = cells[columns[i]];
		if (!utf8_is_plain(view_text(table->cells[i]))) {
			return tell(table, table->wanted[i], "expects UTF-8 without control characters");
		}
	}
	const char *why = take(table);
	return why ? tell(table, table->cells[0], why) : 0;
}

/* Reads every row, also behind one that is wrong. */
static int table_read(struct table *table, row_fn take)
{
	char *text;
	int err = file_read(table->file, &text);
	if (err != 0) {
		return ERR_SYSTEM;
	}
	size_t columns[WANTED_MAX] = {0};
	int result = 0;
	char *rest = text;
	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		table->line++;
		line[strcspn(line, "\r")] = '\0';
		if (table->line == 1) {
			err = find_columns(table, line, columns);
		} else {
			err = *line ? take_row(table, line, columns, take) : 0;
		}
		result = err != 0 ? err : result;
		if (table->line == 1 && err != 0) {
			break;
		}
	}
	free(text);
	return result;
}

static const char *why_not_added(int err, const char *what_is_full)
{
	switch (err) {
	case 0: return NULL;
	case ERR_MOMENT: return "expects an id that is not there yet";
	case ERR_FULL: return what_is_full;
	case ERR_RANGE: return "expects a shorter id";
	default: return "needs more memory";
	}
}

static const char *take_region(struct table *table)
{
	const struct region region = {.pool = table->pool,
		.code = table->cells[0],
		.name = table->cells[1],
		.county = table->cells[2],
		.county_name = table->cells[3]};
	for (size_t i = 0; i < 4; i++) {
		if (*table->cells[i] == '\0') {
			return "expects code, name, county code and county name";
		}
	}
	return why_not_added(directory_add_region(table->directory, &region), "expects fewer regions");
}

int tsv_regions(const char *path, const char *pool, struct directory *directory,
	struct problems *problems)
{
	static const char *const norwegian[] = {"kommunenummer", "navn", "fylkesnummer", "fylke", NULL};
	static const char *const danish[] = {"kommunekode", "navn", "regionskode_til_2026-12-31",
		"region_til_2026-12-31", NULL};
	const struct pool *row = directory_pool(directory, pool);
	bool is_danish = row && strcmp(row->country, "DK") == 0;
	struct table table = {.file = path,
		.problems = problems,
		.directory = directory,
		.pool = pool,
		.wanted = is_danish ? danish : norwegian};
	return table_read(&table, take_region);
}

static bool flag(const char *cell, bool *ret_flag)
{
	*ret_flag = strcmp(cell, "1") == 0;
	return *ret_flag || strcmp(cell, "0") == 0;
}

static const char *take_topic(struct table *table)
{
	struct topic topic = {.id = table->cells[0]};
	char *end;
	long order = strtol(table->cells[1], &end, 10);
	if (*topic.id == '\0' || *table->cells[1] == '\0' || *end != '\0' || order < 0 || order > 999) {
		return "expects an id and an order from 0 to 999";
	}
	if (!flag(table->cells[2], &topic.hidden)) {
		return "expects hidden to be 0 or 1";
	}
	topic.order = (int)order;
	topic.name.text[LANGUAGE_NB] = *table->cells[3] ? table->cells[3] : NULL;
	topic.name.text[LANGUAGE_NN] = *table->cells[4] ? table->cells[4] : NULL;
	topic.name.text[LANGUAGE_DA] = *table->cells[5] ? table->cells[5] : NULL;
	topic.name.text[LANGUAGE_EN] = *table->cells[6] ? table->cells[6] : NULL;
	if (*words_in(&topic.name, LANGUAGE_NB) == '\0') {
		return "expects a name";
	}
	return why_not_added(directory_add_topic(table->directory, &topic),
		"expects at most 32 topics");
}

int tsv_topics(const char *path, struct directory *directory, struct problems *problems)
{
	static const char *const wanted[] = {"id", "order", "hidden", "nb", "nn", "da", "en", NULL};
	struct table table = {.file = path,
		.problems = problems,
		.directory = directory,
		.wanted = wanted};
	return table_read(&table, take_topic);
}

static const char *take_help(struct table *table)
{
	const char *const *cells = table->cells;
	static const char *const channels[] = {"phone", "chat", "sms"};
	bool known = false;
	for (size_t i = 0; i < sizeof(channels) / sizeof(channels[0]); i++) {
		known = known || strcmp(cells[3], channels[i]) == 0;
	}
	if (!known) {
		return "expects the channel to be phone, chat or sms";
	}
	if (*cells[0] == '\0' || *cells[1] == '\0' || *cells[2] == '\0' || *cells[4] == '\0') {
		return "expects country, id, name and address";
	}
	if (!help_hours_are_good(cells[5])) {
		return "expects hours: 24h, unconfirmed, or such as 16:15-22:45; Sat 16:15-23:45";
	}
	const struct help_service help = {.country = cells[0],
		.id = cells[1],
		.name = cells[2],
		.channel = cells[3],
		.address = cells[4],
		.hours = cells[5],
		.ages = cells[6],
		.languages = cells[7],
		.keeps_record = strcmp(cells[8], "yes") == 0,
		.confirmed = *cells[9] != '\0',
		.topics = cells[10]};
	return why_not_added(directory_add_help(table->directory, &help), "expects fewer services");
}

int tsv_help(const char *path, struct directory *directory, struct problems *problems)
{
	static const char *const wanted[] = {"country", "id", "name", "channel", "address", "hours",
		"ages", "languages", "keeps_record", "checked_on", "topics", NULL};
	struct table table = {.file = path,
		.problems = problems,
		.directory = directory,
		.wanted = wanted};
	return table_read(&table, take_help);
}

static const char *take_reading(struct table *table)
{
	const char *const *cells = table->cells;
	for (size_t i = 0; i < 6; i++) {
		if (*cells[i] == '\0') {
			return "expects country, topic, language, title, address and source";
		}
	}
	if (!directory_topic(table->directory, cells[1])) {
		return "expects an id of topics.tsv";
	}
	if (strcmp(cells[4], ADDRESS_UNCONFIRMED) != 0 && !link_is_right(cells[4])) {
		return "expects an address that begins with https://, or unconfirmed";
	}
	const struct reading_page reading = {.country = cells[0],
		.topic = cells[1],
		.language = cells[2],
		.title = cells[3],
		.address = cells[4],
		.source = cells[5],
		.confirmed = *cells[6] != '\0'};
	return why_not_added(directory_add_reading(table->directory, &reading), "expects fewer pages");
}

int tsv_reading(const char *path, struct directory *directory, struct problems *problems)
{
	static const char *const wanted[] = {"country", "topic", "language", "title", "address",
		"source", "checked_on", NULL};
	struct table table = {.file = path,
		.problems = problems,
		.directory = directory,
		.wanted = wanted};
	return table_read(&table, take_reading);
}

static const char *take_reply(struct table *table)
{
	const char *const *cells = table->cells;
	if (strcmp(cells[0], table->pool) != 0) {
		return NULL;
	}
	const char *why = conf_reply_fault(cells[1], cells[2], cells[3]);
	const struct conf_reply row = {.pool = (char *)cells[0],
		.agency = (char *)"",
		.code = (char *)cells[1],
		.language = (char *)cells[2],
		.text = (char *)cells[3]};
	return why == NULL && conf_replies_add(table->replies, &row) != 0 ? "needs more memory" : why;
}

int tsv_replies(const char *path, const char *pool, struct conf_replies *replies,
	struct problems *problems)
{
	static const char *const wanted[] = {"pool", "code", "language", "text", NULL};
	struct table table = {.file = path,
		.problems = problems,
		.pool = pool,
		.replies = replies,
		.wanted = wanted,
		.unwanted = "agency"};
	return table_read(&table, take_reply);
}
