/* One uv_work_t a job. */
#include "app_work.h"

#include <stdlib.h>

struct job {
	uv_work_t request;
	void (*work)(void *data);
	void (*done)(void *data);
	void *data;
};

static void on_work(uv_work_t *request)
{
	struct job *job = request->data;
	job->work(job->data);
}

static void on_done(uv_work_t *request, int status)
{
	struct job *job = request->data;
	(void)status; /* nobody cancels */
	job->done(job->data);
	free(job);
}

static int submit(void *pool, void (*work)(void *data), void (*done)(void *data), void *data)
{
	struct app_work *self = pool;
	struct job *job = calloc(1, sizeof *job);
	if (job == NULL) {
		return ERR_NOMEM;
	}
	*job = (struct job){.work = work, .done = done, .data = data};
	job->request.data = job;
	if (uv_queue_work(self->loop, &job->request, on_work, on_done) != 0) {
		free(job);
		return ERR_FULL;
	}
	return 0;
}

void app_work_init(struct app_work *work, uv_loop_t *loop)
{
	work->loop = loop;
	work->port = (struct work_port){.pool = work, .submit = submit};
}

void app_work_finish(struct app_work *work)
{
	work->loop = NULL;
}

const struct work_port *app_work_port(struct app_work *work)
{
	return &work->port;
}
