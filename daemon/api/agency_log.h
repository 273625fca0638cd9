/* An agency as its file, and what was changed in it, over HTTP (docs/permissions.md, agency_edit). */
#ifndef SAMTALE_API_AGENCY_LOG_H
#define SAMTALE_API_AGENCY_LOG_H

#include "api/staff_call.h"

/* GET ?slug=: the YAML that `samtaled --check` and `samtalectl agency import` take. */
void agency_export_call(struct api *api, const struct staff_call *call);

/* GET ?slug=&before=: up to 64 lines, newest first, and the id to read on from, "" behind the last. */
void agency_audit_call(struct api *api, const struct staff_call *call);

#endif
