/* What somebody of the staff asks about the own login: who am I, a ticket for a socket, which sessions are there, end them. */
#ifndef SAMTALE_API_SESSIONS_H
#define SAMTALE_API_SESSIONS_H

#include "api/staff_call.h"

/* GET /api/v1/me: name, alias, role, agency and its name, pool. */
void me_request(struct api *api, const struct staff_call *call);

/* POST /api/v1/ticket {}: a new one-time ticket for the socket. */
void ticket_request(struct api *api, const struct staff_call *call);

/* GET /api/v1/sessions: one's own; with ?name= somebody else's, who is within reach of `sessions_agency`. */
void sessions_request(struct api *api, const struct staff_call *call);

/* POST /api/v1/sessions/revoke {"session"} of one's own, {"others":true}: all of one's own but this one, {"name"}: all of that person's,
 * or name and session. Sockets that came by them close. */
void revoke_request(struct api *api, const struct staff_call *call);

/* POST /api/v1/logout {}: ends this session. */
void logout_request(struct api *api, const struct staff_call *call);

#endif
