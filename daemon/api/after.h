/* What a youth's page asks over plain HTTP around a visit that is over or cannot be: where a code leads, and that somebody
 * found the door shut. Both come in a body, so that nothing of them stands in an address. */
#ifndef SAMTALE_API_AFTER_H
#define SAMTALE_API_AFTER_H

#include "api/internal.h"

/* POST /api/v1/code: the code as it was typed. 200 with agency and topic; 404 for one that is unknown, over, or none. */
void code_request(struct api *api, const struct http_request *request);

/* POST /api/v1/tap: the slug of an agency. 204, counted where its door is shut now. */
void tap_request(struct api *api, const struct http_request *request);

#endif
