/* How an answer leaves: as bytes, as JSON, or as what went wrong; and in which language a page speaks. */
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"
#include "api/query.h"
#include "base/clock.h"

enum { CODE_SIZE = 80, RETRY_DOWN_S = 5 };

const char api_type_json[] = "application/json";
const char api_type_html[] = "text/html; charset=utf-8";
const struct failure api_down = {503, "down", "The service cannot answer at the moment.",
	"Try again soon.", RETRY_DOWN_S};

static struct api *current;

struct api *api_current(void)
{
	return current;
}

void api_set_current(struct api *api)
{
	current = api;
}

int64_t api_now_s(void)
{
	return (int64_t)(clock_wall_ms() / 1000);
}

void api_reply(struct api *api, uint64_t id, const struct answer *answer, struct view body)
{
	const struct http_reply reply = {.status = answer->status,
		.type = answer->type,
		.body = body,
		.cache_seconds = answer->cache_seconds,
		.retry_after = answer->retry_after,
		.is_public = answer->is_public,
		.sites = answer->sites,
		.style_hash = answer->style_hash,
		.open = answer->open};
	api->answers.reply(api->answers.net, id, &reply);
}

void api_reply_json(struct api *api, uint64_t id, const struct answer *answer, json_t *body)
{
	char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
	if (text) {
		api_reply(api, id, answer, view_text(text));
	} else {
		const struct answer failed = {.status = 500, .type = api_type_json};
		api_reply(api, id, &failed, view_text("{\"ok\":false,\"error\":{\"code\":\"memory\"}}"));
	}
	free(text);
	json_decref(body);
}

static void reply_failure(struct api *api, uint64_t id, const struct failure *failure, bool open)
{
	const struct answer answer = {.status = failure->status,
		.type = api_type_json,
		.retry_after = failure->retry_after,
		.open = open};
	api_reply_json(api, id, &answer,
		json_pack("{s:b,s:{s:s,s:s,s:s}}", "ok", 0, "error", "code", failure->code, "message",
			failure->message, "hint", failure->hint));
}

void api_reply_fields(struct api *api, uint64_t id, const struct failure *failure, json_t *fields)
{
	const struct answer answer = {.status = failure->status, .type = api_type_json};
	api_reply_json(api, id, &answer,
		json_pack("{s:b,s:{s:s,s:s,s:s,s:o}}", "ok", 0, "error", "code", failure->code, "message",
			failure->message, "hint", failure->hint, "fields", fields));
}

void api_reply_failure(struct api *api, uint64_t id, const struct failure *failure)
{
	reply_failure(api, id, failure, false);
}

void api_reply_failure_openly(struct api *api, uint64_t id, const struct failure *failure)
{
	reply_failure(api, id, failure, true);
}

enum language api_language(const struct api *api, const struct http_request *request,
	const struct pool *pool)
{
	char code[CODE_SIZE];
	query_get(request->query, "lang", code, sizeof(code));
	enum language language = language_of(code);
	if (language == LANGUAGE_COUNT) {
		language = query_language(request->accept_language);
	}
	pool = pool ? pool : directory_first_pool(api->directory);
	if (language == LANGUAGE_COUNT && pool) {
		memcpy(code, pool->languages, strnlen(pool->languages, CODE_SIZE - 1) + 1);
		code[CODE_SIZE - 1] = '\0';
		code[strcspn(code, " ")] = '\0';
		language = language_of(code);
	}
	return language == LANGUAGE_COUNT ? LANGUAGE_NB : language;
}
