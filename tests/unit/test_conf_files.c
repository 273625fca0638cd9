/* The files a configuration names: agencies and tables. Every fault names file, line and field
 * or column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf/conf.h"
#include "conf/tsv.h"

static char told[4096];

static void on_problem(void *context, const char *line)
{
	(void)context;
	size_t used = strlen(told);
	snprintf(told + used, sizeof(told) - used, "%s\n", line);
}

static int agency_of(const char *text, const char *pool, struct agency **ret_agency)
{
	told[0] = '\0';
	*ret_agency = NULL;
	struct conf_agency own = {0};
	int err = conf_agency("a.yaml", text, pool, on_problem, NULL, &own);
	*ret_agency = own.agency;
	conf_replies_finish(&own.replies);
	return err;
}

#define COMPLETE \
	"slug: oslo\nname: Ung i Oslo\nanswers.nb: vi\nworks_with.nb: skolen\nexit: " \
	"https://a.example/\n"

static void an_agency_is_read_with_its_dotted_keys(void **state)
{
	(void)state;
	struct agency *agency;
	assert_int_equal(agency_of(COMPLETE "\"answers.da\": \"os: her\"\nhours: mon 10:00-12:00\n",
						 "no", &agency),
		0);
	assert_string_equal(agency_get(agency, "slug"), "oslo");
	assert_string_equal(agency_get(agency, "pool"), "no");
	assert_string_equal(agency_get(agency, "answers.da"), "os: her");
	assert_int_equal(agency_hours(agency)->span_count, 1);
	agency_destroy(agency);
}

/* The file of an agency with these lines of replies; tells how many there are, and the first. */
static int own_replies(const char *lines, char ret_first[120])
{
	char text[1024];
	struct conf_agency own = {0};
	snprintf(text, sizeof(text), COMPLETE "%s", lines);
	told[0] = ret_first[0] = '\0';
	int err = conf_agency("a.yaml", text, "no", on_problem, NULL, &own);
	const struct conf_reply *row = own.replies.rows;
	if (row != NULL) {
		snprintf(ret_first, 120, "%u %s %s %s %s %s", own.replies.count, row->pool, row->agency,
			row->code, row->language, row->text);
	} else {
		snprintf(ret_first, 120, "%s", own.has_replies ? "none" : "unsaid");
	}
	agency_destroy(own.agency);
	conf_replies_finish(&own.replies);
	return err;
}

static void an_agency_says_which_replies_it_has_or_nothing_of_them(void **state)
{
	(void)state;
	char first[120];
	assert_int_equal(own_replies("replies:\n  hei nb: \"Hei: du\"\n  tid sma: \"-\"\n", first), 0);
	assert_string_equal(first, "2 no oslo hei nb Hei: du");
	assert_int_equal(own_replies("replies: {}\n", first), 0);
	assert_string_equal(first, "none");
	assert_int_equal(own_replies("", first), 0);
	assert_string_equal(first, "unsaid");
}

static void each_fault_of_a_reply_names_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *lines, *told;
	} rows[] = {
		{"replies: hei\n", "a.yaml:6: replies: expects a map"},
		{"replies: [hei]\n", "a.yaml:6: replies: expects a map"},
		{"replies: {}\nreplies: {}\n", "a.yaml:7: replies: expects to stand here once only"},
		{"replies:\n  hei nb: a\n  hei nb: b\n", "a.yaml:8: replies.hei nb: expects to stand"},
		{"replies:\n  hei: a\n", "a.yaml:7: replies.hei: expects a code, a space and a language"},
		{"replies:\n  Hei nb: a\n", "a.yaml:7: replies.Hei nb: expects a code of 1 to 24"},
		{"replies:\n  hei 1a: a\n", "a.yaml:7: replies.hei 1a: expects a language"},
		{"replies:\n  hei nb: \"\"\n", "a.yaml:7: replies.hei nb: expects a text of 1 to 1000"},
		{"replies:\n  hei nb: [a]\n", "a.yaml:7: replies.hei nb: expects a text"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char first[120];
		assert_int_equal(own_replies(rows[i].lines, first), ERR_SYNTAX);
		if (strstr(told, rows[i].told) == NULL) {
			fail_msg("expected \"%s\", told \"%s\"", rows[i].told, told);
		}
	}
}

static void the_201st_reply_is_told(void **state)
{
	(void)state;
	static char text[8192] = COMPLETE "replies:\n";
	struct conf_agency own = {0};
	for (unsigned i = 0; i < 201; i++) {
		size_t used = strlen(text);
		snprintf(text + used, sizeof(text) - used, "  c%u nb: x\n", i);
	}
	told[0] = '\0';
	assert_int_equal(conf_agency("a.yaml", text, "no", on_problem, NULL, &own), ERR_SYNTAX);
	assert_string_equal(told, "a.yaml:207: replies.c200 nb: expects at most 200 replies\n");
}

static void the_pool_comes_from_the_caller_or_from_the_file(void **state)
{
	(void)state;
	struct agency *agency;
	assert_int_equal(agency_of(COMPLETE "pool: dk\n", NULL, &agency), 0);
	assert_string_equal(agency_get(agency, "pool"), "dk");
	agency_destroy(agency);
	assert_int_equal(agency_of(COMPLETE, NULL, &agency), ERR_SYNTAX);
	assert_non_null(strstr(told, "a.yaml:1: pool: is missing"));
	assert_int_equal(agency_of(COMPLETE "pool: dk\n", "no", &agency), ERR_SYNTAX);
	assert_non_null(strstr(told, "a.yaml:6: pool: expects the same value"));
}

static void each_fault_of_an_agency_names_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *told;
	} rows[] = {
		{COMPLETE "colour: red\n", "a.yaml:6: colour: expects the name of a field"},
		{COMPLETE "hours: always\n", "a.yaml:6: hours: expects weekdays and times"},
		{COMPLETE "hours: fri 22:00-02:00\n", "a.yaml:6: hours: expects an end after"},
		{COMPLETE "exceptions: 24.12. closed\n", "a.yaml:6: exceptions: expects dates and times"},
		{COMPLETE "sites: https://*.oslo.example\n",
			"a.yaml:6: sites: expects at most 8 origins parted by one space"},
		{COMPLETE "holidays: never\n", "a.yaml:6: holidays: expects closed, open, or times"},
		{COMPLETE "topic_hours: school\n", "a.yaml:6: topic_hours: expects topics with weekdays"},
		{COMPLETE "\n\nletterbox: ftp://a\n", "a.yaml:8: letterbox: expects a link"},
		{COMPLETE "theme.light: {a: b}\n", "a.yaml:6: theme.light: expects a text"},
		{COMPLETE "theme.light: 'brand #cccccc'\n",
			"a.yaml:6: theme.light: expects brand (#cccccc) on page (#f5f3ef) with a contrast of "
			"at "
			"least 4.5, not 1.44"},
		{COMPLETE "answers: {nn: b}\n", "a.yaml:6: answers: expects a text"},
		{COMPLETE "name: Again\n", "a.yaml:6: name: expects to stand here once only"},
		{COMPLETE "kind: municipality\n", "a.yaml:1: municipality: expects a code when"},
		{"slug: oslo\n", "a.yaml:1: name: is missing"},
		{"name: Oslo\n", "a.yaml:1: slug: expects 1 to 64"},
		{"slug: Oslo\n", "a.yaml:1: slug: expects 1 to 64"},
		{"- a\n", "a.yaml:1: slug: expects 1 to 64"},
		{"", "a.yaml:1: slug: expects 1 to 64"},
		{"slug: oslo\nname: 'a\n", "a.yaml:3: yaml: "},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct agency *agency;
		int err = agency_of(rows[i].text, "no", &agency);
		if (err != ERR_SYNTAX || !strstr(told, rows[i].told)) {
			fail_msg("row %zu: expected \"%s\", result %d, told:\n%s", i, rows[i].told, err, told);
		}
	}
}

/* A file with this text, read by one of the readers into a fresh directory with a Norwegian
 * pool. */
static int read_table(const char *text,
	int (*reader)(const char *, struct directory *, struct problems *))
{
	char path[] = "/tmp/samtale-tsv-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	assert_non_null(file);
	assert_int_equal(fputs(text, file) >= 0, 1);
	assert_int_equal(fclose(file), 0);
	struct directory *directory = directory_create();
	const struct pool pool = {"no", "NO", "Europe/Oslo", "x", {.text = {"Norge"}}, "nb", false, "",
		""};
	assert_int_equal(directory_add_pool(directory, &pool), 0);
	struct problems problems = {on_problem, NULL, 0};
	told[0] = '\0';
	int err = reader(path, directory, &problems);
	directory_destroy(directory);
	remove(path);
	return err;
}

/* Reads a table of replies, and tells how many it holds and the last. */
static char replies_told[200];

static int replies(const char *path, struct directory *directory, struct problems *problems)
{
	(void)directory;
	struct conf_replies replies = {NULL, 0};
	int err = tsv_replies(path, "no", &replies, problems);
	const struct conf_reply *last = replies.count > 0 ? &replies.rows[replies.count - 1] : NULL;
	snprintf(replies_told, sizeof(replies_told), "%u %s %s %s", replies.count,
		last ? last->code : "", last ? last->language : "", last ? last->text : "");
	conf_replies_finish(&replies);
	return err;
}

static int norwegian(const char *path, struct directory *directory, struct problems *problems)
{
	return tsv_regions(path, "no", directory, problems);
}

static void tables_find_their_columns_by_name(void **state)
{
	(void)state;
	assert_int_equal(
		read_table("fylke\tnavn\tx\tkommunenummer\tfylkesnummer\r\nOslo\tOslo\t\t0301\t03\r\n",
			norwegian),
		0);
	assert_string_equal(told, "");
	assert_int_equal(read_table("id\torder\thidden\tnb\tnn\tda\ten\na\t1\t0\tA\t\t\t\n\n",
						 tsv_topics),
		0);
	assert_string_equal(told, "");
}

#define REGIONS "kommunenummer\tnavn\tfylkesnummer\tfylke\n"
#define TOPICS "id\torder\thidden\tnb\tnn\tda\ten\n"
#define REPLIES "pool\tcode\tlanguage\ttext\n"
#define HELP \
	"country\tid\tname\tchannel\taddress\thours\tages\tlanguages\tkeeps_record\tsource\tchecked_" \
	"on\ttopics\n"

static void a_table_of_replies_gives_those_of_the_pool(void **state)
{
	(void)state;
	assert_int_equal(read_table(REPLIES "no\ttrygt\tnb\tHer\nno\ttid\tnn\tTa tida\n"
										"dk\ttrygt\tda\tHer\n",
						 replies),
		0);
	assert_string_equal(replies_told, "2 tid nn Ta tida");
	assert_string_equal(told, "");
}

static void each_fault_of_a_table_names_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int (*reader)(const char *, struct directory *, struct problems *);
		const char *told;
	} rows[] = {
		{"kommunenummer\tnavn\n0301\tOslo\n", norwegian, ":1: fylkesnummer: expects a column"},
		{REGIONS "0301\tOslo\t03\tOslo\n0301\tOslo\t03\tOslo\n", norwegian,
			":3: 0301: expects an id that is not"},
		{REGIONS "0301\tOslo\n", norwegian, ":2: fylkesnummer: expects a value"},
		{REGIONS "0301\t\t03\tOslo\n", norwegian, ":2: 0301: expects code, name"},
		{REGIONS "0301\t\xff\t03\tOslo\n", norwegian, ":2: navn: expects UTF-8"},
		{TOPICS "a\tb\t0\tA\t\t\t\n", tsv_topics, ":2: a: expects an id and an order"},
		{TOPICS "a\t1\tyes\tA\t\t\t\n", tsv_topics, ":2: a: expects hidden to be 0 or 1"},
		{TOPICS "a\t1\t0\t\t\t\t\n", tsv_topics, ":2: a: expects a name"},
		{HELP "NO\t113\tX\tfax\t113\t24h\tall\tnb\tno\t\t\t\n", tsv_help,
			":2: NO: expects the channel"},
		{HELP "NO\t113\tX\tphone\t\t24h\tall\tnb\tno\t\t\t\n", tsv_help,
			":2: NO: expects country, id, name and"},
		{HELP "NO\tx\tX\tchat\thttps://x\t16-22\tall\tnb\tno\t\t\t\n", tsv_help,
			":2: NO: expects hours"},
		{REPLIES "no\tTrygt\tnb\tHer\n", replies, ":2: no: expects a code"},
		{REPLIES "no\ttrygt\tn\tHer\n", replies, ":2: no: expects a language"},
		{REPLIES "no\ttrygt\tnb\t\n", replies, ":2: no: expects a text"},
		{"pool\tagency\tcode\tlanguage\ttext\n", replies, ":1: agency: expects no column of this"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int err = read_table(rows[i].text, rows[i].reader);
		if (err != ERR_SYNTAX || !strstr(told, rows[i].told)) {
			fail_msg("row %zu: expected \"%s\", result %d, told:\n%s", i, rows[i].told, err, told);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_agency_is_read_with_its_dotted_keys),
		cmocka_unit_test(the_pool_comes_from_the_caller_or_from_the_file),
		cmocka_unit_test(each_fault_of_an_agency_names_its_line),
		cmocka_unit_test(tables_find_their_columns_by_name),
		cmocka_unit_test(an_agency_says_which_replies_it_has_or_nothing_of_them),
		cmocka_unit_test(each_fault_of_a_reply_names_its_line),
		cmocka_unit_test(the_201st_reply_is_told),
		cmocka_unit_test(a_table_of_replies_gives_those_of_the_pool),
		cmocka_unit_test(each_fault_of_a_table_names_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
