/* What logging in needs of Redis, in memory, in place of store/login: beside fake_store_staff. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_STORE_LOGIN_H
#define SAMTALE_TESTS_FAKES_FAKE_STORE_LOGIN_H

#include <stdint.h>

#include "store/login.h"

/* Forgets everything. */
void fake_login_reset(void);

/* From now on a name has no tries left for whoever is not known, for so many seconds (0: it has). */
void fake_login_tries(uint32_t wait_s);

/* Tries that were taken and not given back. */
int fake_login_taken(void);

/* What happens each time after a password was judged, or an invitation, and before the store hears of it; NULL: nothing. */
void fake_login_between(void (*happens)(void));

#endif
