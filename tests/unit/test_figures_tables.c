/* The tables of a small pool, an agency's own, and how they are written. Two counties; oslo and bergen are municipalities with
 * an agency, asker is one without, nation an agency without a municipality. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "figures/tables.h"
#include "figures/write.h"

enum { OUT_BYTES = 65536 };

static const struct figure_county counties[] = {{"03", "Oslo - Oslove"}, {"46", "Vestland"}};
static const struct figure_place places[] = {{"0301", "03"}, {"0302", "03"}, {"0303", "03"},
	{"4601", "46"}, {"4602", "46"}};
static const char *const topics[] = {"family", "school"};
static const struct figure_agency agencies[] = {
	{"oslo", "Ung i Oslo", "0301", "03"},
	{"bergen", "=Bergen; \"på\" tråden", "4601", "46"},
	{"nation", "Landet", "", ""},
};
static const struct figure_world world = {.counties = counties,
	.county_count = 2,
	.places = places,
	.place_count = 5,
	.topics = topics,
	.topic_count = 2,
	.agencies = agencies,
	.agency_count = 3};

static struct tally *counted(void)
{
	static const struct {
		enum tally_kind kind;
		const char *field;
		int64_t number;
	} fields[] = {
		{TALLY_DAY, "m0301 arrived", 20},
		{TALLY_DAY, "m0301 answered:60", 14},
		{TALLY_DAY, "m0301 abandoned:left", 6},
		{TALLY_DAY, "m0301 ended:left:600", 14},
		{TALLY_DAY, "m0301 silent", 2},
		{TALLY_DAY, "m0301 by:oslo", 9},
		{TALLY_DAY, "m0301 by:bergen", 5},
		{TALLY_DAY, "m0302 arrived", 7},
		{TALLY_DAY, "m0302 answered:30", 7},
		{TALLY_DAY, "m0302 ended:left:600", 7},
		{TALLY_DAY, "m0302 by:oslo", 7},
		{TALLY_DAY, "c46 arrived", 5},
		{TALLY_DAY, "c46 refused", 5},
		{TALLY_DAY, "n arrived", 6},
		{TALLY_DAY, "n answered:10", 6},
		{TALLY_DAY, "n ended:left:more", 6},
		{TALLY_DAY, "n by:nation", 6},
		{TALLY_MONTH, "m0301 family ended:left:600", 14},
		{TALLY_MONTH, "m0301 family silent", 2},
		{TALLY_MONTH, "n school ended:left:more", 6},
		{TALLY_AGENCY, "oslo survey", 6},
		{TALLY_AGENCY, "oslo place:yes", 6},
		{TALLY_AGENCY, "bergen tapped", 11},
		{TALLY_OPEN, "oslo", 600},
	};
	struct tally *tally = tally_create();
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		assert_int_equal(tally_add(tally, fields[i].kind, fields[i].field, fields[i].number), 0);
	}
	return tally;
}

static int64_t number(const struct figure_list *list, enum figure_id id, const char *key,
	const char *column)
{
	return figure_number(list, id, key, column);
}

static void the_tables_of_a_pool_add_up(void **state)
{
	struct tally *tally = counted();
	struct figure_list list;
	(void)state;
	figure_list_init(&list);
	assert_int_equal(tables_make(tally, &world, &list), 0);
	assert_int_equal(number(&list, FIGURE_SUM, "all", "arrived"), 38);
	assert_int_equal(number(&list, FIGURE_SUM, "all", "answered"), 27);
	assert_int_equal(number(&list, FIGURE_SUM, "all", "waiting"), 0);
	assert_int_equal(number(&list, FIGURE_SUM, "all", "conversations"), 25);
	assert_int_equal(number(&list, FIGURE_COUNTIES, "03", "arrived"), 27);
	assert_int_equal(number(&list, FIGURE_COUNTIES, "03", "not"), 6);
	assert_int_equal(number(&list, FIGURE_COUNTIES, "46", "arrived"), 5);
	assert_int_equal(number(&list, FIGURE_COUNTIES, "n", "arrived"), 6);
	assert_int_equal(number(&list, FIGURE_TOPICS, "family", "conversations"), 12);
	assert_int_equal(number(&list, FIGURE_WHO, "own", "answered"), 9);
	assert_int_equal(number(&list, FIGURE_WHO, "county", "answered"), 7);
	assert_int_equal(number(&list, FIGURE_WHO, "nation", "answered"), 11);
	assert_int_equal(number(&list, FIGURE_AGENCIES, "oslo", "conversations"), 12);
	assert_null(figure_row(&list, FIGURE_AGENCIES, "nation"));
	assert_int_equal(number(&list, FIGURE_LEDGER, "oslo bergen", "answered"), 5);
	assert_int_equal(list.tables[FIGURE_LEDGER].count, 2);
	assert_int_equal(number(&list, FIGURE_TIME, "wait", "half"), 60);
	assert_int_equal(number(&list, FIGURE_SURVEY, "place:yes", "answers"), 6);
	assert_int_equal(number(&list, FIGURE_TAPS, "all", "taps"), 11);
	assert_int_equal(number(&list, FIGURE_DOORS, "oslo", "minutes"), 600);
	figure_list_finish(&list);
	tally_destroy(tally);
}

static void an_agency_sees_its_ledger_in_both_directions_but_of_others_no_more_than_the_county(
	void **state)
{
	struct tally *tally = counted();
	struct figure_list list;
	(void)state;
	figure_list_init(&list);
	assert_int_equal(tables_own(tally, &world, "oslo", &list), 0);
	assert_int_equal(number(&list, FIGURE_SUM, "all", "arrived"), 20);
	assert_int_equal(number(&list, FIGURE_WHO, "own", "answered"), 9);
	assert_int_equal(number(&list, FIGURE_WHO, "nation", "answered"), 5);
	assert_int_equal(number(&list, FIGURE_LEDGER, "oslo bergen", "answered"), 5);
	assert_int_equal(number(&list, FIGURE_LEDGER, "c03 oslo", "answered"), 7);
	assert_string_equal(figure_row(&list, FIGURE_LEDGER, "c03 oslo")->name, "Oslo - Oslove");
	assert_int_equal(list.tables[FIGURE_COUNTIES].count, 0);
	figure_list_finish(&list);
	assert_int_equal(tables_own(tally, &world, "bergen", &list), 0);
	assert_int_equal(number(&list, FIGURE_LEDGER, "c03 bergen", "answered"), 5);
	assert_int_equal(list.tables[FIGURE_LEDGER].count, 1);
	assert_int_equal(number(&list, FIGURE_TAPS, "bergen", "taps"), 11);
	figure_list_finish(&list);
	assert_int_equal(tables_own(tally, &world, "nation", &list), 0);
	assert_int_equal(number(&list, FIGURE_LEDGER, "(none) nation", "answered"), 6);
	figure_list_finish(&list);
	assert_int_equal(tables_own(tally, &world, "nowhere", &list), ERR_GONE);
	tally_destroy(tally);
}

static void a_county_of_two_municipalities_names_the_other_to_none_of_them(void **state)
{
	struct tally *tally = counted();
	struct figure_list list;
	(void)state;
	assert_int_equal(tally_add(tally, TALLY_DAY, "m4602 by:bergen", 3), 0);
	assert_int_equal(tally_add(tally, TALLY_DAY, "m4602 by:oslo", 2), 0);
	figure_list_init(&list);
	assert_int_equal(tables_own(tally, &world, "bergen", &list), 0);
	assert_int_equal(number(&list, FIGURE_LEDGER, "(none) bergen", "answered"), 3);
	assert_null(figure_row(&list, FIGURE_LEDGER, "c46 bergen"));
	figure_list_finish(&list);
	assert_int_equal(tables_own(tally, &world, "oslo", &list), 0);
	assert_int_equal(number(&list, FIGURE_LEDGER, "c46 oslo", "answered"), 2);
	figure_list_finish(&list);
	tally_destroy(tally);
}

static bool has(const struct buf *out, const char *text)
{
	return memmem(out->data, out->len, text, strlen(text)) != NULL;
}

static void csv_opens_in_a_spreadsheet(void **state)
{
	static const struct write_window window = {.slug = "oslo",
		.name = "Ung i Oslo, nå",
		.from = "2026-10-01",
		.to = "2026-10-30",
		.days = 22};
	const struct write_head head = {.pool = "no",
		.step = "2026-10",
		.from = "2026-10-01",
		.to = "2026-10-31",
		.frozen = "2026-11-02T05:00:00Z",
		.licence = "CC BY 4.0",
		.windows = &window,
		.window_count = 1};
	struct tally *tally = counted();
	struct figure_list list;
	struct buf out;
	(void)state;
	figure_list_init(&list);
	buf_init(&out, OUT_BYTES);
	assert_int_equal(tables_make(tally, &world, &list), 0);
	list.tables[FIGURE_SUM].rows[0].cells[3].hidden = true;
	assert_int_equal(write_csv(&head, &list, &out), 0);
	assert_memory_equal(out.data, "\xEF\xBB\xBFtable;row;name;column;value\r\n", 32);
	assert_true(has(&out, "\r\nwindow;oslo;\"Ung i Oslo, nå\";to;2026-10-30\r\n"));
	assert_true(has(&out, "\r\nsum;all;;refused;··\r\n"));
	assert_true(has(&out, "\r\ncounties;c03;Oslo - Oslove;arrived;"));
	assert_true(has(&out, "\r\ntime;length;;nine;>3600\r\n"));
	assert_true(has(&out, ";\"'=Bergen; \"\"på\"\" tråden\";"));
	assert_true(has(&out, "about;licence;;;CC BY 4.0\r\n"));
	buf_finish(&out);
	figure_list_finish(&list);
	tally_destroy(tally);
}

static void json_tells_nothing_that_is_hidden(void **state)
{
	const struct write_head head = {.pool = "no",
		.step = "",
		.from = "2026-10-01",
		.to = "2026-10-31",
		.frozen = "",
		.licence = ""};
	struct tally *tally = counted();
	struct figure_list list;
	struct buf out;
	(void)state;
	figure_list_init(&list);
	buf_init(&out, OUT_BYTES);
	assert_int_equal(tables_make(tally, &world, &list), 0);
	list.tables[FIGURE_SUM].rows[0].cells[0].hidden = true;
	assert_int_equal(write_json(&head, &list, &out), 0);
	assert_true(has(&out, "{\"key\":\"all\",\"cells\":[null,27,6,5,0,0,25]}"));
	assert_true(has(&out, "\"name\":\"=Bergen; \\u0022på\\u0022 tråden\""));
	assert_false(has(&out, "licence"));
	buf_finish(&out);
	figure_list_finish(&list);
	tally_destroy(tally);
}

static void the_longest_name_stays_whole(void **state)
{
	enum { LONGEST = 128 };
	struct figure_agency oslo = agencies[0];
	struct figure_world alone = world;
	struct tally *tally = counted();
	struct figure_list list;
	char name[LONGEST + 1];
	(void)state;
	memset(name, 'x', LONGEST);
	memcpy(name + LONGEST - strlen("å"), "å", sizeof "å");
	oslo.name = name;
	alone.agencies = &oslo;
	alone.agency_count = 1;
	figure_list_init(&list);
	assert_int_equal(tables_make(tally, &alone, &list), 0);
	assert_string_equal(figure_row(&list, FIGURE_DOORS, "oslo")->name, name);
	figure_list_finish(&list);
	tally_destroy(tally);
}

static void a_text_that_does_not_fit_is_an_error(void **state)
{
	const struct write_head head =
		{.pool = "no", .step = "", .from = "", .to = "", .frozen = "", .licence = ""};
	struct figure_list list;
	struct buf out;
	(void)state;
	figure_list_init(&list);
	buf_init(&out, 16);
	assert_int_equal(write_csv(&head, &list, &out), ERR_FULL);
	buf_clear(&out);
	assert_int_equal(write_json(&head, &list, &out), ERR_FULL);
	buf_finish(&out);
	figure_list_finish(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_of_a_pool_add_up),
		cmocka_unit_test(
			an_agency_sees_its_ledger_in_both_directions_but_of_others_no_more_than_the_county),
		cmocka_unit_test(a_county_of_two_municipalities_names_the_other_to_none_of_them),
		cmocka_unit_test(csv_opens_in_a_spreadsheet),
		cmocka_unit_test(json_tells_nothing_that_is_hidden),
		cmocka_unit_test(the_longest_name_stays_whole),
		cmocka_unit_test(a_text_that_does_not_fit_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
