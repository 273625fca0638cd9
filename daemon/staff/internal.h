/* What the files of this floor share: the struct behind staff.h, its requests and its tickets. */
#ifndef SAMTALE_STAFF_INTERNAL_H
#define SAMTALE_STAFF_INTERNAL_H

#include "base/bucket.h"
#include "base/ident.h"
#include "staff/hasher.h"
#include "staff/staff.h"

struct staff {
	struct store *store;
	struct hasher *hasher;
	struct auth_port port;
	bool must_enrol;         /* nobody comes in without a password of their own and a code app */
	struct bucket strangers; /* logins of whoever is not known that this worker still takes */
	unsigned asked;          /* logins that wait for the store before they queue for their hash */
	unsigned requests;       /* that have not been answered */
};

/* Begins and ends a request: allocated by the caller, counted here. */
static inline void staff_request_begin(struct staff *staff)
{
	staff->requests++;
}

static inline void staff_request_end(struct staff *staff)
{
	staff->requests--;
}

/* auth_port.redeem; context is the staff. */
int staff_session_redeem(void *context, const uint8_t ticket[32], uint64_t session,
	auth_done_fn done, void *done_context) MUST_CHECK;

#endif
