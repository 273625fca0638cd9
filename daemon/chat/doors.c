/* A text of lines, "name\nvalue\n" for each door, made anew each minute, and when what stands about doors is other than it was. */
#include "chat/doors.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "directory/acted.h"

enum { BYTES_MOST = 1 << 20, NAME_BYTES = 128, VALUE_BYTES = 64, MINUTE_S = 60, MS_PER_S = 1000 };

struct doors {
	struct buf lines;
	int64_t minute;
};

struct doors *doors_create(void)
{
	struct doors *doors = calloc(1, sizeof *doors);
	if (doors != NULL) {
		buf_init(&doors->lines, BYTES_MOST);
		doors->minute = -1;
	}
	return doors;
}

void doors_destroy(struct doors *doors)
{
	if (doors != NULL) {
		buf_finish(&doors->lines);
	}
	free(doors);
}

static int add(struct buf *lines, const struct directory *directory, const struct agency *agency,
	int64_t now_s)
{
	struct opening now = acted_at(directory, agency, now_s);
	int64_t until_s = now.open ? now.until_s : acted_next(directory, agency, now_s);
	return buf_printf(lines, "open %s\n%s %" PRId64 "\n", agency_get(agency, "slug"),
		now.open ? "open" : "closed", until_s * MS_PER_S);
}

/* Where no hours are kept, only an act says anything. */
static bool is_known(const struct directory *directory, const struct agency *agency, int64_t now_s)
{
	const struct acts *acts = directory_acts(directory, agency_get(agency, "pool"));
	return opening_is_kept(agency) ||
		acts_door(acts, agency_get(agency, "slug"), (uint64_t)now_s * MS_PER_S) != NULL;
}

static int look(struct doors *doors, const struct directory *directory, const struct pool *pool,
	int64_t now_s)
{
	const struct agency *agency;
	buf_clear(&doors->lines);
	for (size_t i = 0; (agency = directory_agency_at(directory, i)) != NULL; i++) {
		if (strcmp(agency_get(agency, "pool"), pool->id) != 0 || !agency_is_live(agency) ||
			!is_known(directory, agency, now_s)) {
			continue;
		}
		int err = add(&doors->lines, directory, agency, now_s);
		if (err != 0) {
			return err;
		}
	}
	doors->minute = now_s / MINUTE_S;
	return 0;
}

void doors_forget(struct doors *doors)
{
	if (doors != NULL) {
		doors->minute = -1;
	}
}

/* Copies up to the end of the line and moves behind it. False behind the last. */
static bool next_line(struct view *rest, char *out, size_t size)
{
	const uint8_t *end = rest->len > 0 ? memchr(rest->data, '\n', rest->len) : NULL;
	if (end == NULL) {
		return false;
	}
	struct view line = {rest->data, (size_t)(end - rest->data)};
	*rest = (struct view){end + 1, rest->len - line.len - 1};
	return view_copy(line, out, size) == 0;
}

int doors_show(struct doors *doors, const struct directory *directory, const struct pool *pool,
	int64_t now_s, struct facts *facts)
{
	char name[NAME_BYTES], value[VALUE_BYTES];
	int err = doors->minute == now_s / MINUTE_S ? 0 : look(doors, directory, pool, now_s);
	struct view rest = buf_view(&doors->lines);
	while (
		err == 0 && next_line(&rest, name, sizeof name) && next_line(&rest, value, sizeof value)) {
		err = facts_put(facts, name, value);
	}
	return err;
}
