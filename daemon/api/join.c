/* The invitation is in the body, never in an address: what stands behind # stays in the browser. */
#include "api/join.h"

#include <string.h>

#include "api/login.h"
#include "directory/agency.h"
#include "staff/join.h"

static const struct failure gone = {410, "invitation", "This invitation is not good.",
	"It was used, has run out, or a newer one was made. Ask for a new one.", 0};
static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send a JSON object as docs/openapi.yaml shows.", 0};

/* What staff refuses of a choice, by its word. */
static const struct failure refusals[] = {
	{422, "short", "The password is too short.", "At least 12 characters.", 0},
	{422, "long", "The password is too long, or not plain text.", "At most 256 bytes.", 0},
	{422, "common", "The password is one of those that are tried first.", "", 0},
	{422, "name", "The password is little more than the name.", "", 0},
	{422, "same", "The password has too few different characters.", "", 0},
	{422, "alias", "The name for young people is too long, or not plain text.", "At most 32 bytes.",
		0},
	{422, "code", "The code is wrong.", "Codes change every 30 seconds.", 0},
	{422, "clock", "The code is right by a clock that is off by more than half a minute.",
		"Let the phone set its clock by itself.", 0},
};

const struct failure *join_refusal(int err, const char *why)
{
	if (err == ERR_GONE) {
		return &gone;
	}
	for (size_t i = 0; err == ERR_RANGE && why && i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		if (strcmp(refusals[i].code, why) == 0) {
			return &refusals[i];
		}
	}
	return &api_down;
}

static void on_guest(void *context, uint64_t id, int err, const struct staff_guest *guest)
{
	struct api *api = context;
	if (err != 0) {
		api_reply_failure(api, id, join_refusal(err, NULL));
		return;
	}
	const struct agency *agency = directory_agency(api->directory, guest->agency);
	const struct answer ok = {.status = 200, .type = api_type_json};
	api_reply_json(api, id, &ok,
		json_pack("{s:b,s:{s:s,s:s,s:s,s:s,s:s,s:s}}", "ok", 1, "data", "name", guest->name,
			"alias", guest->alias, "agency", agency ? agency_get(agency, "name") : guest->agency,
			"role", guest->role, "secret", guest->secret, "uri", guest->uri));
}

void join_look_request(struct api *api, const struct http_request *request)
{
	static const struct login_field fields[] = {{"token", true}, {NULL, false}};
	struct view texts[LOGIN_FIELDS];
	json_t *body = json_loadb((const char *)request->body.data, request->body.len,
		JSON_REJECT_DUPLICATES, NULL);
	if (login_read(body, fields, texts) != 0) {
		api_reply_failure(api, request->id, &bad_body);
	} else {
		staff_look(api->staff, texts[0], request->id, on_guest, api);
	}
	login_wipe(body);
}

static void on_joined(void *context, uint64_t id, int err, const struct staff_joined *joined)
{
	struct api *api = context;
	if (err == ERR_FULL) {
		login_reply_busy(api, id, "busy", 5);
		return;
	}
	if (err != 0) {
		api_reply_failure(api, id, join_refusal(err, joined->why));
		return;
	}
	json_t *data = login_data(&joined->entry), *codes = json_array();
	for (size_t i = 0; i < STAFF_CODES; i++) {
		json_array_append_new(codes, json_string(joined->codes[i]));
	}
	json_object_set_new(data, "codes", codes);
	const struct answer ok = {.status = 200, .type = api_type_json};
	api_reply_json(api, id, &ok, json_pack("{s:b,s:o}", "ok", 1, "data", data));
}

void join_finish_request(struct api *api, const struct http_request *request)
{
	static const struct login_field fields[] = {{"token", true}, {"alias", false},
		{"password", true}, {"secret", true}, {"code", true}, {NULL, false}};
	struct view texts[LOGIN_FIELDS];
	json_t *body = json_loadb((const char *)request->body.data, request->body.len,
		JSON_REJECT_DUPLICATES, NULL);
	if (login_read(body, fields, texts) != 0) {
		api_reply_failure(api, request->id, &bad_body);
	} else {
		const struct staff_choice choice = {texts[0], texts[1], texts[2], texts[3], texts[4]};
		staff_join(api->staff, &choice, request->id, on_joined, api);
	}
	login_wipe(body);
}
