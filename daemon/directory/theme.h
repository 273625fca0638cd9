/* An agency's theme: six colours of the youth's page for one scheme. Nothing else can be set, so
 * that danger, leaving and trouble look the same at every door. */
#ifndef SAMTALE_DIRECTORY_THEME_H
#define SAMTALE_DIRECTORY_THEME_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum scheme { SCHEME_LIGHT, SCHEME_DARK, SCHEME_COUNT };

enum theme_colour {
	THEME_BRAND,
	THEME_BRAND_HOVER,
	THEME_ON_BRAND,
	THEME_MINE,
	THEME_ON_MINE,
	THEME_TINT,
	THEME_COLOURS
};

struct theme {
	uint32_t colours[THEME_COLOURS]; /* 0xrrggbb */
};

enum { THEME_WHY_SIZE = 160 };

/* Reads "brand #14595a; on_brand #ffffff", completes what is left out, and holds every pair of
 * colours that a theme touches to its contrast; docs/config.md tells which and how. ERR_SYNTAX, or
 * ERR_RANGE for a contrast: ret_why says what was expected. */
int theme_read(const char *text, enum scheme scheme, struct theme *ret_theme,
	char ret_why[THEME_WHY_SIZE]) MUST_CHECK;

/* "brand_hover" and its like, static. */
const char *theme_colour_name(enum theme_colour colour);

#endif
