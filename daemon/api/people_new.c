/* The account is made with a random password that nobody is told; then the invitation, then the line in the audit, then the answer. */
#include "api/people_new.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/own_agency.h"
#include "base/ident.h"
#include "base/log.h"
#include "staff/join.h"
#include "staff/roles.h"
#include "store/agency_edits.h"

enum { NAME_SIZE = 65, ROLE_SIZE = 32 };

/* Somebody on the way in. */
struct newcomer {
	uint64_t id;
	struct auth_person person; /* who asks */
	char slug[OWN_SLUG_SIZE], name[NAME_SIZE], role[ROLE_SIZE];
	char token[IDENT_TOKEN_HEX];
};

static const char line_added[] = "staff.added";
const char people_new_roles[] = "counsellor, supervisor, owner or evaluator";

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send {\"slug\":\"...\",\"name\":\"...\",\"act\":\"add\",\"value\":\"counsellor\"}.", 0};
static const struct failure wrong_value = {422, "value", "The value is not right.",
	"fields says what was expected.", 0};
static const struct failure taken = {409, "taken", "Somebody has this name already.",
	"Take another one.", 0};
static const struct failure beyond = {403, "permission", "This role reaches beyond the agency.",
	"An administrator gives such roles.", 0};

bool people_new_is_role(const char *value)
{
	return staff_role_number(value) != 0;
}

void people_new_put_link(json_t *data, const char *token)
{
	json_object_set_new(data, "join", json_sprintf("/join#%s", token));
}

static void destroy(struct newcomer *newcomer)
{
	ident_cleanse(newcomer->token, sizeof(newcomer->token));
	free(newcomer);
}

static void fail_err(struct newcomer *newcomer, int err)
{
	struct api *api = api_current();
	if (api && err == ERR_MOMENT) {
		api_reply_failure(api, newcomer->id, &taken);
	} else if (api) {
		own_agency_fail(api, newcomer->id, err);
	}
	destroy(newcomer);
}

/* The account is there; a line that could not be written is told to the operator. */
static void on_noted(void *context, struct reply_to to, int err)
{
	struct newcomer *newcomer = context;
	(void)to;
	if (err != 0) {
		log_error("agency=%s %s is not in its audit: %s", newcomer->slug, line_added,
			err_text(err));
	}
	if (api_current()) {
		json_t *data = json_pack("{s:s}", "name", newcomer->name);
		people_new_put_link(data, newcomer->token);
		staff_call_reply(api_current(), newcomer->id, data);
	}
	destroy(newcomer);
}

static void on_invited(void *context, uint64_t id, int err, const char *token)
{
	struct newcomer *newcomer = context;
	if (err != 0 || !api_current()) {
		fail_err(newcomer, err);
		return;
	}
	memcpy(newcomer->token, token, sizeof(newcomer->token));
	const struct agency_line line = {.who = newcomer->person.id,
		.name = newcomer->person.name,
		.what = line_added,
		.about = newcomer->name,
		.was = "",
		.now = newcomer->role};
	const struct reply_to to = {.session = id};
	err = agency_note(api_current()->store, to, newcomer->slug, &line, on_noted, newcomer);
	if (err != 0) {
		on_noted(newcomer, to, err);
	}
}

static void on_added(void *context, uint64_t id, int err, const char *password, const char *why)
{
	struct newcomer *newcomer = context;
	(void)password;
	if (err == ERR_RANGE && api_current()) {
		api_reply_fields(api_current(), id, &wrong_value, json_pack("{s:s}", "name", why));
		destroy(newcomer);
	} else if (err != 0 || !api_current()) {
		fail_err(newcomer, err);
	} else {
		staff_invite(api_current()->staff, newcomer->name, id, on_invited, newcomer);
	}
}

static bool copy_text(const struct staff_call *call, const char *name, char *out, size_t size)
{
	const char *text = staff_call_text(call, name);
	return text && view_copy(view_text(text), out, size) == 0;
}

/* The body as a newcomer; NULL: it is none. */
static struct newcomer *read_newcomer(const struct staff_call *call)
{
	struct newcomer *newcomer = calloc(1, sizeof(*newcomer));
	if (!newcomer) {
		return NULL;
	}
	*newcomer = (struct newcomer){.id = call->id, .person = call->person};
	if (!copy_text(call, "slug", newcomer->slug, sizeof(newcomer->slug)) ||
		!copy_text(call, "name", newcomer->name, sizeof(newcomer->name)) ||
		!copy_text(call, "value", newcomer->role, sizeof(newcomer->role)) ||
		json_object_size(call->body) != 4) {
		destroy(newcomer);
		return NULL;
	}
	return newcomer;
}

void people_new_call(struct api *api, const struct staff_call *call)
{
	struct newcomer *newcomer = read_newcomer(call);
	if (!newcomer) {
		api_reply_failure(api, call->id, &bad_body);
	} else if (!staff_call_reaches(api, call, newcomer->slug)) {
		staff_call_refuse(api, call);
		destroy(newcomer);
	} else if (!people_new_is_role(newcomer->role)) {
		api_reply_fields(api, call->id, &wrong_value, json_pack("{s:s}", "role", people_new_roles));
		destroy(newcomer);
	} else if (!directory_agency(api->directory, newcomer->slug)) {
		fail_err(newcomer, ERR_GONE);
	} else if (call->reach != REACH_ALL && !staff_role_is_of_agency(newcomer->role)) {
		api_reply_failure(api, call->id, &beyond);
		destroy(newcomer);
	} else {
		const struct staff_new person = {.name = newcomer->name,
			.agency = newcomer->slug,
			.role = newcomer->role};
		staff_add(api->staff, &person, call->id, on_added, newcomer);
	}
}
