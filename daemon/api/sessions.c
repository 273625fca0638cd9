/* The sessions of the staff over HTTP. Whose an account is, and of which agency, the store says; who reaches it, the matrix. */
#include "api/sessions.h"

#include <stdlib.h>
#include <string.h>

#include "api/query.h"
#include "staff/roles.h"
#include "staff/session.h"

enum { NAME_SIZE = 65 };

void me_request(struct api *api, const struct staff_call *call)
{
	const struct auth_person *person = &call->person;
	const struct agency *agency = directory_agency(api->directory, person->agency);
	staff_call_reply(api, call->id,
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "name", person->name, "alias", person->alias, "role",
			role_word((enum role)person->role), "agency", person->agency, "agency_name",
			agency ? agency_get(agency, "name") : "", "pool",
			agency ? agency_get(agency, "pool") : ""));
}

static void on_ticket(void *context, uint64_t id, int err, const char *ticket)
{
	if (err == 0) {
		staff_call_reply(context, id, json_pack("{s:s}", "ticket", ticket));
	} else {
		staff_call_done(context, id, err);
	}
}

void ticket_request(struct api *api, const struct staff_call *call)
{
	static const struct failure what = {400, "body", "The body is not what this address takes.",
		"Send {}, or {\"practice\":true}.", 0};
	static const struct failure nowhere = {404, "practice", "There is nowhere to practise here.",
		"The configuration needs a pool with `practice: yes`.", 0};
	const json_t *wish = json_object_get(call->body, "practice");
	const struct agency *practice = directory_practice(api->directory);
	if (wish && !json_is_boolean(wish)) {
		api_reply_failure(api, call->id, &what);
		return;
	}
	struct staff_ticket wanted = {.session = call->person.session};
	if (json_is_true(wish)) {
		if (permission_reach(PERMISSION_PRACTISE, (enum role)call->person.role) == REACH_NONE) {
			staff_call_refuse(api, call);
			return;
		}
		if (!practice) {
			api_reply_failure(api, call->id, &nowhere);
			return;
		}
		wanted.practice = agency_get(practice, "slug");
	}
	staff_session_ticket(api->staff, &wanted, call->id, on_ticket, api);
}

/* --- somebody's sessions --- */

/* A request about a person, while the store looks the account up. */
struct about_person {
	struct api *api;
	struct staff_call call; /* body and query are not kept */
	char name[NAME_SIZE];
	char only[SESSION_ID_SIZE]; /* the one session to end, or empty */
	void (*go_on)(struct about_person *about);
	json_t *list;
};

static struct about_person *about_create(struct api *api, const struct staff_call *call,
	const char *name, void (*go_on)(struct about_person *about))
{
	struct about_person *about = calloc(1, sizeof(*about));
	if (!about) {
		api_reply_failure(api, call->id, &api_down);
		return NULL;
	}
	about->api = api;
	about->call = *call;
	about->call.body = NULL;
	about->call.query = (struct view){NULL, 0};
	about->go_on = go_on;
	memcpy(about->name, name, strnlen(name, NAME_SIZE - 1));
	return about;
}

static void about_destroy(struct about_person *about)
{
	json_decref(about->list);
	free(about);
}

static void about_fail(struct about_person *about, int err)
{
	staff_call_done(about->api, about->call.id, err);
	about_destroy(about);
}

/* An agency reaches nobody whose role reaches beyond it, though the account lies there. */
static bool is_within(const struct about_person *about, const struct staff_account *account)
{
	const enum permission others = PERMISSION_SESSIONS_AGENCY;
	const struct staff_call *call = &about->call;
	return staff_call_reaches_with(about->api, call, others, account->agency) &&
		(permission_reach(others, (enum role)call->person.role) == REACH_ALL ||
			staff_role_is_of_agency(account->role));
}

/* Out of reach and not there are one answer, so that names cannot be tried. */
static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct about_person *about = context;
	if (err == 0 && !is_within(about, account)) {
		err = ERR_GONE;
	}
	if (err == 0) {
		about->go_on(about);
	} else {
		about_fail(about, err);
	}
}

/* Goes on at once with oneself, else when the account has been looked at. */
static void about_begin(struct about_person *about)
{
	const struct staff_call *call = &about->call;
	if (strcmp(about->name, call->person.name) == 0) {
		about->go_on(about);
		return;
	}
	if (permission_reach(PERMISSION_SESSIONS_AGENCY, (enum role)call->person.role) == REACH_NONE) {
		staff_call_refuse(about->api, call);
		about_destroy(about);
		return;
	}
	const struct reply_to to = {.session = call->id};
	int err = store_staff_get(about->api->store, to, about->name, on_account, about);
	if (err != 0) {
		about_fail(about, err);
	}
}

static void on_session(void *context, struct reply_to to, int err,
	const struct staff_session *session)
{
	(void)to;
	struct about_person *about = context;
	if (session) {
		bool here = strcmp(session->id, about->call.person.session) == 0;
		json_array_append_new(about->list,
			json_pack("{s:s,s:I,s:I,s:b}", "session", session->id, "begun",
				(json_int_t)session->begun_s, "seen", (json_int_t)session->seen_s, "here", here));
	} else if (err != 0) {
		about_fail(about, err);
	} else {
		staff_call_reply(about->api, about->call.id,
			json_pack("{s:s,s:O}", "name", about->name, "sessions", about->list));
		about_destroy(about);
	}
}

static void list_sessions(struct about_person *about)
{
	const struct reply_to to = {.session = about->call.id};
	about->list = json_array();
	int err = sessions_list(about->api->store, to, about->name, on_session, about);
	if (err != 0) {
		about_fail(about, err);
	}
}

void sessions_request(struct api *api, const struct staff_call *call)
{
	char name[NAME_SIZE];
	query_get(call->query, "name", name, sizeof(name));
	struct about_person *about =
		about_create(api, call, *name ? name : call->person.name, list_sessions);
	if (about) {
		about_begin(about);
	}
}

static void on_ended(void *context, uint64_t id, int err)
{
	staff_call_done(context, id, err);
}

static void end_sessions(struct about_person *about)
{
	staff_session_end(about->api->staff, about->name, about->only, "", about->call.id, on_ended,
		about->api);
	about_destroy(about);
}

void revoke_request(struct api *api, const struct staff_call *call)
{
	static const struct failure which = {400, "body", "Which session, or whose?",
		"Send {\"session\":\"...\"}, {\"name\":\"...\"} or both, or {\"others\":true}.", 0};
	const char *name = staff_call_text(call, "name"), *only = staff_call_text(call, "session");
	if (json_object_size(call->body) == 1 && json_is_true(json_object_get(call->body, "others"))) {
		staff_session_end(api->staff, call->person.name, "", call->person.session, call->id,
			on_ended, api);
		return;
	}
	size_t given = (name ? 1 : 0) + (only ? 1 : 0);
	if (given == 0 || given != json_object_size(call->body) ||
		(name && strlen(name) >= NAME_SIZE) || (only && strlen(only) != SESSION_ID_SIZE - 1)) {
		api_reply_failure(api, call->id, &which);
		return;
	}
	struct about_person *about =
		about_create(api, call, name ? name : call->person.name, end_sessions);
	if (about) {
		memcpy(about->only, only ? only : "", only ? SESSION_ID_SIZE : 1);
		about_begin(about);
	}
}

void logout_request(struct api *api, const struct staff_call *call)
{
	staff_session_end(api->staff, call->person.name, call->person.session, "", call->id, on_ended,
		api);
}
