/* The lists of the directory and what may go into them. Every text is copied once and kept until
 * the end, so that what is looked up can be borrowed for good; only agencies are replaced. */
#include "directory/directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

enum { TOPICS_MAX = 32, POOLS_MAX = 16, KEY_MAX = 96 };

/* Pointers in the order they came. */
struct shelf {
	void **items;
	size_t count, room;
};

struct directory {
	struct shelf pools, regions, topics, help, reading, agencies;
	struct shelf texts;           /* owns every copied text */
	struct acts *acts[POOLS_MAX]; /* of each pool, in their order */
	struct map *region_map;       /* "pool code" to region */
};

static int shelf_add(struct shelf *shelf, void *item)
{
	if (shelf->count == shelf->room) {
		size_t room = shelf->room ? 2 * shelf->room : 16;
		void **items = realloc(shelf->items, room * sizeof(*items));
		if (!items) {
			return ERR_NOMEM;
		}
		shelf->items = items;
		shelf->room = room;
	}
	shelf->items[shelf->count++] = item;
	return 0;
}

static void *shelf_at(const struct shelf *shelf, size_t index)
{
	return index < shelf->count ? shelf->items[index] : NULL;
}

static void shelf_finish(struct shelf *shelf, void (*destroy)(void *item))
{
	for (size_t i = 0; i < shelf->count; i++) {
		destroy(shelf->items[i]);
	}
	free(shelf->items);
}

static void destroy_agency(void *item)
{
	agency_destroy(item);
}

struct directory *directory_create(void)
{
	struct directory *directory = calloc(1, sizeof(*directory));
	if (!directory) {
		return NULL;
	}
	directory->region_map = map_create();
	if (!directory->region_map) {
		free(directory);
		return NULL;
	}
	return directory;
}

void directory_destroy(struct directory *directory)
{
	if (!directory) {
		return;
	}
	map_destroy(directory->region_map);
	for (size_t i = 0; i < POOLS_MAX; i++) {
		acts_destroy(directory->acts[i]);
	}
	shelf_finish(&directory->agencies, destroy_agency);
	shelf_finish(&directory->pools, free);
	shelf_finish(&directory->regions, free);
	shelf_finish(&directory->topics, free);
	shelf_finish(&directory->help, free);
	shelf_finish(&directory->reading, free);
	shelf_finish(&directory->texts, free);
	free(directory);
}

/* Replaces the borrowed text by our own copy. NULL stays NULL. */
static int keep(struct directory *directory, const char **text)
{
	if (!*text) {
		return 0;
	}
	char *copy = strdup(*text);
	if (!copy || shelf_add(&directory->texts, copy) != 0) {
		free(copy);
		return ERR_NOMEM;
	}
	*text = copy;
	return 0;
}

/* Keeps every text of the list; NULL in it stands for no text, the list has a count. */
static int keep_all(struct directory *directory, const char **const texts[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (keep(directory, texts[i]) != 0) {
			return ERR_NOMEM;
		}
	}
	return 0;
}

static int keep_words(struct directory *directory, struct words *words)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (keep(directory, &words->text[i]) != 0) {
			return ERR_NOMEM;
		}
	}
	return 0;
}

#define KEEP(directory, ...) \
	keep_all((directory), (const char **const[]){__VA_ARGS__}, \
		sizeof((const char **const[]){__VA_ARGS__}) / sizeof(const char **))

/* A copy of the struct itself, put on the shelf; NULL without memory. */
static void *shelve(struct shelf *shelf, const void *item, size_t size)
{
	void *copy = malloc(size);
	if (!copy || shelf_add(shelf, copy) != 0) {
		free(copy);
		return NULL;
	}
	memcpy(copy, item, size);
	return copy;
}

int directory_add_pool(struct directory *directory, const struct pool *pool)
{
	if (directory_pool(directory, pool->id)) {
		return ERR_MOMENT;
	}
	if (directory->pools.count == POOLS_MAX) {
		return ERR_FULL;
	}
	struct pool kept = *pool;
	int err = KEEP(directory, &kept.id, &kept.country, &kept.zone, &kept.national_agency,
		&kept.languages, &kept.duty_lead, &kept.licence);
	if (err == 0) {
		err = keep_words(directory, &kept.name);
	}
	return err == 0 && shelve(&directory->pools, &kept, sizeof(kept)) ? 0 : ERR_NOMEM;
}

/* The key of a region: codes of two countries may be the same. */
static size_t region_key(char key[KEY_MAX], const char *pool, const char *code)
{
	int len = snprintf(key, KEY_MAX, "%s %s", pool, code);
	return len < KEY_MAX ? (size_t)len : 0;
}

int directory_add_region(struct directory *directory, const struct region *region)
{
	char key[KEY_MAX];
	size_t len = region_key(key, region->pool, region->code);
	if (len == 0) {
		return ERR_RANGE;
	}
	if (map_get(directory->region_map, key, len)) {
		return ERR_MOMENT;
	}
	struct region kept = *region;
	int err = KEEP(directory, &kept.pool, &kept.code, &kept.name, &kept.county, &kept.county_name);
	void *shelved = err == 0 ? shelve(&directory->regions, &kept, sizeof(kept)) : NULL;
	return shelved ? map_put(directory->region_map, key, len, shelved) : ERR_NOMEM;
}

int directory_add_topic(struct directory *directory, const struct topic *topic)
{
	if (directory_topic(directory, topic->id)) {
		return ERR_MOMENT;
	}
	if (directory->topics.count == TOPICS_MAX) {
		return ERR_FULL;
	}
	struct topic kept = *topic;
	int err = KEEP(directory, &kept.id);
	if (err == 0) {
		err = keep_words(directory, &kept.name);
	}
	if (err != 0 || !shelve(&directory->topics, &kept, sizeof(kept))) {
		return ERR_NOMEM;
	}
	void **items = directory->topics.items;
	for (size_t i = directory->topics.count - 1; i > 0; i--) {
		struct topic *before = items[i - 1], *after = items[i];
		if (before->order <= after->order) {
			break;
		}
		items[i - 1] = after;
		items[i] = before;
	}
	return 0;
}

int directory_add_help(struct directory *directory, const struct help_service *help)
{
	struct help_service kept = *help;
	kept.topics = kept.topics ? kept.topics : "";
	int err = KEEP(directory, &kept.country, &kept.id, &kept.name, &kept.channel, &kept.address,
		&kept.hours, &kept.ages, &kept.languages, &kept.topics);
	return err == 0 && shelve(&directory->help, &kept, sizeof(kept)) ? 0 : ERR_NOMEM;
}

int directory_add_reading(struct directory *directory, const struct reading_page *reading)
{
	struct reading_page kept = *reading;
	int err = KEEP(directory, &kept.country, &kept.topic, &kept.language, &kept.title,
		&kept.address, &kept.source);
	return err == 0 && shelve(&directory->reading, &kept, sizeof(kept)) ? 0 : ERR_NOMEM;
}

int directory_put_agency(struct directory *directory, struct agency *agency)
{
	const char *pool = agency_get(agency, "pool");
	const char *municipality = agency_get(agency, "municipality");
	if (!directory_pool(directory, pool)) {
		return ERR_GONE;
	}
	if (*municipality && !directory_region(directory, pool, municipality)) {
		return ERR_GONE;
	}
	const char *slug = agency_get(agency, "slug");
	for (size_t i = 0; i < directory->agencies.count; i++) {
		struct agency *old = directory->agencies.items[i];
		if (strcmp(agency_get(old, "slug"), slug) == 0) {
			directory->agencies.items[i] = agency;
			if (old != agency) {
				agency_destroy(old);
			}
			return 0;
		}
	}
	return shelf_add(&directory->agencies, agency);
}

/* The place of a pool, POOLS_MAX when there is none. */
static size_t pool_index(const struct directory *directory, const char *id)
{
	size_t i = 0;
	const struct pool *pool;
	while ((pool = shelf_at(&directory->pools, i)) != NULL && strcmp(pool->id, id) != 0) {
		i++;
	}
	return pool ? i : POOLS_MAX;
}

void directory_put_acts(struct directory *directory, const char *pool, struct acts *acts)
{
	size_t i = pool_index(directory, pool);
	acts_destroy(i < POOLS_MAX ? directory->acts[i] : acts);
	if (i < POOLS_MAX) {
		directory->acts[i] = acts;
	}
}

const struct acts *directory_acts(const struct directory *directory, const char *pool)
{
	size_t i = pool_index(directory, pool);
	return i < POOLS_MAX ? directory->acts[i] : NULL;
}

const struct pool *directory_pool(const struct directory *directory, const char *id)
{
	return shelf_at(&directory->pools, pool_index(directory, id));
}

const struct region *directory_region(const struct directory *directory, const char *pool,
	const char *code)
{
	char key[KEY_MAX];
	size_t len = region_key(key, pool, code);
	return len ? map_get(directory->region_map, key, len) : NULL;
}

const struct topic *directory_topic(const struct directory *directory, const char *id)
{
	for (size_t i = 0; i < directory->topics.count; i++) {
		const struct topic *topic = directory->topics.items[i];
		if (strcmp(topic->id, id) == 0) {
			return topic;
		}
	}
	return NULL;
}

const struct agency *directory_agency(const struct directory *directory, const char *slug)
{
	for (size_t i = 0; i < directory->agencies.count; i++) {
		const struct agency *agency = directory->agencies.items[i];
		if (strcmp(agency_get(agency, "slug"), slug) == 0) {
			return agency;
		}
	}
	return NULL;
}

const struct agency *directory_agency_of(const struct directory *directory, const char *pool,
	const char *municipality)
{
	for (size_t i = 0; *municipality && i < directory->agencies.count; i++) {
		const struct agency *agency = directory->agencies.items[i];
		if (agency_is_live(agency) &&
			strcmp(agency_get(agency, "municipality"), municipality) == 0 &&
			strcmp(agency_get(agency, "pool"), pool) == 0) {
			return agency;
		}
	}
	return NULL;
}

const struct pool *directory_first_pool(const struct directory *directory)
{
	for (size_t i = 0; i < directory->pools.count; i++) {
		const struct pool *pool = directory->pools.items[i];
		if (!pool->practice) {
			return pool;
		}
	}
	return NULL;
}

const struct agency *directory_practice(const struct directory *directory)
{
	for (size_t i = 0; i < directory->pools.count; i++) {
		const struct pool *pool = directory->pools.items[i];
		if (pool->practice) {
			return directory_agency(directory, pool->national_agency);
		}
	}
	return NULL;
}

bool directory_is_practice(const struct directory *directory, const struct agency *agency)
{
	const struct pool *pool = directory_pool(directory, agency_get(agency, "pool"));
	return pool != NULL && pool->practice;
}

const char *directory_unknown_topic(const struct directory *directory, const struct agency *agency)
{
	const struct hours *hours = agency_hours(agency);
	for (unsigned i = 0; i < hours->topic_count; i++) {
		if (!directory_topic(directory, hours->topics[i])) {
			return hours->topics[i];
		}
	}
	return NULL;
}

const struct pool *directory_pool_at(const struct directory *directory, size_t index)
{
	return shelf_at(&directory->pools, index);
}

const struct region *directory_region_at(const struct directory *directory, size_t index)
{
	return shelf_at(&directory->regions, index);
}

const struct topic *directory_topic_at(const struct directory *directory, size_t index)
{
	return shelf_at(&directory->topics, index);
}

const struct help_service *directory_help_at(const struct directory *directory, size_t index)
{
	return shelf_at(&directory->help, index);
}

const struct reading_page *directory_reading_at(const struct directory *directory, size_t index)
{
	return shelf_at(&directory->reading, index);
}

const struct agency *directory_agency_at(const struct directory *directory, size_t index)
{
	return shelf_at(&directory->agencies, index);
}
