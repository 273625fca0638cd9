/* One slot: its process, the pipe it reports on, when it died. */
#include "parent/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "parent/child.h"

enum { DEATHS_REMEMBERED = 5, DEATH_WINDOW_MS = 60000, AGAIN_MS = 200, NUMBER_TEXT = 16 };

struct worker_slot {
	struct workers *workers;
	unsigned number; /* 1 and up */
	pid_t pid;       /* 0: not running */
	bool ready;
	bool given_up;
	uv_pipe_t report;
	bool report_open;
	uv_timer_t again;
	uint64_t deaths[DEATHS_REMEMBERED];
	unsigned death_count;
};

int workers_create(struct workers *workers, uv_loop_t *loop, const struct sockets *sockets)
{
	workers->slots = calloc(sockets->workers, sizeof *workers->slots);
	if (workers->slots == NULL) {
		return ERR_NOMEM;
	}
	workers->loop = loop;
	workers->sockets = sockets;
	workers->count = sockets->workers;
	for (unsigned i = 0; i < workers->count; i++) {
		struct worker_slot *slot = &workers->slots[i];
		slot->workers = workers;
		slot->number = i + 1;
		uv_timer_init(loop, &slot->again);
		slot->again.data = slot;
	}
	return 0;
}

static void set_ready(struct worker_slot *slot, bool ready)
{
	if (slot->ready != ready) {
		slot->ready = ready;
		slot->workers->changed(slot->workers->context);
	}
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	static char bytes[64];
	(void)handle;
	(void)suggested;
	*buf = uv_buf_init(bytes, sizeof bytes);
}

static void on_report(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
	struct worker_slot *slot = stream->data;
	if (count > 0) {
		set_ready(slot, buf->base[count - 1] == '1');
	} else if (count < 0) {
		uv_read_stop(stream);
	}
}

static void close_report(struct worker_slot *slot)
{
	if (slot->report_open) {
		slot->report_open = false;
		uv_close((uv_handle_t *)&slot->report, NULL);
	}
}

static int spawn(struct worker_slot *slot, int report_fd)
{
	const struct workers *workers = slot->workers;
	char number[NUMBER_TEXT], port[NUMBER_TEXT], config[4096];
	snprintf(number, sizeof number, "%u", slot->number);
	snprintf(port, sizeof port, "%u", workers->sockets->ports[0]);
	snprintf(config, sizeof config, "%s", workers->config_path);
	char *argv[] = {(char[]){"samtaled"}, (char[]){"-c"}, config, (char[]){"--worker"}, number,
		(char[]){"--port"}, port, NULL};
	struct child_start start = {.path = "/proc/self/exe", .argv = argv, .out = -1};
	start.fds[start.fd_count++] = report_fd;
	for (unsigned l = 0; l < workers->sockets->listens; l++) {
		start.fds[start.fd_count++] = workers->sockets->fds[slot->number - 1][l];
	}
	if (workers->certificates_fd >= 0) {
		start.fds[start.fd_count++] = workers->certificates_fd;
	}
	return child_spawn(&start, &slot->pid);
}

static int start_slot(struct worker_slot *slot)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0) {
		return ERR_SYSTEM;
	}
	int err = spawn(slot, ends[1]);
	close(ends[1]);
	if (err != 0 || uv_pipe_init(slot->workers->loop, &slot->report, 0) != 0) {
		close(ends[0]);
		return ERR_SYSTEM;
	}
	slot->report.data = slot;
	slot->report_open = true;
	if (uv_pipe_open(&slot->report, ends[0]) != 0) {
		close(ends[0]);
		return ERR_SYSTEM;
	}
	uv_read_start((uv_stream_t *)&slot->report, on_alloc, on_report);
	log_info("worker=%u pid=%d", slot->number, (int)slot->pid);
	return 0;
}

static void on_again(uv_timer_t *timer)
{
	struct worker_slot *slot = timer->data;
	if (!slot->workers->stopping && slot->pid == 0 && start_slot(slot) != 0) {
		log_error("worker=%u cannot be started: %s", slot->number, strerror(errno));
		uv_timer_start(timer, on_again, AGAIN_MS, 0);
	}
}

void workers_start(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++) {
		struct worker_slot *slot = &workers->slots[i];
		if (slot->pid == 0 && !slot->given_up && !uv_is_active((uv_handle_t *)&slot->again)) {
			on_again(&slot->again);
		}
	}
}

/* True when this death is one too many within the window. */
static bool dies_too_often(struct worker_slot *slot)
{
	uint64_t now = clock_mono_ms();
	uint64_t *oldest = &slot->deaths[slot->death_count % DEATHS_REMEMBERED];
	bool often = slot->death_count >= DEATHS_REMEMBERED - 1 &&
		now - slot->deaths[(slot->death_count + 1) % DEATHS_REMEMBERED] < DEATH_WINDOW_MS;
	*oldest = now;
	slot->death_count++;
	return often;
}

static void on_slot_ended(struct worker_slot *slot, int status)
{
	slot->pid = 0;
	close_report(slot);
	set_ready(slot, false);
	if (slot->workers->stopping) {
		return;
	}
	log_error("worker=%u ended by %s %d", slot->number, WIFSIGNALED(status) ? "signal" : "exit",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	if (dies_too_often(slot)) {
		slot->given_up = true;
		log_error("worker=%u died %d times in a minute and is given up", slot->number,
			DEATHS_REMEMBERED);
		return;
	}
	uv_timer_start(&slot->again, on_again, AGAIN_MS, 0);
}

bool workers_on_child(struct workers *workers, pid_t pid, int status)
{
	for (unsigned i = 0; i < workers->count; i++) {
		if (workers->slots[i].pid == pid) {
			on_slot_ended(&workers->slots[i], status);
			workers->changed(workers->context);
			return true;
		}
	}
	return false;
}

void workers_stop(struct workers *workers, bool hard)
{
	workers->stopping = true;
	for (unsigned i = 0; i < workers->count; i++) {
		uv_timer_stop(&workers->slots[i].again);
		if (workers->slots[i].pid > 0) {
			kill(workers->slots[i].pid, hard ? SIGKILL : SIGTERM);
		}
	}
}

void workers_signal(const struct workers *workers, int number)
{
	for (unsigned i = 0; i < workers->count; i++) {
		if (workers->slots[i].pid > 0) {
			kill(workers->slots[i].pid, number);
		}
	}
}

unsigned workers_running(const struct workers *workers)
{
	unsigned count = 0;
	for (unsigned i = 0; i < workers->count; i++) {
		count += workers->slots[i].pid > 0;
	}
	return count;
}

unsigned workers_ready(const struct workers *workers)
{
	unsigned count = 0;
	for (unsigned i = 0; i < workers->count; i++) {
		count += workers->slots[i].ready;
	}
	return count;
}

void workers_close(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++) {
		close_report(&workers->slots[i]);
		uv_close((uv_handle_t *)&workers->slots[i].again, NULL);
	}
}

void workers_destroy(struct workers *workers)
{
	free(workers->slots);
	workers->slots = NULL;
}
