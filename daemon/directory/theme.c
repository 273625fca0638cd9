/* Two tables: the colours of the page that a theme sets or stands beside, which are those of
 * clients/web/youth/src/samtale.css (tests/lint/colours.mjs holds the two together), and the pairs
 * that must stay readable. The ratios are those of WCAG 2.2: 4.5 for text (1.4.3), 3 for the edge of
 * what has the focus (1.4.11). */
#include "directory/theme.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "directory/colour.h"

/* What a theme stands beside, behind the colours that it sets. */
enum { PAGE = THEME_COLOURS, SURFACE, LAMP_TINT, TEXT, SOFT, FOCUS_INNER, COLOURS };

/* A colour that is left out is that of `instead`; where that is itself, the usual one. */
static const struct {
	const char *name;
	uint32_t usual[SCHEME_COUNT];
	enum theme_colour instead;
} colours[COLOURS] = {
	[THEME_BRAND] = {"brand", {0x14595a, 0x86cfc6}, THEME_BRAND},
	[THEME_BRAND_HOVER] = {"brand_hover", {0x0f4748, 0x9ddad2}, THEME_BRAND},
	[THEME_ON_BRAND] = {"on_brand", {0xffffff, 0x0a2423}, THEME_ON_BRAND},
	[THEME_MINE] = {"mine", {0x14595a, 0x1f5c5b}, THEME_BRAND},
	[THEME_ON_MINE] = {"on_mine", {0xffffff, 0xf1f7f5}, THEME_ON_BRAND},
	[THEME_TINT] = {"tint", {0xe6efec, 0x21383a}, THEME_TINT},
	[PAGE] = {.name = "page", .usual = {0xf5f3ef, 0x131a1a}},
	[SURFACE] = {.name = "surface", .usual = {0xffffff, 0x1d2626}},
	[LAMP_TINT] = {.name = "lamp_tint", .usual = {0xfcefd2, 0x30291a}},
	[TEXT] = {.name = "text", .usual = {0x1c2a29, 0xe8edeb}},
	[SOFT] = {.name = "soft", .usual = {0x52605e, 0xb3bfbc}},
	[FOCUS_INNER] = {.name = "focus_inner", .usual = {0xffffff, 0x131a1a}},
};

static const struct {
	unsigned front, back;
	double need;
} pairs[] = {
	{THEME_BRAND, PAGE, 4.5},
	{THEME_BRAND, SURFACE, 4.5},
	{THEME_BRAND, THEME_TINT, 4.5},
	{THEME_BRAND, LAMP_TINT, 4.5},
	{THEME_ON_BRAND, THEME_BRAND, 4.5},
	{THEME_ON_BRAND, THEME_BRAND_HOVER, 4.5},
	{THEME_ON_MINE, THEME_MINE, 4.5},
	{TEXT, THEME_TINT, 4.5},
	{SOFT, THEME_TINT, 4.5},
	{FOCUS_INNER, THEME_BRAND, 3},
};

/* A theme that is being read. */
struct reading {
	struct theme theme;
	bool named[THEME_COLOURS];
	char *why;
};

const char *theme_colour_name(enum theme_colour colour)
{
	return colours[colour].name;
}

static const char blanks[] = " \t";

/* Takes the next word, "" at the end. */
static struct view take_word(const char **at, const char *ends)
{
	*at += strspn(*at, blanks);
	struct view word = {(const uint8_t *)*at, strcspn(*at, ends)};
	*at += word.len;
	return word;
}

static unsigned find_name(struct view word)
{
	unsigned i = 0;
	while (i < THEME_COLOURS && !view_is(word, colours[i].name)) {
		i++;
	}
	return i;
}

/* Reads "name #colour" up to a semicolon or the end, and passes over the semicolon. */
static int read_one(struct reading *reading, const char **at)
{
	unsigned i = find_name(take_word(at, " \t;"));
	if (i == THEME_COLOURS) {
		snprintf(reading->why, THEME_WHY_SIZE,
			"the names brand, brand_hover, on_brand, mine, on_mine and tint, each with its colour "
			"behind it and parted by semicolons");
		return ERR_SYNTAX;
	}
	if (reading->named[i]) {
		snprintf(reading->why, THEME_WHY_SIZE, "%s once only", colours[i].name);
		return ERR_SYNTAX;
	}
	if (colour_read(take_word(at, " \t;"), &reading->theme.colours[i]) != 0) {
		snprintf(reading->why, THEME_WHY_SIZE,
			"%s as # and six hexadecimal digits, such as #14595a", colours[i].name);
		return ERR_SYNTAX;
	}
	reading->named[i] = true;
	*at += strspn(*at, blanks);
	if (**at != '\0' && **at != ';') {
		snprintf(reading->why, THEME_WHY_SIZE, "a semicolon behind the colour of %s",
			colours[i].name);
		return ERR_SYNTAX;
	}
	*at += **at == ';' ? 1 : 0;
	*at += strspn(*at, blanks);
	return 0;
}

static void complete(struct reading *reading, enum scheme scheme)
{
	for (unsigned i = 0; i < THEME_COLOURS; i++) {
		unsigned from = colours[i].instead;
		if (!reading->named[i]) {
			reading->theme.colours[i] =
				from == i ? colours[i].usual[scheme] : reading->theme.colours[from];
		}
	}
}

/* All that stand on the page: the theme's own, and those that no theme changes. */
static void all_colours(const struct theme *theme, enum scheme scheme, uint32_t out[COLOURS])
{
	for (unsigned i = 0; i < COLOURS; i++) {
		out[i] = i < THEME_COLOURS ? theme->colours[i] : colours[i].usual[scheme];
	}
}

static int judge(const struct reading *reading, enum scheme scheme)
{
	uint32_t all[COLOURS];
	all_colours(&reading->theme, scheme, all);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		uint32_t front = all[pairs[i].front], back = all[pairs[i].back];
		double ratio = colour_contrast(front, back);
		if (ratio < pairs[i].need) {
			/* Rounded down: 4.499 is not said to be 4.50 and too little. */
			snprintf(reading->why, THEME_WHY_SIZE,
				"%s (#%06x) on %s (#%06x) with a contrast of at least %.1f, not %.2f",
				colours[pairs[i].front].name, front, colours[pairs[i].back].name, back,
				pairs[i].need, floor(ratio * 100) / 100);
			return ERR_RANGE;
		}
	}
	return 0;
}

int theme_read(const char *text, enum scheme scheme, struct theme *ret_theme,
	char ret_why[THEME_WHY_SIZE])
{
	struct reading reading = {.why = ret_why};
	const char *at = text + strspn(text, blanks);
	do {
		int err = read_one(&reading, &at);
		if (err != 0) {
			return err;
		}
	} while (*at != '\0');
	if (!reading.named[THEME_BRAND]) {
		snprintf(ret_why, THEME_WHY_SIZE, "brand at least, such as brand #14595a");
		return ERR_SYNTAX;
	}
	complete(&reading, scheme);
	int err = judge(&reading, scheme);
	if (err == 0) {
		*ret_theme = reading.theme;
	}
	return err;
}
