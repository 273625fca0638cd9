/* What supervisors and duty leads do about the whole of it: doors, queues, texts, people. A supervisor within its agency; a duty
 * lead in the pool, as long as the rota has it and as far as the pool's policy goes. Routing keeps what stands. */
#ifndef SAMTALE_API_ACTS_H
#define SAMTALE_API_ACTS_H

#include "api/staff_call.h"

/* POST /api/v1/acts: does it, or with `check` says how many it would reach. */
void acts_post_call(struct api *api, const struct staff_call *call);

/* POST /api/v1/acts/undo. */
void acts_undo_call(struct api *api, const struct staff_call *call);

/* GET /api/v1/acts: what stands, and what was done, newest first. */
void acts_get_call(struct api *api, const struct staff_call *call);

#endif
