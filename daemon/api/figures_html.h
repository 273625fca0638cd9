/* The pages of /figures, written here whole: nobody needs a script to read or print them. In order of the tables, never by
 * size: no place is ranked. */
#ifndef SAMTALE_API_FIGURES_HTML_H
#define SAMTALE_API_FIGURES_HTML_H

#include <jansson.h>

#include "api/internal.h"

enum { FIGURES_STEP_SIZE = 16, FIGURES_TITLE_SIZE = 200 };

/* The frozen steps of a step's kind before and after it; "" for none. */
struct figures_beside {
	char before[FIGURES_STEP_SIZE], after[FIGURES_STEP_SIZE];
};

/* Of steps by name. */
void figures_beside_find(const char *step, const char *const *steps, size_t count,
	struct figures_beside *ret_beside);

/* A frozen step and how it is to be said. */
struct figures_sheet {
	const struct pool *pool;
	const char *step;
	enum language language;
	const json_t *file;
	const struct figures_beside *beside;
};

/* "oktober 2026", "4. kvartal 2026", "2026". */
void figures_step_words(const struct texts *texts, enum language language, const char *step,
	char out[FIGURES_TITLE_SIZE]);

/* "Poolen Norge, oktober 2026". */
void figures_title(const struct api *api, const struct figures_sheet *sheet,
	char out[FIGURES_TITLE_SIZE]);

/* The step of a pool as a sheet of paper. */
int figures_html(const struct api *api, const struct figures_sheet *sheet,
	struct buf *out) MUST_CHECK;

/* What there is: lists of steps by pool, {"pool", "steps": [text]}, newest first. */
int figures_html_index(const struct api *api, const json_t *pools, enum language language,
	struct buf *out) MUST_CHECK;

/* That there is no such step. */
int figures_html_missing(const struct api *api, enum language language, struct buf *out) MUST_CHECK;

#endif
