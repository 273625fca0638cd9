/* Help services as HTML: the panel behind "Help now" and the lists of a shut door. They need no
 * script and no socket. */
#ifndef SAMTALE_API_HELP_HTML_H
#define SAMTALE_API_HELP_HTML_H

#include "api/say.h"
#include "directory/directory.h"

/* Which services a list holds. HELP_WRITE: somebody to write with at this moment, by hours that a person has confirmed. */
enum help_kind { HELP_ALL, HELP_WRITE, HELP_OTHER };

struct help_choice {
	const char *country; /* "" all */
	enum help_kind kind;
	int64_t now_s;
};

/* Whether there is one. */
bool help_html_has(const struct directory *directory, const struct help_choice *choice);

/* The list; of all countries, each under its name, when country is "". */
void help_html_list(struct say *say, const struct directory *directory,
	const struct help_choice *choice);

/* The whole panel. */
void help_html_panel(struct say *say, const struct directory *directory, const char *country);

/* What to do when one cannot speak. */
void help_html_silent(struct say *say);

#endif
