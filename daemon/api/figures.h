/* Frozen figures for everybody: which there are, each as the file that was written once (store/frozen.h), and as a page. */
#ifndef SAMTALE_API_FIGURES_H
#define SAMTALE_API_FIGURES_H

#include "api/internal.h"

/* GET /api/v1/figures and /figures: what there is. */
void figures_list_request(struct api *api, const struct http_request *request);
void figures_index_request(struct api *api, const struct http_request *request);

/* GET /api/v1/figures/<pool>/<step>.json or .csv, and /figures/<pool>/<step>. */
void figures_file_request(struct api *api, const struct http_request *request);
void figures_page_request(struct api *api, const struct http_request *request);

#endif
