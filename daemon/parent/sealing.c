/* Files in, a piece of shared memory out, and a process beside it. */
#include "parent/sealing.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metric.h"
#include "parent/demo_seal.h"

static bool is_demo(const struct sealing *sealing)
{
	return strcmp(sealing->conf->profile, "demo") == 0;
}

/* --- papers --- */

static void on_trouble(void *context, const char *agency, const char *state, int days)
{
	(void)context;
	if (strcmp(state, "ends") == 0) {
		log_warn("agency=%s days=%d until its statement ends", agency, days);
	} else if (strcmp(state, "mode") == 0) {
		log_error("agency=%s its statement is not of the mode that its `seal` asks for", agency);
	} else {
		log_error("agency=%s can begin no shift: its statement is %s", agency, state);
	}
}

/* Reads the files over what there is, when they are good and no older. */
static int take_papers(struct sealing *sealing)
{
	struct papers fresh = {0};
	struct papers_fault fault;
	const struct conf_seal *seal = &sealing->conf->seal;
	int err = papers_load(seal->bundle, seal->statements, &fresh, &fault);
	if (err != 0) {
		log_error("%s: %s", fault.in_bundle ? "seal.bundle" : "seal.statements", fault.what);
		return err;
	}
	if (sealing->papers.batch != NULL &&
		batch_serial(fresh.batch) < batch_serial(sealing->papers.batch)) {
		log_error("seal.statements: serial=%u is below the one in use, %u",
			batch_serial(fresh.batch), batch_serial(sealing->papers.batch));
		papers_finish(&fresh);
		return ERR_SYNTAX;
	}
	papers_finish(&sealing->papers);
	sealing->papers = fresh;
	log_info("seal.statements: serial=%u", batch_serial(fresh.batch));
	seal_report(&sealing->papers, sealing->conf, on_trouble, NULL);
	return papers_publish(&sealing->papers, sealing->papers_fd);
}

static int renew_demo(const struct sealing *sealing)
{
	return is_demo(sealing) ? demo_seal_make(sealing->conf) : 0;
}

bool sealing_reread(struct sealing *sealing)
{
	int err = renew_demo(sealing);
	err = err == 0 ? take_papers(sealing) : err;
	if (err != 0) {
		log_error("seal.statements: those from before stay");
		metric_set(METRIC_RELOAD_GOOD, 0);
	}
	signer_child_hangup(&sealing->child);
	return err == 0;
}

/* --- sockets --- */

static int open_sockets(struct sealing *sealing)
{
	int err = 0;
	unsigned count = 2 * sealing->conf->workers;
	for (unsigned i = 0; err == 0 && i < count; i++) {
		int ends[2];
		err = socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : ERR_SYSTEM;
		if (err == 0) {
			sealing->worker_ends[i] = ends[0];
			sealing->signer_ends[i] = ends[1];
			sealing->child.count = i + 1;
		}
	}
	return err;
}

int sealing_open(struct sealing *sealing, const struct conf *conf)
{
	*sealing = (struct sealing){.conf = conf};
	sealing->papers_fd = memfd_create("samtale-papers", MFD_CLOEXEC);
	if (sealing->papers_fd < 0 || open_sockets(sealing) != 0) {
		return ERR_SYSTEM;
	}
	sealing->child.key_path = conf->seal.signer_key;
	sealing->child.papers_fd = sealing->papers_fd;
	sealing->child.ends = sealing->signer_ends;
	if (renew_demo(sealing) != 0 || take_papers(sealing) != 0) {
		log_error(
			"seal.statements: nobody can begin a shift until they are there and SIGHUP comes");
	}
	return 0;
}

void sealing_start(struct sealing *sealing, uv_loop_t *loop)
{
	signer_child_start(&sealing->child, loop);
}

static bool signer_is_up(void *context)
{
	const struct sealing *sealing = context;
	return sealing->child.pid > 0;
}

static uint32_t serial_of(void *context)
{
	const struct sealing *sealing = context;
	return sealing->papers.batch != NULL ? batch_serial(sealing->papers.batch) : 0;
}

static void tell_troubles(void *context, admin_trouble_fn tell, void *asker)
{
	const struct sealing *sealing = context;
	seal_report(&sealing->papers, sealing->conf, tell, asker);
}

struct admin_seal sealing_port(struct sealing *sealing)
{
	return (struct admin_seal){
		.sealing = sealing,
		.signer_is_up = signer_is_up,
		.serial = serial_of,
		.troubles = tell_troubles,
	};
}

void sealing_close(struct sealing *sealing)
{
	signer_child_close(&sealing->child);
}

void sealing_finish(struct sealing *sealing)
{
	for (unsigned i = 0; i < sealing->child.count; i++) {
		close(sealing->worker_ends[i]);
		close(sealing->signer_ends[i]);
	}
	sealing->child.count = 0;
	if (sealing->papers_fd > 0) {
		close(sealing->papers_fd);
	}
	sealing->papers_fd = 0;
	papers_finish(&sealing->papers);
}
