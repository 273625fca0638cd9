/* Colours, their contrast, and the themes made of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "directory/agency.h"
#include "directory/colour.h"

static void a_colour_is_a_hash_and_six_digits(void **state)
{
	(void)state;
	uint32_t colour = 7;
	assert_int_equal(colour_read(view_text("#14595a"), &colour), 0);
	assert_int_equal(colour, 0x14595a);
	assert_int_equal(colour_read(view_text("#FFFFff"), &colour), 0);
	assert_int_equal(colour, 0xffffff);
	static const char *const wrong[] = {"", "#", "14595a", "#14595", "#14595ab", "#14595g", "#fff",
		"red", "rgb(1,2,3)", "#14 95a", "#-1595a"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (colour_read(view_text(wrong[i]), &colour) != ERR_SYNTAX) {
			fail_msg("%s is taken for a colour", wrong[i]);
		}
	}
	assert_int_equal(colour, 0xffffff);
}

/* The ends of the scale, greys whose ratios the web's accessibility guides quote, and pairs of the
 * reference design as measured there. */
static void the_contrast_of_known_pairs_is_what_wcag_gives(void **state)
{
	(void)state;
	static const struct {
		uint32_t one, other;
		double ratio;
	} rows[] = {
		{0x000000, 0xffffff, 21.00},
		{0xffffff, 0xffffff, 1.00},
		{0x767676, 0xffffff, 4.54},
		{0x777777, 0xffffff, 4.48},
		{0x949494, 0xffffff, 3.03},
		{0xff0000, 0xffffff, 4.00},
		{0x0000ff, 0xffffff, 8.59},
		{0x00ff00, 0x000000, 15.30},
		{0x0a0a0a, 0x000000, 1.06},
		{0x1c2a29, 0xf5f3ef, 13.4},
		{0x52605e, 0xe6efec, 5.6},
		{0x14595a, 0xfcefd2, 7.1},
		{0x86cfc6, 0x131a1a, 9.9},
		{0x8b9997, 0x30291a, 4.9},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double ratio = colour_contrast(rows[i].one, rows[i].other);
		double off = fabs(ratio - rows[i].ratio);
		if (off > (rows[i].ratio * 10 == floor(rows[i].ratio * 10) ? 0.051 : 0.0051)) {
			fail_msg("#%06x on #%06x: %f, expected %f", rows[i].one, rows[i].other, ratio,
				rows[i].ratio);
		}
		assert_true(ratio == colour_contrast(rows[i].other, rows[i].one));
	}
}

static struct theme read_right(const char *text, enum scheme scheme)
{
	struct theme theme;
	char why[THEME_WHY_SIZE] = "";
	int err = theme_read(text, scheme, &theme, why);
	if (err != 0) {
		fail_msg("%s: %d, expected %s", text, err, why);
	}
	return theme;
}

static void assert_colours(const struct theme *theme, const uint32_t expected[THEME_COLOURS])
{
	for (unsigned i = 0; i < THEME_COLOURS; i++) {
		if (theme->colours[i] != expected[i]) {
			fail_msg("%s is #%06x, expected #%06x", theme_colour_name((enum theme_colour)i),
				theme->colours[i], expected[i]);
		}
	}
}

static void a_whole_theme_is_taken_as_it_stands(void **state)
{
	(void)state;
	struct theme theme = read_right(
		"  tint #E4ECF6 ;brand #1d4f91; brand_hover #163d70; on_brand #fefefe;mine #27538a; "
		"on_mine #f2f6fc;  ",
		SCHEME_LIGHT);
	const uint32_t expected[] = {0x1d4f91, 0x163d70, 0xfefefe, 0x27538a, 0xf2f6fc, 0xe4ecf6};
	assert_colours(&theme, expected);
}

static void a_brand_alone_completes_itself(void **state)
{
	(void)state;
	struct theme theme = read_right("brand #2f5d1e", SCHEME_LIGHT);
	const uint32_t light[] = {0x2f5d1e, 0x2f5d1e, 0xffffff, 0x2f5d1e, 0xffffff, 0xe6efec};
	assert_colours(&theme, light);
	theme = read_right("brand #a9d38f", SCHEME_DARK);
	const uint32_t dark[] = {0xa9d38f, 0xa9d38f, 0x0a2423, 0xa9d38f, 0x0a2423, 0x21383a};
	assert_colours(&theme, dark);
	theme = read_right("on_brand #0b1f38; brand #a9d38f", SCHEME_DARK);
	assert_int_equal(theme.colours[THEME_ON_MINE], 0x0b1f38);
}

static void a_theme_that_is_hard_to_read_is_refused_with_the_pair_and_both_ratios(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum scheme scheme;
		const char *why;
	} rows[] = {
		{"brand #8a8a8a", SCHEME_LIGHT,
			"brand (#8a8a8a) on page (#f5f3ef) with a contrast of at least 4.5, not 3.11"},
		{"brand #14595a; tint #86a5a0", SCHEME_LIGHT, "brand (#14595a) on tint (#86a5a0)"},
		{"brand #6c6c6c", SCHEME_LIGHT, "brand (#6c6c6c) on tint (#e6efec)"},
		{"brand #14595a; on_brand #14595b", SCHEME_LIGHT,
			"on_brand (#14595b) on brand (#14595a) with a contrast of at least 4.5, not 1.00"},
		{"brand #14595a; brand_hover #ffffff", SCHEME_LIGHT, "on_brand (#ffffff) on brand_hover"},
		{"brand #14595a; mine #cccccc", SCHEME_LIGHT, "on_mine (#ffffff) on mine (#cccccc)"},
		{"brand #000000; tint #93928f", SCHEME_LIGHT, "soft (#52605e) on tint (#93928f)"},
		{"brand #14595a", SCHEME_DARK, "brand (#14595a) on page (#131a1a)"},
		{"brand #ffffff; tint #6f7f7f", SCHEME_DARK, "brand (#ffffff) on tint (#6f7f7f)"},
		{"brand #ffffff; tint #687878", SCHEME_DARK, "text (#e8edeb) on tint (#687878)"},
		{"brand #ffffff; tint #566a6a", SCHEME_DARK, "soft (#b3bfbc) on tint (#566a6a)"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct theme theme = {{1}};
		char why[THEME_WHY_SIZE] = "";
		int err = theme_read(rows[i].text, rows[i].scheme, &theme, why);
		if (err != ERR_RANGE || strncmp(why, rows[i].why, strlen(rows[i].why)) != 0) {
			fail_msg("%s: %d, %s", rows[i].text, err, why);
		}
		assert_int_equal(theme.colours[0], 1);
	}
}

static void what_is_not_a_theme_is_refused_and_says_what_is(void **state)
{
	(void)state;
	static const struct {
		const char *text, *why;
	} rows[] = {
		{" ", "the names brand, brand_hover"},
		{"danger #14595a", "the names brand, brand_hover"},
		{"brand #14595a; danger #ffffff", "the names brand, brand_hover"},
		{"brand #14595a; exit #14595a", "the names brand, brand_hover"},
		{"brand #14595a;; tint #ffffff", "the names brand, brand_hover"},
		{"brand: #14595a", "the names brand, brand_hover"},
		{"brand #14595a; brand #14595a", "brand once only"},
		{"brand", "brand as # and six hexadecimal digits"},
		{"brand red", "brand as # and six hexadecimal digits"},
		{"brand #fff", "brand as # and six hexadecimal digits"},
		{"brand #14595a; tint #fff}", "tint as # and six hexadecimal digits"},
		{"brand #14595a tint #ffffff", "a semicolon behind the colour of brand"},
		{"on_brand #ffffff", "brand at least"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct theme theme;
		char why[THEME_WHY_SIZE] = "";
		int err = theme_read(rows[i].text, SCHEME_LIGHT, &theme, why);
		if (err != ERR_SYNTAX || strncmp(why, rows[i].why, strlen(rows[i].why)) != 0) {
			fail_msg("%s: %d, %s", rows[i].text, err, why);
		}
	}
}

static void an_agency_has_the_theme_of_its_fields_and_a_refused_one_changes_nothing(void **state)
{
	(void)state;
	struct agency *agency = agency_create("oslo", "no");
	const char *why = NULL;
	assert_null(agency_theme(agency, SCHEME_LIGHT));
	assert_int_equal(agency_set(agency, "theme.light", "brand #2f5d1e", &why), 0);
	assert_int_equal(agency_theme(agency, SCHEME_LIGHT)->colours[THEME_MINE], 0x2f5d1e);
	assert_null(agency_theme(agency, SCHEME_DARK));
	assert_int_equal(agency_set(agency, "theme.light", "brand #cccccc", &why), ERR_RANGE);
	assert_non_null(strstr(why, "on page (#f5f3ef)"));
	assert_string_equal(agency_get(agency, "theme.light"), "brand #2f5d1e");
	assert_int_equal(agency_theme(agency, SCHEME_LIGHT)->colours[THEME_BRAND], 0x2f5d1e);
	assert_int_equal(agency_set(agency, "theme.dark", "brand #2f5d1e", &why), ERR_RANGE);
	assert_null(agency_theme(agency, SCHEME_DARK));
	assert_int_equal(agency_set(agency, "theme.light", "", &why), 0);
	assert_null(agency_theme(agency, SCHEME_LIGHT));
	agency_destroy(agency);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_colour_is_a_hash_and_six_digits),
		cmocka_unit_test(the_contrast_of_known_pairs_is_what_wcag_gives),
		cmocka_unit_test(a_whole_theme_is_taken_as_it_stands),
		cmocka_unit_test(a_brand_alone_completes_itself),
		cmocka_unit_test(a_theme_that_is_hard_to_read_is_refused_with_the_pair_and_both_ratios),
		cmocka_unit_test(what_is_not_a_theme_is_refused_and_says_what_is),
		cmocka_unit_test(an_agency_has_the_theme_of_its_fields_and_a_refused_one_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
