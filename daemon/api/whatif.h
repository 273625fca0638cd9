/* What a change of hours or people would do: the simulator (docs/simulation.md) played twice from a form, as it is today and as
 * it would be, on the thread pool. */
#ifndef SAMTALE_API_WHATIF_H
#define SAMTALE_API_WHATIF_H

#include "api/staff_call.h"

/* POST {"slug"?, "today"?, "changed"?}: forms (whatif_form.h); what they leave out is as the agency's figures have it, what
 * `changed` leaves out as today. 422 says what was expected. 429 `busy`: a run of this person is under way in this worker, or
 * as many as it plays at once. */
void whatif_call(struct api *api, const struct staff_call *call);

#endif
