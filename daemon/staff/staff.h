/* Who works here: passwords and codes, invitations, one-time tickets, accounts. */
#ifndef SAMTALE_STAFF_STAFF_H
#define SAMTALE_STAFF_STAFF_H

#include "options/auth_port.h"
#include "options/work_port.h"
#include "store/staff.h"

struct staff;

/* Borrows store and work for its life. must_enrol: nobody gets a ticket before they have a password of their own and a code
 * app. NULL without memory. */
struct staff *staff_create(struct store *store, const struct work_port *work, bool must_enrol);
/* Takes NULL. Only when no work is under way: staff_idle. */
void staff_destroy(struct staff *staff);
bool staff_idle(const struct staff *staff);

/* The port that chat redeems LOGIN tickets with; borrowed, lives as long as staff. */
const struct auth_port *staff_auth_port(struct staff *staff);

/* What somebody holds after a login, each 64 hexadecimal digits: the bearer for HTTP (12 h) and a ticket for one socket (30 s). */
struct staff_pass {
	char session[65], ticket[65];
};

/* What somebody types who wants in. code: six digits of the code app, or a recovery code; device: the mark that a login before
 * has left in this browser, hex. Both may be empty. */
struct staff_attempt {
	struct view name, password, code, device;
};

/* What came of it; texts are borrowed until the call returns. */
struct staff_entry {
	const char *ticket;  /* one-time ticket (30 s), hex; NULL: not logged in */
	const char *session; /* the bearer for HTTP (12 h), hex; beside a ticket */
	const char *role;    /* a word of ROLE; beside a ticket */
	const char *device;  /* a mark for this browser to keep, hex; NULL: the one it has is good */
	const char *
		enrol; /* token of an invitation (15 min), hex: first a password of one's own and a code app; NULL: no need */
	const char *
		why; /* after ERR_DENIED on a known device: "password", "code", "code_missing", "clock" (right by a clock that
						 * is off by up to ten minutes), "used" or "disabled"; after ERR_FULL "busy" or "rate" */
	uint32_t retry_after;
};

/* err 0: logged in, or to be enrolled. ERR_DENIED: wrong name, password or code, or disabled: one answer for all, at the cost of
 * one argon2id, except on a device that has logged in before, where `why` says it. ERR_FULL: too many tries under this
 * name ("rate") or too many logins at once ("busy"), retry_after says when; ERR_DOWN, ERR_NOMEM. */
typedef void (
	*staff_login_fn)(void *context, uint64_t id, int err, const struct staff_entry *entry);
void staff_login(struct staff *staff, const struct staff_attempt *attempt, uint64_t id,
	staff_login_fn done, void *context);

/* Makes an account with a random one-time password (four groups of four letters and digits
 * without look-alikes). ERR_MOMENT: name taken; ERR_RANGE: a bad name, role or agency, *why says
 * what was expected. */
struct staff_new {
	const char *name, *alias, *agency, *role, *lives_in;
};
typedef void (
	*staff_added_fn)(void *context, uint64_t id, int err, const char *password, const char *why);
void staff_add(struct staff *staff, const struct staff_new *person, uint64_t id,
	staff_added_fn done, void *context);

/* Whether it can be a login name at all: 1 to 64 lower-case letters, digits, dots, hyphens and
 * underscores. */
bool staff_name_is_right(const char *name);

/* Whether youths can be shown this alias: 1 to 32 bytes on one line. */
bool staff_alias_is_right(const char *alias);

/* A new random password, or the disabled mark, or the end of it. Each ends the person's sessions and closes the sockets; who is
 * disabled stays so with a new password. ERR_GONE. */
void staff_reset(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context);
void staff_disable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context);
void staff_enable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context);

/* Another secret for the account's code app, good at once; recovery codes of before are good no more. secret and uri as of
 * staff_guest (staff/join.h), NULL unless err is 0. ERR_GONE. */
typedef void (
	*staff_secret_fn)(void *context, uint64_t id, int err, const char *secret, const char *uri);
void staff_totp(struct staff *staff, const char *name, uint64_t id, staff_secret_fn done,
	void *context);

#endif
