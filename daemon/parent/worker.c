/* Starting a worker with its listening sockets, and hearing from it. */
#include "parent/worker.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "parent/child.h"

enum { NUMBER_TEXT = 16, PATH_TEXT = 4096 };

static void set_ready(struct worker *worker, bool ready)
{
	if (worker->ready != ready) {
		worker->ready = ready;
		worker->changed(worker->context);
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
	struct worker *worker = stream->data;
	if (count > 0) {
		set_ready(worker, buf->base[count - 1] == '1');
	} else if (count < 0) {
		uv_read_stop(stream);
	}
}

static int spawn(struct worker *worker, const struct worker_start *start, int report_fd)
{
	char number[NUMBER_TEXT], config[PATH_TEXT];
	snprintf(number, sizeof number, "%u", start->slot);
	snprintf(config, sizeof config, "%s", start->config_path);
	char *argv[] = {(char[]){"samtaled"}, (char[]){"-c"}, config, (char[]){"--worker"}, number,
		NULL};
	struct child_start child = {.path = "/proc/self/exe", .argv = argv, .out = -1};
	child.fds[child.fd_count++] = report_fd;
	child.fds[child.fd_count++] = start->papers_fd;
	child.fds[child.fd_count++] = start->signer_fd;
	child.fds[child.fd_count++] = worker->metrics.fd;
	for (unsigned l = 0; l < start->sockets->listens; l++) {
		child.fds[child.fd_count++] = start->sockets->fds[start->slot - 1][l];
	}
	if (start->certificates_fd >= 0) {
		child.fds[child.fd_count++] = start->certificates_fd;
	}
	return child_spawn(&child, &worker->pid);
}

int worker_start(struct worker *worker, const struct worker_start *start)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0) {
		return ERR_SYSTEM;
	}
	int err = spawn(worker, start, ends[1]);
	close(ends[1]);
	if (err != 0 || uv_pipe_init(start->loop, &worker->report, 0) != 0) {
		close(ends[0]);
		return ERR_SYSTEM;
	}
	worker->told = false;
	worker->metrics.used = true;
	worker->report.data = worker;
	worker->report_open = true;
	if (uv_pipe_open(&worker->report, ends[0]) != 0) {
		close(ends[0]);
		return ERR_SYSTEM;
	}
	uv_read_start((uv_stream_t *)&worker->report, on_alloc, on_report);
	log_info("worker=%u pid=%d", start->slot, (int)worker->pid);
	return 0;
}

void worker_end(struct worker *worker, enum worker_end how)
{
	if (worker->pid > 0) {
		worker->told = true;
		kill(worker->pid, (int)how);
	}
}

void worker_close(struct worker *worker)
{
	if (worker->report_open) {
		worker->report_open = false;
		uv_close((uv_handle_t *)&worker->report, NULL);
	}
}

void worker_forget(struct worker *worker)
{
	worker->pid = 0;
	worker_close(worker);
	metric_row_retire(&worker->metrics);
	set_ready(worker, false);
}
