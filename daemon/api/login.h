/* The requests that change something without being logged in: a login of staff, and the beacon of a quick exit. Joining by an
 * invitation is join.h. */
#ifndef SAMTALE_API_LOGIN_H
#define SAMTALE_API_LOGIN_H

#include "api/internal.h"

enum { LOGIN_FIELDS = 8 };

/* A text that a body may hold, or must. */
struct login_field {
	const char *name;
	bool needed;
};

/* Reads a JSON object that holds these texts and nothing else; the last row has no name. ret_texts are borrowed from the body, empty
 * where there is none. ERR_SYNTAX. */
int login_read(const json_t *body, const struct login_field *fields,
	struct view *ret_texts) MUST_CHECK;

/* Overwrites every text of a parsed body and lets go of it. Takes NULL. */
void login_wipe(json_t *body);

/* What whoever came in is told, as a new object. */
json_t *login_data(const struct staff_entry *entry);

/* What was wrong with what should prove who it is, by the word of staff; NULL: what everybody hears. */
const struct failure *login_wrong(const char *why);

/* 429, with the words of what was too much. */
void login_reply_busy(struct api *api, uint64_t id, const char *why, uint32_t retry_after);

/* POST /api/v1/login {"name","password"} and, where there are any, "code" and "device": a one-time ticket. */
void login_request(struct api *api, const struct http_request *request);

/* POST /api/v1/leave, 64 hexadecimal digits, perhaps a space and left, cancelled or diverted: ends the visit. Whether there was one is not told. */
void leave_request(struct api *api, const struct http_request *request);

#endif
