/* One rule a scheme. Each is bound to its scheme, since a theme may have one alone; html:root goes
 * before the :root of the style sheet, wherever the build puts its link. */
#include "api/theme_style.h"

#include <string.h>

#include "base/buf.h"
#include "base/ident.h"

static const char *const schemes[SCHEME_COUNT] = {
	[SCHEME_LIGHT] = "@media not all and (prefers-color-scheme:dark){html:root{",
	[SCHEME_DARK] = "@media (prefers-color-scheme:dark){html:root{",
};

/* "--brand-hover:#0f4748" */
static int write_colour(struct buf *out, enum theme_colour colour, uint32_t value)
{
	int err = buf_printf(out, colour > 0 ? ";--" : "--");
	for (const char *at = theme_colour_name(colour); err == 0 && *at; at++) {
		err = buf_append(out, *at == '_' ? "-" : at, 1);
	}
	return err == 0 ? buf_printf(out, ":#%06x", (unsigned)value) : err;
}

static int write_scheme(struct buf *out, enum scheme scheme, const struct theme *theme)
{
	int err = buf_text(out, schemes[scheme]);
	for (unsigned i = 0; err == 0 && i < THEME_COLOURS; i++) {
		err = write_colour(out, (enum theme_colour)i, theme->colours[i]);
	}
	return err == 0 ? buf_text(out, "} }") : err; /* "}}" would look like a place of the template */
}

int theme_style(const struct agency *agency, struct theme_style *ret_style)
{
	struct theme_style style = {{0}, {0}};
	uint8_t hash[IDENT_HASH_LEN];
	struct buf css;
	int err = 0;
	buf_init(&css, sizeof(style.css) - 1);
	for (unsigned i = 0; agency && err == 0 && i < SCHEME_COUNT; i++) {
		const struct theme *theme = agency_theme(agency, (enum scheme)i);
		err = theme ? write_scheme(&css, (enum scheme)i, theme) : 0;
	}
	if (err == 0 && css.len > 0) {
		memcpy(style.css, css.data, css.len);
		ident_hash(css.data, css.len, hash);
		err = ident_base64(hash, sizeof(hash), style.hash, sizeof(style.hash));
	}
	buf_finish(&css);
	if (err == 0) {
		*ret_style = style;
	}
	return err;
}
