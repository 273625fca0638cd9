/* Reads the bodies, asks staff or the store, and answers when they have answered. The password
 * is wiped from the parsed body; net wipes its own buffer when it frees it. */
#include "api/login.h"

#include <string.h>

#include "base/ident.h"
#include "base/metric.h"
#include "store/queue.h"

static const struct failure wrong_login = {401, "login", "The name or the password is wrong.",
	"Passwords are given by samtalectl user passwd.", 0};
static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send the JSON object {\"name\":\"...\",\"password\":\"...\"}.", 0};

static void on_login(void *context, uint64_t id, int err, const char *ticket, const char *role,
	uint32_t retry_after)
{
	struct api *api = context;
	if (err == 0) {
		const struct answer ok = {.status = 200, .type = api_type_json};
		api_reply_json(api, id, &ok,
			json_pack("{s:b,s:{s:s,s:s}}", "ok", 1, "data", "ticket", ticket, "role", role));
		return;
	}
	metric_add(METRIC_REFUSED, 1);
	if (err == ERR_FULL) {
		const struct failure full = {429, "busy", "Too many people are logging in.",
			"Try again soon.", retry_after};
		api_reply_failure(api, id, &full);
		return;
	}
	api_reply_failure(api, id, err == ERR_DENIED ? &wrong_login : &api_down);
}

void login_request(struct api *api, const struct http_request *request)
{
	json_t *body = json_loadb((const char *)request->body.data, request->body.len,
		JSON_REJECT_DUPLICATES, NULL);
	json_t *name = json_object_get(body, "name"), *password = json_object_get(body, "password");
	if (json_object_size(body) != 2 || !json_is_string(name) || !json_is_string(password)) {
		api_reply_failure(api, request->id, &bad_body);
	} else {
		const struct view name_view = {(const uint8_t *)json_string_value(name),
			json_string_length(name)};
		const struct view password_view = {(const uint8_t *)json_string_value(password),
			json_string_length(password)};
		staff_login(api->staff, name_view, password_view, request->id, on_login, api);
	}
	if (json_is_string(password)) {
		ident_cleanse((void *)json_string_value(password), json_string_length(password));
	}
	json_decref(body);
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

void leave_request(struct api *api, const struct http_request *request)
{
	static const struct failure bad_ticket = {400, "body",
		"The body is not what this address takes.", "Send 64 hexadecimal digits.", 0};
	uint8_t ticket[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN];
	if (ident_from_hex(request->body, ticket, sizeof(ticket)) != 0) {
		api_reply_failure(api, request->id, &bad_ticket);
		return;
	}
	ident_hash(ticket, sizeof(ticket), hash);
	ident_cleanse(ticket, sizeof(ticket));
	int err = queue_leave(api->store, (struct reply_to){.session = request->id}, hash, on_left);
	if (err != 0) {
		answer_leave(api, request->id, err);
	}
}
