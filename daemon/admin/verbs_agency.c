/* Agencies: list, export, import. Fields travel as one flat object, as they lie in Redis, and canned
 * replies as a list; the control tool makes the file of them, and back. */
#include <stdio.h>
#include <string.h>

#include "admin/verbs.h"
#include "directory/agency_yaml.h"
#include "directory/judge.h"
#include "store/agencies.h"
#include "store/replies.h"

enum { PAIRS_MAX = 64 };

/* The value of a field, "" when there is none. */
static const char *value_of(const struct agency_pair *pairs, unsigned count, const char *field)
{
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(pairs[i].field, field) == 0) {
			return pairs[i].value;
		}
	}
	return "";
}

static void on_listed(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	(void)to;
	struct control *control = context;
	if (slug) {
		json_array_append_new(json_object_get(control->data, "agencies"),
			json_pack("{s:s,s:s,s:s,s:s,s:s}", "slug", slug, "name", value_of(pairs, count, "name"),
				"pool", value_of(pairs, count, "pool"), "municipality",
				value_of(pairs, count, "municipality"), "hours", value_of(pairs, count, "hours")));
	} else if (err != 0) {
		control_fail_err(control, err);
	} else {
		control_done(control);
	}
}

void verb_agency_list(struct control *control)
{
	control_put(control, "agencies", json_array());
	const struct reply_to to = {.session = control->id};
	int err = agencies_read(control->means->store, to, NULL, on_listed, control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

static void on_replies(void *context, struct reply_to to, int err, const struct replies_row *rows,
	size_t count)
{
	(void)to;
	struct control *control = context;
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s}", "code", rows[i].code, "language", rows[i].language, "text",
				rows[i].text));
	}
	control_put(control, "replies", list);
	if (err != 0) {
		control_fail_err(control, err);
	} else {
		control_done(control);
	}
}

/* Behind the fields, which name the agency. */
static void read_replies(struct control *control, struct reply_to to, const json_t *fields)
{
	const char *slug = json_string_value(json_object_get(fields, "slug"));
	int err = replies_kept(control->means->store, to, slug, on_replies, control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

static void on_exported(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct control *control = context;
	if (slug) {
		json_t *fields = json_object();
		for (size_t i = 0; agency_field_at(i); i++) {
			const char *field = agency_field_at(i);
			json_object_set_new(fields, field, json_string(value_of(pairs, count, field)));
		}
		json_object_set_new(fields, "slug", json_string(slug));
		control_put(control, "fields", fields);
	} else if (err != 0 && err != ERR_GONE) {
		control_fail_err(control, err);
	} else if (!json_object_get(control->data, "fields")) {
		control_fail(control, "missing", "There is no such agency.",
			"samtalectl agency list shows them.");
	} else {
		read_replies(control, to, json_object_get(control->data, "fields"));
	}
}

void verb_agency_export(struct control *control)
{
	const char *slug = control_text(control, "slug");
	if (!slug) {
		control_fail(control, "usage", "A slug is needed.", "See samtalectl --help.");
		return;
	}
	const struct reply_to to = {.session = control->id};
	int err = agencies_read(control->means->store, to, slug, on_exported, control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

static void on_replaced(void *context, struct reply_to to, int err)
{
	(void)to;
	struct control *control = context;
	if (err != 0) {
		control_fail_err(control, err);
		return;
	}
	control_done(control);
}

/* The rows of a list; ERR_RANGE for what is none. */
static int rows_of(const json_t *list, struct replies_row rows[AGENCY_REPLIES_MAX])
{
	const json_t *one;
	size_t i;
	if (!json_is_array(list) || json_array_size(list) > AGENCY_REPLIES_MAX) {
		return ERR_RANGE;
	}
	json_array_foreach(list, i, one)
	{
		rows[i] =
			(struct replies_row){REPLIES_AGENCY, json_string_value(json_object_get(one, "code")),
				json_string_value(json_object_get(one, "language")),
				json_string_value(json_object_get(one, "text"))};
		if (!rows[i].code || !rows[i].language || !rows[i].text) {
			return ERR_RANGE;
		}
	}
	return 0;
}

/* The fields are written; now the replies, when the file says which. */
static void on_imported(void *context, struct reply_to to, int err)
{
	struct control *control = context;
	struct replies_row rows[AGENCY_REPLIES_MAX];
	const json_t *list = json_object_get(control->args, "replies");
	if (err != 0 || !list) {
		on_replaced(control, to, err);
		return;
	}
	err = rows_of(list, rows);
	err = err == 0 ? replies_replace(control->means->store, to,
						 json_string_value(json_object_get(control->data, "slug")), rows,
						 json_array_size(list), on_replaced, control)
				   : err;
	if (err != 0) {
		control_fail_err(control, err);
	}
}

/* Ends the request with what a field expects. */
static void fail_field(struct control *control, const char *field, const char *expected)
{
	char message[300];
	snprintf(message, sizeof(message), "%s: expected %s.", field, expected);
	control_fail(control, "value", message, "docs/config.md tells the fields of an agency.");
}

/* Sets every field; ends the request when one is not right. */
static int set_fields(struct control *control, struct agency *agency, json_t *fields)
{
	const char *field;
	json_t *value;
	json_object_foreach(fields, field, value)
	{
		const char *why = "a text";
		if (!json_is_string(value) ||
			agency_set(agency, field, json_string_value(value), &why) != 0) {
			fail_field(control, field, why);
			return ERR_RANGE;
		}
	}
	const char *why;
	if (judge_agency(control->means->directory, agency, &field, &why) != 0) {
		fail_field(control, field, why);
		return ERR_RANGE;
	}
	return 0;
}

/* Writes all fields, empty ones too, so that what was taken out of the file is gone. Whether it is open to youths a file that does
 * not say it has no word about, but for the agency of a whole pool. */
static int write_agency(struct control *control, const struct agency *agency)
{
	struct agency_pair pairs[PAIRS_MAX];
	unsigned count = 0;
	const char *field;
	bool says_live =
		*agency_get(agency, "live") != '\0' || judge_is_national(control->means->directory, agency);
	for (size_t i = 0; (field = agency_field_at(i)) != NULL && count < PAIRS_MAX; i++) {
		if (says_live || strcmp(field, "live") != 0) {
			pairs[count++] = (struct agency_pair){field, agency_get(agency, field)};
		}
	}
	const struct reply_to to = {.session = control->id};
	control_put(control, "slug", json_string(agency_get(agency, "slug")));
	return agencies_write(control->means->store, to, agency_get(agency, "slug"), pairs, count,
		false, on_imported, control);
}

void verb_agency_import(struct control *control)
{
	json_t *fields = json_object_get(control->args, "fields");
	const char *slug = json_string_value(json_object_get(fields, "slug"));
	const char *pool = json_string_value(json_object_get(fields, "pool"));
	if (!slug || *slug == '\0' || !pool) {
		control_fail(control, "usage", "The fields slug and pool are needed.",
			"See samtalectl --help.");
		return;
	}
	struct replies_row rows[AGENCY_REPLIES_MAX];
	const json_t *replies = json_object_get(control->args, "replies");
	if (replies && rows_of(replies, rows) != 0) {
		control_fail(control, "value",
			"replies: expected at most 200, each code, language and text.",
			"docs/config.md tells what an agency's file holds.");
		return;
	}
	struct agency *agency = agency_create(slug, pool);
	if (!agency) {
		control_fail_err(control, ERR_NOMEM);
		return;
	}
	if (set_fields(control, agency, fields) == 0) {
		int err = write_agency(control, agency);
		if (err != 0) {
			control_fail_err(control, err);
		}
	}
	agency_destroy(agency);
}
