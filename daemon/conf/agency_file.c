/* An agency's file: a flat map of texts with the names of directory/agency.h, and under `replies` a
 * map of its canned replies, "code language" to the text. It is read from the located values, since
 * a key may hold a dot and every problem shall be told, not only the first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "conf/locate.h"
#include "conf/problems.h"
#include "conf/replies.h"
#include "directory/agency_yaml.h"
#include "directory/slug.h"

#define REPLIES AGENCY_YAML_REPLIES

enum { CODE_SIZE = 64 };

/* One file that is being read. */
struct agency_file {
	const char *file;
	const struct locate *locate;
	struct problems problems;
};

/* The text of a key, or NULL when it is not there. */
static const char *text_of(const struct agency_file *agency_file, const char *key)
{
	const struct located *entry = locate_find(agency_file->locate, key);
	return entry && entry->kind == LOCATED_TEXT && entry->depth == 1 ? entry->text : NULL;
}

/* The map of canned replies; NULL when there is none. */
static const struct located *replies_of(const struct agency_file *agency_file)
{
	const struct located *entry = locate_find(agency_file->locate, REPLIES);
	return entry && entry->kind == LOCATED_MAP && entry->depth == 1 ? entry : NULL;
}

/* Sets each key of the file; tells those that are unknown, twice there, or hold what they may
 * not. */
static void set_fields(struct agency_file *agency_file, struct agency *agency)
{
	for (size_t i = 1; locate_at(agency_file->locate, i); i++) {
		const struct located *entry = locate_at(agency_file->locate, i);
		if (entry->depth != 1 || entry == replies_of(agency_file)) {
			continue;
		}
		const char *why = "text", *key = entry->path;
		if (locate_find(agency_file->locate, key) != entry) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key,
				"expects to stand here once only");
		} else if (strcmp(key, REPLIES) == 0) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key,
				"expects a map, code and language to the text");
		} else if (entry->kind != LOCATED_TEXT) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key,
				"expects a text");
		} else if (agency_set(agency, key, entry->text, &why) != 0) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key, "expects %s",
				why);
		}
	}
}

/* What is wrong with a reply, which is added when it is nothing. key is "code language". */
static const char *take_reply(struct conf_replies *replies, const struct agency *agency,
	const char *key, const char *text)
{
	char code[CODE_SIZE];
	const char *space = strchr(key, ' ');
	if (!space || (size_t)(space - key) >= sizeof(code)) {
		return "expects a code, a space and a language as key";
	}
	snprintf(code, sizeof(code), "%.*s", (int)(space - key), key);
	const struct conf_reply row = {.pool = (char *)agency_get(agency, "pool"),
		.agency = (char *)agency_get(agency, "slug"),
		.code = code,
		.language = (char *)space + 1,
		.text = (char *)text};
	const char *why = conf_reply_fault(row.code, row.language, row.text);
	if (why == NULL && replies->count == AGENCY_REPLIES_MAX) {
		return "expects at most 200 replies";
	}
	return why == NULL && conf_replies_add(replies, &row) != 0 ? "needs more memory" : why;
}

static void read_replies(struct agency_file *agency_file, const struct agency *agency,
	struct conf_replies *replies)
{
	static const char within[] = REPLIES ".";
	const struct located *entry;
	for (size_t i = 1; (entry = locate_at(agency_file->locate, i)) != NULL; i++) {
		if (entry->depth != 2 || strncmp(entry->path, within, sizeof(within) - 1) != 0) {
			continue;
		}
		const char *why = locate_find(agency_file->locate, entry->path) != entry
			? "expects to stand here once only"
			: entry->kind != LOCATED_TEXT
			? "expects a text"
			: take_reply(replies, agency, entry->path + sizeof(within) - 1, entry->text);
		if (why != NULL) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, entry->path, "%s",
				why);
		}
	}
}

static int read_agency(struct agency_file *agency_file, const char *pool,
	struct conf_agency *ret_agency)
{
	const struct located *top = locate_at(agency_file->locate, 0);
	const char *slug = text_of(agency_file, "slug"), *field;
	const char *own_pool = text_of(agency_file, "pool");
	if (!top || top->kind != LOCATED_MAP || !slug || !slug_is_right(slug)) {
		problem_at(&agency_file->problems, agency_file->file,
			locate_line(agency_file->locate, "slug"), "slug",
			"expects 1 to 64 lower-case letters, digits and hyphens");
		return ERR_SYNTAX;
	}
	if (!pool && !own_pool) {
		problem_at(&agency_file->problems, agency_file->file, 1, "pool",
			"is missing; expects the id of a pool");
		return ERR_SYNTAX;
	}
	struct agency *agency = agency_create(slug, pool ? pool : own_pool);
	if (!agency) {
		return ERR_NOMEM;
	}
	struct conf_replies replies = {NULL, 0};
	set_fields(agency_file, agency);
	read_replies(agency_file, agency, &replies);
	if (agency_complete(agency, &field) != 0) {
		bool has_place = strcmp(field, "municipality") == 0;
		problem_at(&agency_file->problems, agency_file->file,
			locate_line(agency_file->locate, field), field,
			has_place ? "expects a code when kind is municipality, and none when it is national"
					  : "is missing; expects a text, in one language at least");
	}
	if (agency_file->problems.count > 0) {
		agency_destroy(agency);
		conf_replies_finish(&replies);
		return ERR_SYNTAX;
	}
	*ret_agency = (struct conf_agency){agency, replies, replies_of(agency_file) != NULL};
	return 0;
}

int conf_agency(const char *path, const char *text, const char *pool,
	void (*problem)(void *context, const char *line), void *context, struct conf_agency *ret_agency)
{
	char *own = NULL;
	int err = text ? 0 : file_read(path, &own);
	if (err != 0) {
		return err;
	}
	struct agency_file agency_file = {.file = path, .problems = {problem, context, 0}};
	struct locate *locate = NULL;
	unsigned line;
	const char *why;
	err = locate_create(text ? text : own, &locate, &line, &why);
	if (err == ERR_SYNTAX) {
		problem_at(&agency_file.problems, path, line, "yaml", "%s", why);
	} else if (err == 0) {
		agency_file.locate = locate;
		err = read_agency(&agency_file, pool, ret_agency);
	}
	locate_destroy(locate);
	free(own);
	return err;
}
