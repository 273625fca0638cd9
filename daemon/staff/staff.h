/* Who works here: passwords, one-time tickets, accounts. */
#ifndef SAMTALE_STAFF_STAFF_H
#define SAMTALE_STAFF_STAFF_H

#include "options/auth_port.h"
#include "options/work_port.h"
#include "store/staff.h"

struct staff;

/* Borrows store and work for its life. NULL without memory. */
struct staff *staff_create(struct store *store, const struct work_port *work);
/* Takes NULL. Only when no work is under way: staff_idle. */
void staff_destroy(struct staff *staff);
bool staff_idle(const struct staff *staff);

/* The port that chat redeems LOGIN tickets with; borrowed, lives as long as staff. */
const struct auth_port *staff_auth_port(struct staff *staff);

/* err 0: ticket is the one-time ticket (30 s), hex. ERR_DENIED: wrong name or password, or
 * disabled (one answer for all, at the same cost: an unknown name is checked against a dummy
 * hash). ERR_FULL: 16 are waiting already, retry_after says when. ERR_DOWN. */
typedef void (*staff_login_fn)(void *context, uint64_t id, int err, const char *ticket,
	const char *role, uint32_t retry_after);
void staff_login(struct staff *staff, struct view name, struct view password, uint64_t id,
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

/* A new random password, or the disabled mark. ERR_GONE. */
void staff_reset(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context);
void staff_disable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context);

#endif
