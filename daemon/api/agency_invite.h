/* A new agency over HTTP: made not live, with an account for its first owner, who gets a link to come in by. */
#ifndef SAMTALE_API_AGENCY_INVITE_H
#define SAMTALE_API_AGENCY_INVITE_H

#include "api/staff_call.h"

/* POST {"slug","name","pool","municipality","buddy","owner","alias"}: the buddy is an agency of the pool whose texts, hours and
 * canned replies it begins with. 422: each field that is not right, with what was expected. What went half is finished by asking
 * the same again; so is a link that was lost, while nobody of the
 * agency has come: from then on its people are its owners' to invite. */
void agency_invite_call(struct api *api, const struct staff_call *call);

#endif
