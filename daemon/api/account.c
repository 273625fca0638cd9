/* The change itself is staff/renew.h's, in one step; behind it its line in the agency's audit, then the answer. */
#include "api/account.h"

#include <stdlib.h>
#include <string.h>

#include "api/join.h"
#include "api/login.h"
#include "base/ident.h"
#include "base/log.h"
#include "base/metric.h"
#include "staff/renew.h"
#include "store/agency_edits.h"

/* Where a text of the body stands in a row of fields. */
enum { ACT, PASSWORD, CODE, FIRST, SECOND };

static const struct login_field of_password[] = {{"act", true}, {"password", true}, {"code", false},
	{"wish", true}, {NULL, false}};
static const struct login_field of_app[] = {{"act", true}, {"password", true}, {"code", false},
	{"secret", true}, {"shown", true}, {NULL, false}};
static const struct login_field of_codes[] = {{"act", true}, {"password", true}, {"code", false},
	{NULL, false}};

/* What can be changed: what the body holds of it, and its line in the audit. */
struct act {
	const char *word, *line;
	const struct login_field *fields;
};
static const struct act acts[] = {
	{"password", "staff.own_password", of_password},
	{"app", "staff.own_app", of_app},
	{"codes", "staff.own_codes", of_codes},
};

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send a JSON object as docs/openapi.yaml shows.", 0};
static const struct failure no_app = {409, "app",
	"There is no code app that codes could stand for.",
	"Take one first; recovery codes come with it.", 0};

/* A change on its way. */
struct change {
	uint64_t id;
	struct auth_person person;
	const struct act *act;
	json_t *data; /* the answer */
};

static void finish(struct change *change)
{
	if (api_current()) {
		staff_call_reply(api_current(), change->id, json_incref(change->data));
	}
	json_decref(change->data);
	free(change);
}

/* What was done is done; a line that could not be written is told to the operator. Whose agency is none has no audit. */
static void on_noted(void *context, struct reply_to to, int err)
{
	struct change *change = context;
	(void)to;
	if (err != 0 && err != ERR_GONE) {
		log_error("agency=%s %s is not in its audit: %s", change->person.agency, change->act->line,
			err_text(err));
	}
	finish(change);
}

static void note(struct api *api, struct change *change)
{
	const struct agency_line line = {.who = change->person.id,
		.name = change->person.name,
		.what = change->act->line,
		.about = change->person.name,
		.was = "",
		.now = ""};
	const struct reply_to to = {.session = change->id};
	int err = agency_note(api->store, to, change->person.agency, &line, on_noted, change);
	if (err != 0) {
		on_noted(change, to, err);
	}
}

static const struct failure *failure_of(int err, const char *why)
{
	static const struct failure gone = {401, "disabled", "The account is disabled.",
		"Ask whoever manages the staff.", 0};
	switch (err) {
	case ERR_DENIED: return login_wrong(why);
	case ERR_RANGE: return join_refusal(err, why);
	case ERR_MOMENT: return &no_app;
	case ERR_GONE: return &gone;
	default: return &api_down;
	}
}

static void refuse(struct change *change, int err, const struct staff_renewed *renewed)
{
	struct api *api = api_current();
	metric_add(METRIC_REFUSED, 1);
	if (api && err == ERR_FULL) {
		login_reply_busy(api, change->id, renewed->why, renewed->retry_after);
	} else if (api) {
		api_reply_failure(api, change->id, failure_of(err, renewed->why));
	}
	free(change);
}

static void on_renewed(void *context, uint64_t id, int err, const struct staff_renewed *renewed)
{
	struct change *change = context;
	(void)id;
	if (err != 0) {
		refuse(change, err, renewed);
		return;
	}
	json_t *codes = renewed->codes[0] ? json_array() : NULL;
	for (size_t i = 0; codes && i < STAFF_CODES; i++) {
		json_array_append_new(codes, json_string(renewed->codes[i]));
	}
	change->data = json_object();
	if (codes) {
		json_object_set_new(change->data, "codes", codes);
	}
	if (renewed->unended) {
		json_object_set_new(change->data, "ended", json_false());
	}
	if (api_current()) {
		note(api_current(), change);
	} else {
		finish(change);
	}
}

static const struct act *act_of(const struct staff_call *call)
{
	const char *word = staff_call_text(call, "act");
	for (size_t i = 0; word && i < sizeof(acts) / sizeof(acts[0]); i++) {
		if (strcmp(acts[i].word, word) == 0) {
			return &acts[i];
		}
	}
	return NULL;
}

void account_change_call(struct api *api, const struct staff_call *call)
{
	struct view texts[LOGIN_FIELDS] = {{NULL, 0}};
	const struct act *act = act_of(call);
	if (!act || login_read(call->body, act->fields, texts) != 0) {
		api_reply_failure(api, call->id, &bad_body);
		return;
	}
	struct change *change = calloc(1, sizeof(*change));
	if (!change) {
		api_reply_failure(api, call->id, &api_down);
		return;
	}
	*change = (struct change){.id = call->id, .person = call->person, .act = act};
	const struct view none = {NULL, 0};
	const bool app = act->fields == of_app;
	const struct staff_renewal renewal = {.name = change->person.name,
		.session = change->person.session,
		.password = texts[PASSWORD],
		.code = texts[CODE],
		.wish = act->fields == of_password ? texts[FIRST] : none,
		.secret = app ? texts[FIRST] : none,
		.shown = app ? texts[SECOND] : none,
		.codes = act->fields == of_codes};
	staff_renew(api->staff, &renewal, call->id, on_renewed, change);
	login_wipe(json_incref(call->body));
}

static void on_offered(void *context, uint64_t id, int err, const struct staff_offer *offer)
{
	struct api *api = context;
	if (err == 0) {
		staff_call_reply(api, id,
			json_pack("{s:b,s:b,s:s,s:s}", "own", offer->own, "app", offer->app, "secret",
				offer->secret, "uri", offer->uri));
	} else {
		staff_call_done(api, id, err);
	}
}

void account_look_call(struct api *api, const struct staff_call *call)
{
	staff_offer(api->staff, call->person.name, call->id, on_offered, api);
}
