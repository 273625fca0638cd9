/* Lines into statements. */
#include "seal_list.h"

#include <string.h>

#include "signer/key_file.h"

struct line {
	const char *slug, *name;
	uint8_t points[SEAL_STATEMENT_KEYS_MAX][SEAL_POINT_LEN];
	uint8_t count;
};

static bool is_named_before(const struct line *line)
{
	bool before = false;
	for (uint8_t i = 0; i + 1 < line->count; i++) {
		before =
			before || memcmp(line->points[i], line->points[line->count - 1], SEAL_POINT_LEN) == 0;
	}
	return before;
}

/* NULL, or what is wrong. Writes zeros into the text. */
static const char *read_line(char *text, struct line *line)
{
	char *rest = text;
	const char *point;
	*line = (struct line){.slug = strsep(&rest, "\t")};
	line->name = strsep(&rest, "\t");
	if (line->name == NULL || *line->name == '\0') {
		return "expects slug, tab, name";
	}
	while ((point = strsep(&rest, "\t")) != NULL) {
		if (line->count == SEAL_STATEMENT_KEYS_MAX) {
			return "expects at most four keys";
		}
		if (key_file_point_read(view_text(point), line->points[line->count++]) != 0) {
			return "expects a key as 130 hexadecimal digits";
		}
		if (is_named_before(line)) {
			return "names a holder twice: each has a key of their own";
		}
	}
	/* One alone could not be withdrawn without the other, and would certify unseen. */
	return line->count == 1 ? "expects the keys of at least two holders, or none" : NULL;
}

static const char *sign(const struct line *line, const struct batch_plan *plan,
	const struct seal_statement *shift, struct buf *out)
{
	struct seal_statement statement = *shift;
	if (line->count > 0) {
		statement.mode = SEAL_MODE_AGENCY;
		statement.key_count = line->count;
		for (uint8_t i = 0; i < line->count; i++) {
			statement.keys[i] = line->points[i];
		}
	} else if (shift->key_count == 0) {
		return "expects keys of its own, or --signer";
	}
	statement.agency = view_text(line->slug);
	statement.name = view_text(line->name);
	int err = batch_add(out, plan, statement);
	return err == 0 ? NULL
		: err != ERR_RANGE
		? err_text(err)
		: "expects a slug of 1 to 32 letters, digits and hyphens, a name of at most 64 "
		  "bytes";
}

int seal_list_sign(char *text, const struct batch_plan *plan, const struct seal_statement *shift,
	struct buf *out, unsigned *ret_line, const char **ret_why)
{
	char *rest = text, *at;
	struct line line;
	*ret_why = NULL;
	for (*ret_line = 1; (at = strsep(&rest, "\n")) != NULL; (*ret_line)++) {
		if (*at == '\0' || *at == '#') {
			continue;
		}
		*ret_why = read_line(at, &line);
		*ret_why = *ret_why == NULL ? sign(&line, plan, shift, out) : *ret_why;
		if (*ret_why != NULL) {
			return ERR_SYNTAX;
		}
	}
	return 0;
}
