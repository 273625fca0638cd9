/* Both are open to the world, and cannot be bounded by addresses, which nobody keeps: each worker takes so many of each a
 * second, and refuses, or leaves uncounted, what comes beyond. */
#include "api/after.h"

#include <string.h>

#include "base/clock.h"
#include "base/code.h"
#include "base/ident.h"
#include "base/metric.h"
#include "directory/directory.h"
#include "store/after.h"

enum { RETRY_RATE_S = 2, SLUG_SIZE = 65 };

/* 80 bits cannot be guessed: this spares Redis, and must not keep a youth out because somebody else floods. */
static const struct bucket_rate code_rate = {400, 200};
static const struct bucket_rate tap_rate = {30, 1};

static const struct failure busy = {429, "busy", "Too many codes are being asked for.",
	"Try again soon.", RETRY_RATE_S};
static const struct failure no_code = {404, "code", "This code is not known, or not good any more.",
	"Codes have 16 letters and digits.", 0};

/* A topic that can be asked for at a door; others are reached by hand-over alone. */
static const char *topic_at_door(const struct api *api, const char *id)
{
	const struct topic *topic = directory_topic(api->directory, id);
	return topic != NULL && !topic->hidden ? topic->id : TOPIC_FOR_ALL;
}

static void refuse_code(struct api *api, uint64_t id, const struct failure *failure)
{
	metric_add(METRIC_REFUSED, 1);
	api_reply_failure(api, id, failure);
}

static void answer_code(struct api *api, uint64_t id, const struct after_way *way)
{
	const struct agency *agency = directory_agency(api->directory, way->agency);
	if (agency == NULL || !agency_is_live(agency)) {
		refuse_code(api, id, &no_code); /* it takes part no more */
		return;
	}
	const struct answer ok = {.status = 200, .type = api_type_json};
	api_reply_json(api, id, &ok,
		json_pack("{s:b,s:{s:s,s:s}}", "ok", 1, "data", "agency", way->agency, "topic",
			topic_at_door(api, way->topic)));
}

static void on_found(void *context, struct reply_to to, int err, const struct after_way *way)
{
	struct api *api = api_current();
	(void)context;
	if (api && err == 0) {
		answer_code(api, to.session, way);
	} else if (api) {
		refuse_code(api, to.session, err == ERR_GONE ? &no_code : &api_down);
	}
}

void code_request(struct api *api, const struct http_request *request)
{
	uint8_t code[CODE_LEN], hash[IDENT_HASH_LEN];
	if (code_read(request->body, code) != 0) {
		refuse_code(api, request->id, &no_code);
		return;
	}
	if (!bucket_take(&api->codes, &code_rate, clock_mono_ms())) {
		api_reply_failure(api, request->id, &busy);
		return;
	}
	ident_hash_labelled(CODE_LABEL, code, sizeof(code), hash);
	ident_cleanse(code, sizeof(code));
	const struct reply_to to = {.session = request->id};
	if (after_find_code(api->store, to, hash, on_found) != 0) {
		refuse_code(api, request->id, &api_down);
	}
}

/* A door that the page saw shut may be open by now, and then nobody was turned away. */
static bool is_shut(struct api *api, const char *slug, const char **ret_pool)
{
	struct door door;
	if (*slug == '\0' || door_find(api->directory, slug, "", "", &door) != 0) {
		return false;
	}
	door_look(&door, api->directory, api->pools, api_now_s());
	*ret_pool = door.pool->id;
	return door.state == DOOR_POOL || door.state == DOOR_CLOSED;
}

/* The page hears nothing of it, so that it waits for nothing. */
void tap_request(struct api *api, const struct http_request *request)
{
	const struct answer done = {.status = 204, .type = api_type_json};
	char slug[SLUG_SIZE];
	const char *pool = NULL;
	if (view_copy(request->body, slug, sizeof(slug)) == 0 && is_shut(api, slug, &pool) &&
		bucket_take(&api->taps, &tap_rate, clock_mono_ms())) {
		int err = after_tap(api->store, (struct reply_to){.session = 0}, pool, slug, NULL);
		(void)err; /* one tap less is counted */
	}
	api_reply(api, request->id, &done, (struct view){NULL, 0});
}
