/* The pages: each is a built template with the door, the data and the style of the moment. Only for this floor. */
#ifndef SAMTALE_API_PAGES_H
#define SAMTALE_API_PAGES_H

#include "api/internal.h"

/* What an address that leads nowhere shows: words for people, JSON for programs. status is 404, or
 * 405 where the address takes another method. */
void pages_missing(struct api *api, const struct http_request *request, unsigned status);

/* "/", with ?municipality= or ?pool=: the door of a pool. */
void pages_front(struct api *api, const struct http_request *request);

/* "/w/<slug>": the door of an agency. */
void pages_agency(struct api *api, const struct http_request *request);

/* "/desk", "/live" and "/owner": the consoles; "/join": where an invitation is taken up; "/account": what is one's own; "/check"
 * tries the computer they are to run on. */
void pages_desk(struct api *api, const struct http_request *request);
void pages_live(struct api *api, const struct http_request *request);
void pages_owner(struct api *api, const struct http_request *request);
void pages_join(struct api *api, const struct http_request *request);
void pages_account(struct api *api, const struct http_request *request);
void pages_check(struct api *api, const struct http_request *request);

#endif
