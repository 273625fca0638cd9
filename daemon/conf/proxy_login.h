/* The organisation's login: what is checked of its keys, and what the rooms are handed. */
#ifndef SAMTALE_CONF_PROXY_LOGIN_H
#define SAMTALE_CONF_PROXY_LOGIN_H

#include "conf/check.h"

/* Names every problem, a file that cannot be read or is too short a secret among them. */
void check_proxy_login(struct check *check);

/* Fills what check_proxy_login has found right; texts are borrowed from raw. */
void fill_proxy_login(const struct raw_PROXY_LOGIN *raw, struct proxy_login_options *options);

#endif
