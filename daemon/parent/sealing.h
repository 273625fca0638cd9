/* The parent's part in the seal: reads and judges the papers and hands them on in memory, keeps the
 * signing process running, and holds the sockets on which workers ask it, so that whoever is started
 * again finds them. */
#ifndef SAMTALE_PARENT_SEALING_H
#define SAMTALE_PARENT_SEALING_H

#include "admin/admin.h"
#include "parent/seal_report.h"
#include "parent/signer_child.h"
#include "parent/sockets.h"

/* Two a slot: a worker and its follower must not hear each other's answers. */
enum { SEALING_ENDS_MAX = 2 * SOCKETS_WORKERS_MAX };

struct sealing {
	const struct conf *conf; /* borrowed */
	struct papers papers;
	int papers_fd; /* what workers and the signing process inherit; 0: not open */
	int worker_ends[SEALING_ENDS_MAX], signer_ends[SEALING_ENDS_MAX];
	struct signer_child child;
};

/* Makes the demo's papers, reads the papers, makes the sockets. Papers that are missing or wrong are
 * logged and no reason to stop: the doors and what they name of help are served without them.
 * ERR_SYSTEM with errno. */
int sealing_open(struct sealing *sealing, const struct conf *conf) MUST_CHECK;

/* Starts the signing process. */
void sealing_start(struct sealing *sealing, uv_loop_t *loop);

/* Reads the files again, the demo's after they were renewed, and tells the signing process; warns of statements that are
 * about to end. Papers that are not right change nothing, and the log says why. True when there is something to tell the workers. */
bool sealing_reread(struct sealing *sealing);

/* What `samtalectl status` asks; borrows the sealing. */
struct admin_seal sealing_port(struct sealing *sealing);

/* Closes the signing process's handle; run the loop afterwards. */
void sealing_close(struct sealing *sealing);

/* Frees everything. Takes a zeroed one, too. */
void sealing_finish(struct sealing *sealing);

#endif
