/* The accounts of an agency over HTTP, for those who may change them (docs/permissions.md, staff_edit).
 * Who is new comes in by a link (api/people_new.h). */
#ifndef SAMTALE_API_PEOPLE_H
#define SAMTALE_API_PEOPLE_H

#include "api/staff_call.h"

/* GET ?slug=: name, alias, role, lives_in and disabled of each. */
void people_list_call(struct api *api, const struct staff_call *call);

/* POST {"slug","name","act":"disable"|"enable"|"reset"|"invite"|"role"|"alias"|"add","value"}: one change of one
 * account. reset answers a one-time password; invite a link by which the person chooses another password and enrols a code app; add
 * makes the account and answers such a link; role and add take a role that an agency may give, alias what youths see. 409 last_owner: nobody could change the agency then. Each is a line of the agency's
 * audit. */
void people_change_call(struct api *api, const struct staff_call *call);

#endif
