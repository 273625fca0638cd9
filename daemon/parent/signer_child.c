/* Keeping the signing process running. */
#include "parent/signer_child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "parent/child.h"

enum {
	BACKOFF_FIRST_MS = 100,
	BACKOFF_LAST_MS = 5000,
	STEADY_MS = 10000,
	PATH_BYTES = 512,
	NUMBER_BYTES = 16
};

static int spawn(struct signer_child *child)
{
	char path[PATH_BYTES], count[NUMBER_BYTES];
	snprintf(path, sizeof path, "%s", child->key_path);
	snprintf(count, sizeof count, "%u", child->count);
	char *argv[] = {(char[]){"samtaled"}, (char[]){"--signer"}, path, count, NULL};
	struct child_start start = {.path = "/proc/self/exe", .argv = argv, .out = -1};
	start.fds[start.fd_count++] = child->papers_fd;
	for (unsigned i = 0; i < child->count; i++) {
		start.fds[start.fd_count++] = child->ends[i];
	}
	child->started_ms = clock_mono_ms();
	return child_spawn(&start, &child->pid);
}

static uint64_t backoff_ms(const struct signer_child *child)
{
	uint64_t wait = BACKOFF_FIRST_MS;
	for (unsigned i = 1; i < child->failures && wait < BACKOFF_LAST_MS; i++) {
		wait *= 2;
	}
	return wait < BACKOFF_LAST_MS ? wait : BACKOFF_LAST_MS;
}

static void on_again(uv_timer_t *timer)
{
	struct signer_child *child = timer->data;
	if (child->stopping || child->pid > 0) {
		return;
	}
	if (spawn(child) == 0) {
		log_info("signer pid=%d", (int)child->pid);
		return;
	}
	child->failures++;
	log_error("the signing process cannot be started: %s", strerror(errno));
	uv_timer_start(timer, on_again, backoff_ms(child), 0);
}

void signer_child_start(struct signer_child *child, uv_loop_t *loop)
{
	uv_timer_init(loop, &child->again);
	child->again.data = child;
	on_again(&child->again);
}

bool signer_child_on_end(struct signer_child *child, pid_t pid, int status)
{
	if (child->pid == 0 || pid != child->pid) {
		return false;
	}
	child->pid = 0;
	if (child->stopping) {
		return true;
	}
	bool steady = clock_mono_ms() - child->started_ms >= STEADY_MS;
	child->failures = steady ? 1 : child->failures + 1;
	log_error("the signing process ended by %s %d: it is started again in %llu ms",
		WIFSIGNALED(status) ? "signal" : "exit",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
		(unsigned long long)backoff_ms(child));
	uv_timer_start(&child->again, on_again, backoff_ms(child), 0);
	return true;
}

void signer_child_hangup(const struct signer_child *child)
{
	if (child->pid > 0) {
		kill(child->pid, SIGHUP);
	}
}

void signer_child_stop(struct signer_child *child, int number)
{
	child->stopping = true;
	uv_timer_stop(&child->again);
	if (child->pid > 0) {
		kill(child->pid, number);
	}
}

void signer_child_close(struct signer_child *child)
{
	if (!uv_is_closing((uv_handle_t *)&child->again)) {
		uv_close((uv_handle_t *)&child->again, NULL);
	}
}
