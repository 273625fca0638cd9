/* From a bearer to a person, and from a person to a handler. The request is copied meanwhile. */
#include "api/staff_call.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/metric.h"
#include "staff/session.h"

static const struct failure no_session = {401, "session", "There is no session, or it is over.",
	"Log in again, and send Authorization: Bearer and the session.", 0};
static const struct failure no_permission = {403, "permission", "This account may not do that.",
	"The agency's owner knows who may.", 0};
static const struct failure no_object = {400, "body", "The body is not what this address takes.",
	"Send a JSON object.", 0};
static const struct failure too_fast = {429, "rate", "That went too fast.", "Try again soon.", 2};

/* A request whose person is being asked for. */
struct waiting {
	struct api *api;
	staff_call_fn handle;
	struct staff_call call;
	bool post;
	char *query; /* owned */
};

static void waiting_destroy(struct waiting *waiting)
{
	json_decref(waiting->call.body);
	free(waiting->query);
	free(waiting);
}

/* What a POST does may stay for good, as a line of an audit does: so many of each person in each worker, as of frames. People whose
 * ids fall together share a bucket, so that nobody makes the table grow. */
static bool may_post(struct api *api, const char *person)
{
	const struct bucket_rate rate = {api->options.bucket_staff, api->options.refill_staff};
	uint8_t at = 0;
	for (const char *c = person; *c != '\0'; c++) {
		at = (uint8_t)(at * 31 + (uint8_t)*c);
	}
	return bucket_take(&api->posts[at], &rate, clock_mono_ms());
}

static void on_person(void *context, uint64_t id, int err, const struct auth_person *person)
{
	struct waiting *waiting = context;
	struct api *api = waiting->api;
	struct staff_call *call = &waiting->call;
	if (err == 0) {
		call->person = *person;
		call->reach = permission_reach(call->permission, (enum role)person->role);
	}
	if (err == ERR_GONE) {
		metric_add(METRIC_REFUSED, 1);
		api_reply_failure(api, id, &no_session);
	} else if (err != 0) {
		api_reply_failure(api, id, &api_down);
	} else if (call->reach == REACH_NONE) {
		metric_add(METRIC_REFUSED, 1);
		api_reply_failure(api, id, &no_permission);
	} else if (waiting->post && !json_is_object(call->body)) {
		api_reply_failure(api, id, &no_object);
	} else if (waiting->post && !may_post(api, call->person.id)) {
		metric_add(METRIC_REFUSED, 1);
		api_reply_failure(api, id, &too_fast);
	} else {
		waiting->handle(api, call);
	}
	waiting_destroy(waiting);
}

/* What stands behind the scheme, whose name may be written either way (RFC 9110, section 11.1). */
static struct view bearer_of(struct view authorization)
{
	static const char scheme[] = "Bearer ";
	const size_t len = sizeof(scheme) - 1;
	if (authorization.len <= len ||
		strncasecmp((const char *)authorization.data, scheme, len) != 0) {
		return (struct view){NULL, 0};
	}
	return (struct view){authorization.data + len, authorization.len - len};
}

/* The request in memory of its own; NULL without memory. */
static struct waiting *waiting_create(struct api *api, const struct http_request *request)
{
	struct waiting *waiting = calloc(1, sizeof(*waiting));
	char *query = waiting ? strndup((const char *)request->query.data, request->query.len) : NULL;
	if (!query) {
		free(waiting);
		return NULL;
	}
	waiting->api = api;
	waiting->query = query;
	waiting->call = (struct staff_call){.id = request->id, .query = view_text(query)};
	return waiting;
}

void staff_call_begin(struct api *api, const struct http_request *request,
	enum permission permission, staff_call_fn handle)
{
	const struct view bearer = bearer_of(request->authorization);
	if (bearer.len == 0) {
		metric_add(METRIC_REFUSED, 1);
		api_reply_failure(api, request->id, &no_session);
		return;
	}
	struct waiting *waiting = waiting_create(api, request);
	if (!waiting) {
		api_reply_failure(api, request->id, &api_down);
		return;
	}
	if (request->post) {
		waiting->call.body = json_loadb((const char *)request->body.data, request->body.len,
			JSON_REJECT_DUPLICATES, NULL);
	}
	waiting->post = request->post;
	waiting->handle = handle;
	waiting->call.permission = permission;
	staff_session_find(api->staff, bearer, request->id, on_person, waiting);
}

bool staff_call_reaches_with(const struct api *api, const struct staff_call *call,
	enum permission permission, const char *agency)
{
	const struct agency *wanted = directory_agency(api->directory, agency);
	const struct agency *own = directory_agency(api->directory, call->person.agency);
	switch (permission_reach(permission, (enum role)call->person.role)) {
	case REACH_AGENCY: return wanted && strcmp(agency, call->person.agency) == 0;
	case REACH_POOL:
		return wanted && own && strcmp(agency_get(wanted, "pool"), agency_get(own, "pool")) == 0;
	case REACH_ALL: return true;
	default: return false;
	}
}

bool staff_call_reaches(const struct api *api, const struct staff_call *call, const char *agency)
{
	return staff_call_reaches_with(api, call, call->permission, agency);
}

const char *staff_call_text(const struct staff_call *call, const char *name)
{
	return json_string_value(json_object_get(call->body, name));
}

void staff_call_refuse(struct api *api, const struct staff_call *call)
{
	metric_add(METRIC_REFUSED, 1);
	api_reply_failure(api, call->id, &no_permission);
}

void staff_call_reply(struct api *api, uint64_t id, json_t *data)
{
	const struct answer ok = {.status = 200, .type = api_type_json};
	api_reply_json(api, id, &ok, data ? json_pack("{s:b,s:o}", "ok", 1, "data", data) : NULL);
}

void staff_call_done(struct api *api, uint64_t id, int err)
{
	static const struct failure missing = {404, "missing", "There is no such thing, or no more.",
		"", 0};
	if (err == 0) {
		staff_call_reply(api, id, json_object());
	} else {
		api_reply_failure(api, id, err == ERR_GONE ? &missing : &api_down);
	}
}
