/* Reads what the pools name: lists of municipalities, topics, help services, agencies. Whatever
 * is there goes into the directory, whatever is wrong is told, and reading goes on. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/check.h"
#include "conf/conf.h"
#include "conf/replies.h"
#include "conf/tsv.h"
#include "directory/civil.h"
#include "directory/judge.h"

enum { KEY_MAX = 160, FILE_NAME_MAX = 700, KINDS_MAX = 90 };

/* A key of a pool, written out. */
static const char *pool_key(char out[KEY_MAX], unsigned index, const char *rest)
{
	snprintf(out, KEY_MAX, "pools[%u].%s", index, rest);
	return out;
}

static bool is_word(const char *text, const char *letters)
{
	return *text != '\0' && text[strspn(text, letters)] == '\0';
}

/* A key that may have been left out. */
static bool is_said(const char *text)
{
	return text != NULL && *text != '\0';
}

static bool is_practice(const struct raw_POOLS *raw)
{
	return is_said(raw->practice) && strcmp(raw->practice, "yes") == 0;
}

/* What a duty lead may do, parted by spaces: without a word everything, with `none` nothing. */
static const char *read_policy(struct check *check, unsigned index)
{
	static const char all[] = "redirect door announce text scope people";
	const char *said = check->raw->pools[index].duty_lead;
	char key[KEY_MAX], padded[sizeof(all) + 2], wanted[KINDS_MAX];
	if (!is_said(said)) {
		return all;
	}
	if (strcmp(said, "none") == 0) {
		return "";
	}
	snprintf(padded, sizeof(padded), " %s ", all);
	for (const char *at = said; *at != '\0';) {
		int len = (int)strcspn(at, " ");
		snprintf(wanted, sizeof(wanted), " %.*s ", len, at);
		if (!strstr(padded, wanted)) {
			check_tell(check, pool_key(key, index, "duty_lead"),
				"expects words among %s, or none alone, not %s", all, said);
			return all;
		}
		at += len + (at[len] == ' ' ? 1 : 0);
	}
	return said;
}

static bool add_pool(struct check *check, unsigned index)
{
	const struct raw_POOLS *raw = &check->raw->pools[index];
	char languages[400] = "", key[KEY_MAX];
	for (unsigned i = 0; i < raw->languages_count; i++) {
		size_t used = strlen(languages);
		const char *code = raw->languages[i];
		bool fits =
			is_word(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
		if (!fits || strlen(code) > 16) {
			snprintf(key, sizeof(key), "pools[%u].languages[%u]", index, i);
			check_tell(check, key, "expects a language code such as nb or sma");
			continue;
		}
		snprintf(languages + used, sizeof(languages) - used, "%s%s", used ? " " : "", code);
	}
	const struct raw_NAME *name = &raw->name;
	const struct pool pool = {.id = raw->id,
		.country = raw->country,
		.zone = raw->zone,
		.national_agency = raw->national_agency,
		.name = {.text = {[LANGUAGE_NB] = name->nb,
					 [LANGUAGE_NN] = name->nn,
					 [LANGUAGE_SE] = name->se,
					 [LANGUAGE_DA] = name->da,
					 [LANGUAGE_EN] = name->en}},
		.languages = languages,
		.practice = is_practice(raw),
		.duty_lead = read_policy(check, index),
		.licence = raw->licence ? raw->licence : ""};
	int err = directory_add_pool(check->directory, &pool);
	if (err != 0) {
		check_tell(check, pool_key(key, index, "id"),
			err == ERR_MOMENT ? "expects an id that no other pool has" : "needs more memory");
	}
	return err == 0;
}

/* What a pool to practise in is, and what the others are not. */
static void check_practice(struct check *check, unsigned index)
{
	const struct raw_POOLS *raw = &check->raw->pools[index];
	char key[KEY_MAX];
	if (is_said(raw->practice) && !is_practice(raw) && strcmp(raw->practice, "no") != 0) {
		check_tell(check, pool_key(key, index, "practice"), "expects yes or no, not %s",
			raw->practice);
	}
	if (!is_practice(raw)) {
		if (!is_said(raw->regions)) {
			check_tell(check, pool_key(key, index, "regions"), "expects a file in `data`");
		}
		return;
	}
	for (unsigned i = 0; i < index; i++) {
		if (is_practice(&check->raw->pools[i])) {
			check_tell(check, pool_key(key, index, "practice"),
				"expects at most one pool to practise in: %s is one", check->raw->pools[i].id);
			break;
		}
	}
	if (is_said(raw->regions)) {
		check_tell(check, pool_key(key, index, "regions"),
			"expects nothing in a pool to practise in: it serves no place");
	}
	if (raw->agencies_count != 1) {
		check_tell(check, pool_key(key, index, "agencies"),
			"expects one agency in a pool to practise in, not %u", raw->agencies_count);
	}
	if (check->raw->pools_count == 1) {
		check_tell(check, pool_key(key, index, "practice"),
			"expects another pool beside it: nobody is helped in this one");
	}
}

static void check_pool(struct check *check, unsigned index)
{
	const struct raw_POOLS *raw = &check->raw->pools[index];
	char key[KEY_MAX];
	if (!is_word(raw->id, "abcdefghijklmnopqrstuvwxyz0123456789")) {
		check_tell(check, pool_key(key, index, "id"), "expects lower-case letters and digits");
	}
	if (strcmp(raw->country, "NO") != 0 && strcmp(raw->country, "DK") != 0) {
		check_tell(check, pool_key(key, index, "country"), "expects NO or DK, not %s",
			raw->country);
	}
	if (!zone_is_known(raw->zone)) {
		check_tell(check, pool_key(key, index, "zone"),
			"expects Europe/Oslo or Europe/Copenhagen, not %s", raw->zone);
	}
	bool named = false;
	for (unsigned i = 0; i < raw->agencies_count; i++) {
		named = named || strcmp(raw->agencies[i], raw->national_agency) == 0;
	}
	if (!named) {
		check_tell(check, pool_key(key, index, "national_agency"),
			"expects one of agencies, not %s", raw->national_agency);
	}
	check_practice(check, index);
}

static void read_regions(struct check *check, unsigned index)
{
	const struct raw_POOLS *raw = &check->raw->pools[index];
	char path[FILE_NAME_MAX], key[KEY_MAX];
	if (!is_said(raw->regions)) {
		return;
	}
	snprintf(path, sizeof(path), "%s/%s", check->raw->data, raw->regions);
	if (tsv_regions(path, raw->id, check->directory, check->problems) == ERR_SYSTEM) {
		check_tell(check, pool_key(key, index, "regions"),
			"expects a file that can be read, not %s", path);
	}
}

/* The line of a key in an agency's file, which is read once more: only problems come here. */
static unsigned agency_line(const char *path, const char *key)
{
	char *text = NULL;
	struct locate *locate = NULL;
	unsigned line = 1;
	const char *why;
	if (file_read(path, &text) == 0 && locate_create(text, &locate, &line, &why) == 0) {
		line = locate_line(locate, key);
	}
	locate_destroy(locate);
	free(text);
	return line;
}

/* What an agency must be beside the others. */
static bool agency_fits(struct check *check, const struct agency *agency, const char *path,
	const char *slug)
{
	unsigned before = check->problems->count;
	const char *municipality = agency_get(agency, "municipality"),
			   *pool = agency_get(agency, "pool");
	if (strcmp(agency_get(agency, "slug"), slug) != 0) {
		problem_at(check->problems, path, agency_line(path, "slug"), "slug",
			"expects %s, as the file is named", slug);
	}
	if (*municipality && !directory_region(check->directory, pool, municipality)) {
		problem_at(check->problems, path, agency_line(path, "municipality"), "municipality",
			"expects a code of the pool's regions, not %s", municipality);
	}
	const char *topic = directory_unknown_topic(check->directory, agency);
	if (topic) {
		problem_at(check->problems, path, agency_line(path, "topic_hours"), "topic_hours",
			"expects ids of topics.tsv, not %s", topic);
	}
	const char *why, *fault = judge_practice(check->directory, agency, &why);
	if (fault) {
		problem_at(check->problems, path, agency_line(path, fault), fault, "expects %s", why);
	}
	for (unsigned i = 0; *municipality && i < check->agency_count; i++) {
		const struct agency *other = check->agencies[i];
		if (strcmp(agency_get(other, "municipality"), municipality) == 0 &&
			strcmp(agency_get(other, "pool"), pool) == 0) {
			problem_at(check->problems, path, agency_line(path, "municipality"), "municipality",
				"expects one that %s does not serve", agency_get(other, "slug"));
		}
	}
	return check->problems->count == before;
}

/* Whether an earlier place of any pool names this agency. */
static bool named_before(const struct check *check, unsigned pool, unsigned place)
{
	const char *slug = check->raw->pools[pool].agencies[place];
	for (unsigned i = 0; i <= pool; i++) {
		const struct raw_POOLS *raw = &check->raw->pools[i];
		unsigned end = i == pool ? place : raw->agencies_count;
		for (unsigned j = 0; j < end; j++) {
			if (strcmp(raw->agencies[j], slug) == 0) {
				return true;
			}
		}
	}
	return false;
}

static void read_agency(struct check *check, unsigned index, unsigned place)
{
	const struct raw_POOLS *raw = &check->raw->pools[index];
	const char *slug = raw->agencies[place];
	char path[FILE_NAME_MAX], key[KEY_MAX];
	snprintf(key, sizeof(key), "pools[%u].agencies[%u]", index, place);
	if (!is_word(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") || strlen(slug) > 64) {
		check_tell(check, key, "expects 1 to 64 lower-case letters, digits and hyphens");
		return;
	}
	if (named_before(check, index, place)) {
		check_tell(check, key, "expects an agency that is not named before");
		return;
	}
	snprintf(path, sizeof(path), "%s/%s.yaml", raw->agency_folder, slug);
	struct conf_agency own = {0};
	int err =
		conf_agency(path, NULL, raw->id, check->problems->tell, check->problems->context, &own);
	if (err == ERR_SYSTEM) {
		check_tell(check, key, "expects a file that can be read, not %s", path);
	} else if (err != 0) {
		check->problems->count++;
	} else if (conf_replies_take(check->replies, &own.replies) != 0) {
		check_tell(check, key, "needs more memory");
	} else if (agency_fits(check, own.agency, path, slug)) {
		check->agencies[check->agency_count++] = own.agency;
		return;
	}
	agency_destroy(own.agency);
}

/* A folder of agencies may have a table of the network's canned replies, too. */
static void read_replies(struct check *check, unsigned index)
{
	const struct raw_POOLS *raw = &check->raw->pools[index];
	char path[FILE_NAME_MAX], key[KEY_MAX];
	snprintf(path, sizeof(path), "%s/replies.tsv", raw->agency_folder);
	errno = 0;
	int err = tsv_replies(path, raw->id, check->replies, check->problems);
	if (err == ERR_SYSTEM && errno != ENOENT) {
		check_tell(check, pool_key(key, index, "agency_folder"),
			"expects replies.tsv to be a file that can be read");
	}
}

static void read_tables(struct check *check)
{
	/* in this order: later ones name what earlier ones have */
	static const struct {
		const char *file;
		int (*read)(const char *path, struct directory *directory, struct problems *problems);
	} tables[] = {
		{"topics.tsv", tsv_topics},
		{"help-services.tsv", tsv_help},
		{"reading.tsv", tsv_reading},
	};
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		char path[FILE_NAME_MAX];
		snprintf(path, sizeof(path), "%s/%s", check->raw->data, tables[i].file);
		if (tables[i].read(path, check->directory, check->problems) == ERR_SYSTEM) {
			check_tell(check, "data", "expects a folder with %s", tables[i].file);
		}
	}
}

void check_pools(struct check *check)
{
	read_tables(check);
	for (unsigned i = 0; i < check->raw->pools_count; i++) {
		check_pool(check, i);
		if (!add_pool(check, i)) {
			continue;
		}
		read_regions(check, i);
		for (unsigned j = 0; j < check->raw->pools[i].agencies_count; j++) {
			read_agency(check, i, j);
		}
		read_replies(check, i);
	}
}
