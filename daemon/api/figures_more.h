/* The tables of a sheet that are about doors, and what the young people said; how all of it is to be read. */
#ifndef SAMTALE_API_FIGURES_MORE_H
#define SAMTALE_API_FIGURES_MORE_H

#include "api/figures_draw.h"

void figures_agencies(struct drawing *drawing);
void figures_ledger(struct drawing *drawing);
void figures_survey(struct drawing *drawing);
void figures_windows(struct drawing *drawing);
/* Under which licence; nothing for "". */
void figures_licence(struct drawing *drawing, const char *licence);
void figures_reading(struct drawing *drawing);

#endif
