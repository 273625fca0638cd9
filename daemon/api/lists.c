/* Makes JSON of what the directory holds. Nothing here changes with a visit. */
#include "api/lists.h"

#include <string.h>

#include "directory/help_hours.h"

static json_t *words_json(const struct words *words)
{
	json_t *object = json_object();
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (words->text[i]) {
			json_object_set_new(object, language_code((enum language)i),
				json_string(words->text[i]));
		}
	}
	return object;
}

/* "nb nn" as ["nb","nn"]. */
static json_t *codes_json(const char *codes)
{
	json_t *list = json_array();
	while (*codes) {
		size_t len = strcspn(codes, " ");
		json_array_append_new(list, json_stringn(codes, len));
		codes += len + (codes[len] == ' ');
	}
	return list;
}

json_t *lists_pool(const struct pool *pool)
{
	return json_pack("{s:s,s:s,s:o,s:s,s:o}", "id", pool->id, "country", pool->country, "name",
		words_json(&pool->name), "zone", pool->zone, "languages", codes_json(pool->languages));
}

static json_t *pools_json(const struct directory *directory)
{
	json_t *list = json_array();
	const struct pool *pool;
	for (size_t i = 0; (pool = directory_pool_at(directory, i)) != NULL; i++) {
		if (!pool->practice) {
			json_array_append_new(list, lists_pool(pool));
		}
	}
	return list;
}

/* The county of a municipality, made at its first one. Borrowed from `list`; `places` keeps for each
 * pool which it has. */
static json_t *county_json(json_t *list, json_t *places, const struct region *region)
{
	json_t *pool = json_object_get(places, region->pool);
	if (!pool) {
		pool = json_object();
		json_object_set_new(places, region->pool, pool);
	}
	json_t *county = json_object_get(pool, region->county);
	if (!county) {
		county = json_pack("{s:s,s:s,s:s,s:{}}", "code", region->county, "name",
			region->county_name, "pool", region->pool, "municipalities");
		json_object_set(pool, region->county, county);
		json_array_append_new(list, county);
	}
	return county;
}

/* Each county once, with names by code of its municipalities: a phone loads this before it can
 * choose one, and what is said once need not be sent 455 times. */
static json_t *counties_json(const struct directory *directory)
{
	json_t *list = json_array(), *places = json_object();
	const struct region *region;
	for (size_t i = 0; (region = directory_region_at(directory, i)) != NULL; i++) {
		json_t *county = county_json(list, places, region);
		json_object_set_new(json_object_get(county, "municipalities"), region->code,
			json_string(region->name));
	}
	json_decref(places);
	return list;
}

static json_t *topics_json(const struct directory *directory, bool hidden)
{
	json_t *list = json_array();
	const struct topic *topic;
	for (size_t i = 0; (topic = directory_topic_at(directory, i)) != NULL; i++) {
		if (topic->hidden == hidden) {
			json_array_append_new(list,
				json_pack("{s:s,s:i,s:o}", "id", topic->id, "order", topic->order, "names",
					words_json(&topic->name)));
		}
	}
	return list;
}

json_t *lists_hidden_topics(const struct directory *directory)
{
	return topics_json(directory, true);
}

static json_t *agencies_json(const struct directory *directory)
{
	json_t *list = json_array();
	const struct agency *agency;
	for (size_t i = 0; (agency = directory_agency_at(directory, i)) != NULL; i++) {
		if (directory_is_practice(directory, agency) || !agency_is_live(agency)) {
			continue;
		}
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:s}", "slug", agency_get(agency, "slug"), "name",
				agency_get(agency, "name"), "pool", agency_get(agency, "pool"), "municipality",
				agency_get(agency, "municipality")));
	}
	return list;
}

json_t *lists_directory(const struct directory *directory)
{
	return json_pack("{s:o,s:o,s:o,s:o}", "pools", pools_json(directory), "counties",
		counties_json(directory), "topics", topics_json(directory, false), "agencies",
		agencies_json(directory));
}

bool lists_help_is_shown(const struct help_service *help, const char *country)
{
	bool wanted = *country == '\0' || strcmp(help->country, country) == 0;
	return wanted && strcmp(help->address, ADDRESS_UNCONFIRMED) != 0;
}

json_t *lists_help(const struct directory *directory, const char *country, int64_t now_s)
{
	json_t *list = json_array();
	const struct help_service *help;
	for (size_t i = 0; (help = directory_help_at(directory, i)) != NULL; i++) {
		if (!lists_help_is_shown(help, country)) {
			continue;
		}
		const struct help_now now = help_now(directory, help, now_s);
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:b,s:b,s:b,s:I}", "country",
				help->country, "id", help->id, "name", help->name, "channel", help->channel,
				"address", help->address, "hours", help->hours, "ages", help->ages, "languages",
				help->languages, "topics", help->topics, "keeps_record", help->keeps_record,
				"confirmed", help->confirmed, "open", now.open, "until", (json_int_t)now.until_s));
	}
	return list;
}

json_t *lists_reading(const struct directory *directory)
{
	json_t *list = json_array();
	const struct reading_page *row;
	for (size_t i = 0; (row = directory_reading_at(directory, i)) != NULL; i++) {
		if (strcmp(row->address, ADDRESS_UNCONFIRMED) != 0) {
			json_array_append_new(list,
				json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:b}", "country", row->country, "topic",
					row->topic, "language", row->language, "title", row->title, "address",
					row->address, "source", row->source, "confirmed", row->confirmed));
		}
	}
	return list;
}
