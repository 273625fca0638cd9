/* A login by the organisation's own login service, which a proxy in front of us has asked. The proxy names the person in a header
 * and proves to be the proxy by a secret; nobody else is listened to. */
#ifndef SAMTALE_API_PROXY_LOGIN_H
#define SAMTALE_API_PROXY_LOGIN_H

#include "api/internal.h"

/* POST /api/v1/login/proxy, an empty body: as POST /api/v1/login, without a password. 404 where it is not configured; 401 `login`
 * for whoever is not the proxy, for a name without an account, and for an account whose role no group of the person stands for:
 * one answer at one cost. */
void proxy_login_request(struct api *api, const struct http_request *request);

#endif
