/* Reads the bodies, asks staff or the store, and answers when they have answered. Secrets are
 * wiped from the parsed body; net wipes its own buffer when it frees it. */
#include "api/login.h"

#include <string.h>

#include "base/ident.h"
#include "base/metric.h"
#include "protocol/frame.h"
#include "store/queue.h"

/* What was wrong, by the word of staff; the first is what everybody hears whose device is not known. */
static const struct failure wrong_logins[] = {
	{401, "login", "The name, the password or the code is wrong.",
		"A new password or a new invitation: samtalectl user passwd, user invite.", 0},
	{401, "password", "The name or the password is wrong.", "", 0},
	{401, "code", "The code is wrong.", "Codes change every 30 seconds.", 0},
	{401, "code_missing", "A code of the code app is needed, or a recovery code.", "", 0},
	{401, "clock", "The code is right by a clock that is off by more than half a minute.",
		"Let the phone set its clock by itself.", 0},
	{401, "used", "This code was used before.", "Wait for the next one.", 0},
	{401, "disabled", "The account is disabled.", "Ask whoever manages the staff.", 0},
};
static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send the JSON object {\"name\":\"...\",\"password\":\"...\"}, and \"code\" and \"device\" "
	"where "
	"there are any.",
	0};

const struct failure *login_wrong(const char *why)
{
	for (size_t i = 1; why && i < sizeof(wrong_logins) / sizeof(wrong_logins[0]); i++) {
		if (strcmp(wrong_logins[i].code, why) == 0) {
			return &wrong_logins[i];
		}
	}
	return &wrong_logins[0];
}

/* What a browser keeps or shows after it came in. */
json_t *login_data(const struct staff_entry *entry)
{
	const struct {
		const char *name, *value;
	} rows[] = {{"ticket", entry->ticket}, {"role", entry->role}, {"session", entry->session},
		{"device", entry->device}, {"enrol", entry->enrol}};
	json_t *data = json_object();
	for (size_t i = 0; data && i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].value) {
			json_object_set_new(data, rows[i].name, json_string(rows[i].value));
		}
	}
	return data;
}

void login_reply_busy(struct api *api, uint64_t id, const char *why, uint32_t retry_after)
{
	bool rate = why && strcmp(why, "rate") == 0;
	const struct failure busy = {429, rate ? "rate" : "busy",
		rate ? "Too many tries under this name." : "Too many people are logging in.",
		rate ? "A device that has logged in before need not wait, nor a recovery code."
			 : "Try again soon.",
		retry_after};
	api_reply_failure(api, id, &busy);
}

int login_read(const json_t *body, const struct login_field *fields, struct view *ret_texts)
{
	size_t there = 0;
	for (size_t i = 0; fields[i].name; i++) {
		const json_t *value = json_object_get(body, fields[i].name);
		if (value ? !json_is_string(value) : fields[i].needed) {
			return ERR_SYNTAX;
		}
		there += value != NULL;
		ret_texts[i] = value
			? (struct view){(const uint8_t *)json_string_value(value), json_string_length(value)}
			: (struct view){(const uint8_t *)"", 0};
	}
	return json_object_size(body) == there ? 0 : ERR_SYNTAX;
}

void login_wipe(json_t *body)
{
	const char *name;
	json_t *value;
	json_object_foreach(body, name, value)
	{
		if (json_is_string(value)) {
			ident_cleanse((void *)json_string_value(value), json_string_length(value));
		}
	}
	json_decref(body);
}

static void on_login(void *context, uint64_t id, int err, const struct staff_entry *entry)
{
	struct api *api = context;
	if (err == 0) {
		const struct answer ok = {.status = 200, .type = api_type_json};
		api_reply_json(api, id, &ok, json_pack("{s:b,s:o}", "ok", 1, "data", login_data(entry)));
		return;
	}
	metric_add(METRIC_REFUSED, 1);
	if (err == ERR_FULL) {
		login_reply_busy(api, id, entry->why, entry->retry_after);
		return;
	}
	api_reply_failure(api, id, err == ERR_DENIED ? login_wrong(entry->why) : &api_down);
}

void login_request(struct api *api, const struct http_request *request)
{
	struct view texts[LOGIN_FIELDS];
	json_t *body = json_loadb((const char *)request->body.data, request->body.len,
		JSON_REJECT_DUPLICATES, NULL);
	static const struct login_field fields[] = {{"name", true}, {"password", true}, {"code", false},
		{"device", false}, {NULL, false}};
	if (login_read(body, fields, texts) != 0) {
		api_reply_failure(api, request->id, &bad_body);
	} else {
		const struct staff_attempt attempt = {texts[0], texts[1], texts[2], texts[3]};
		staff_login(api->staff, &attempt, request->id, on_login, api);
	}
	login_wipe(body);
}

static void answer_leave(struct api *api, uint64_t id, int err)
{
	const struct answer done = {.status = 204, .type = api_type_json};
	if (err == 0 || err == ERR_GONE) {
		api_reply(api, id, &done, (struct view){NULL, 0});
	} else {
		api_reply_failure(api, id, &api_down);
	}
}

static void on_left(void *context, struct reply_to to, int err)
{
	struct api *api = api_current();
	(void)context;
	if (api) {
		answer_leave(api, to.session, err);
	}
}

/* What stands behind the ticket: nothing, or a space and how one left. NULL: something else. */
static const char *read_leaving(struct view rest)
{
	static const enum finish calm[] = {FINISH_LEFT, FINISH_CANCELLED, FINISH_DIVERTED};
	if (rest.len == 0) {
		return finish_word(FINISH_LEFT_QUICKLY);
	}
	for (size_t i = 0; i < sizeof(calm) / sizeof(calm[0]); i++) {
		const char *word = finish_word(calm[i]);
		if (rest.data[0] == ' ' && view_is((struct view){rest.data + 1, rest.len - 1}, word)) {
			return word;
		}
	}
	return NULL;
}

void leave_request(struct api *api, const struct http_request *request)
{
	static const struct failure bad_ticket = {400, "body",
		"The body is not what this address takes.",
		"Send 64 hexadecimal digits, and how the visit ends if it was not left quickly.", 0};
	uint8_t ticket[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN];
	const struct view body = request->body;
	const size_t hex = body.len < 2 * sizeof(ticket) ? body.len : 2 * sizeof(ticket);
	const char *word = read_leaving(
		body.len > hex ? (struct view){body.data + hex, body.len - hex} : (struct view){NULL, 0});
	if (!word || ident_from_hex((struct view){body.data, hex}, ticket, sizeof(ticket)) != 0) {
		api_reply_failure(api, request->id, &bad_ticket);
		return;
	}
	ident_hash(ticket, sizeof(ticket), hash);
	ident_cleanse(ticket, sizeof(ticket));
	int err =
		queue_leave(api->store, (struct reply_to){.session = request->id}, hash, word, on_left);
	if (err != 0) {
		answer_leave(api, request->id, err);
	}
}
