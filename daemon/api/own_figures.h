/* The figures of the caller's agency in full, for any days: nothing is hidden from those whose it is (docs/figures.md). */
#ifndef SAMTALE_API_OWN_FIGURES_H
#define SAMTALE_API_OWN_FIGURES_H

#include "api/staff_call.h"

/* GET with ?from= and ?to=, days such as 2026-10-01, both included, without them the month so far; ?format=csv for a
 * spreadsheet. 422 says what was expected. 429 `busy`: as many readings are under way as the worker does at once. */
void own_figures_call(struct api *api, const struct staff_call *call);

#endif
