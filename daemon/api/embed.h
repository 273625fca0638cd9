/* The page at /embed for those who make a municipality's website: they choose an agency, and copy the link, the script tag, the
 * lines of their policy and the paragraph for their privacy page (docs/embedding.md). Public, without script. */
#ifndef SAMTALE_API_EMBED_H
#define SAMTALE_API_EMBED_H

#include "api/internal.h"

/* What browsers shall hold <folder>/e/v1.js against (Subresource Integrity, W3C); "" when it cannot be
 * read. Kept in api->integrity. */
void embed_measure(struct api *api);

/* Answers GET /embed?agency=&to=&label=. An agency that is not there, or none, counts as the first. */
void embed_request(struct api *api, const struct http_request *request);

#endif
