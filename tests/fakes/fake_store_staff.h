/* Accounts, sessions and tickets in memory, in place of store/staff and store/sessions: for tests of staff and of what stands
 * on it. Answers come at once, or with fake_staff_answer when fake_staff_hold was called. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_STORE_STAFF_H
#define SAMTALE_TESTS_FAKES_FAKE_STORE_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "store/sessions.h"

/* Forgets everything. */
void fake_staff_reset(void);

/* From now on requests wait; fake_staff_answer answers those that wait, oldest first, and
 * returns how many. */
void fake_staff_hold(bool hold);
unsigned fake_staff_answer(void);

/* From now on every request is refused with this error (0: none). */
void fake_staff_fail(int err);

/* The account has these from now on. hash is of the person's own password; NULL: it and the alias are as before. */
void fake_staff_enrol(const char *name, const char *hash, const char *alias, const char *totp);

/* The account of that name, or NULL. */
const struct staff_account *fake_staff_account(const char *name);

/* Whether a ticket with this hash lies there, and for how many seconds it was put. */
bool fake_staff_ticket(const uint8_t hash[32], uint32_t *ret_ttl_seconds);

/* Whether there is a session of this hash. */
bool fake_staff_session(const uint8_t hash[32]);

/* The last call of presence_revoke: "CID all|others|some SESSIONS"; "" before the first. */
const char *fake_staff_revoked(void);

#endif
