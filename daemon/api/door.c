/* The rule of the door. Open: the own agency is inside its hours, or has somebody on shift, or is there to practise in.
 * Pool: it is not, but somebody in the pool is on duty. Closed: neither. A pool's own door is
 * that of its national agency, and open while anybody in the pool is on duty. The page of all
 * pools shows the best of them. */
#include "api/door.h"

#include <string.h>

#include "chat/band.h"
#include "directory/acted.h"

/* The door says "closing soon" as long before the end as a new conversation could not be
 * finished any more. */
enum { CLOSING_S = 45 * 60, MS_PER_S = 1000 };

const char *door_state_word(enum door_state state)
{
	static const char *const words[] = {"open", "closing", "full", "pool", "closed"};
	return words[state];
}

/* The region of a code; without a pool the first pool that has it. */
static const struct region *find_region(const struct directory *directory, const char *pool,
	const char *code)
{
	if (*pool) {
		return directory_region(directory, pool, code);
	}
	const struct pool *candidate;
	for (size_t i = 0; (candidate = directory_pool_at(directory, i)); i++) {
		const struct region *region = directory_region(directory, candidate->id, code);
		if (region) {
			return region;
		}
	}
	return NULL;
}

int door_find(const struct directory *directory, const char *agency, const char *municipality,
	const char *pool, struct door *ret_door)
{
	struct door door = {0};
	if (*agency) {
		door.agency = directory_agency(directory, agency);
		if (!door.agency || !agency_is_live(door.agency)) {
			return ERR_GONE;
		}
		pool = agency_get(door.agency, "pool");
		door.region = directory_region(directory, pool, agency_get(door.agency, "municipality"));
	} else if (*municipality) {
		door.region = find_region(directory, pool, municipality);
		if (!door.region) {
			return ERR_GONE;
		}
		pool = door.region->pool;
		door.agency = directory_agency_of(directory, pool, municipality);
	}
	if (*pool) {
		door.pool = directory_pool(directory, pool);
		if (!door.pool || (door.pool->practice && !door.agency)) {
			return ERR_GONE;
		}
	}
	*ret_door = door;
	return 0;
}

const struct agency *door_voice(const struct door *door, const struct directory *directory)
{
	if (door->agency || !door->pool) {
		return door->agency;
	}
	return directory_agency(directory, door->pool->national_agency);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

/* How the pool's other agencies stand. */
struct others {
	struct opening last; /* of those that are open, the one that is so longest */
	int64_t opens_s;     /* the first opening of those that are not */
};

/* When another door may be promised to open. That an act about one without hours ends then opens nothing. */
static int64_t promised(const struct directory *directory, const struct agency *agency,
	int64_t now_s)
{
	return opening_is_kept(agency) ? acted_next(directory, agency, now_s) : 0;
}

static struct others look_at_others(const struct directory *directory, const struct door *door,
	int64_t now_s)
{
	struct others others = {0};
	const struct agency *agency;
	for (size_t i = 0; (agency = directory_agency_at(directory, i)); i++) {
		if (agency == door->agency || !agency_is_live(agency) ||
			strcmp(agency_get(agency, "pool"), door->pool->id) != 0) {
			continue;
		}
		struct opening one = acted_at(directory, agency, now_s);
		if (!one.open) {
			others.opens_s = earlier(others.opens_s, promised(directory, agency, now_s));
		} else if (!others.last.open || one.until_s == 0 ||
			(others.last.until_s != 0 && one.until_s > others.last.until_s)) {
			others.last = one;
		}
	}
	return others;
}

/* Whether the own agency has somebody on shift; of an agency without a municipality that is not
 * known apart, so anybody in the pool counts. */
static bool is_staffed(const struct door *door, const struct pool_status *status)
{
	const char *municipality = door->agency ? agency_get(door->agency, "municipality") : "";
	if (*municipality) {
		return pool_status_is_staffed(status, municipality);
	}
	return status->known && status->on_duty > 0;
}

static bool is_shut(const struct door *door)
{
	return door->act && strcmp(door->act->target, "closed") == 0;
}

/* Whoever is on duty. */
static bool is_pool_shut(const struct door *door)
{
	return is_shut(door) && *door->act->place == '\0';
}

static bool is_open(const struct door *door, const struct opening *own,
	const struct pool_status *status)
{
	return own->open || door->pool->practice || (!is_shut(door) && is_staffed(door, status));
}

static void look_at_pool(struct door *door, const struct directory *directory,
	const struct pools *pools, int64_t now_s)
{
	const struct pool_status *status = pools_status(pools, door->pool);
	const struct agency *voice = door_voice(door, directory);
	const struct others others = look_at_others(directory, door, now_s);
	struct opening own = voice ? acted_at(directory, voice, now_s) : (struct opening){0};
	door->act = acts_door(directory_acts(directory, door->pool->id),
		door->agency ? agency_get(door->agency, "slug") : "", (uint64_t)now_s * MS_PER_S);
	door->band = status->known ? status->band : BAND_NOBODY;
	door->pool_opens_s = others.opens_s;
	door->until_s = own.until_s;
	door->opens_s = own.open || !voice ? 0 : acted_next(directory, voice, now_s);
	door->state = DOOR_CLOSED;
	if (is_pool_shut(door)) {
		return;
	}
	if (is_open(door, &own, status)) {
		bool closing = own.open && !opening_entry(own, now_s, CLOSING_S).open;
		bool full = door->band == BAND_LONGER && status->waiting > 0;
		door->state = full ? DOOR_FULL : closing ? DOOR_CLOSING : DOOR_OPEN;
	} else if (status->known && status->on_duty > 0) {
		door->state = DOOR_POOL;
		door->until_s = others.last.until_s;
	}
}

void door_look(struct door *door, const struct directory *directory, const struct pools *pools,
	int64_t now_s)
{
	if (door->pool) {
		look_at_pool(door, directory, pools, now_s);
		return;
	}
	const struct pool *pool;
	door->state = DOOR_CLOSED;
	for (size_t i = 0; (pool = directory_pool_at(directory, i)); i++) {
		struct door one = {.pool = pool};
		if (pool->practice) {
			continue;
		}
		look_at_pool(&one, directory, pools, now_s);
		if (one.state < door->state) {
			door->state = one.state;
		}
		door->until_s = one.until_s > door->until_s ? one.until_s : door->until_s;
		door->opens_s = earlier(door->opens_s, one.opens_s);
		door->pool_opens_s = earlier(door->pool_opens_s, one.pool_opens_s);
		bool shorter =
			one.band != BAND_NOBODY && (door->band == BAND_NOBODY || one.band < door->band);
		door->band = shorter ? one.band : door->band;
	}
}
