/* A map from "pool agency" to the answer as it was last made. Only what is in the directory comes in, so that the map is
 * bounded by it; what has left the directory stays as a few bytes. */
#include "api/status.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"

enum { KEY_SIZE = 200, MS_PER_S = 1000, KEPT_S = 60 };

struct status {
	struct map *kept;
};

struct kept {
	char *text;       /* JSON */
	uint64_t over_ms; /* monotonic: from then on it is made anew */
	uint64_t act;     /* and when something else stands about the door than then */
};

struct status *status_create(void)
{
	struct status *status = calloc(1, sizeof(*status));
	if (status && !(status->kept = map_create())) {
		free(status);
		status = NULL;
	}
	return status;
}

static void free_kept(void *value, void *context)
{
	struct kept *kept = value;
	(void)context;
	free(kept->text);
	free(kept);
}

void status_destroy(struct status *status)
{
	if (status) {
		map_each(status->kept, free_kept, NULL);
		map_destroy(status->kept);
		free(status);
	}
}

/* What is told of a state: others' counsellors are told as the pool's, and that it is full only by the band. */
static const char *word_of(enum door_state state)
{
	static const char *const words[] = {
		[DOOR_OPEN] = "open",
		[DOOR_CLOSING] = "closing",
		[DOOR_FULL] = "open",
		[DOOR_POOL] = "closed",
		[DOOR_CLOSED] = "closed",
	};
	return words[state];
}

static json_t *moment_json(int64_t unix_s)
{
	return unix_s > 0 ? json_integer((json_int_t)unix_s) : json_null();
}

/* How the pool as a whole stands: open while anybody in it is on duty. */
static json_t *pool_json(const struct door *door, const struct directory *directory,
	const struct pools *pools, int64_t now_s)
{
	static const char *const bands[] = {"nobody", "soon", "minutes", "quarter", "longer"};
	struct door whole = {.pool = door->pool};
	door_look(&whole, directory, pools, now_s);
	const struct pool_status *known = pools_status(pools, door->pool);
	bool shut = whole.act && strcmp(whole.act->target, "closed") == 0;
	bool open = known && known->known && known->on_duty > 0 && !shut;
	return json_pack("{s:s,s:s,s:s}", "id", door->pool->id, "state", open ? "open" : "closed",
		"band", bands[whole.band]);
}

static char *make_text(const struct door *door, const struct status_sources *sources, int64_t now_s)
{
	bool shut = door->state == DOOR_POOL || door->state == DOOR_CLOSED;
	json_t *body = json_pack("{s:s?,s:s,s:o,s:o,s:o,s:I}", "agency",
		door->agency ? agency_get(door->agency, "slug") : NULL, "state", word_of(door->state),
		"until", moment_json(shut ? 0 : door->until_s), "next_opening",
		moment_json(shut ? door->opens_s : 0), "pool",
		pool_json(door, sources->directory, sources->pools, now_s), "made_at", (json_int_t)now_s);
	char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
	json_decref(body);
	return text;
}

/* The lesser of the two, of those moments that are to come. */
static int64_t earlier(int64_t left_s, int64_t moment_s, int64_t now_s)
{
	int64_t until_s = moment_s - now_s;
	return until_s > 0 && until_s < left_s ? until_s : left_s;
}

/* What stands about a door; 0: nothing. */
static uint64_t act_of(const struct door *door, const struct status_sources *sources)
{
	const struct act_row *act = acts_door(directory_acts(sources->directory, door->pool->id),
		door->agency ? agency_get(door->agency, "slug") : "", clock_wall_ms());
	return act ? act->id : 0;
}

/* Takes the place of what was kept. */
static void make(struct kept *kept, const struct door *asked, const struct status_sources *sources,
	uint64_t now_ms)
{
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	struct door door = *asked;
	door_look(&door, sources->directory, sources->pools, now_s);
	int64_t left_s = earlier(KEPT_S, door.until_s, now_s);
	left_s = earlier(left_s, door.opens_s, now_s);
	free(kept->text);
	kept->text = make_text(&door, sources, now_s);
	kept->over_ms = now_ms + (uint64_t)left_s * MS_PER_S;
	kept->act = act_of(asked, sources);
}

/* The place of a door in the map, made when it is not there yet; NULL without memory. */
static struct kept *kept_of(struct status *status, const struct door *door)
{
	char key[KEY_SIZE];
	int len = snprintf(key, sizeof(key), "%s %s", door->pool->id,
		door->agency ? agency_get(door->agency, "slug") : "");
	struct kept *kept = map_get(status->kept, key, (size_t)len);
	if (!kept && (kept = calloc(1, sizeof(*kept))) &&
		map_put(status->kept, key, (size_t)len, kept) != 0) {
		free(kept);
		kept = NULL;
	}
	return kept;
}

const char *status_text(struct status *status, const struct door *door,
	const struct status_sources *sources, uint32_t *ret_left_s)
{
	struct kept *kept = kept_of(status, door);
	uint64_t now_ms = clock_mono_ms();
	if (!kept) {
		return NULL;
	}
	if (!kept->text || now_ms >= kept->over_ms || kept->act != act_of(door, sources)) {
		make(kept, door, sources, now_ms);
	}
	*ret_left_s = (uint32_t)((kept->over_ms - now_ms + MS_PER_S - 1) / MS_PER_S);
	return kept->text;
}
