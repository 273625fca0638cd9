/* Which agency a call of staff is about: the one it names, else the own one. */
#ifndef SAMTALE_API_OWN_AGENCY_H
#define SAMTALE_API_OWN_AGENCY_H

#include "api/staff_call.h"

enum { OWN_SLUG_SIZE = 65 };

/* The agency that ?slug= names, the own one without it. False: it is not within reach, and the call is
 * answered. */
bool own_agency_asked(struct api *api, const struct staff_call *call, char ret_slug[OWN_SLUG_SIZE]);

/* Answers that there is no such agency, or that the store does not answer. */
void own_agency_fail(struct api *api, uint64_t id, int err);

#endif
