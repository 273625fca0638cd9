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
	unsigned workers_draining; /* asked to end; not among the running */
	bool redis_up;
	bool rewrite_failed; /* Redis or a replica of it keeps what was deleted in its file */
	bool ready;
	uint16_t port;
	const char *profile;
};

/* An agency that cannot begin a shift for want of a statement, or soon cannot. state is static. */
typedef void (*admin_trouble_fn)(void *context, const char *agency, const char *state, int days);

/* The seal as the parent knows it, for `status`. */
struct admin_seal {
	void *sealing;
	bool (*signer_is_up)(void *sealing);
	uint32_t (*serial)(void *sealing); /* of the statements; 0: there are none */
	void (*troubles)(void *sealing, admin_trouble_fn tell, void *context);
};

typedef void (*admin_done_fn)(uint64_t asker, int err);

struct admin_ports {
	struct admin_seal seal;
	void *parent;
	void (*process)(void *parent, struct admin_process *ret_process);
	void (*drain)(void *parent); /* as SIGTERM */
	/* Replaces the workers one after the other; done is called once, perhaps before this returns. ERR_FULL: one restart
	 * is under way; ERR_MOMENT: not everything is ready. done's ERR_MOMENT: a new worker did not become ready. */
	int (*restart)(void *parent, admin_done_fn done, uint64_t asker);
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
