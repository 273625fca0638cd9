/* The floor itself: what its files share, and how many requests are under way. Logging in is login.c, what a login leaves
 * behind session.c, making and changing accounts accounts.c, coming in by an invitation join.c. */
#include "staff/staff.h"

#include <stdlib.h>

#include "staff/internal.h"
#include "staff/totp.h"

struct staff *staff_create(struct store *store, const struct work_port *work, bool must_enrol)
{
	struct staff *staff = totp_init() == 0 ? calloc(1, sizeof(*staff)) : NULL;
	if (!staff) {
		return NULL;
	}
	staff->store = store;
	staff->must_enrol = must_enrol;
	staff->hasher = hasher_create(work);
	staff->port = (struct auth_port){.staff = staff, .redeem = staff_session_redeem};
	if (!staff->hasher) {
		staff_destroy(staff);
		return NULL;
	}
	return staff;
}

void staff_destroy(struct staff *staff)
{
	if (staff) {
		hasher_destroy(staff->hasher);
		free(staff);
	}
}

bool staff_idle(const struct staff *staff)
{
	return staff->requests == 0 && hasher_is_idle(staff->hasher);
}

const struct auth_port *staff_auth_port(struct staff *staff)
{
	return &staff->port;
}
