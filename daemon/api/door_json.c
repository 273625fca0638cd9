/* Writes a door as the object that the youth's page reads (clients/web/youth/src/data.ts). */
#include "api/door_json.h"

#include <stdio.h>
#include <string.h>

#include "api/when.h"

enum { CODES_SIZE = 512 };

const char *const door_pages[DOOR_PAGE_COUNT] = {"privacy", "accessibility"};

const char *door_name(const struct api *api, const struct door *door, enum language language)
{
	if (door->agency) {
		return agency_get(door->agency, "name");
	}
	return door->pool ? words_in(&door->pool->name, language)
					  : texts_get(api->texts, language, "youth.door.national", NULL);
}

const char *door_exit(const struct api *api, const struct door *door)
{
	const struct agency *voice = door_voice(door, api->directory);
	const struct pool *first = directory_first_pool(api->directory);
	if (!voice && first) {
		voice = directory_agency(api->directory, first->national_agency);
	}
	/* a page without any agency still has a way out */
	return voice ? agency_get(voice, "exit") : "about:blank";
}

/* {"nb":"..."} of the fields that begin with this prefix and have a value. */
static json_t *words_json(const struct agency *agency, const char *prefix)
{
	json_t *words = json_object();
	for (int i = 0; words && agency && i < LANGUAGE_COUNT; i++) {
		char field[32];
		snprintf(field, sizeof(field), "%s.%s", prefix, language_code((enum language)i));
		const char *value = agency_get(agency, field);
		if (value && *value) {
			json_object_set_new(words, language_code((enum language)i), json_string(value));
		}
	}
	return words;
}

static void clock_of(unsigned minutes, char out[12])
{
	snprintf(out, 12, "%02u:%02u", minutes / 60, minutes % 60);
}

static json_t *hours_json(const struct agency *agency)
{
	json_t *list = json_array();
	struct when_row rows[HOURS_SPANS_MAX];
	unsigned count = agency ? when_rows(agency_hours(agency), rows) : 0;
	for (unsigned i = 0; i < count; i++) {
		json_t *days = json_array();
		char from[12], until[12];
		clock_of(rows[i].from, from);
		clock_of(rows[i].until, until);
		for (unsigned j = 0; j < rows[i].day_count; j++) {
			json_array_append_new(days, json_integer(rows[i].days[j]));
		}
		json_array_append_new(list,
			json_pack("{s:o,s:s,s:s}", "days", days, "from", from, "to", until));
	}
	return list;
}

/* Adds the words of a text parted by spaces that are not in the list yet. */
static void add_codes(json_t *list, const char *codes)
{
	char copy[CODES_SIZE], *rest = copy;
	snprintf(copy, sizeof(copy), "%s", codes);
	for (char *code; (code = strsep(&rest, " ")) != NULL;) {
		bool known = *code == '\0';
		for (size_t i = 0; !known && i < json_array_size(list); i++) {
			known = strcmp(json_string_value(json_array_get(list, i)), code) == 0;
		}
		if (!known) {
			json_array_append_new(list, json_string(code));
		}
	}
}

/* What can be asked for: of the pool, or of all pools together. */
static json_t *languages_json(const struct api *api, const struct pool *pool)
{
	json_t *list = json_array();
	const struct pool *one;
	for (size_t i = 0; (one = directory_pool_at(api->directory, i)) != NULL; i++) {
		if (pool ? pool == one : !one->practice) {
			add_codes(list, one->languages);
		}
	}
	return list;
}

json_t *door_json(const struct api *api, const struct door *door, enum language language)
{
	const struct agency *voice = door_voice(door, api->directory);
	json_t *body = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:i}", "pool",
		door->pool ? door->pool->id : "", "country", door->pool ? door->pool->country : "",
		"agency", door->agency ? agency_get(door->agency, "slug") : "", "name",
		door_name(api, door, language), "municipality", door->region ? door->region->code : "",
		"state", door_state_word(door->state), "until", (json_int_t)door->until_s, "opens_at",
		(json_int_t)door->opens_s, "pool_opens_at", (json_int_t)door->pool_opens_s, "band",
		(int)door->band);
	json_t *more = json_pack("{s:o,s:o,s:s,s:o,s:s,s:s,s:o,s:i,s:s,s:s}", "answers",
		words_json(voice, "answers"), "works_with", words_json(voice, "works_with"), "profession",
		agency_profession(voice), "hours", hours_json(voice), "letterbox",
		voice ? agency_get(voice, "letterbox") : "", "exit", door_exit(api, door), "languages",
		languages_json(api, door->pool), "delete_minutes", (int)api->options.delete_minutes,
		"profile", api->options.profile, "lang", language_code(language));
	for (size_t i = 0; more && voice && i < DOOR_PAGE_COUNT; i++) {
		const char *link = agency_get(voice, door_pages[i]);
		if (*link) {
			json_object_set_new(more, door_pages[i], json_string(link));
		}
	}
	const char *sites = door->agency ? agency_get(door->agency, "sites") : "";
	if (more && *sites) {
		json_t *list = json_array();
		add_codes(list, sites);
		json_object_set_new(more, "sites", list);
	}
	if (more && door->act && *door->act->texts != '\0') {
		unsigned len;
		const char *text = act_text(door->act->texts, language_code(language), &len);
		json_object_set_new(more, "said", json_stringn(text, len));
	}
	if (more && door->pool && door->pool->practice) {
		json_object_set_new(more, "practice", json_true());
	}
	if (!body || !more || json_object_update(body, more) != 0) {
		json_decref(body);
		body = NULL;
	}
	json_decref(more);
	return body;
}
