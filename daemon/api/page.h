/* Pages: the built index.html of a client with its places filled. */
#ifndef SAMTALE_API_PAGE_H
#define SAMTALE_API_PAGE_H

#include "api/html.h"
#include "directory/words.h"

struct page_template;

/* What goes into a page. */
struct page_parts {
	const char *language; /* code */
	const char *title;    /* text */
	struct view door;     /* HTML */
	const char *data;     /* JSON; NULL: the page has no script, only its head and the door */
	const char *style;    /* CSS of ours, its hash goes into the answer; NULL or "": none */
};

/* Reads <folder>/<client>/index.html, and texts.<language>.json beside it when the page has a place for
 * them. NULL: the log says why. */
struct page_template *page_create(const char *folder, const char *client);
void page_destroy(struct page_template *page);

/* Writes the filled page. 0, ERR_FULL or ERR_NOMEM. */
int page_write(const struct page_template *page, const struct page_parts *parts,
	struct buf *out) MUST_CHECK;

#endif
