/* What the sections of a sheet of figures are drawn with: words, numbers as the language writes them, cells and tables. */
#ifndef SAMTALE_API_FIGURES_DRAW_H
#define SAMTALE_API_FIGURES_DRAW_H

#include "api/figures_doc.h"
#include "api/figures_html.h"
#include "api/say.h"

enum { DRAW_NUMBER_SIZE = 32 };

struct drawing {
	struct say say;
	const struct api *api;
	const struct figures_sheet *sheet; /* NULL: of no step */
};

void draw_raw(struct drawing *drawing, const char *html);
void draw_text(struct drawing *drawing, const char *text);

/* The text of a key between two tags. */
void draw_said(struct drawing *drawing, const char *before, const char *key, const char *after);

/* A number in tenths as the language writes it: "0,6", whole ones without a tenth. */
void draw_tenths(const struct drawing *drawing, int64_t tenths, char out[DRAW_NUMBER_SIZE]);

/* A td: the number, or the sign of what is hidden, which is said in words to who hears the page. */
void draw_cell(struct drawing *drawing, struct doc_cell cell);
/* The same as "64 %" of a whole, hidden when either is. */
void draw_share(struct drawing *drawing, struct doc_cell part, struct doc_cell whole);
/* The same in minutes, of seconds. */
void draw_minutes(struct drawing *drawing, struct doc_cell seconds);

/* The div of a table that may be wider than a phone: what scrolls is reached by keys, and has a name. */
void draw_wide(struct drawing *drawing, const char *name);

/* From <section> to the end of <thead>: a heading and the words of the columns, NULL behind the last. heading
 * NULL: the section has none. */
void draw_table(struct drawing *drawing, const char *heading, const char *const *columns);
/* tr with a th of this text. */
void draw_row(struct drawing *drawing, const char *name);
void draw_row_said(struct drawing *drawing, const char *key);
void draw_row_end(struct drawing *drawing);
void draw_table_end(struct drawing *drawing);

#endif
