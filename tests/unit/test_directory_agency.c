/* Agencies: their fields and what these may hold; and the choice of words among languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "directory/agency.h"
#include "directory/sites.h"

static int set(struct agency *agency, const char *field, const char *value)
{
	const char *why = NULL;
	int err = agency_set(agency, field, value, &why);
	if (err != 0) {
		assert_non_null(why);
	}
	return err;
}

static void fields_begin_with_slug_and_pool(void **state)
{
	(void)state;
	assert_string_equal(agency_field_at(0), "slug");
	assert_string_equal(agency_field_at(1), "pool");
	size_t count = 0;
	while (agency_field_at(count)) {
		count++;
	}
	assert_int_equal(count, 33);
}

static void an_agency_certifies_its_devices_or_leaves_that_to_the_service(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_int_equal(set(agency, "seal", "agency"), 0);
	assert_int_equal(set(agency, "seal", "shift"), 0);
	assert_int_equal(set(agency, "seal", "none"), ERR_SYNTAX);
	assert_string_equal(agency_get(agency, "seal"), "shift");
	assert_int_equal(set(agency, "seal", ""), 0);
	agency_destroy(agency);
}

static void who_may_change_a_field_stands_in_its_row(void **state)
{
	(void)state;
	static const char *const by_file[] = {"slug", "pool", "kind", "municipality", "colour"};
	static const char *const by_administrator[] = {"name", "seal"};
	static const char *const by_owner[] = {"hours", "works_with.se", "theme.dark", "sites", "exit"};
	for (size_t i = 0; i < sizeof(by_file) / sizeof(by_file[0]); i++) {
		assert_int_equal(agency_field_editor(by_file[i]), BY_FILE);
	}
	for (size_t i = 0; i < sizeof(by_administrator) / sizeof(by_administrator[0]); i++) {
		assert_int_equal(agency_field_editor(by_administrator[i]), BY_ADMINISTRATOR);
	}
	assert_int_equal(agency_field_editor("live"), BY_COORDINATOR);
	for (size_t i = 0; i < sizeof(by_owner) / sizeof(by_owner[0]); i++) {
		assert_int_equal(agency_field_editor(by_owner[i]), BY_OWNER);
	}
}

static void an_agency_is_live_until_it_says_no(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_true(agency_is_live(agency));
	assert_int_equal(set(agency, "live", "no"), 0);
	assert_false(agency_is_live(agency));
	assert_int_equal(set(agency, "live", "soon"), ERR_SYNTAX);
	assert_false(agency_is_live(agency));
	assert_int_equal(set(agency, "live", "yes"), 0);
	assert_true(agency_is_live(agency));
	agency_destroy(agency);
}

static void the_profession_is_one_that_the_law_knows_or_public(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_string_equal(agency_profession(NULL), "public");
	assert_string_equal(agency_profession(agency), "public");
	assert_int_equal(set(agency, "profession", "health"), 0);
	assert_int_equal(set(agency, "profession", "doctor"), ERR_SYNTAX);
	assert_string_equal(agency_profession(agency), "health");
	assert_int_equal(set(agency, "profession", "anyone"), 0);
	assert_string_equal(agency_profession(agency), "anyone");
	assert_int_equal(set(agency, "profession", ""), 0);
	assert_string_equal(agency_profession(agency), "public");
	agency_destroy(agency);
}

static void a_value_comes_back_as_it_was_given(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_int_equal(set(agency, "name", "Ung i Oslo"), 0);
	assert_int_equal(set(agency, "answers.nb", "rådgivere i Oslo kommune"), 0);
	assert_string_equal(agency_get(agency, "slug"), "oslo");
	assert_string_equal(agency_get(agency, "pool"), "no");
	assert_string_equal(agency_get(agency, "name"), "Ung i Oslo");
	assert_string_equal(agency_get(agency, "answers.nb"), "rådgivere i Oslo kommune");
	assert_string_equal(agency_get(agency, "answers.da"), "");
	assert_null(agency_get(agency, "colour"));
	assert_int_equal(set(agency, "name", ""), 0);
	assert_string_equal(agency_get(agency, "name"), "");
	agency_destroy(agency);
}

static void a_refused_value_changes_nothing(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_int_equal(set(agency, "hours", "mon 16:00-21:00"), 0);
	assert_int_equal(set(agency, "hours", "mon 16-21"), ERR_SYNTAX);
	assert_string_equal(agency_get(agency, "hours"), "mon 16:00-21:00");
	assert_int_equal(agency_hours(agency)->span_count, 1);
	assert_int_equal(set(agency, "colour", "red"), ERR_GONE);
	assert_int_equal(set(agency, "slug", "bergen"), ERR_RANGE);
	assert_int_equal(set(agency, "slug", "oslo"), 0);
	agency_destroy(agency);
}

static void hours_and_exceptions_are_read_together_in_any_order(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_int_equal(set(agency, "exceptions", "2026-12-24 closed"), 0);
	assert_int_equal(set(agency, "hours", "mon-thu 16:00-21:00"), 0);
	assert_int_equal(agency_hours(agency)->span_count, 4);
	assert_int_equal(agency_hours(agency)->exception_count, 1);
	agency_destroy(agency);
}

static void all_four_fields_of_hours_are_read_together(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_int_equal(set(agency, "topic_hours", "school mon 15:00-18:00"), 0);
	assert_int_equal(set(agency, "holidays", "12:00-16:00"), 0);
	assert_int_equal(set(agency, "hours", "mon-thu 16:00-21:00"), 0);
	assert_int_equal(agency_hours(agency)->topic_count, 1);
	assert_int_equal(agency_hours(agency)->holidays, HOLIDAYS_SPAN);
	assert_int_equal(set(agency, "holidays", "shut"), ERR_SYNTAX);
	assert_int_equal(set(agency, "topic_hours", "school"), ERR_SYNTAX);
	assert_string_equal(agency_get(agency, "topic_hours"), "school mon 15:00-18:00");
	assert_int_equal(agency_hours(agency)->holidays, HOLIDAYS_SPAN);
	assert_int_equal(set(agency, "topic_hours", ""), 0);
	assert_int_equal(agency_hours(agency)->topic_count, 0);
	assert_int_equal(agency_hours(agency)->span_count, 4);
	agency_destroy(agency);
}

static void a_link_is_https_and_needs_no_escaping(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	assert_int_equal(set(agency, "exit", "https://www.yr.no/"), 0);
	static const char *const wrong[] = {"http://www.yr.no/", "javascript:alert(1)", "https://",
		"https://a/\"onclick=", "https://a/<b>", "https://a b/", "https://a/\xc3\xa5"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(set(agency, "exit", wrong[i]), ERR_SYNTAX);
	}
	agency_destroy(agency);
}

static void a_site_that_may_frame_a_door_is_an_exact_origin(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	static const char *const right[] = {"", "https://www.oslo.example", "https://oslo.example:8443",
		"https://a https://b-c.example", "http://localhost:8081 http://127.0.0.1:1",
		"https://a https://a https://a https://a https://a https://a https://a https://a"};
	static const char nine_sites[] = "https://a https://a https://a https://a https://a https://a "
									 "https://a https://a https://a";
	static const char *const wrong[] = {"*", "https:", "https://*", "https://*.oslo.example",
		"https://", "https://oslo.example/", "https://oslo.example/ung", "http://oslo.example",
		"http://localhost", "http://localhost:8081.evil.example",
		"https://oslo.example:", "https://oslo.example:0", "https://oslo.example:65536",
		"https://oslo.example:*", "https://Oslo.example", "https://oslo..example",
		"https://.example", "https://oslo.example.", "https://-oslo.example",
		"https://oslo.-example", "https://user@oslo.example", "oslo.example", " https://a",
		"https://a ", "https://a  https://b", "https://a,https://b", "https://a;https://b",
		"https://a; script-src *", "https://a\r\nX: y", "https://ung.Ã¸ygarden.example", "'none'",
		nine_sites};
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
		assert_int_equal(set(agency, "sites", right[i]), 0);
		assert_string_equal(agency_get(agency, "sites"), right[i]);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (set(agency, "sites", wrong[i]) != ERR_SYNTAX) {
			fail_msg("this is let in: %s", wrong[i]);
		}
	}
	char longer[SITES_BYTES + 40] = "https://a";
	memset(longer + 9, 'a', SITES_BYTES - 8);
	assert_int_equal(set(agency, "sites", longer), ERR_SYNTAX);
	longer[SITES_BYTES] = '\0';
	assert_int_equal(set(agency, "sites", longer), 0);
	agency_destroy(agency);
}

static void texts_are_plain_lines_of_bounded_length(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	char longer[500];
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(set(agency, "answers.nb", longer), ERR_RANGE);
	assert_int_equal(set(agency, "answers.nb", "two\nlines"), ERR_RANGE);
	assert_int_equal(set(agency, "name", "broken \xff"), ERR_RANGE);
	assert_int_equal(set(agency, "municipality", "03 01"), ERR_SYNTAX);
	agency_destroy(agency);
}

static void an_agency_is_complete_with_name_exit_and_one_language(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	const char *field = NULL;
	assert_int_equal(agency_complete(agency, &field), ERR_MOMENT);
	assert_string_equal(field, "name");
	assert_int_equal(set(agency, "name", "Ung i Oslo"), 0);
	assert_int_equal(agency_complete(agency, &field), ERR_MOMENT);
	assert_string_equal(field, "answers");
	assert_int_equal(set(agency, "answers.da", "rådgivere"), 0);
	assert_int_equal(agency_complete(agency, &field), ERR_MOMENT);
	assert_string_equal(field, "works_with");
	assert_int_equal(set(agency, "works_with.en", "the school"), 0);
	assert_int_equal(agency_complete(agency, &field), ERR_MOMENT);
	assert_string_equal(field, "exit");
	assert_int_equal(set(agency, "exit", "https://www.yr.no/"), 0);
	assert_int_equal(agency_complete(agency, &field), 0);
	agency_destroy(agency);
}

static void a_municipal_agency_names_its_municipality_and_a_national_one_none(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	const char *field = NULL;
	assert_int_equal(set(agency, "name", "Ung i Oslo"), 0);
	assert_int_equal(set(agency, "exit", "https://www.yr.no/"), 0);
	assert_int_equal(set(agency, "answers.nb", "rådgivere"), 0);
	assert_int_equal(set(agency, "works_with.nb", "skolen"), 0);
	assert_int_equal(set(agency, "kind", "club"), ERR_SYNTAX);
	assert_int_equal(set(agency, "kind", "municipality"), 0);
	assert_int_equal(agency_complete(agency, &field), ERR_MOMENT);
	assert_string_equal(field, "municipality");
	assert_int_equal(set(agency, "municipality", "0301"), 0);
	assert_int_equal(agency_complete(agency, &field), 0);
	assert_int_equal(set(agency, "kind", "national"), 0);
	assert_int_equal(agency_complete(agency, &field), ERR_MOMENT);
	agency_destroy(agency);
}

static void codes_of_languages_are_found_by_their_first_part(void **state)
{
	(void)state;
	assert_int_equal(language_of("nn-NO"), LANGUAGE_NN);
	assert_int_equal(language_of("NO"), LANGUAGE_NB);
	assert_int_equal(language_of("da_DK"), LANGUAGE_DA);
	assert_int_equal(language_of("se"), LANGUAGE_SE);
	assert_int_equal(language_of("sea"), LANGUAGE_COUNT);
	assert_int_equal(language_of("de"), LANGUAGE_COUNT);
	assert_int_equal(language_of(""), LANGUAGE_COUNT);
	assert_int_equal(language_of(NULL), LANGUAGE_COUNT);
	assert_string_equal(language_code(LANGUAGE_EN), "en");
}

static void a_missing_text_falls_back_to_the_first_there_is(void **state)
{
	(void)state;
	struct words words = {.text = {[LANGUAGE_NN] = "heime", [LANGUAGE_EN] = "home"}};
	assert_string_equal(words_in(&words, LANGUAGE_EN), "home");
	assert_string_equal(words_in(&words, LANGUAGE_DA), "heime");
	assert_string_equal(words_in(&words, LANGUAGE_COUNT), "heime");
	struct words none = {0};
	assert_string_equal(words_in(&none, LANGUAGE_NB), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_begin_with_slug_and_pool),
		cmocka_unit_test(an_agency_certifies_its_devices_or_leaves_that_to_the_service),
		cmocka_unit_test(who_may_change_a_field_stands_in_its_row),
		cmocka_unit_test(an_agency_is_live_until_it_says_no),
		cmocka_unit_test(the_profession_is_one_that_the_law_knows_or_public),
		cmocka_unit_test(a_value_comes_back_as_it_was_given),
		cmocka_unit_test(a_refused_value_changes_nothing),
		cmocka_unit_test(hours_and_exceptions_are_read_together_in_any_order),
		cmocka_unit_test(all_four_fields_of_hours_are_read_together),
		cmocka_unit_test(a_link_is_https_and_needs_no_escaping),
		cmocka_unit_test(a_site_that_may_frame_a_door_is_an_exact_origin),
		cmocka_unit_test(texts_are_plain_lines_of_bounded_length),
		cmocka_unit_test(an_agency_is_complete_with_name_exit_and_one_language),
		cmocka_unit_test(a_municipal_agency_names_its_municipality_and_a_national_one_none),
		cmocka_unit_test(codes_of_languages_are_found_by_their_first_part),
		cmocka_unit_test(a_missing_text_falls_back_to_the_first_there_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
