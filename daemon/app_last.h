/* The last resort of a worker that ends. Its loop runs dry when everything is closed; a library that an allocation has
 * failed in may never be done with that. */
#ifndef SAMTALE_APP_LAST_H
#define SAMTALE_APP_LAST_H

#include <uv.h>

struct app_last {
	uv_timer_t timer;
	int code; /* to end with; may be set at any time */
};

/* From now on the loop has a few seconds to run dry; then the process ends with the code. Keeps no loop from ending. */
void app_last_begin(struct app_last *last, uv_loop_t *loop);

/* It has run dry. Also good when nothing was begun. */
void app_last_finish(struct app_last *last);

#endif
