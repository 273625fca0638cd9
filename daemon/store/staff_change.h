/* One change of an account by somebody of its agency; what the operator does is staff.h's. */
#ifndef SAMTALE_STORE_STAFF_CHANGE_H
#define SAMTALE_STORE_STAFF_CHANGE_H

#include "store/store.h"

/* Texts are borrowed until the call returns. */
struct staff_change {
	const char *name;   /* login name of the account */
	const char *agency; /* whose it must be */
	bool anybody;       /* else only roles that an agency gives, before and after */
	const char *field;  /* role, alias or disabled; NULL: only ask whether one may */
	const char *value;
};

/* As the account was; borrowed until the callback returns. */
struct staff_before {
	const char *role, *alias;
	bool disabled;
};

/* ERR_GONE: no account of that agency. ERR_RANGE: a role that reaches beyond the agency. ERR_MOMENT: the
 * agency's last owner would be none. before is NULL unless err is 0. */
typedef void (*staff_changed_fn)(void *context, struct reply_to to, int err,
	const struct staff_before *before);
int store_staff_change(struct store *store, struct reply_to to, const struct staff_change *change,
	staff_changed_fn done, void *context) MUST_CHECK;

#endif
