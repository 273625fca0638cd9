/* Fills the pages' templates: doors, consoles, and what stands where there is nothing. */
#include "api/pages.h"

#include <stdlib.h>
#include <string.h>

#include "api/door_html.h"
#include "api/door_json.h"
#include "api/lists.h"
#include "api/page.h"
#include "api/query.h"
#include "api/theme_style.h"

enum { PAGE_MAX = 512 * 1024, FIELD_SIZE = 80 };

/* What an address that leads nowhere shows: words for people, JSON for programs. */
void pages_missing(struct api *api, const struct http_request *request, unsigned status)
{
	static const char prefix[] = "/api/";
	if (request->path.len >= 5 && memcmp(request->path.data, prefix, 5) == 0) {
		const struct failure failure = status == 405
			? (struct failure){405, "method", "This address does not take that method.",
				  request->post ? "Ask with GET." : "Send it with POST.", 0}
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
		err = page_write(api->clients[CLIENT_YOUTH], &parts, &page);
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
	const struct filled filled = {.template = api->clients[CLIENT_YOUTH],
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

void pages_front(struct api *api, const struct http_request *request)
{
	char municipality[FIELD_SIZE], pool[FIELD_SIZE];
	struct door door;
	query_get(request->query, "municipality", municipality, sizeof(municipality));
	query_get(request->query, "pool", pool, sizeof(pool));
	if (door_find(api->directory, "", municipality, pool, &door) != 0 &&
		door_find(api->directory, "", "", "", &door) != 0) {
		pages_missing(api, request, 404);
		return;
	}
	reply_door_page(api, request, &door, NULL);
}

void pages_agency(struct api *api, const struct http_request *request)
{
	char slug[FIELD_SIZE];
	struct door door;
	const size_t prefix = strlen("/w/");
	const struct view rest = {request->path.data + prefix, request->path.len - prefix};
	if (rest.len == 0 || view_copy(rest, slug, sizeof(slug)) != 0 ||
		door_find(api->directory, slug, "", "", &door) != 0) {
		pages_missing(api, request, 404);
		return;
	}
	reply_door_page(api, request, &door, door.agency);
}

/* Where staff practise, as the directory has a pool, and its agency: no list names them; NULL: nowhere. */
static json_t *practice_json(const struct api *api)
{
	const struct agency *agency = directory_practice(api->directory);
	const struct pool *pool =
		agency ? directory_pool(api->directory, agency_get(agency, "pool")) : NULL;
	json_t *practice = pool ? lists_pool(pool) : NULL;
	if (practice) {
		json_object_set_new(practice, "agency", json_string(agency_get(agency, "slug")));
	}
	return practice;
}

/* A page of staff: whoever comes logs in there. */
static void reply_console(struct api *api, const struct http_request *request, enum client client,
	const char *title)
{
	enum language language = api_language(api, request, NULL);
	const struct proxy_login_options *proxy = &api->options.proxy_login;
	json_t *data = json_pack("{s:o*,s:s,s:s,s:i,s:i}", "practice", practice_json(api), "profile",
		api->options.profile, "lang", language_code(language), "delete_minutes",
		(int)api->options.delete_minutes, "last_entry_minutes",
		(int)api->options.last_entry_minutes);
	if (data && proxy->header && *proxy->header) {
		json_object_set_new(data, "proxy_login", json_string(proxy->service));
	}
	char *text = data ? json_dumps(data, JSON_COMPACT) : NULL;
	const struct filled filled = {.template = api->clients[client],
		.parts = {.language = language_code(language),
			.title = texts_get(api->texts, language, title, NULL),
			.data = text}};
	reply_page(api, request->id, &filled);
	free(text);
	json_decref(data);
}

void pages_desk(struct api *api, const struct http_request *request)
{
	reply_console(api, request, CLIENT_COUNSELLOR, "staff.title_login");
}

void pages_owner(struct api *api, const struct http_request *request)
{
	reply_console(api, request, CLIENT_OWNER, "owner.title_login");
}

void pages_live(struct api *api, const struct http_request *request)
{
	reply_console(api, request, CLIENT_SUPERVISOR, "live.title_login");
}

void pages_join(struct api *api, const struct http_request *request)
{
	reply_console(api, request, CLIENT_STAFF, "join.title");
}

void pages_account(struct api *api, const struct http_request *request)
{
	reply_console(api, request, CLIENT_STAFF, "account.title");
}

void pages_check(struct api *api, const struct http_request *request)
{
	reply_console(api, request, CLIENT_CHECK, "check.title");
}
