/* What a login leaves behind: a session of HTTP for twelve hours, and tickets of it, each of which opens one socket. Both are random;
 * only their hashes are kept. Who stands behind one is asked anew each time, so that a disabled account or another role counts at
 * once, on every node. */
#ifndef SAMTALE_STAFF_SESSION_H
#define SAMTALE_STAFF_SESSION_H

#include "base/ident.h"
#include "staff/staff.h"
#include "store/sessions.h"

enum { STAFF_SESSION_SECONDS = 12 * 3600, STAFF_TICKET_SECONDS = 30 };

/* Makes a session of this account and a ticket of it; for whoever has proven to be that person, by whatever way: by a password that
 * is still the one of this hash, or (NULL) by something else. ERR_GONE: the account is not there or disabled; ERR_DENIED: it has
 * another password by now; ERR_DOWN, ERR_NOMEM. pass is NULL unless err is 0. */
typedef void (*staff_pass_fn)(void *context, uint64_t id, int err, const struct staff_pass *pass);
void staff_session_open(struct staff *staff, const char *name, const char *password_hash,
	uint64_t id, staff_pass_fn done, void *context);

/* One more ticket of a session, by its id (auth_person.session). practice: the slug of the agency to practise in, and whoever
 * comes by the ticket is of that agency and of no other, as person_practises says; NULL: who the account says. */
struct staff_ticket {
	const char *session, *practice;
};
/* ticket is 64 hexadecimal digits, NULL unless err is 0. */
typedef void (*staff_ticket_fn)(void *context, uint64_t id, int err, const char *ticket);
void staff_session_ticket(struct staff *staff, const struct staff_ticket *wanted, uint64_t id,
	staff_ticket_fn done, void *context);

/* Who stands behind a bearer, 64 hexadecimal digits? ERR_GONE: nobody. done is called exactly once, perhaps at once. */
void staff_session_find(struct staff *staff, struct view bearer, uint64_t id, auth_done_fn done,
	void *context);

/* Ends the session `only` of this person, or with "" all but `keep` ("": none is kept), and closes the sockets that came by them;
 * with none kept, every login of the person. ERR_GONE: no such account; after any other error it can be asked for again. */
typedef void (*staff_ended_fn)(void *context, uint64_t id, int err);
void staff_session_end(struct staff *staff, const char *name, const char *only, const char *keep,
	uint64_t id, staff_ended_fn done, void *context);

#endif
