/* Arrays of what the directory says; names of agencies are copies. */
#include "api/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/civil.h"

/* Adds one to an array that grows by one; NULL without memory, and the array is as it was. */
static void *add(void **items, size_t *count, size_t size)
{
	char *grown = realloc(*items, (*count + 1) * size);
	if (!grown) {
		return NULL;
	}
	*items = grown;
	memset(grown + *count * size, 0, size);
	return grown + (*count)++ * size;
}

static int compare_counties(const void *a, const void *b)
{
	const struct figure_county *left = a, *right = b;
	return strcmp(left->code, right->code);
}

static bool has_county(const struct figure_world *figures, const char *code)
{
	for (size_t i = 0; i < figures->county_count; i++) {
		if (strcmp(figures->counties[i].code, code) == 0) {
			return true;
		}
	}
	return false;
}

static int add_region(struct figure_world *figures, const struct region *region)
{
	struct figure_place *place =
		add((void **)&figures->places, &figures->place_count, sizeof(*place));
	if (!place) {
		return ERR_NOMEM;
	}
	*place = (struct figure_place){region->code, region->county};
	if (has_county(figures, region->county)) {
		return 0;
	}
	struct figure_county *county =
		add((void **)&figures->counties, &figures->county_count, sizeof(*county));
	if (!county) {
		return ERR_NOMEM;
	}
	*county = (struct figure_county){region->county, region->county_name};
	return 0;
}

static int add_topic(struct figure_world *figures, const struct topic *topic)
{
	const char **id = add((void **)&figures->topics, &figures->topic_count, sizeof(*id));
	if (!id) {
		return ERR_NOMEM;
	}
	*id = topic->id;
	return 0;
}

static int fill(struct world *world)
{
	struct figure_world *figures = &world->figures;
	const struct region *region;
	const struct topic *topic;
	int err = 0;
	for (size_t i = 0; err == 0 && (region = directory_region_at(world->directory, i)); i++) {
		err = strcmp(region->pool, world->pool->id) == 0 ? add_region(figures, region) : 0;
	}
	for (size_t i = 0; err == 0 && (topic = directory_topic_at(world->directory, i)); i++) {
		err = add_topic(figures, topic);
	}
	if (figures->county_count > 0) {
		qsort((void *)figures->counties, figures->county_count, sizeof(struct figure_county),
			compare_counties);
	}
	return err;
}

struct world *world_create(const struct directory *directory, const struct pool *pool)
{
	struct world *world = calloc(1, sizeof(*world));
	if (!world) {
		return NULL;
	}
	world->directory = directory;
	world->pool = pool;
	if (fill(world) != 0) {
		world_destroy(world);
		return NULL;
	}
	return world;
}

static void agency_forget(const struct figure_agency *agency)
{
	free((char *)agency->slug);
	free((char *)agency->name);
	free((char *)agency->municipality);
}

void world_destroy(struct world *world)
{
	if (!world) {
		return;
	}
	for (size_t i = 0; i < world->figures.agency_count; i++) {
		agency_forget(&world->figures.agencies[i]);
	}
	free((void *)world->figures.counties);
	free((void *)world->figures.places);
	free((void *)world->figures.topics);
	free((void *)world->figures.agencies);
	free(world->windows);
	free(world);
}

/* --- agencies --- */

static const char *field_of(const struct agency_pair *pairs, unsigned count, const char *field)
{
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(pairs[i].field, field) == 0) {
			return pairs[i].value;
		}
	}
	return "";
}

int world_add(struct world *world, const char *slug, const struct agency_pair *pairs,
	unsigned count, bool kept)
{
	const char *municipality = field_of(pairs, count, "municipality");
	const struct region *region = directory_region(world->directory, world->pool->id, municipality);
	if (strcmp(field_of(pairs, count, "pool"), world->pool->id) != 0 ||
		(!kept && strcmp(field_of(pairs, count, "live"), "no") == 0)) {
		return 0;
	}
	struct figure_agency *agency =
		add((void **)&world->figures.agencies, &world->figures.agency_count, sizeof(*agency));
	if (!agency) {
		return ERR_NOMEM;
	}
	agency->slug = strdup(slug);
	agency->name = strdup(field_of(pairs, count, "name"));
	agency->municipality = strdup(region ? municipality : "");
	agency->county = region ? region->county : "";
	return agency->slug && agency->name && agency->municipality ? 0 : ERR_NOMEM;
}

/* By municipality, those without one last. */
static int compare_agencies(const void *a, const void *b)
{
	const struct figure_agency *left = a, *right = b;
	int order = (*left->municipality == '\0') - (*right->municipality == '\0');
	order = order != 0 ? order : strcmp(left->municipality, right->municipality);
	return order != 0 ? order : strcmp(left->slug, right->slug);
}

int world_sort(struct world *world)
{
	const struct figure_world *figures = &world->figures;
	world->windows = calloc(figures->agency_count + 1, sizeof(struct write_window));
	if (!world->windows) {
		return ERR_NOMEM;
	}
	if (figures->agency_count > 0) {
		qsort((void *)figures->agencies, figures->agency_count, sizeof(struct figure_agency),
			compare_agencies);
	}
	for (size_t i = 0; i < figures->agency_count; i++) {
		world->windows[i].slug = figures->agencies[i].slug;
		world->windows[i].name = figures->agencies[i].name;
	}
	return 0;
}

void world_open(struct world *world, const char *slug, int64_t day, int64_t minutes)
{
	int year, month, of_month;
	for (size_t i = 0; minutes > 0 && i < world->figures.agency_count; i++) {
		struct write_window *window = &world->windows[i];
		if (strcmp(window->slug, slug) != 0) {
			continue;
		}
		civil_date(day, &year, &month, &of_month);
		snprintf(window->to, sizeof window->to, "%04d-%02d-%02d", year, month, of_month);
		if (*window->from == '\0') {
			memcpy(window->from, window->to, sizeof window->from);
		}
		window->days++;
	}
}
