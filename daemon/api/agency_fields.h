/* The fields of an agency as Redis has them, and who may change which (docs/permissions.md,
 * agency_edit). */
#ifndef SAMTALE_API_AGENCY_FIELDS_H
#define SAMTALE_API_AGENCY_FIELDS_H

#include "api/staff_call.h"
#include "store/agencies.h"

/* GET ?slug=: every field, and the names of those that the caller may change. */
void agency_fields_call(struct api *api, const struct staff_call *call);

/* Every field of the table as a text, right or not, "" where there is none; NULL without memory. */
json_t *agency_texts(const struct agency_pair *pairs, unsigned count);

/* Whether somebody of that reach may change that field of an agency within it by that permission. */
bool agency_may_change(enum permission permission, enum reach reach, const char *field);

#endif
