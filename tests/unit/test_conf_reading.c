/* The pages to read while one waits: how their table is read, and that the one of the repository has something about every
 * topic in every country. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf/problems.h"
#include "conf/tsv.h"

#define DATA SAMTALE_SOURCE_DIR "/config/data/"
#define HEAD "country\ttopic\tlanguage\ttitle\taddress\tsource\tchecked_on\n"

static char told[4096];

static void on_problem(void *context, const char *line)
{
	(void)context;
	size_t used = strlen(told);
	snprintf(told + used, sizeof(told) - used, "%s\n", line);
}

/* A directory with the topics of the repository and the rows of a file. */
static int read_rows(const char *path, struct directory **ret_directory)
{
	struct problems problems = {on_problem, NULL, 0};
	struct directory *directory = directory_create();
	assert_non_null(directory);
	told[0] = '\0';
	assert_int_equal(tsv_topics(DATA "topics.tsv", directory, &problems), 0);
	int err = tsv_reading(path, directory, &problems);
	*ret_directory = directory;
	return err;
}

static int read_text(const char *text, struct directory **ret_directory)
{
	char path[] = "/tmp/samtale-reading-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	assert_non_null(file);
	assert_int_equal(fputs(text, file) >= 0, 1);
	assert_int_equal(fclose(file), 0);
	int err = read_rows(path, ret_directory);
	remove(path);
	return err;
}

/* The first topic about which a country has nothing that can be shown; NULL: it has something about all. */
static const char *topic_without(const struct directory *directory, const char *country)
{
	const struct topic *topic;
	for (size_t i = 0; (topic = directory_topic_at(directory, i)) != NULL; i++) {
		bool found = false;
		const struct reading_page *row;
		for (size_t j = 0; !found && (row = directory_reading_at(directory, j)) != NULL; j++) {
			found = strcmp(row->country, country) == 0 && strcmp(row->topic, topic->id) == 0 &&
				strcmp(row->address, ADDRESS_UNCONFIRMED) != 0;
		}
		if (!found) {
			return topic->id;
		}
	}
	return NULL;
}

static void every_topic_has_a_page_in_every_country(void **state)
{
	(void)state;
	struct directory *directory;
	assert_int_equal(read_rows(DATA "reading.tsv", &directory), 0);
	assert_string_equal(told, "");
	assert_ptr_equal(topic_without(directory, "NO"), NULL);
	assert_ptr_equal(topic_without(directory, "DK"), NULL);
	directory_destroy(directory);
}

/* BREACH: rows that leave a topic out, or have no address for it. */
static void a_topic_without_a_page_is_found(void **state)
{
	(void)state;
	struct directory *directory;
	assert_int_equal(read_text(HEAD "NO\tunsure\tnb\tA\thttps://a.example\ta\t\n"
									"NO\tfamily\tnb\tB\tunconfirmed\tb\t\n",
						 &directory),
		0);
	assert_string_equal(topic_without(directory, "NO"), "family");
	assert_string_equal(topic_without(directory, "DK"), "unsure");
	directory_destroy(directory);
}

static void a_row_is_read_whole_and_confirmed_by_its_date(void **state)
{
	(void)state;
	struct directory *directory;
	assert_int_equal(read_text(HEAD
						 "NO\tmind\tnb\tTanker\thttps://a.example/b\ta.example\t2026-11-01\n"
						 "DK\tmind\tda\tTanker\thttps://c.example\tc.example\t\n",
						 &directory),
		0);
	const struct reading_page *row = directory_reading_at(directory, 0);
	assert_string_equal(row->country, "NO");
	assert_string_equal(row->topic, "mind");
	assert_string_equal(row->language, "nb");
	assert_string_equal(row->title, "Tanker");
	assert_string_equal(row->address, "https://a.example/b");
	assert_string_equal(row->source, "a.example");
	assert_true(row->confirmed);
	assert_false(directory_reading_at(directory, 1)->confirmed);
	assert_null(directory_reading_at(directory, 2));
	directory_destroy(directory);
}

static void each_fault_names_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *told;
	} rows[] = {
		{"country\ttopic\n", ":1: language: expects a column"},
		{HEAD "NO\tmind\tnb\tTanker\thttps://a.example\n", ":2: source: expects a value"},
		{HEAD "NO\tmind\tnb\t\thttps://a.example\ta\t\n", ":2: NO: expects country, topic"},
		{HEAD "\nNO\tnothing\tnb\tX\thttps://a.example\ta\t\n", ":3: NO: expects an id of topics"},
		{HEAD "NO\tmind\tnb\tX\thttp://a.example\ta\t\n", ":2: NO: expects an address"},
		{HEAD "NO\tmind\tnb\tX\thttps://a.example/\"x\ta\t\n", ":2: NO: expects an address"},
		{HEAD "NO\tmind\tnb\tX\tjavascript:x\ta\t\n", ":2: NO: expects an address"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct directory *directory;
		int err = read_text(rows[i].text, &directory);
		directory_destroy(directory);
		if (err != ERR_SYNTAX || !strstr(told, rows[i].told)) {
			fail_msg("row %zu: expected \"%s\", result %d, told:\n%s", i, rows[i].told, err, told);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_topic_has_a_page_in_every_country),
		cmocka_unit_test(a_topic_without_a_page_is_found),
		cmocka_unit_test(a_row_is_read_whole_and_confirmed_by_its_date),
		cmocka_unit_test(each_fault_names_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
