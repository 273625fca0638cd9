/* What stands in each pool, read from Redis into the directory again and again: doors, those who wait and staff hear of it within
 * two seconds, in every worker. */
#ifndef SAMTALE_APP_ACTS_H
#define SAMTALE_APP_ACTS_H

#include <uv.h>

#include "chat/chat.h"
#include "directory/directory.h"
#include "store/store.h"

/* From now on, once a second; one a process. What could not be read stays as it was. Borrows all four until the stop. */
void app_acts_start(uv_loop_t *loop, struct store *store, struct directory *directory,
	struct chat *chat);

/* Asks once more, now; Redis answers it before all that is asked after. */
void app_acts_read(void);

/* Lets the loop end; answers that still come are taken. */
void app_acts_stop(void);

#endif
