/* The two requests that change something: a login of staff, and the beacon of a quick exit. */
#ifndef SAMTALE_API_LOGIN_H
#define SAMTALE_API_LOGIN_H

#include "api/internal.h"

/* POST /api/v1/login {"name","password"}: a one-time ticket. */
void login_request(struct api *api, const struct http_request *request);

/* POST /api/v1/leave, 64 hexadecimal digits: ends the visit. Whether there was one is not told. */
void leave_request(struct api *api, const struct http_request *request);

#endif
