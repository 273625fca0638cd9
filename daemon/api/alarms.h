/* POST /api/v1/alarms/take: somebody has an alarm in hand, and it makes no sound any more, for anybody. */
#ifndef SAMTALE_API_ALARMS_H
#define SAMTALE_API_ALARMS_H

#include "api/staff_call.h"

void alarms_take_call(struct api *api, const struct staff_call *call);

#endif
