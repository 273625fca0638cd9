/* An agency's file: a flat map of texts with the names of directory/agency.h. It is read from
 * the located values, since a key may hold a dot and every problem shall be told, not only the
 * first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "conf/locate.h"
#include "conf/problems.h"
#include "directory/slug.h"

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

/* Sets each key of the file; tells those that are unknown, twice there, or hold what they may
 * not. */
static void set_fields(struct agency_file *agency_file, struct agency *agency)
{
	for (size_t i = 1; locate_at(agency_file->locate, i); i++) {
		const struct located *entry = locate_at(agency_file->locate, i);
		if (entry->depth != 1) {
			continue;
		}
		const char *why = "text", *key = entry->path;
		if (locate_find(agency_file->locate, key) != entry) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key,
				"expects to stand here once only");
		} else if (entry->kind != LOCATED_TEXT) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key,
				"expects a text");
		} else if (agency_set(agency, key, entry->text, &why) != 0) {
			problem_at(&agency_file->problems, agency_file->file, entry->line, key, "expects %s",
				why);
		}
	}
}

static int read_agency(struct agency_file *agency_file, const char *pool,
	struct agency **ret_agency)
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
	set_fields(agency_file, agency);
	if (agency_complete(agency, &field) != 0) {
		bool has_place = strcmp(field, "municipality") == 0;
		problem_at(&agency_file->problems, agency_file->file,
			locate_line(agency_file->locate, field), field,
			has_place ? "expects a code when kind is municipality, and none when it is national"
					  : "is missing; expects a text, in one language at least");
	}
	if (agency_file->problems.count > 0) {
		agency_destroy(agency);
		return ERR_SYNTAX;
	}
	*ret_agency = agency;
	return 0;
}

int conf_agency(const char *path, const char *text, const char *pool,
	void (*problem)(void *context, const char *line), void *context, struct agency **ret_agency)
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
