/* The accounts of an agency over HTTP, for those who may change them (docs/permissions.md, staff_edit).
 * New ones come by invitation. */
#ifndef SAMTALE_API_PEOPLE_H
#define SAMTALE_API_PEOPLE_H

#include "api/staff_call.h"

/* GET ?slug=: name, alias, role, lives_in and disabled of each. */
void people_list_call(struct api *api, const struct staff_call *call);

/* POST {"slug","name","act":"disable"|"enable"|"reset"|"role"|"alias","value"}: one change of one account. reset
 * answers a one-time password; role takes a role that an agency may give, alias
 * what youths see. 409 last_owner: nobody could change the agency then. Each is a line of the agency's
 * audit. */
void people_change_call(struct api *api, const struct staff_call *call);

#endif
