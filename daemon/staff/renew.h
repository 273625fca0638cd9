/* What somebody who is logged in changes about how they prove who they are. A session alone is not enough for it: what proves it
 * now is asked for anew, and tried no more often than at a login. */
#ifndef SAMTALE_STAFF_RENEW_H
#define SAMTALE_STAFF_RENEW_H

#include "staff/join.h"

/* Borrowed until the call returns. A view without data: it is not given, or it stays as it is. */
struct staff_renewal {
	const char *name, *session; /* who asks, and by which session: the one that stays */
	struct view password, code; /* as of now, as for a login; code: where there is an app */
	struct view wish;           /* another password */
	struct view secret, shown;  /* of another code app, as staff_offer gave it, and what it shows */
	bool codes;                 /* other recovery codes; they come with another app, too */
};

/* What came of it, borrowed until the call returns. */
struct staff_renewed {
	const char *codes[STAFF_CODES]; /* NULL: there are no other ones */
	const char *
		why; /* after ERR_DENIED as of staff_entry; after ERR_RANGE as of staff_joined; after ERR_FULL "busy" or "rate" */
	uint32_t retry_after;
	bool unended; /* after 0: the person's other sessions could not be ended */
};

/* ERR_DENIED: what should prove it is wrong. ERR_RANGE: what was chosen will not do. Both say why, and all stays as it was. ERR_MOMENT:
 * recovery codes without a code app. ERR_FULL, ERR_GONE (no such account, or disabled), ERR_DOWN, ERR_NOMEM. After 0, and another
 * password or app, the person's other sessions are over, or `unended`. */
typedef void (
	*staff_renewed_fn)(void *context, uint64_t id, int err, const struct staff_renewed *renewed);
void staff_renew(struct staff *staff, const struct staff_renewal *renewal, uint64_t id,
	staff_renewed_fn done, void *context);

/* How somebody proves who they are, and a fresh secret for another code app, which is kept nowhere: it comes back with the choice.
 * Borrowed until the call returns. */
struct staff_offer {
	bool own; /* the password is of the person's own choice */
	bool app; /* there is a code app */
	const char *secret, *uri;
};
/* offer is NULL unless err is 0. ERR_GONE, ERR_DOWN, ERR_NOMEM. */
typedef void (
	*staff_offer_fn)(void *context, uint64_t id, int err, const struct staff_offer *offer);
void staff_offer(struct staff *staff, const char *name, uint64_t id, staff_offer_fn done,
	void *context);

#endif
