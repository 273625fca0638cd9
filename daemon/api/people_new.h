/* Somebody new in an agency: an account, and the link by which that person comes in and chooses a password. */
#ifndef SAMTALE_API_PEOPLE_NEW_H
#define SAMTALE_API_PEOPLE_NEW_H

#include "api/staff_call.h"

/* POST {"slug","name","act":"add","value":role}: answers name and join, the link. 403 permission: a role that reaches beyond the
 * agency; 409 taken: the name is somebody's already; 422: a name or a role that is none. A line of the agency's audit. */
void people_new_call(struct api *api, const struct staff_call *call);

/* Whether it is one, and what is expected of one in words. */
extern const char people_new_roles[];
bool people_new_is_role(const char *value);

/* Puts the link of an invitation into an answer: an address of this service, good once and for seven days. */
void people_new_put_link(json_t *data, const char *token);

#endif
