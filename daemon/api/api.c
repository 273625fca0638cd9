/* The table of addresses and what stands behind each. Only the small answers are made here; the
 * rest is in the files that the table names. */
#include "api/api.h"

#include <stdlib.h>
#include <string.h>

#include "api/after.h"
#include "api/door_html.h"
#include "api/door_json.h"
#include "api/embed.h"
#include "api/internal.h"
#include "api/lists.h"
#include "api/login.h"
#include "api/page.h"
#include "api/query.h"
#include "api/status.h"
#include "api/theme_style.h"

enum {
	PAGE_MAX = 512 * 1024,
	FIELD_SIZE = 80,
	DIRECTORY_CACHE_S = 300,
	DOOR_CACHE_S = 10,
	SERVICES_CACHE_S = 60,
	BUNDLE_CACHE_S = 60
};

/* What an address that leads nowhere shows: words for people, JSON for programs. */
static void reply_missing(struct api *api, const struct http_request *request, unsigned status)
{
	static const char prefix[] = "/api/";
	if (request->path.len >= 5 && memcmp(request->path.data, prefix, 5) == 0) {
		const struct failure failure = status == 405
			? (struct failure){405, "method", "This address does not take that method.", "", 0}
			: (struct failure){404, "missing", "There is nothing at this address.", "", 0};
		api_reply_failure(api, request->id, &failure);
		return;
	}
	struct buf door, page;
	buf_init(&door, PAGE_MAX);
	buf_init(&page, PAGE_MAX);
	enum language language = api_language(api, request, NULL);
	struct page_parts parts = {.language = language_code(language),
		.title = texts_get(api->texts, language, "youth.title", NULL)};
	int err = door_html_missing(api, language, &door);
	parts.door = buf_view(&door);
	if (err == 0) {
		err = page_write(api->youth, &parts, &page);
	}
	const struct answer answer = {.status = err == 0 ? status : 500,
		.type = api_type_html,
		.is_public = true};
	api_reply(api, request->id, &answer, err == 0 ? buf_view(&page) : view_text(""));
	buf_finish(&door);
	buf_finish(&page);
}

/* A page that is filled and sent. */
struct filled {
	const struct page_template *template;
	struct page_parts parts;
	const char *sites;      /* that may show it in a frame; NULL: none */
	const char *style_hash; /* of the style in parts; NULL: it has none */
};

static void reply_page(struct api *api, uint64_t id, const struct filled *filled)
{
	struct buf page;
	buf_init(&page, PAGE_MAX);
	int err = filled->parts.data ? page_write(filled->template, &filled->parts, &page) : ERR_NOMEM;
	const struct answer answer = {.status = err == 0 ? 200 : 500,
		.type = api_type_html,
		.is_public = true,
		.sites = filled->sites,
		.style_hash = filled->style_hash};
	api_reply(api, id, &answer, err == 0 ? buf_view(&page) : view_text(""));
	buf_finish(&page);
}

/* The page of a door, in the colours of the agency at whose own address it is; NULL: the usual
 * ones. They stay when the page goes on to another place: what looks different suddenly looks like
 * somebody else. */
static void reply_door_page(struct api *api, const struct http_request *request, struct door *door,
	const struct agency *host)
{
	enum language language = api_language(api, request, door->pool);
	struct theme_style style = {"", ""};
	struct buf html;
	buf_init(&html, PAGE_MAX);
	door_look(door, api->directory, api->pools, api_now_s());
	json_t *data = door_json(api, door, language);
	bool drawn =
		theme_style(host, &style) == 0 && door_html(api, door, language, &html) == 0 && data;
	char *text = drawn ? json_dumps(data, JSON_COMPACT) : NULL;
	const struct filled filled = {.template = api->youth,
		.parts = {.language = language_code(language),
			.title = texts_get(api->texts, language, "youth.title", NULL),
			.door = buf_view(&html),
			.data = text,
			.style = style.css},
		.sites = door->agency ? agency_get(door->agency, "sites") : NULL,
		.style_hash = style.hash};
	reply_page(api, request->id, &filled);
	free(text);
	json_decref(data);
	buf_finish(&html);
}

static void get_front(struct api *api, const struct http_request *request)
{
	char municipality[FIELD_SIZE], pool[FIELD_SIZE];
	struct door door;
	query_get(request->query, "municipality", municipality, sizeof(municipality));
	query_get(request->query, "pool", pool, sizeof(pool));
	if (door_find(api->directory, "", municipality, pool, &door) != 0 &&
		door_find(api->directory, "", "", "", &door) != 0) {
		reply_missing(api, request, 404);
		return;
	}
	reply_door_page(api, request, &door, NULL);
}

static void get_agency(struct api *api, const struct http_request *request)
{
	char slug[FIELD_SIZE];
	struct door door;
	const size_t prefix = strlen("/w/");
	const struct view rest = {request->path.data + prefix, request->path.len - prefix};
	if (rest.len == 0 || view_copy(rest, slug, sizeof(slug)) != 0 ||
		door_find(api->directory, slug, "", "", &door) != 0) {
		reply_missing(api, request, 404);
		return;
	}
	reply_door_page(api, request, &door, door.agency);
}

static void get_desk(struct api *api, const struct http_request *request)
{
	enum language language = api_language(api, request, NULL);
	json_t *data = json_pack("{s:s,s:s,s:i}", "profile", api->options.profile, "lang",
		language_code(language), "delete_minutes", (int)api->options.delete_minutes);
	char *text = data ? json_dumps(data, JSON_COMPACT) : NULL;
	const struct filled filled = {.template = api->counsellor,
		.parts = {.language = language_code(language),
			.title = texts_get(api->texts, language, "staff.title_login", NULL),
			.data = text}};
	reply_page(api, request->id, &filled);
	free(text);
	json_decref(data);
}

static void get_directory(struct api *api, const struct http_request *request)
{
	const struct answer answer = {.status = 200,
		.type = api_type_json,
		.cache_seconds = DIRECTORY_CACHE_S,
		.is_public = true};
	api_reply_json(api, request->id, &answer, lists_directory(api->directory));
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
	if (door_find(api->directory, agency, "", pool, &door) != 0 || !door.pool) {
		const struct failure none = {.status = 404,
			.code = "missing",
			.message = "There is no such agency or pool.",
			.hint = "Ask with ?agency= and a slug, or ?pool= and an id, from /api/v1/directory."};
		api_reply_failure_openly(api, request->id, &none);
		return;
	}
	const struct answer answer = {.status = 200,
		.type = api_type_json,
		.cache_seconds = STATUS_KEPT_S,
		.is_public = true,
		.open = true};
	const char *text = status_text(api->status, &door, api->directory, api->pools);
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
		reply_missing(api, request, 404);
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

/* An address that ends in a slash stands for all that begin with it. */
static const struct route {
	const char *path;
	bool post;
	void (*handle)(struct api *api, const struct http_request *request);
} routes[] = {
	{"/", false, get_front},
	{"/w/", false, get_agency},
	{"/desk", false, get_desk},
	{"/embed", false, embed_request},
	{"/favicon.ico", false, get_no_icon},
	{"/seal.json", false, get_bundle},
	{"/api/v1/code", true, code_request},
	{"/api/v1/directory", false, get_directory},
	{"/api/v1/door", false, get_door},
	{"/api/v1/login", true, login_request},
	{"/api/v1/leave", true, leave_request},
	{"/api/v1/tap", true, tap_request},
	{"/api/v1/services", false, get_services},
	{"/api/v1/status", false, get_status},
};

static bool is_at(const struct route *route, struct view path)
{
	size_t len = strlen(route->path);
	bool prefix = len > 1 && route->path[len - 1] == '/';
	return prefix ? path.len > len && memcmp(path.data, route->path, len) == 0
				  : view_is(path, route->path);
}

static void on_request(void *context, const struct http_request *request)
{
	struct api *api = context;
	const struct route *route = NULL;
	for (size_t i = 0; !route && i < sizeof(routes) / sizeof(routes[0]); i++) {
		route = is_at(&routes[i], request->path) ? &routes[i] : NULL;
	}
	if (!route) {
		reply_missing(api, request, 404);
	} else if (route->post != request->post) {
		reply_missing(api, request, 405);
	} else if (request->body.len > api->options.body_bytes) {
		const struct failure large = {413, "large", "The body is too large.", "", 0};
		api_reply_failure(api, request->id, &large);
	} else {
		route->handle(api, request);
	}
}

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
	api->youth = api->texts ? page_create(options->web_folder, "youth") : NULL;
	api->counsellor = api->youth ? page_create(options->web_folder, "counsellor") : NULL;
	api->pools = api->counsellor ? pools_create(directory, store) : NULL;
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
	page_destroy(api->youth);
	page_destroy(api->counsellor);
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
