/* The directory: what may go in, what is found, and in which order it is walked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "directory/directory.h"
#include "directory/judge.h"

static struct directory *example(void)
{
	struct directory *directory = directory_create();
	assert_non_null(directory);
	const struct pool no = {"no", "NO", "Europe/Oslo", "landet", {.text = {"Norge"}}, "nb nn",
		false, "", ""};
	const struct pool dk = {"dk", "DK", "Europe/Copenhagen", "landet-dk", {.text = {"Danmark"}},
		"da", false, "", ""};
	const struct region oslo = {"no", "0301", "Oslo - Oslove", "03", "Oslo"};
	const struct region same_code = {"dk", "0301", "Elsewhere", "1084", "Region"};
	assert_int_equal(directory_add_pool(directory, &no), 0);
	assert_int_equal(directory_add_pool(directory, &dk), 0);
	assert_int_equal(directory_add_region(directory, &oslo), 0);
	assert_int_equal(directory_add_region(directory, &same_code), 0);
	return directory;
}

static struct agency *agency_with(const char *slug, const char *pool, const char *municipality)
{
	struct agency *agency = agency_create(slug, pool);
	const char *why = NULL;
	assert_non_null(agency);
	assert_int_equal(agency_set(agency, "municipality", municipality, &why), 0);
	return agency;
}

static void texts_are_copied(void **state)
{
	(void)state;
	struct directory *directory = directory_create();
	char id[] = "no", zone[] = "Europe/Oslo";
	const struct pool pool = {id, "NO", zone, "landet", {.text = {"Norge"}}, "nb", false, "", ""};
	assert_int_equal(directory_add_pool(directory, &pool), 0);
	memset(id, 'x', 2);
	memset(zone, 'x', 5);
	assert_non_null(directory_pool(directory, "no"));
	assert_string_equal(directory_pool(directory, "no")->zone, "Europe/Oslo");
	directory_destroy(directory);
}

static void the_same_id_twice_is_refused(void **state)
{
	(void)state;
	struct directory *directory = example();
	const struct pool no = {"no", "NO", "Europe/Oslo", "x", {.text = {"Norge"}}, "nb", false, "",
		""};
	const struct region oslo = {"no", "0301", "Oslo", "03", "Oslo"};
	const struct topic topic = {"unsure", 0, false, {.text = {"Vet ikke"}}};
	assert_int_equal(directory_add_pool(directory, &no), ERR_MOMENT);
	assert_int_equal(directory_add_region(directory, &oslo), ERR_MOMENT);
	assert_int_equal(directory_add_topic(directory, &topic), 0);
	assert_int_equal(directory_add_topic(directory, &topic), ERR_MOMENT);
	directory_destroy(directory);
}

static void a_topic_of_an_agencys_hours_that_is_not_there_is_named(void **state)
{
	(void)state;
	struct directory *directory = example();
	struct agency *agency = agency_with("oslo", "no", "0301");
	const struct topic topic = {"school", 4, false, {.text = {"Skole"}}};
	const char *why = NULL;
	assert_int_equal(directory_add_topic(directory, &topic), 0);
	assert_null(directory_unknown_topic(directory, agency));
	assert_int_equal(agency_set(agency, "topic_hours", "school closed; mat closed", &why), 0);
	assert_string_equal(directory_unknown_topic(directory, agency), "mat");
	assert_int_equal(agency_set(agency, "topic_hours", "school closed", &why), 0);
	assert_null(directory_unknown_topic(directory, agency));
	agency_destroy(agency);
	directory_destroy(directory);
}

/* What judge_agency finds first, "" when all is right. */
static const char *judged(const struct directory *directory, const struct agency *agency)
{
	const char *field = "", *why = NULL;
	int err = judge_agency(directory, agency, &field, &why);
	assert_true(err == 0 ? why == NULL : why != NULL);
	return err == 0 ? "" : field;
}

static void an_agency_is_judged_by_its_fields_and_by_what_there_is(void **state)
{
	(void)state;
	struct directory *directory = example();
	static const char *const fields[][2] = {{"name", "Ung i Oslo"}, {"answers.nb", "noen"},
		{"works_with.nb", "ingen"}, {"exit", "https://www.yr.no/"}};
	struct agency *agency = agency_with("oslo", "no", "0301");
	const char *why = NULL;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		assert_string_not_equal(judged(directory, agency), "");
		assert_int_equal(agency_set(agency, fields[i][0], fields[i][1], &why), 0);
	}
	assert_string_equal(judged(directory, agency), "");
	assert_int_equal(agency_set(agency, "topic_hours", "mat closed", &why), 0);
	assert_string_equal(judged(directory, agency), "topic_hours");
	assert_int_equal(agency_set(agency, "municipality", "9999", &why), 0);
	assert_string_equal(judged(directory, agency), "municipality");
	agency_destroy(agency);
	directory_destroy(directory);
}

static void set_field(struct agency *agency, const char *field, const char *value)
{
	const char *why = NULL;
	assert_int_equal(agency_set(agency, field, value, &why), 0);
}

static void an_agency_opens_in_its_own_words_and_in_no_language_with_another_ones(void **state)
{
	(void)state;
	struct directory *directory = example();
	struct agency *buddy = agency_with("oslo", "no", "0301");
	struct agency *agency = agency_with("by", "no", "");
	set_field(buddy, "answers.en", "counsellors in Oslo");
	set_field(buddy, "works_with.nb", "skolene i Oslo");
	set_field(agency, "answers.nb", "rådgivere i By");
	set_field(agency, "answers.en", "counsellors in Oslo");
	set_field(agency, "works_with.nb", "skolene i By");
	assert_int_equal(directory_put_agency(directory, buddy), 0);
	assert_non_null(strstr(judge_opening(directory, agency), "who answers"));
	set_field(agency, "answers.en", "");
	assert_null(judge_opening(directory, agency));
	set_field(agency, "works_with.nb", "skolene i Oslo");
	assert_null(judge_opening(directory, agency));
	assert_null(judge_opening(directory, buddy));
	set_field(agency, "answers.nb", "");
	set_field(agency, "answers.en", "counsellors in Oslo");
	set_field(buddy, "live", "no");
	assert_null(judge_opening(directory, agency));
	agency_destroy(agency);
	directory_destroy(directory);
}

static void an_agency_to_practise_in_is_always_open_and_the_only_one(void **state)
{
	(void)state;
	struct directory *directory = example();
	static const struct pool pool = {"practice", "NO", "Europe/Oslo", "practice",
		{.text = {"Øvelse"}}, "nb", true, "", ""};
	static const struct {
		const char *field, *value;
	} wrong[] = {
		{"hours", "mon 10:00-12:00"},
		{"exceptions", "2026-12-24 closed"},
		{"holidays", "closed"},
		{"topic_hours", "school closed"},
		{"municipality", "0301"},
		{"seal", "agency"},
	};
	struct agency *agency = agency_with("practice", "practice", "");
	struct agency *other = agency_with("other", "practice", "");
	const char *why = NULL;
	assert_null(directory_practice(directory));
	assert_int_equal(directory_add_pool(directory, &pool), 0);
	assert_null(judge_practice(directory, agency, &why));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(agency_set(agency, wrong[i].field, wrong[i].value, &why), 0);
		assert_string_equal(judge_practice(directory, agency, &why), wrong[i].field);
		assert_int_equal(agency_set(agency, wrong[i].field, "", &why), 0);
	}
	assert_int_equal(agency_set(agency, "seal", "shift", &why), 0);
	assert_null(judge_practice(directory, agency, &why));
	assert_string_equal(judge_practice(directory, other, &why), "pool");
	assert_int_equal(directory_put_agency(directory, agency), 0);
	assert_ptr_equal(directory_practice(directory), agency);
	assert_true(directory_is_practice(directory, agency));
	assert_string_equal(directory_first_pool(directory)->id, "no");
	agency_destroy(other);
	directory_destroy(directory);
}

static void pool_and_code_together_name_a_region(void **state)
{
	(void)state;
	struct directory *directory = example();
	assert_string_equal(directory_region(directory, "no", "0301")->name, "Oslo - Oslove");
	assert_string_equal(directory_region(directory, "dk", "0301")->name, "Elsewhere");
	assert_null(directory_region(directory, "no", "9999"));
	assert_null(directory_region(directory, "no", ""));
	directory_destroy(directory);
}

static void topics_are_walked_in_their_order_and_end_at_thirty_two(void **state)
{
	(void)state;
	struct directory *directory = directory_create();
	for (int i = 0; i < 32; i++) {
		char id[8];
		snprintf(id, sizeof(id), "t%d", i);
		const struct topic topic = {id, 31 - i, false, {.text = {"T"}}};
		assert_int_equal(directory_add_topic(directory, &topic), 0);
	}
	const struct topic more = {"more", 99, false, {.text = {"T"}}};
	assert_int_equal(directory_add_topic(directory, &more), ERR_FULL);
	assert_string_equal(directory_topic_at(directory, 0)->id, "t31");
	assert_string_equal(directory_topic_at(directory, 31)->id, "t0");
	assert_null(directory_topic_at(directory, 32));
	directory_destroy(directory);
}

static void an_agency_takes_the_place_of_the_one_with_its_slug(void **state)
{
	(void)state;
	struct directory *directory = example();
	assert_int_equal(directory_put_agency(directory, agency_with("landet", "no", "")), 0);
	assert_int_equal(directory_put_agency(directory, agency_with("oslo", "no", "")), 0);
	struct agency *newer = agency_with("landet", "no", "0301");
	assert_int_equal(directory_put_agency(directory, newer), 0);
	assert_ptr_equal(directory_agency(directory, "landet"), newer);
	assert_ptr_equal(directory_agency_at(directory, 0), newer);
	assert_null(directory_agency_at(directory, 2));
	directory_destroy(directory);
}

static void an_agency_of_an_unknown_pool_or_municipality_is_not_taken(void **state)
{
	(void)state;
	struct directory *directory = example();
	struct agency *nowhere = agency_with("a", "se", "");
	struct agency *unknown = agency_with("b", "no", "9999");
	assert_int_equal(directory_put_agency(directory, nowhere), ERR_GONE);
	assert_int_equal(directory_put_agency(directory, unknown), ERR_GONE);
	agency_destroy(nowhere);
	agency_destroy(unknown);
	assert_null(directory_agency_at(directory, 0));
	directory_destroy(directory);
}

static void the_agency_of_a_municipality_is_found_in_its_own_pool_only(void **state)
{
	(void)state;
	struct directory *directory = example();
	struct agency *oslo = agency_with("oslo", "no", "0301");
	assert_int_equal(directory_put_agency(directory, agency_with("landet", "no", "")), 0);
	assert_int_equal(directory_put_agency(directory, oslo), 0);
	assert_ptr_equal(directory_agency_of(directory, "no", "0301"), oslo);
	assert_null(directory_agency_of(directory, "dk", "0301"));
	assert_null(directory_agency_of(directory, "no", ""));
	directory_destroy(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_copied),
		cmocka_unit_test(the_same_id_twice_is_refused),
		cmocka_unit_test(a_topic_of_an_agencys_hours_that_is_not_there_is_named),
		cmocka_unit_test(an_agency_is_judged_by_its_fields_and_by_what_there_is),
		cmocka_unit_test(an_agency_opens_in_its_own_words_and_in_no_language_with_another_ones),
		cmocka_unit_test(an_agency_to_practise_in_is_always_open_and_the_only_one),
		cmocka_unit_test(pool_and_code_together_name_a_region),
		cmocka_unit_test(topics_are_walked_in_their_order_and_end_at_thirty_two),
		cmocka_unit_test(an_agency_takes_the_place_of_the_one_with_its_slug),
		cmocka_unit_test(an_agency_of_an_unknown_pool_or_municipality_is_not_taken),
		cmocka_unit_test(the_agency_of_a_municipality_is_found_in_its_own_pool_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
