/* One change a call: judged and made in one step in Redis, so that the last owner cannot be lost between
 * two of them; then its line in the agency's audit, then the answer. */
#include "api/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/own_agency.h"
#include "api/people_new.h"
#include "base/ident.h"
#include "base/log.h"
#include "staff/join.h"
#include "staff/roles.h"
#include "staff/session.h"
#include "store/agency_edits.h"
#include "store/staff_change.h"

enum { NAME_SIZE = 65, VALUE_SIZE = 129, PASSWORD_SIZE = 64 };

/* What can be done: which field of the account gets which value (NULL: the one of the body), and
 * whether that value is right. */
struct act {
	const char *word, *line;
	const char *field, *fixed;
	bool (*is_right)(const char *value);
	const char *expected;
	/* what staff does then, too; NULL: nothing */
	void (*settle)(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
		void *context);
};

static void invite(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context);

static const struct act acts[] = {
	{"disable", "staff.disabled", "disabled", "1", NULL, NULL, staff_disable},
	{"enable", "staff.enabled", "disabled", "0", NULL, NULL, NULL},
	{"reset", "staff.reset", NULL, NULL, NULL, NULL, staff_reset},
	{"invite", "staff.invited", NULL, NULL, NULL, NULL, invite},
	{"role", "staff.role", "role", NULL, people_new_is_role, people_new_roles, NULL},
	{"alias", "staff.alias", "alias", NULL, staff_alias_is_right,
		"1 to 32 bytes on one line, as youths see it", NULL},
};

/* A change on its way. */
struct change {
	uint64_t id;
	struct auth_person person;
	const struct act *act;
	char slug[OWN_SLUG_SIZE], name[NAME_SIZE], value[VALUE_SIZE], was[VALUE_SIZE];
	char password[PASSWORD_SIZE]; /* one-time, after a reset */
	char token[IDENT_TOKEN_HEX];  /* of an invitation */
	bool was_so;                  /* nothing changed: there is no line of it */
	int err;                      /* of what came behind the change */
};

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send {\"slug\":\"...\",\"name\":\"...\",\"act\":\"disable\"}; act is disable, enable, reset, "
	"invite, role, alias or add, the last three with a value.",
	0};
static const struct failure wrong_value = {422, "value", "The value is not right.",
	"fields says what was expected.", 0};
static const struct failure last_owner = {409, "last_owner",
	"Nobody could change this agency any more.", "Make somebody else an owner first.", 0};
static const struct failure beyond = {403, "permission", "This role reaches beyond the agency.",
	"An administrator gives and changes such roles.", 0};
static const struct failure nobody = {404, "missing", "This agency has no such account.", "", 0};

static const struct failure *failure_of(int err)
{
	switch (err) {
	case ERR_GONE: return &nobody;
	case ERR_MOMENT: return &last_owner;
	case ERR_RANGE: return &beyond;
	default: return &api_down;
	}
}

static void finish(struct change *change, int err)
{
	struct api *api = api_current();
	if (api && err != 0) {
		api_reply_failure(api, change->id, failure_of(err));
	} else if (api) {
		json_t *data = json_pack("{s:s}", "name", change->name);
		if (change->password[0] != '\0') {
			json_object_set_new(data, "password", json_string(change->password));
		}
		if (change->token[0] != '\0') {
			people_new_put_link(data, change->token);
		}
		staff_call_reply(api, change->id, data);
	}
	ident_cleanse(change->password, sizeof(change->password));
	ident_cleanse(change->token, sizeof(change->token));
	free(change);
}

/* Whether the role that somebody has now lacks something that the one before could do. */
static bool takes_away(const char *was, const char *now)
{
	enum role before = (enum role)staff_role_number(was), after = (enum role)staff_role_number(now);
	for (int i = 0; i < PERMISSION_COUNT; i++) {
		if (permission_reach((enum permission)i, before) >
			permission_reach((enum permission)i, after)) {
			return true;
		}
	}
	return false;
}

/* What was done is done; a line that could not be written is told to the operator. */
static void on_noted(void *context, struct reply_to to, int err)
{
	struct change *change = context;
	(void)to;
	if (err != 0) {
		log_error("agency=%s %s is not in its audit: %s", change->slug, change->act->line,
			err_text(err));
	}
	finish(change, change->err);
}

static void note(struct change *change)
{
	if (change->was_so) {
		finish(change, change->err);
		return;
	}
	const struct agency_line line = {.who = change->person.id,
		.name = change->person.name,
		.what = change->act->line,
		.about = change->name,
		.was = change->was,
		.now = change->act->fixed ? "" : change->value};
	int err = api_current() == NULL
		? ERR_DOWN
		: agency_note(api_current()->store, (struct reply_to){.session = change->id}, change->slug,
			  &line, on_noted, change);
	if (err != 0) {
		on_noted(change, (struct reply_to){0}, err);
	}
}

/* After a reset or the end of sessions and sockets. A field that changed has its line even when those could not be ended. */
static void on_settled(void *context, uint64_t id, int err, const char *password, const char *why)
{
	struct change *change = context;
	(void)id;
	(void)why;
	change->err = err == 0 || err == ERR_GONE ? err : ERR_DOWN;
	if (err != 0 && !change->act->field) {
		finish(change, change->err);
		return;
	}
	snprintf(change->password, sizeof(change->password), "%s", password ? password : "");
	note(change);
}

static void on_ended(void *context, uint64_t id, int err)
{
	on_settled(context, id, err, NULL, NULL);
}

static void on_invited(void *context, uint64_t id, int err, const char *token)
{
	struct change *change = context;
	if (err == 0) {
		memcpy(change->token, token, sizeof(change->token));
	}
	on_settled(change, id, err, NULL, NULL);
}

/* `done` is on_settled for every act; an invitation has its token to bring. */
static void invite(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	(void)done;
	staff_invite(staff, name, id, on_invited, context);
}

/* Keeps what the field was. Whether it is so already; a reset is always something new. */
static bool was_so(struct change *change, const struct staff_before *before)
{
	const struct act *act = change->act;
	if (!act->field || act->fixed) {
		return act->field && before->disabled == (*act->fixed == '1');
	}
	bool role = strcmp(act->field, "role") == 0;
	snprintf(change->was, sizeof(change->was), "%s", role ? before->role : before->alias);
	return strcmp(change->was, change->value) == 0;
}

static void on_changed(void *context, struct reply_to to, int err,
	const struct staff_before *before)
{
	struct change *change = context;
	(void)to;
	if (err != 0 || !api_current()) {
		finish(change, err);
		return;
	}
	change->was_so = was_so(change, before);
	bool role = change->act->field && strcmp(change->act->field, "role") == 0;
	if (role && takes_away(before->role, change->value)) {
		/* A socket keeps the role that it came with: it closes, with every login. */
		staff_session_end(api_current()->staff, change->name, "", "", change->id, on_ended, change);
	} else if (change->act->settle) {
		change->act->settle(api_current()->staff, change->name, change->id, on_settled, change);
	} else {
		note(change);
	}
}

static const struct act *act_of(const char *word)
{
	for (size_t i = 0; word && i < sizeof(acts) / sizeof(acts[0]); i++) {
		if (strcmp(acts[i].word, word) == 0) {
			return &acts[i];
		}
	}
	return NULL;
}

static bool copy_text(const struct staff_call *call, const char *name, char *out, size_t size)
{
	const char *text = staff_call_text(call, name);
	return text && view_copy(view_text(text), out, size) == 0;
}

/* The body as a change; NULL: it is not one. A value that is too long is no value of any act. */
static struct change *read_change(const struct staff_call *call)
{
	const struct act *act = act_of(staff_call_text(call, "act"));
	struct change *change = act ? calloc(1, sizeof(*change)) : NULL;
	if (!change) {
		return NULL;
	}
	*change = (struct change){.id = call->id, .person = call->person, .act = act};
	bool wants_value = act->is_right != NULL;
	bool fits = copy_text(call, "slug", change->slug, sizeof(change->slug)) &&
		copy_text(call, "name", change->name, sizeof(change->name)) &&
		(!wants_value || copy_text(call, "value", change->value, sizeof(change->value))) &&
		json_object_size(call->body) == (wants_value ? 4 : 3);
	if (!fits) {
		free(change);
		return NULL;
	}
	return change;
}

/* Takes the change. */
static void begin(struct api *api, struct change *change, bool anybody)
{
	const struct act *act = change->act;
	const struct staff_change wanted = {.name = change->name,
		.agency = change->slug,
		.anybody = anybody,
		.field = act->field,
		.value = act->fixed ? act->fixed : change->value};
	int err = store_staff_change(api->store, (struct reply_to){.session = change->id}, &wanted,
		on_changed, change);
	if (err != 0) {
		finish(change, err);
	}
}

void people_change_call(struct api *api, const struct staff_call *call)
{
	const char *word = staff_call_text(call, "act");
	if (word && strcmp(word, "add") == 0) {
		people_new_call(api, call);
		return;
	}
	struct change *change = read_change(call);
	if (!change) {
		api_reply_failure(api, call->id, &bad_body);
	} else if (!staff_call_reaches(api, call, change->slug)) {
		staff_call_refuse(api, call);
		free(change);
	} else if (change->act->is_right && !change->act->is_right(change->value)) {
		api_reply_fields(api, call->id, &wrong_value,
			json_pack("{s:s}", change->act->field, change->act->expected));
		free(change);
	} else {
		begin(api, change, call->reach == REACH_ALL);
	}
}

/* --- the list --- */

struct listing {
	uint64_t id;
	json_t *people;
};

static void on_person(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct listing *listing = context;
	(void)to;
	if (account) {
		json_array_append_new(listing->people,
			json_pack("{s:s,s:s,s:s,s:s,s:b,s:b}", "name", account->name, "alias", account->alias,
				"role", account->role, "lives_in", account->lives_in, "disabled", account->disabled,
				"waiting", !account->came));
		return;
	}
	if (api_current() && err == 0) {
		staff_call_reply(api_current(), listing->id, json_pack("{s:O}", "people", listing->people));
	} else if (api_current()) {
		own_agency_fail(api_current(), listing->id, err);
	}
	json_decref(listing->people);
	free(listing);
}

void people_list_call(struct api *api, const struct staff_call *call)
{
	char slug[OWN_SLUG_SIZE];
	if (!own_agency_asked(api, call, slug)) {
		return;
	}
	struct listing *listing = calloc(1, sizeof(*listing));
	int err = listing ? 0 : ERR_NOMEM;
	if (listing) {
		*listing = (struct listing){call->id, json_array()};
		err = store_staff_of(api->store, (struct reply_to){.session = call->id}, slug, on_person,
			listing);
	}
	if (err != 0) {
		json_decref(listing ? listing->people : NULL);
		free(listing);
		own_agency_fail(api, call->id, err);
	}
}
