/* libuv's thread pool behind the work port. */
#ifndef SAMTALE_APP_WORK_H
#define SAMTALE_APP_WORK_H

#include <uv.h>

#include "options/work_port.h"

struct app_work {
	uv_loop_t *loop;
	struct work_port port;
};

void app_work_init(struct app_work *work, uv_loop_t *loop);
void app_work_finish(struct app_work *work);

/* Borrowed for the life of work. */
const struct work_port *app_work_port(struct app_work *work);

#endif
