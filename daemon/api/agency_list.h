/* The agencies of a pool, for who invites them. */
#ifndef SAMTALE_API_AGENCY_LIST_H
#define SAMTALE_API_AGENCY_LIST_H

#include "api/staff_call.h"

/* GET: the agencies within reach, and whether each is live. */
void agencies_list_call(struct api *api, const struct staff_call *call);

#endif
