/* A request of somebody of the staff, who has been asked for by the bearer and found to have the permission of the address. Every
 * handler behind the login gets one of these, and none asks again whether it may; whether a thing is within reach it asks here. */
#ifndef SAMTALE_API_STAFF_CALL_H
#define SAMTALE_API_STAFF_CALL_H

#include "api/internal.h"
#include "protocol/permission.h"

/* Borrowed until the handler returns: whoever answers later copies the id and what else it needs. */
struct staff_call {
	uint64_t id; /* of the request, for api_reply_json and its like */
	enum permission permission;
	enum reach reach;          /* of this caller with that permission, never NONE */
	struct auth_person person; /* the account as it is now; .session is the id of its session */
	struct view query;
	json_t *body; /* the object that was sent; NULL with GET */
};

typedef void (*staff_call_fn)(struct api *api, const struct staff_call *call);

/* Finds who asks, and calls handle, perhaps at once; else answers: 401 `session` without a bearer or with one that is over, 403
 * `permission`, 400 `body` when the body of a POST is no JSON object, 429 `rate` when the person POSTs too fast, 503. */
void staff_call_begin(struct api *api, const struct http_request *request,
	enum permission permission, staff_call_fn handle);

/* Whether the caller reaches this agency (slug) with the permission of the address, or with another one. Of an agency that is not
 * known: only who reaches everywhere. */
bool staff_call_reaches(const struct api *api, const struct staff_call *call, const char *agency);
bool staff_call_reaches_with(const struct api *api, const struct staff_call *call,
	enum permission permission, const char *agency);

/* A text of the body, borrowed from it; NULL when there is none of that name. */
const char *staff_call_text(const struct staff_call *call, const char *name);

/* Answers 403 `permission`: the thing is not within reach. */
void staff_call_refuse(struct api *api, const struct staff_call *call);

/* Answers {"ok":true,"data":data} and lets go of data; NULL counts as out of memory. */
void staff_call_reply(struct api *api, uint64_t id, json_t *data);

/* Answers what a request to the store or to staff came to: 0 with an empty data, ERR_GONE with 404, anything else with 503. */
void staff_call_done(struct api *api, uint64_t id, int err);

#endif
