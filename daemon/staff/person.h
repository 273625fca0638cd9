/* A person of the staff as text: what lies behind a ticket, and what a name may be. Only for
 * this floor. */
#ifndef SAMTALE_STAFF_PERSON_H
#define SAMTALE_STAFF_PERSON_H

#include "options/auth_port.h"
#include "staff/staff.h"

enum { PERSON_TEXT_SIZE = 400 };

/* Copies what a session needs of an account. ERR_RANGE when something does not fit or the role
 * is none. */
int person_of_account(const struct staff_account *account,
	struct auth_person *ret_person) MUST_CHECK;

/* The person as one text, and back. ERR_SYNTAX when the text is not one of ours. */
void person_write(const struct auth_person *person, char out[PERSON_TEXT_SIZE]);
int person_read(const char *text, struct auth_person *ret_person) MUST_CHECK;

/* Whether the fields of a new account are right; else *ret_why says what was expected.
 * ERR_RANGE. */
int person_check(const struct staff_new *person, const char **ret_why) MUST_CHECK;

/* Whether it can be a login name at all: 1 to 64 lower-case letters, digits, dots, hyphens and
 * underscores. */
bool person_name_is_right(const char *name);

#endif
