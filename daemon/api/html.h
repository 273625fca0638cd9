/* Writes HTML: what is ours as it is, what came from outside escaped. Errors are kept, so that a
 * page can be written without a check at every line. */
#ifndef SAMTALE_API_HTML_H
#define SAMTALE_API_HTML_H

#include "base/buf.h"

struct html {
	struct buf *out;
	int err; /* the first error; nothing is written behind it */
};

/* As it is. */
void html_raw(struct html *html, const char *text);

/* Escaped, right in text and in a quoted attribute. */
void html_text(struct html *html, const char *text);

/* JSON inside a script element: every < as \u003c, so that nothing in it can end the element. */
void html_json(struct html *html, const char *json);

#endif
