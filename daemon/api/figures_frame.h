/* What surrounds every page of figures, and how steps and pools are called on them. */
#ifndef SAMTALE_API_FIGURES_FRAME_H
#define SAMTALE_API_FIGURES_FRAME_H

#include "api/figures_draw.h"

/* sheet NULL: of no step. */
struct drawing figures_begin(const struct api *api, const struct figures_sheet *sheet,
	enum language language, struct buf *out);

/* "month", "quarter" or "year", of a step as step_write has it. */
const char *figures_kind(const char *step);

/* "Poolen Norge". */
void figures_pool_words(const struct texts *texts, enum language language, const struct pool *pool,
	char out[FIGURES_TITLE_SIZE]);

void figures_bar(struct drawing *drawing);

/* The page in the five languages, each by its own name. */
void figures_languages(struct drawing *drawing);

#endif
