/* A change is judged on what Redis holds at this moment, by the code that judges a file, and written
 * only while all of that still holds: what somebody else has changed beside it begins the judging
 * anew, what somebody else has changed in the same field is told. */
#include "api/agency_edit.h"

#include <stdlib.h>
#include <string.h>

#include "api/agency_fields.h"
#include "api/own_agency.h"
#include "directory/judge.h"
#include "store/agency_edits.h"

enum { TRIES = 4, MESSAGE_SIZE = 300 };

/* A change on its way. */
struct edit {
	uint64_t id;
	struct auth_person person;
	enum permission permission;
	enum reach reach;
	json_t *changes, *was; /* texts by field; owned */
	char slug[OWN_SLUG_SIZE];
	bool check;
	unsigned tries;
	json_t *before; /* texts by field as Redis has them, right or not; owned */
};

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send {\"slug\":\"...\",\"changes\":{\"hours\":\"...\"},\"was\":{\"hours\":\"...\"}}, the same "
	"fields in both.",
	0};
static const struct failure wrong_value = {422, "value", "A value is not right.",
	"fields says what was expected of each; docs/config.md tells more.", 0};
static const struct failure changed = {409, "changed", "Somebody else has changed this meanwhile.",
	"fields says what each is now. Nothing was written.", 0};
/* Days go by until it holds less: whoever asks each hour asks often enough. */
static const struct failure audit_full = {429, "audit",
	"This agency was changed too often of late.",
	"Its audit keeps each change for 90 days at least and has no room for more; the operator can "
	"tell which they were.",
	3600};
static const struct failure may_not = {403, "permission", "Only somebody else changes this field.",
	"docs/config.md tells who may change what.", 0};

static void read_agency(struct edit *edit);

/* "" when there is none. */
static const char *text_of(const json_t *texts, const char *field)
{
	const char *text = json_string_value(json_object_get(texts, field));
	return text ? text : "";
}

static void destroy(struct edit *edit)
{
	if (edit) {
		json_decref(edit->changes);
		json_decref(edit->was);
		json_decref(edit->before);
		free(edit);
	}
}

static void fail(struct edit *edit, const struct failure *failure)
{
	if (api_current()) {
		api_reply_failure(api_current(), edit->id, failure);
	}
	destroy(edit);
}

/* Takes fields. */
static void fail_fields(struct edit *edit, const struct failure *failure, json_t *fields)
{
	if (api_current()) {
		api_reply_fields(api_current(), edit->id, failure, fields);
	} else {
		json_decref(fields);
	}
	destroy(edit);
}

static void fail_err(struct edit *edit, int err)
{
	if (api_current()) {
		own_agency_fail(api_current(), edit->id, err);
	}
	destroy(edit);
}

static void succeed(struct edit *edit)
{
	if (api_current()) {
		staff_call_reply(api_current(), edit->id, json_pack("{s:O}", "fields", edit->changes));
	}
	destroy(edit);
}

static void on_edited(void *context, struct reply_to to, int err, const char *field, const char *is)
{
	(void)to;
	struct edit *edit = context;
	if (err == ERR_MOMENT && !json_object_get(edit->changes, field) && ++edit->tries < TRIES) {
		read_agency(edit);
	} else if (err == ERR_MOMENT && json_object_get(edit->changes, field)) {
		fail_fields(edit, &changed, json_pack("{s:s}", field, is));
	} else if (err == ERR_FULL && !field) {
		fail(edit, &audit_full);
	} else if (err != 0) {
		fail_err(edit, err == ERR_MOMENT ? ERR_DOWN : err);
	} else {
		succeed(edit);
	}
}

/* Asks for the changes, and that every other field is still what they were judged with. */
static void write_changes(struct edit *edit)
{
	struct agency_change changes[AGENCY_CHANGES_MAX];
	const struct agency_editing editing = {edit->slug, edit->person.id, edit->person.name};
	unsigned count = 0;
	const char *field;
	for (size_t i = 0; (field = agency_field_at(i)) != NULL && count < AGENCY_CHANGES_MAX; i++) {
		const char *now = json_string_value(json_object_get(edit->changes, field));
		const char *was = text_of(edit->before, field);
		changes[count++] = (struct agency_change){field, was, now ? now : was};
	}
	int err = agency_edit(api_current()->store, (struct reply_to){.session = edit->id}, &editing,
		changes, count, on_edited, edit);
	if (err != 0) {
		fail_err(edit, err);
	}
}

/* Sets every change; each that is not right is a member of faults. */
static int set_changes(const struct edit *edit, struct agency *agency, json_t *faults)
{
	const char *field, *why;
	json_t *value;
	json_object_foreach(edit->changes, field, value)
	{
		int err = agency_set(agency, field, json_string_value(value), &why);
		if (err == ERR_NOMEM) {
			return err;
		}
		if (err != 0) {
			json_object_set_new(faults, field, json_string(why));
		}
	}
	if (json_object_size(faults) == 0 &&
		judge_agency(api_current()->directory, agency, &field, &why) != 0) {
		json_object_set_new(faults, field, json_string(why));
	}
	bool opens = strcmp(text_of(edit->before, "live"), "no") == 0 && agency_is_live(agency);
	if (json_object_size(faults) == 0 && opens &&
		(why = judge_opening(api_current()->directory, agency)) != NULL) {
		json_object_set_new(faults, "live", json_string(why));
	}
	return 0;
}

/* A copy of the agency with the changes, judged. */
static int judge(const struct edit *edit, json_t *faults)
{
	struct agency *agency = agency_create(edit->slug, text_of(edit->before, "pool"));
	if (!agency || !faults) {
		agency_destroy(agency);
		return ERR_NOMEM;
	}
	const char *field, *why;
	int err = 0;
	for (size_t i = 0; err != ERR_NOMEM && (field = agency_field_at(i)) != NULL; i++) {
		err = agency_set(agency, field, text_of(edit->before, field), &why);
	}
	err = err == ERR_NOMEM ? err : set_changes(edit, agency, faults);
	agency_destroy(agency);
	return err;
}

/* What is no longer what the caller saw, as it is now. */
static json_t *find_changed(const struct edit *edit)
{
	json_t *now = json_object(), *value;
	const char *field;
	json_object_foreach(edit->was, field, value)
	{
		const char *is = text_of(edit->before, field);
		if (strcmp(is, json_string_value(value)) != 0) {
			json_object_set_new(now, field, json_string(is));
		}
	}
	return now;
}

static void decide(struct edit *edit)
{
	json_t *now = find_changed(edit);
	if (json_object_size(now) > 0) {
		fail_fields(edit, &changed, now);
		return;
	}
	json_decref(now);
	json_t *faults = json_object();
	int err = judge(edit, faults);
	if (err != 0) {
		json_decref(faults);
		fail_err(edit, err);
	} else if (json_object_size(faults) > 0) {
		fail_fields(edit, &wrong_value, faults);
	} else if (edit->check) {
		json_decref(faults);
		succeed(edit);
	} else {
		json_decref(faults);
		write_changes(edit);
	}
}

static void on_read(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	(void)to;
	struct edit *edit = context;
	if (slug) {
		json_decref(edit->before);
		edit->before = agency_texts(pairs, count);
	} else if (err != 0 || !edit->before || !api_current()) {
		fail_err(edit, err != 0 ? err : ERR_NOMEM);
	} else {
		decide(edit);
	}
}

static void read_agency(struct edit *edit)
{
	int err = agencies_read(api_current()->store, (struct reply_to){.session = edit->id},
		edit->slug, on_read, edit);
	if (err != 0) {
		fail_err(edit, err);
	}
}

/* Whether both are objects of texts with the same names, at least one. */
static bool are_pairs(const json_t *changes, const json_t *was)
{
	const char *field;
	json_t *value;
	json_object_foreach((json_t *)changes, field, value)
	{
		if (!json_is_string(value) || !json_is_string(json_object_get(was, field))) {
			return false;
		}
	}
	return json_object_size(changes) > 0 && json_object_size(changes) == json_object_size(was);
}

/* Reads the body; takes over nothing but what it keeps of it. */
static bool read_body(struct edit *edit, const json_t *body)
{
	const char *slug = json_string_value(json_object_get(body, "slug"));
	json_t *check = json_object_get(body, "check");
	edit->changes = json_incref(json_object_get(body, "changes"));
	edit->was = json_incref(json_object_get(body, "was"));
	edit->check = json_is_true(check);
	bool fits = slug && view_copy(view_text(slug), edit->slug, sizeof(edit->slug)) == 0;
	return fits && (!check || json_is_boolean(check)) &&
		json_object_size(body) == (check ? 4 : 3) && are_pairs(edit->changes, edit->was);
}

/* The first field that the caller may not change, NULL when there is none. */
static const char *forbidden(const struct edit *edit)
{
	const char *field;
	json_t *value;
	json_object_foreach(edit->changes, field, value)
	{
		if (!agency_may_change(edit->permission, edit->reach, field)) {
			return field;
		}
	}
	return NULL;
}

void agency_edit_call(struct api *api, const struct staff_call *call)
{
	struct edit *edit = calloc(1, sizeof(*edit));
	if (!edit) {
		own_agency_fail(api, call->id, ERR_NOMEM);
		return;
	}
	*edit = (struct edit){.id = call->id,
		.person = call->person,
		.permission = call->permission,
		.reach = call->reach};
	const char *field;
	if (!read_body(edit, call->body)) {
		fail(edit, &bad_body);
	} else if (!staff_call_reaches(api, call, edit->slug)) {
		staff_call_refuse(api, call);
		destroy(edit);
	} else if ((field = forbidden(edit)) != NULL) {
		fail_fields(edit, &may_not, json_pack("{s:s}", field, "a field that you may change"));
	} else {
		read_agency(edit);
	}
}
