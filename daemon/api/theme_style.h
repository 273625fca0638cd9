/* An agency's theme as the style of its door's page. It stands in the page itself, so that nobody
 * waits for another request, and its hash in the page's policy, so that no other style does. */
#ifndef SAMTALE_API_THEME_STYLE_H
#define SAMTALE_API_THEME_STYLE_H

#include "base/err.h"
#include "directory/agency.h"

enum { THEME_STYLE_SIZE = 512, THEME_HASH_SIZE = 45 };

struct theme_style {
	char css[THEME_STYLE_SIZE]; /* what stands between <style> and </style>; "": no theme */
	char hash[THEME_HASH_SIZE]; /* SHA-256 of css in base64, as CSP wants it (CSP3, section 2.3) */
};

/* The style of an agency; of NULL none. 0 or ERR_RANGE. */
int theme_style(const struct agency *agency, struct theme_style *ret_style) MUST_CHECK;

#endif
