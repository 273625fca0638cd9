/* A file is handed on as it was written, and may be kept for a day: it never changes. What there is may be kept for five minutes. The
 * pools are asked one after the other. */
#include "api/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/figures_html.h"
#include "api/page.h"
#include "api/pages.h"
#include "figures/step.h"
#include "figures/write.h"
#include "store/frozen.h"

enum { FILE_CACHE_S = 86400, LIST_CACHE_S = 300, PATH_SIZE = 120 };
/* As much as a reply takes with its head: the ledger of a large pool has some ten thousand rows. */
enum { PAGE_MAX = 7 * 1024 * 1024 };

static const char type_csv[] = "text/csv; charset=utf-8";
static const struct failure no_step = {404, "missing", "There are no such figures, or not yet.",
	"/api/v1/figures says which there are: /api/v1/figures/<pool>/<step>.json or .csv, a step as "
	"2026-10, 2026-Q4 or 2026.",
	0};

enum form { FORM_JSON, FORM_CSV, FORM_PAGE };

/* A request whose step or list is on its way. */
struct asked {
	uint64_t id;
	enum form form;
	enum language language;
	const struct pool *pool;
	char step[FIGURES_STEP_SIZE];
	struct figures_beside beside;
	size_t next;   /* of a list: the pool that is asked next */
	json_t *pools; /* of a list: what has come, owned */
};

static void destroy(struct asked *asked)
{
	json_decref(asked->pools);
	free(asked);
}

static struct asked *create(struct api *api, const struct http_request *request, enum form form)
{
	struct asked *asked = calloc(1, sizeof(*asked));
	if (asked) {
		*asked = (struct asked){.id = request->id,
			.form = form,
			.language = api_language(api, request, NULL)};
	}
	return asked;
}

/* A page around what was drawn. */
static void reply_page(struct api *api, const struct asked *asked, const char *title,
	const struct buf *drawn, unsigned status)
{
	struct buf page;
	buf_init(&page, PAGE_MAX);
	const struct page_parts parts = {.language = language_code(asked->language),
		.title = title,
		.door = buf_view(drawn)};
	int err = page_write(api->clients[CLIENT_FIGURES], &parts, &page);
	const struct answer answer = {.status = err == 0 ? status : 500,
		.type = api_type_html,
		.cache_seconds = status == 200 ? LIST_CACHE_S : 0,
		.is_public = true};
	api_reply(api, asked->id, &answer, err == 0 ? buf_view(&page) : view_text(""));
	buf_finish(&page);
}

static void reply_missing(struct api *api, const struct asked *asked, unsigned status)
{
	struct buf drawn;
	buf_init(&drawn, PAGE_MAX);
	if (asked->form != FORM_PAGE) {
		api_reply_failure_openly(api, asked->id, status == 404 ? &no_step : &api_down);
	} else if (figures_html_missing(api, asked->language, &drawn) == 0) {
		reply_page(api, asked, texts_get(api->texts, asked->language, "rep.open.title", NULL),
			&drawn, status);
	} else {
		api_reply_failure(api, asked->id, &api_down);
	}
	buf_finish(&drawn);
}

static void reply_sheet(struct api *api, const struct asked *asked, const struct frozen *frozen)
{
	char title[FIGURES_TITLE_SIZE];
	struct buf drawn;
	json_t *file = json_loads(frozen->json, 0, NULL);
	const struct figures_sheet sheet = {asked->pool, asked->step, asked->language, file,
		&asked->beside};
	buf_init(&drawn, PAGE_MAX);
	if (file && figures_html(api, &sheet, &drawn) == 0) {
		figures_title(api, &sheet, title);
		reply_page(api, asked, title, &drawn, 200);
	} else {
		reply_missing(api, asked, 503);
	}
	buf_finish(&drawn);
	json_decref(file);
}

static void on_frozen(void *context, struct reply_to to, int err, const struct frozen *frozen)
{
	struct asked *asked = context;
	struct api *api = api_current();
	(void)to;
	if (api && err != 0) {
		reply_missing(api, asked, err == ERR_GONE ? 404 : 503);
	} else if (api && asked->form == FORM_PAGE) {
		reply_sheet(api, asked, frozen);
	} else if (api) {
		bool csv = asked->form == FORM_CSV;
		const struct answer answer = {.status = 200,
			.type = csv ? type_csv : api_type_json,
			.cache_seconds = FILE_CACHE_S,
			.is_public = true,
			.open = true};
		api_reply(api, asked->id, &answer, view_text(csv ? frozen->csv : frozen->json));
	}
	destroy(asked);
}

/* "<pool>/<step>" with what is behind it; false: no such pool or no step. */
static bool read_path(struct api *api, struct view path, const char *prefix, const char *suffix,
	struct asked *asked)
{
	char text[PATH_SIZE];
	size_t head = strlen(prefix), tail = strlen(suffix);
	if (path.len <= head + tail ||
		view_copy((struct view){path.data + head, path.len - head}, text, sizeof(text)) != 0) {
		return false;
	}
	size_t len = strlen(text);
	char *slash = strchr(text, '/');
	struct step step;
	if (len <= tail || strcmp(text + len - tail, suffix) != 0 || !slash) {
		return false;
	}
	text[len - tail] = '\0';
	*slash = '\0';
	asked->pool = directory_pool(api->directory, text);
	if (!asked->pool || asked->pool->practice || step_parse(slash + 1, &step) != 0) {
		return false;
	}
	step_write(&step, asked->step);
	return true;
}

static void end_missing(struct api *api, struct asked *asked, unsigned status)
{
	if (api) {
		reply_missing(api, asked, status);
	}
	destroy(asked);
}

/* The API to go on with when steps have come; NULL: there are none, and that has been said. */
static struct api *go_on(struct asked *asked, int err)
{
	struct api *api = api_current();
	if (api && err == 0) {
		return api;
	}
	end_missing(api, asked, 503);
	return NULL;
}

static void read_step(struct api *api, struct asked *asked, bool there)
{
	if (!there) {
		end_missing(api, asked, 404);
	} else if (frozen_read(api->store, (struct reply_to){.session = asked->id}, asked->pool->id,
				   asked->step, on_frozen, asked) != 0) {
		end_missing(api, asked, 503);
	}
}

/* Which steps of its kind stand beside it, for a page to lead there. */
static void on_neighbours(void *context, struct reply_to to, int err, const char *const *steps,
	size_t count)
{
	struct asked *asked = context;
	(void)to;
	struct api *api = go_on(asked, err);
	if (!api) {
		return;
	}
	figures_beside_find(asked->step, steps, count, &asked->beside);
	read_step(api, asked, true);
}

void figures_file_request(struct api *api, const struct http_request *request)
{
	static const char prefix[] = "/api/v1/figures/";
	struct asked *asked = create(api, request, FORM_JSON);
	if (!asked) {
		api_reply_failure(api, request->id, &api_down);
		return;
	}
	bool there = read_path(api, request->path, prefix, ".json", asked);
	if (!there) {
		there = read_path(api, request->path, prefix, ".csv", asked);
		asked->form = FORM_CSV;
	}
	read_step(api, asked, there);
}

void figures_page_request(struct api *api, const struct http_request *request)
{
	struct asked *asked = create(api, request, FORM_PAGE);
	if (!asked) {
		api_reply_failure(api, request->id, &api_down);
		return;
	}
	bool there = read_path(api, request->path, "/figures/", "", asked);
	if (there) {
		asked->language = api_language(api, request, asked->pool);
	}
	if (!there) {
		end_missing(api, asked, 404);
	} else if (frozen_list(api->store, (struct reply_to){.session = asked->id}, asked->pool->id,
				   on_neighbours, asked) != 0) {
		end_missing(api, asked, 503);
	}
}

/* --- what there is --- */

static void reply_list(struct api *api, struct asked *asked)
{
	if (asked->form == FORM_JSON) {
		const struct answer answer = {.status = 200,
			.type = api_type_json,
			.cache_seconds = LIST_CACHE_S,
			.is_public = true,
			.open = true};
		api_reply_json(api, asked->id, &answer,
			json_pack("{s:s,s:O}", "definitions", FIGURES_DEFINITIONS, "pools", asked->pools));
		return;
	}
	struct buf drawn;
	buf_init(&drawn, PAGE_MAX);
	if (figures_html_index(api, asked->pools, asked->language, &drawn) == 0) {
		reply_page(api, asked, texts_get(api->texts, asked->language, "rep.open.title", NULL),
			&drawn, 200);
	} else {
		api_reply_failure(api, asked->id, &api_down);
	}
	buf_finish(&drawn);
}

static void ask_next(struct api *api, struct asked *asked);

static void on_steps(void *context, struct reply_to to, int err, const char *const *steps,
	size_t count)
{
	struct asked *asked = context;
	(void)to;
	struct api *api = go_on(asked, err);
	if (!api) {
		return;
	}
	json_t *list = json_array();
	for (size_t i = count; i-- > 0;) {
		json_array_append_new(list, json_string(steps[i]));
	}
	json_array_append_new(asked->pools,
		json_pack("{s:s,s:s,s:s,s:o}", "pool", asked->pool->id, "name",
			words_in(&asked->pool->name, asked->language), "licence", asked->pool->licence, "steps",
			list));
	ask_next(api, asked);
}

/* Asks for the steps of the next pool; behind the last, answers. */
static void ask_next(struct api *api, struct asked *asked)
{
	do {
		asked->pool = directory_pool_at(api->directory, asked->next++);
	} while (asked->pool && asked->pool->practice);
	if (!asked->pool) {
		reply_list(api, asked);
		destroy(asked);
	} else if (frozen_list(api->store, (struct reply_to){.session = asked->id}, asked->pool->id,
				   on_steps, asked) != 0) {
		end_missing(api, asked, 503);
	}
}

static void list_request(struct api *api, const struct http_request *request, enum form form)
{
	struct asked *asked = create(api, request, form);
	if (!asked) {
		api_reply_failure(api, request->id, &api_down);
		return;
	}
	asked->pools = json_array();
	ask_next(api, asked);
}

void figures_list_request(struct api *api, const struct http_request *request)
{
	list_request(api, request, FORM_JSON);
}

void figures_index_request(struct api *api, const struct http_request *request)
{
	list_request(api, request, FORM_PAGE);
}
