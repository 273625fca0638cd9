/* Each act is kept as the text it was read from, and once more cut into words. */
#include "directory/acts.h"

#include <stdlib.h>
#include <string.h>

struct kept {
	struct act_row row;
	char *raw, *cut;
};

struct acts {
	struct kept *list;
	unsigned count, room;
};

enum { WORDS = 12, ROOM_FIRST = 8 };

/* The word of a field that has none. */
static const char none[] = "-";

/* Ends the text at the mark and gives what stands behind it; NULL when it is not there. */
static char *cut_at(char *text, char mark)
{
	char *at = strchr(text, mark);
	if (at) {
		*at++ = '\0';
	}
	return at;
}

static uint64_t number_of(const char *word)
{
	return strtoull(word, NULL, 10);
}

int act_read(char *text, struct act_row *ret_act)
{
	const char *words[WORDS];
	char *name = cut_at(text, '\n');
	char *texts = name ? cut_at(name, '\n') : NULL;
	char *rest = text;
	if (!texts) {
		return ERR_SYNTAX;
	}
	for (unsigned i = 0; i < WORDS; i++) {
		char *word = rest;
		if (!word) {
			return ERR_SYNTAX;
		}
		rest = cut_at(word, ' ');
		for (char *comma = strchr(word, ','); comma; comma = strchr(comma, ',')) {
			*comma = ' ';
		}
		words[i] = strcmp(word, none) == 0 ? "" : word;
	}
	/* kind, from, until, the end by the pool's clock, reach, place, scopes, topic, target, its municipality, level, who */
	*ret_act = (struct act_row){.kind = words[0],
		.from_ms = number_of(words[1]),
		.until_ms = number_of(words[2]),
		.reach = words[4],
		.place = words[5],
		.scopes = words[6],
		.topic = words[7],
		.target = words[8],
		.level = words[10],
		.who = words[11],
		.name = name,
		.texts = texts};
	return 0;
}

struct acts *acts_create(void)
{
	return calloc(1, sizeof(struct acts));
}

void acts_destroy(struct acts *acts)
{
	for (unsigned i = 0; acts && i < acts->count; i++) {
		free(acts->list[i].raw);
		free(acts->list[i].cut);
	}
	free(acts ? acts->list : NULL);
	free(acts);
}

static int make_room(struct acts *acts)
{
	unsigned room = acts->room ? 2 * acts->room : ROOM_FIRST;
	struct kept *list =
		acts->count < acts->room ? acts->list : realloc(acts->list, room * sizeof(*list));
	if (!list) {
		return ERR_NOMEM;
	}
	acts->room = acts->count < acts->room ? acts->room : room;
	acts->list = list;
	return 0;
}

int acts_add(struct acts *acts, uint64_t id, const char *text)
{
	if (acts->count == ACTS_MAX) {
		return ERR_FULL;
	}
	struct kept kept = {.raw = strdup(text), .cut = strdup(text)};
	int err = kept.raw && kept.cut ? act_read(kept.cut, &kept.row) : ERR_NOMEM;
	err = err == 0 ? make_room(acts) : err;
	if (err != 0) {
		free(kept.raw);
		free(kept.cut);
		return err;
	}
	kept.row.id = id;
	acts->list[acts->count++] = kept;
	return 0;
}

static bool is_same(const struct kept *one, const struct kept *other)
{
	return one->row.id == other->row.id && strcmp(one->raw, other->raw) == 0;
}

bool acts_same(const struct acts *a, const struct acts *b)
{
	unsigned count = a ? a->count : 0;
	if (count != (b ? b->count : 0)) {
		return false;
	}
	for (unsigned i = 0; i < count; i++) {
		if (!is_same(&a->list[i], &b->list[i])) {
			return false;
		}
	}
	return true;
}

const struct act_row *acts_at(const struct acts *acts, unsigned index)
{
	return acts && index < acts->count ? &acts->list[index].row : NULL;
}

/* The index of the next act of a kind, or the count. */
static const struct act_row *next_of_kind(const struct acts *acts, unsigned *at, const char *kind)
{
	const struct act_row *row;
	while ((row = acts_at(acts, *at)) != NULL && strcmp(row->kind, kind) != 0) {
		(*at)++;
	}
	return row;
}

bool acts_same_kind(const struct acts *a, const struct acts *b, const char *kind)
{
	for (unsigned i = 0, j = 0;; i++, j++) {
		const struct act_row *one = next_of_kind(a, &i, kind), *other = next_of_kind(b, &j, kind);
		if (one == NULL || other == NULL) {
			return one == NULL && other == NULL;
		}
		if (!is_same(&a->list[i], &b->list[j])) {
			return false;
		}
	}
}

static bool is_kind(const struct act_row *act, const char *kind, uint64_t now_ms)
{
	return strcmp(act->kind, kind) == 0 && act->until_ms > now_ms;
}

const struct act_row *acts_door(const struct acts *acts, const char *agency, uint64_t now_ms)
{
	const struct act_row *own = NULL, *act;
	for (unsigned i = 0; (act = acts_at(acts, i)) != NULL; i++) {
		if (!is_kind(act, "door", now_ms)) {
			continue;
		}
		if (*act->place == '\0' && strcmp(act->target, "closed") == 0) {
			return act;
		}
		own = strcmp(act->place, agency) == 0 ? act : own;
	}
	return own;
}

const struct act_row *acts_opened(const struct acts *acts, const char *agency, uint64_t now_ms)
{
	const struct act_row *opened = NULL, *act;
	for (unsigned i = 0; (act = acts_at(acts, i)) != NULL; i++) {
		bool opens = is_kind(act, "door", now_ms) && strcmp(act->target, "open") == 0;
		opened = opens && strcmp(act->place, agency) == 0 ? act : opened;
	}
	return opened;
}

/* Whether one of the scopes is that letter and code. */
static bool has_scope(const char *scopes, char letter, const char *code)
{
	size_t len = strlen(code);
	for (const char *at = scopes; at; at = strchr(at, ' ')) {
		at += *at == ' ' ? 1 : 0;
		if (*at == letter && strncmp(at + 1, code, len) == 0 &&
			(at[1 + len] == ' ' || at[1 + len] == '\0')) {
			return true;
		}
	}
	return false;
}

static bool covers(const struct act_row *act, const struct acts_waiting *waiting)
{
	if (*act->topic != '\0' && strcmp(act->topic, waiting->topic) != 0 &&
		strcmp(act->topic, waiting->topic_asked) != 0) {
		return false;
	}
	bool of_county = *waiting->county != '\0' && has_scope(act->scopes, 'c', waiting->county);
	bool of_own = *waiting->municipality != '\0' && !waiting->not_mine &&
		has_scope(act->scopes, 'm', waiting->municipality);
	return of_county || of_own || has_scope(act->scopes, 'n', "");
}

const struct act_row *acts_notice(const struct acts *acts, const struct acts_waiting *waiting,
	uint64_t now_ms)
{
	const struct act_row *newest = NULL, *act;
	for (unsigned i = 0; (act = acts_at(acts, i)) != NULL; i++) {
		newest = is_kind(act, "text", now_ms) && covers(act, waiting) ? act : newest;
	}
	return newest;
}

const struct act_row *acts_announcement(const struct acts *acts, const char *agency,
	uint64_t now_ms)
{
	const struct act_row *newest = NULL, *act;
	for (unsigned i = 0; (act = acts_at(acts, i)) != NULL; i++) {
		bool reaches = *act->place == '\0' || strcmp(act->place, agency) == 0;
		newest = is_kind(act, "announce", now_ms) && reaches ? act : newest;
	}
	return newest;
}

const char *act_text(const char *texts, const char *language, unsigned *ret_len)
{
	size_t len = strlen(language);
	const char *found = texts;
	for (const char *line = texts; line; line = strchr(line, '\n')) {
		line += *line == '\n' ? 1 : 0;
		if (strncmp(line, language, len) == 0 && line[len] == ' ') {
			found = line;
		}
	}
	const char *text = found ? strchr(found, ' ') : NULL;
	text = text ? text + 1 : "";
	*ret_len = (unsigned)strcspn(text, "\n");
	return text;
}
