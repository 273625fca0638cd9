/* Read from the store each time: an agency that was invited or opened just now is among them on every worker. */
#include "api/agency_list.h"

#include <stdlib.h>
#include <string.h>

#include "api/agency_fields.h"
#include "api/own_agency.h"
#include "store/agencies.h"

struct listing {
	uint64_t id;
	char pool[65]; /* "": all */
	json_t *agencies;
};

/* Whether an agency of that pool is within reach; the one to practise in is nobody's to open. */
static bool is_listed(const struct listing *listing, const char *pool_id)
{
	const struct pool *pool =
		api_current() ? directory_pool(api_current()->directory, pool_id) : NULL;
	return pool && !pool->practice &&
		(*listing->pool == '\0' || strcmp(pool_id, listing->pool) == 0);
}

static void on_listed(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct listing *listing = context;
	(void)to;
	if (slug) {
		json_t *texts = agency_texts(pairs, count);
		const char *pool = json_string_value(json_object_get(texts, "pool"));
		if (pool && is_listed(listing, pool)) {
			json_array_append_new(listing->agencies,
				json_pack("{s:s,s:O,s:O,s:O,s:O}", "slug", slug, "name",
					json_object_get(texts, "name"), "pool", json_object_get(texts, "pool"),
					"municipality", json_object_get(texts, "municipality"), "live",
					json_object_get(texts, "live")));
		}
		json_decref(texts);
		return;
	}
	if (api_current() && err == 0) {
		staff_call_reply(api_current(), listing->id,
			json_pack("{s:O}", "agencies", listing->agencies));
	} else if (api_current()) {
		own_agency_fail(api_current(), listing->id, err);
	}
	json_decref(listing->agencies);
	free(listing);
}

void agencies_list_call(struct api *api, const struct staff_call *call)
{
	const struct agency *own = directory_agency(api->directory, call->person.agency);
	struct listing *listing = calloc(1, sizeof(*listing));
	int err = listing ? 0 : ERR_NOMEM;
	if (listing) {
		*listing = (struct listing){.id = call->id, .agencies = json_array()};
		const char *pool = call->reach == REACH_ALL ? "" : own ? agency_get(own, "pool") : "-";
		err = view_copy(view_text(pool), listing->pool, sizeof(listing->pool));
	}
	if (err == 0) {
		err = agencies_read(api->store, (struct reply_to){.session = call->id}, NULL, on_listed,
			listing);
	}
	if (err != 0) {
		json_decref(listing ? listing->agencies : NULL);
		free(listing);
		own_agency_fail(api, call->id, err);
	}
}
