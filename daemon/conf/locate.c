/* Walks libyaml's events and notes each value with its path. Aliases are refused, since a path
 * must name one place. */
#include "conf/locate.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

enum { DEPTH_MAX = 8, ENTRIES_MAX = 20000, PATH_MAX_BYTES = 256 };

struct locate {
	struct located *entries;
	size_t count, room;
};

/* An open map or list. */
struct frame {
	bool map;
	bool key_is_next;
	unsigned index;
	unsigned key_line;
	size_t path_len, pattern_len; /* where its own path ends */
};

struct walk {
	struct locate *locate;
	struct frame frames[DEPTH_MAX];
	unsigned depth;
	char path[PATH_MAX_BYTES], pattern[PATH_MAX_BYTES];
	const char *why;
};

static int fail(struct walk *walk, const char *why)
{
	walk->why = why;
	return ERR_SYNTAX;
}

static int note(struct walk *walk, enum located_kind kind, const char *text, unsigned line)
{
	struct locate *locate = walk->locate;
	if (locate->count == ENTRIES_MAX) {
		return fail(walk, "expects fewer values");
	}
	if (locate->count == locate->room) {
		size_t room = locate->room ? 2 * locate->room : 64;
		struct located *entries = realloc(locate->entries, room * sizeof(*entries));
		if (!entries) {
			return ERR_NOMEM;
		}
		locate->entries = entries;
		locate->room = room;
	}
	struct located *entry = &locate->entries[locate->count++];
	*entry = (struct located){.path = strdup(walk->path),
		.pattern = strdup(walk->pattern),
		.text = text ? strdup(text) : NULL,
		.line = line,
		.depth = walk->depth,
		.kind = kind};
	return entry->path && entry->pattern && (!text || entry->text) ? 0 : ERR_NOMEM;
}

/* Puts a name behind the path of the open frame. */
static int extend(struct walk *walk, const char *in_path, const char *in_pattern)
{
	struct frame *frame = &walk->frames[walk->depth - 1];
	size_t path_left = sizeof(walk->path) - frame->path_len;
	size_t pattern_left = sizeof(walk->pattern) - frame->pattern_len;
	if (strlen(in_path) >= path_left || strlen(in_pattern) >= pattern_left) {
		return fail(walk, "expects shorter keys");
	}
	memcpy(walk->path + frame->path_len, in_path, strlen(in_path) + 1);
	memcpy(walk->pattern + frame->pattern_len, in_pattern, strlen(in_pattern) + 1);
	return 0;
}

/* A key of a map: the next value is its. */
static int on_key(struct walk *walk, const char *key, unsigned line)
{
	struct frame *frame = &walk->frames[walk->depth - 1];
	char name[PATH_MAX_BYTES];
	int len = snprintf(name, sizeof(name), "%s%s", frame->path_len ? "." : "", key);
	if (len < 0 || (size_t)len >= sizeof(name)) {
		return fail(walk, "expects shorter keys");
	}
	frame->key_is_next = false;
	frame->key_line = line;
	return extend(walk, name, name);
}

/* Before a value: puts its path in place. Returns the line it counts as. */
static int begin_value(struct walk *walk, unsigned *line)
{
	if (walk->depth == 0) {
		return 0;
	}
	struct frame *frame = &walk->frames[walk->depth - 1];
	if (frame->map) {
		*line = frame->key_line;
		frame->key_is_next = true;
		return 0;
	}
	char number[16];
	snprintf(number, sizeof(number), "[%u]", frame->index++);
	return extend(walk, number, "[]");
}

static int on_open(struct walk *walk, bool map, unsigned line)
{
	if (walk->depth > 0 && walk->frames[walk->depth - 1].key_is_next) {
		return fail(walk, "expects a word as key");
	}
	int err = begin_value(walk, &line);
	if (err == 0) {
		err = note(walk, map ? LOCATED_MAP : LOCATED_LIST, NULL, line);
	}
	if (err == 0 && walk->depth == DEPTH_MAX) {
		err = fail(walk, "expects less depth");
	}
	if (err == 0) {
		walk->frames[walk->depth++] = (struct frame){.map = map,
			.key_is_next = map,
			.path_len = strlen(walk->path),
			.pattern_len = strlen(walk->pattern)};
	}
	return err;
}

static int on_text(struct walk *walk, const char *text, unsigned line)
{
	if (walk->depth > 0 && walk->frames[walk->depth - 1].key_is_next) {
		return on_key(walk, text, line);
	}
	int err = begin_value(walk, &line);
	return err == 0 ? note(walk, LOCATED_TEXT, text, line) : err;
}

static int on_event(struct walk *walk, const yaml_event_t *event)
{
	unsigned line = (unsigned)event->start_mark.line + 1;
	switch (event->type) {
	case YAML_SCALAR_EVENT: return on_text(walk, (const char *)event->data.scalar.value, line);
	case YAML_MAPPING_START_EVENT: return on_open(walk, true, line);
	case YAML_SEQUENCE_START_EVENT: return on_open(walk, false, line);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		walk->depth--;
		walk->path[walk->frames[walk->depth].path_len] = '\0';
		walk->pattern[walk->frames[walk->depth].pattern_len] = '\0';
		return 0;
	case YAML_ALIAS_EVENT: return fail(walk, "expects no alias");
	default: return 0;
	}
}

/* Runs through the events. */
static int walk_events(struct walk *walk, yaml_parser_t *parser, unsigned *ret_line)
{
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			*ret_line = (unsigned)parser->problem_mark.line + 1;
			return fail(walk, parser->problem ? parser->problem : "expects YAML");
		}
		bool last = event.type == YAML_STREAM_END_EVENT;
		*ret_line = (unsigned)event.start_mark.line + 1;
		int err = on_event(walk, &event);
		yaml_event_delete(&event);
		if (err != 0 || last) {
			return err;
		}
	}
}

int locate_create(const char *text, struct locate **ret_locate, unsigned *ret_line,
	const char **ret_why)
{
	struct walk walk = {.locate = calloc(1, sizeof(struct locate))};
	yaml_parser_t parser;
	if (!walk.locate || !yaml_parser_initialize(&parser)) {
		free(walk.locate);
		return ERR_NOMEM;
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
	unsigned line = 1;
	int err = walk_events(&walk, &parser, &line);
	yaml_parser_delete(&parser);
	if (err != 0) {
		*ret_line = line;
		*ret_why = walk.why;
		locate_destroy(walk.locate);
		return err;
	}
	*ret_locate = walk.locate;
	return 0;
}

void locate_destroy(struct locate *locate)
{
	if (!locate) {
		return;
	}
	for (size_t i = 0; i < locate->count; i++) {
		free(locate->entries[i].path);
		free(locate->entries[i].pattern);
		free(locate->entries[i].text);
	}
	free(locate->entries);
	free(locate);
}

const struct located *locate_at(const struct locate *locate, size_t index)
{
	return index < locate->count ? &locate->entries[index] : NULL;
}

const struct located *locate_find(const struct locate *locate, const char *path)
{
	for (size_t i = 0; i < locate->count; i++) {
		if (strcmp(locate->entries[i].path, path) == 0) {
			return &locate->entries[i];
		}
	}
	return NULL;
}

const struct located *locate_before(const struct locate *locate, const char *pattern, unsigned line)
{
	const struct located *found = NULL;
	for (size_t i = 0; i < locate->count; i++) {
		const struct located *entry = &locate->entries[i];
		if (entry->line <= line && strcmp(entry->pattern, pattern) == 0) {
			found = entry;
		}
	}
	return found;
}

unsigned locate_line(const struct locate *locate, const char *path)
{
	char part[PATH_MAX_BYTES];
	snprintf(part, sizeof(part), "%s", path);
	for (;;) {
		const struct located *found = locate_find(locate, part);
		if (found || part[0] == '\0') {
			return found ? found->line : 1;
		}
		char *dot = strrchr(part, '.'), *bracket = strrchr(part, '[');
		char *cut = dot > bracket ? dot : bracket;
		*(cut ? cut : part) = '\0';
	}
}
