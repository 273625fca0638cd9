/* Joining by an invitation: the page, and what it asks. */
#ifndef SAMTALE_API_JOIN_H
#define SAMTALE_API_JOIN_H

#include "api/internal.h"

/* Why a choice of password or code app was refused, by the err and the word of staff. */
const struct failure *join_refusal(int err, const char *why);

/* POST /api/v1/join {"token"}: who is invited, and a secret for a code app. */
void join_look_request(struct api *api, const struct http_request *request);

/* POST /api/v1/join/finish {"token","alias","password","secret","code"}: recovery codes and a ticket. */
void join_finish_request(struct api *api, const struct http_request *request);

#endif
