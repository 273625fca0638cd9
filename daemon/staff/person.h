/* What a person of the staff may be called, and how an account becomes one. Only for this floor. */
#ifndef SAMTALE_STAFF_PERSON_H
#define SAMTALE_STAFF_PERSON_H

#include "options/auth_port.h"
#include "staff/staff.h"

/* Copies what a session needs of an account. ERR_RANGE when something does not fit or the role
 * is none. */
int person_of_account(const struct staff_account *account,
	struct auth_person *ret_person) MUST_CHECK;

/* From now on of that agency (slug) and of nothing else, under the own alias: a supervisor as what it is, because a call for help
 * and the decision about a duty are practised by two; everybody else as a counsellor. */
void person_practises(struct auth_person *person, const char *agency);

/* Whether the fields of a new account are right; else *ret_why says what was expected.
 * ERR_RANGE. */
int person_check(const struct staff_new *person, const char **ret_why) MUST_CHECK;

#endif
