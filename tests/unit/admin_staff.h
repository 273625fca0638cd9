/* Invitations, code apps and disabling as the verbs of accounts see them: everybody but nobody and late can be invited, ida gets a secret. For
 * the tests of admin. */
#ifndef SAMTALE_TESTS_UNIT_ADMIN_STAFF_H
#define SAMTALE_TESTS_UNIT_ADMIN_STAFF_H

#include <string.h>

#include "staff/join.h"

void staff_invite(struct staff *staff, const char *name, uint64_t id, staff_invited_fn done,
	void *context)
{
	(void)staff;
	int err = strcmp(name, "nobody") == 0 ? ERR_GONE : strcmp(name, "late") == 0 ? ERR_DOWN : 0;
	done(context, id, err, err == 0 ? "abcd" : NULL);
}

void staff_totp(struct staff *staff, const char *name, uint64_t id, staff_secret_fn done,
	void *context)
{
	(void)staff;
	bool there = strcmp(name, "ida") == 0;
	done(context, id, there ? 0 : ERR_GONE, there ? "GEZD" : NULL, there ? "otpauth://x" : NULL);
}

void staff_disable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	(void)staff;
	(void)name;
	done(context, id, 0, NULL, NULL);
}

void staff_enable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	(void)staff;
	bool there = strcmp(name, "ida") == 0;
	done(context, id, there ? 0 : ERR_GONE, NULL, NULL);
}

#endif
