/* The control socket: one JSON object a line in, one out. In the parent. */
#ifndef SAMTALE_ADMIN_ADMIN_H
#define SAMTALE_ADMIN_ADMIN_H

#include "base/err.h"
#include "directory/directory.h"
#include "staff/staff.h"
#include "store/store.h"

struct admin;

/* What only the parent knows, for `status`. */
struct admin_process {
	unsigned workers_running;
	bool redis_up;
	bool ready;
	uint16_t port;
	const char *profile;
};

struct admin_ports {
	void *parent;
	void (*process)(void *parent, struct admin_process *ret_process);
	void (*drain)(void *parent); /* `samtalectl stop`: as SIGTERM */
};

/* Listens on path (mode 0660), on the uv_loop_t loop. Everything given is borrowed. ERR_SYSTEM
 * with errno. */
int admin_create(void *loop, const char *path, struct store *store, struct staff *staff,
	const struct directory *directory, const struct admin_ports *ports,
	struct admin **ret_admin) MUST_CHECK;
/* Stops listening and closes what is open; run the loop afterwards, then admin_destroy. Both
 * take NULL. */
void admin_stop(struct admin *admin);
void admin_destroy(struct admin *admin);

#endif
