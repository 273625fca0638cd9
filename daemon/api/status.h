/* The public status: how the door of an agency, or of a pool, stands, for other sites to show. Told once a minute and kept
 * until then, so that however often it is asked it costs nothing and says no more; and nothing in it can point at a person: no
 * topic, no number, the wait of the whole pool only. */
#ifndef SAMTALE_API_STATUS_H
#define SAMTALE_API_STATUS_H

#include "api/door.h"
#include "base/err.h"

struct status;

/* What an answer is made from. Borrowed. */
struct status_sources {
	const struct directory *directory;
	const struct pools *pools;
};

/* One answer for each agency and each pool, made when it is first asked for. NULL without memory; destroy takes NULL. */
struct status *status_create(void);
void status_destroy(struct status *status);

/* The JSON for a door that has a pool (docs/openapi.yaml, Status), looked at when the one kept is over: after a minute, and
 * at the second at which the door opens or closes. Borrowed until the next call. NULL without memory.
 * *ret_left_s is for how many seconds more it is told, 1 to 60, and so for how long it may be kept on the way. */
const char *status_text(struct status *status, const struct door *door,
	const struct status_sources *sources, uint32_t *ret_left_s);

#endif
