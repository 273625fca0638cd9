/* Invitations: an account that is there becomes a person who can log in, by a link that is good once and for seven days. */
#ifndef SAMTALE_STAFF_JOIN_H
#define SAMTALE_STAFF_JOIN_H

#include "staff/staff.h"

enum { STAFF_INVITED_SECONDS = 7 * 86400, STAFF_CODES = 10 };

/* Invites whoever has this account, anew; an invitation before is good no more. token: 64 hex digits, NULL unless err is 0.
 * ERR_GONE: no such account. */
typedef void (*staff_invited_fn)(void *context, uint64_t id, int err, const char *token);
void staff_invite(struct staff *staff, const char *name, uint64_t id, staff_invited_fn done,
	void *context);

/* Who is invited, and a fresh secret for a code app, which is kept nowhere: it comes back with the choice. Borrowed until the call
 * returns. */
struct staff_guest {
	const char *name, *alias, *agency, *role;
	const char *secret; /* base32 */
	const char *uri;    /* the same as a code app reads it: otpauth://... */
};
/* ERR_GONE: the token is none, was used, or is over; ERR_DOWN. guest is NULL unless err is 0. */
typedef void (
	*staff_guest_fn)(void *context, uint64_t id, int err, const struct staff_guest *guest);
void staff_look(struct staff *staff, struct view token, uint64_t id, staff_guest_fn done,
	void *context);

/* What the invited person has chosen. alias empty: it stays. secret as staff_look gave it; code: what the app shows of it. */
struct staff_choice {
	struct view token, alias, password, secret, code;
};

/* What came of it, borrowed until the call returns. */
struct staff_joined {
	struct staff_entry
		entry; /* as after a login; without a ticket when there was no session to be had: then they log in */
	const char *codes[STAFF_CODES];
	const char *
		why; /* after ERR_RANGE: "alias", "code", "clock", or why the password will not do: "short", "long", "common",
					  * "name", "same" */
};
/* Uses the invitation up. ERR_GONE as above; ERR_RANGE with why, and the invitation stays good; ERR_FULL, ERR_DOWN, ERR_NOMEM. */
typedef void (
	*staff_joined_fn)(void *context, uint64_t id, int err, const struct staff_joined *joined);
void staff_join(struct staff *staff, const struct staff_choice *choice, uint64_t id,
	staff_joined_fn done, void *context);

#endif
