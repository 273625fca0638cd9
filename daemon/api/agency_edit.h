/* The fields of an agency, changed over HTTP by those who may (docs/permissions.md, agency_edit; agency_invite for whether it
 * is live). */
#ifndef SAMTALE_API_AGENCY_EDIT_H
#define SAMTALE_API_AGENCY_EDIT_H

#include "api/staff_call.h"

/* POST {"slug","changes":{field:value},"was":{field:value},"check":bool}: all of them or none. Refused
 * are a value that is not right (422, each field with what was expected) and a field that somebody
 * else has changed meanwhile (409, each with what it is now). With check nothing is written. */
void agency_edit_call(struct api *api, const struct staff_call *call);

#endif
