/* The table of addresses and what stands behind each. Only the small answers are made here; the
 * rest is in the files that the table names. */
#include "api/api.h"

#include <stdlib.h>
#include <string.h>

#include "api/account.h"
#include "api/acts.h"
#include "api/after.h"
#include "api/agency_edit.h"
#include "api/agency_fields.h"
#include "api/agency_invite.h"
#include "api/agency_list.h"
#include "api/agency_log.h"
#include "api/alarms.h"
#include "api/door_json.h"
#include "api/embed.h"
#include "api/figures.h"
#include "api/internal.h"
#include "api/join.h"
#include "api/lists.h"
#include "api/login.h"
#include "api/own_figures.h"
#include "api/page.h"
#include "api/pages.h"
#include "api/people.h"
#include "api/proxy_login.h"
#include "api/query.h"
#include "api/replies.h"
#include "api/rota.h"
#include "api/sessions.h"
#include "api/staff_call.h"
#include "api/status.h"
#include "api/whatif.h"

enum {
	FIELD_SIZE = 80,
	DIRECTORY_CACHE_S = 300,
	DOOR_CACHE_S = 10,
	SERVICES_CACHE_S = 60,
	BUNDLE_CACHE_S = 60
};

/* A list that is the same for everybody until the daemon starts anew. */
static void reply_list(struct api *api, uint64_t id, json_t *list)
{
	const struct answer answer = {.status = 200,
		.type = api_type_json,
		.cache_seconds = DIRECTORY_CACHE_S,
		.is_public = true};
	api_reply_json(api, id, &answer, list);
}

static void get_directory(struct api *api, const struct http_request *request)
{
	reply_list(api, request->id, lists_directory(api->directory));
}

static void get_reading(struct api *api, const struct http_request *request)
{
	reply_list(api, request->id, lists_reading(api->directory));
}

static void get_services(struct api *api, const struct http_request *request)
{
	char country[FIELD_SIZE];
	query_get(request->query, "country", country, sizeof(country));
	const struct answer answer = {.status = 200,
		.type = api_type_json,
		.cache_seconds = SERVICES_CACHE_S,
		.is_public = true,
		.open = true};
	api_reply_json(api, request->id, &answer, lists_help(api->directory, country, api_now_s()));
}

static void get_status(struct api *api, const struct http_request *request)
{
	char agency[FIELD_SIZE], pool[FIELD_SIZE];
	struct door door;
	query_get(request->query, "agency", agency, sizeof(agency));
	query_get(request->query, "pool", pool, sizeof(pool));
	if (door_find(api->directory, agency, "", pool, &door) != 0 || !door.pool ||
		door.pool->practice) {
		const struct failure none = {.status = 404,
			.code = "missing",
			.message = "There is no such agency or pool.",
			.hint = "Ask with ?agency= and a slug, or ?pool= and an id, from /api/v1/directory."};
		api_reply_failure_openly(api, request->id, &none);
		return;
	}
	struct answer answer = {.status = 200, .type = api_type_json, .is_public = true, .open = true};
	const struct status_sources sources = {api->directory, api->pools};
	const char *text = status_text(api->status, &door, &sources, &answer.cache_seconds);
	if (text) {
		api_reply(api, request->id, &answer, view_text(text));
	} else {
		api_reply_json(api, request->id, &answer, NULL);
	}
}

static void get_door(struct api *api, const struct http_request *request)
{
	char agency[FIELD_SIZE], municipality[FIELD_SIZE], pool[FIELD_SIZE];
	struct door door;
	query_get(request->query, "agency", agency, sizeof(agency));
	query_get(request->query, "municipality", municipality, sizeof(municipality));
	query_get(request->query, "pool", pool, sizeof(pool));
	if (door_find(api->directory, agency, municipality, pool, &door) != 0) {
		const struct failure none = {404, "missing",
			"There is no such agency, municipality or pool.",
			"Slugs, codes and ids stand in /api/v1/directory.", 0};
		api_reply_failure(api, request->id, &none);
		return;
	}
	door_look(&door, api->directory, api->pools, api_now_s());
	const struct answer answer = {.status = 200,
		.type = api_type_json,
		.cache_seconds = DOOR_CACHE_S,
		.is_public = true};
	api_reply_json(api, request->id, &answer,
		door_json(api, &door, api_language(api, request, door.pool)));
}

/* The roots that the seal rests on. A municipality that serves the pages itself serves its own copy of it, too. */
static void get_bundle(struct api *api, const struct http_request *request)
{
	if (api->bundle.len == 0) {
		const struct failure none = {404, "missing", "There is no bundle here yet.", "", 0};
		api_reply_failure(api, request->id, &none);
		return;
	}
	const struct answer answer = {.status = 200,
		.type = api_type_json,
		.cache_seconds = BUNDLE_CACHE_S,
		.is_public = true};
	api_reply(api, request->id, &answer, buf_view(&api->bundle));
}

/* Browsers ask for it by themselves: there is none, so that no tab shows what this is. */
static void get_no_icon(struct api *api, const struct http_request *request)
{
	const struct http_reply reply = {.status = 204, .cache_seconds = DIRECTORY_CACHE_S};
	api->answers.reply(api->answers.net, request->id, &reply);
}

/* An address that ends in a slash stands for all that begin with it; one may have a row for each method. Who may ask is said by the permission: with PUBLIC
 * anybody, handled by `open`; with any other one the staff, by a bearer, handled by `staff`. */
static const struct route {
	const char *path;
	bool post;
	enum permission permission;
	void (*open)(struct api *api, const struct http_request *request);
	staff_call_fn staff;
} routes[] = {
	{"/", false, PERMISSION_PUBLIC, pages_front, NULL},
	{"/w/", false, PERMISSION_PUBLIC, pages_agency, NULL},
	{"/desk", false, PERMISSION_PUBLIC, pages_desk, NULL},
	{"/join", false, PERMISSION_PUBLIC, pages_join, NULL},
	{"/account", false, PERMISSION_PUBLIC, pages_account, NULL},
	{"/owner", false, PERMISSION_PUBLIC, pages_owner, NULL},
	{"/live", false, PERMISSION_PUBLIC, pages_live, NULL},
	{"/check", false, PERMISSION_PUBLIC, pages_check, NULL},
	{"/figures", false, PERMISSION_PUBLIC, figures_index_request, NULL},
	{"/figures/", false, PERMISSION_PUBLIC, figures_page_request, NULL},
	{"/embed", false, PERMISSION_PUBLIC, embed_request, NULL},
	{"/favicon.ico", false, PERMISSION_PUBLIC, get_no_icon, NULL},
	{"/seal.json", false, PERMISSION_PUBLIC, get_bundle, NULL},
	{"/api/v1/code", true, PERMISSION_PUBLIC, code_request, NULL},
	{"/api/v1/directory", false, PERMISSION_PUBLIC, get_directory, NULL},
	{"/api/v1/door", false, PERMISSION_PUBLIC, get_door, NULL},
	{"/api/v1/figures", false, PERMISSION_PUBLIC, figures_list_request, NULL},
	{"/api/v1/figures/", false, PERMISSION_PUBLIC, figures_file_request, NULL},
	{"/api/v1/join", true, PERMISSION_PUBLIC, join_look_request, NULL},
	{"/api/v1/join/finish", true, PERMISSION_PUBLIC, join_finish_request, NULL},
	{"/api/v1/login", true, PERMISSION_PUBLIC, login_request, NULL},
	{"/api/v1/login/proxy", true, PERMISSION_PUBLIC, proxy_login_request, NULL},
	{"/api/v1/leave", true, PERMISSION_PUBLIC, leave_request, NULL},
	{"/api/v1/tap", true, PERMISSION_PUBLIC, tap_request, NULL},
	{"/api/v1/reading", false, PERMISSION_PUBLIC, get_reading, NULL},
	{"/api/v1/services", false, PERMISSION_PUBLIC, get_services, NULL},
	{"/api/v1/status", false, PERMISSION_PUBLIC, get_status, NULL},
	{"/api/v1/agency", false, PERMISSION_AGENCY_EDIT, NULL, agency_fields_call},
	{"/api/v1/agency", true, PERMISSION_AGENCY_EDIT, NULL, agency_edit_call},
	{"/api/v1/agency/audit", false, PERMISSION_AGENCY_EDIT, NULL, agency_audit_call},
	{"/api/v1/agency/export", false, PERMISSION_AGENCY_EDIT, NULL, agency_export_call},
	{"/api/v1/agency/figures", false, PERMISSION_FIGURES_OWN, NULL, own_figures_call},
	{"/api/v1/agencies", false, PERMISSION_AGENCY_INVITE, NULL, agencies_list_call},
	{"/api/v1/agencies", true, PERMISSION_AGENCY_INVITE, NULL, agency_edit_call},
	{"/api/v1/agencies/invite", true, PERMISSION_AGENCY_INVITE, NULL, agency_invite_call},
	{"/api/v1/staff", false, PERMISSION_STAFF_EDIT, NULL, people_list_call},
	{"/api/v1/staff", true, PERMISSION_STAFF_EDIT, NULL, people_change_call},
	{"/api/v1/me", false, PERMISSION_DESK, NULL, me_request},
	{"/api/v1/account", false, PERMISSION_ACCOUNT_OWN, NULL, account_look_call},
	{"/api/v1/account", true, PERMISSION_ACCOUNT_OWN, NULL, account_change_call},
	{"/api/v1/acts", false, PERMISSION_ACT, NULL, acts_get_call},
	{"/api/v1/acts", true, PERMISSION_ACT, NULL, acts_post_call},
	{"/api/v1/acts/undo", true, PERMISSION_ACT, NULL, acts_undo_call},
	{"/api/v1/ticket", true, PERMISSION_DESK, NULL, ticket_request},
	{"/api/v1/logout", true, PERMISSION_SESSIONS_OWN, NULL, logout_request},
	{"/api/v1/replies", false, PERMISSION_DESK, NULL, replies_get},
	{"/api/v1/replies", true, PERMISSION_DESK, NULL, replies_post},
	{"/api/v1/whatif", true, PERMISSION_WHAT_IF, NULL, whatif_call},
	{"/api/v1/alarms/take", true, PERMISSION_ALARM_TAKE, NULL, alarms_take_call},
	{"/api/v1/rota", false, PERMISSION_ROTA_SEE, NULL, rota_look_call},
	{"/api/v1/rota", true, PERMISSION_ROTA, NULL, rota_change_call},
	{"/api/v1/sessions", false, PERMISSION_SESSIONS_OWN, NULL, sessions_request},
	{"/api/v1/sessions/revoke", true, PERMISSION_SESSIONS_OWN, NULL, revoke_request},
};

static bool is_at(const struct route *route, struct view path)
{
	size_t len = strlen(route->path);
	bool prefix = len > 1 && route->path[len - 1] == '/';
	return prefix ? path.len > len && memcmp(path.data, route->path, len) == 0
				  : view_is(path, route->path);
}

/* Any site can make its visitors send a POST, from their addresses: it would count taps, or try codes. A browser names the
 * site in Origin; who sends none is a program, and speaks for itself alone. Some browsers send "null" with
 * the beacon of a page without referrer, as ours are: leaving takes that, since its ticket is a secret. */
static bool is_of_others(const struct route *route, const struct http_request *request)
{
	bool hidden = request->origin == HTTP_ORIGIN_HIDDEN && route->open != leave_request;
	return route->post && (hidden || request->origin == HTTP_ORIGIN_FOREIGN);
}

static void on_request(void *context, const struct http_request *request)
{
	struct api *api = context;
	const struct route *route = NULL;
	bool known = false;
	for (size_t i = 0; !route && i < sizeof(routes) / sizeof(routes[0]); i++) {
		bool here = is_at(&routes[i], request->path);
		known = known || here;
		route = here && routes[i].post == request->post ? &routes[i] : NULL;
	}
	if (!route) {
		pages_missing(api, request, known ? 405 : 404);
	} else if (is_of_others(route, request)) {
		const struct failure foreign = {403, "origin", "Only pages of this service may send this.",
			"Send an Origin of this service, or none from a program.", 0};
		api_reply_failure(api, request->id, &foreign);
	} else if (request->body.len > api->options.body_bytes) {
		const struct failure large = {413, "large", "The body is too large.", "", 0};
		api_reply_failure(api, request->id, &large);
	} else if (route->permission == PERMISSION_PUBLIC) {
		route->open(api, request);
	} else {
		staff_call_begin(api, request, route->permission, route->staff);
	}
}

/* Folders under that of the web, in the order of enum client. */
static const char *const client_folders[CLIENT_COUNT] = {"youth", "counsellor", "supervisor",
	"owner", "staff", "check", "figures"};

struct api *api_create(const struct api_options *options, const struct directory *directory,
	struct store *store, struct staff *staff, const struct http_answer_port *answers)
{
	struct api *api = calloc(1, sizeof(*api));
	if (!api) {
		return NULL;
	}
	*api = (struct api){.options = *options,
		.directory = directory,
		.store = store,
		.staff = staff,
		.answers = *answers};
	api->port = (struct http_port){.api = api, .request = on_request};
	api->texts = texts_create(options->texts_folder);
	bool read = api->texts != NULL;
	for (size_t i = 0; read && i < CLIENT_COUNT; i++) {
		api->clients[i] = page_create(options->web_folder, client_folders[i]);
		read = api->clients[i] != NULL;
	}
	api->pools = read ? pools_create(directory, store) : NULL;
	api->status = api->pools ? status_create() : NULL;
	if (!api->status) {
		api_destroy(api);
		return NULL;
	}
	embed_measure(api);
	api_set_current(api);
	return api;
}

void api_destroy(struct api *api)
{
	if (!api) {
		return;
	}
	api_set_current(NULL);
	status_destroy(api->status);
	pools_destroy(api->pools);
	for (size_t i = 0; i < CLIENT_COUNT; i++) {
		page_destroy(api->clients[i]);
	}
	texts_destroy(api->texts);
	buf_finish(&api->bundle);
	free(api);
}

const struct http_port *api_http_port(struct api *api)
{
	return &api->port;
}

int api_show_bundle(struct api *api, struct view bundle)
{
	struct buf fresh;
	buf_init(&fresh, bundle.len);
	int err = buf_append(&fresh, bundle.data, bundle.len);
	if (err == 0) {
		buf_finish(&api->bundle);
		api->bundle = fresh;
	}
	return err;
}

void api_tick(struct api *api)
{
	pools_tick(api->pools);
}
