/* What proves who somebody of the staff is, changed by themselves. A session alone changes nothing: password and code are asked for
 * anew each time. */
#ifndef SAMTALE_API_ACCOUNT_H
#define SAMTALE_API_ACCOUNT_H

#include "api/staff_call.h"

/* GET /api/v1/account: whether the password is the person's own, whether there is a code app, and a secret for another one. */
void account_look_call(struct api *api, const struct staff_call *call);

/* POST /api/v1/account {"act","password","code"} and for `password` {"wish"}, for `app` {"secret","shown"}, for `codes` nothing more:
 * changes it, writes a line into the agency's audit, and gives what recovery codes came with it. */
void account_change_call(struct api *api, const struct staff_call *call);

#endif
