/* Words and options in any order: the first words name the verb, one more is its word. An option
 * takes a value unless a verb has it as a flag. */
#include "args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 3, NAME_SIZE = 32, LIST_SIZE = 120 };

static const struct verb verbs[] = {
	{"status", NULL, "", "", "", "", "", false},
	{"fsck", NULL, "", "", "", "", "", false},
	{"user add", "name", "role agency", "alias lives_in",
		"--role ROLE --agency SLUG [--alias NAME] [--lives-in CODE] NAME", "", "", false},
	{"user invite", "name", "", "", "NAME", "", "", false},
	{"user passwd", "name", "", "", "NAME", "", "", false},
	{"user totp", "name", "", "", "NAME", "", "", false},
	{"user disable", "name", "", "", "NAME", "", "", false},
	{"user enable", "name", "", "", "NAME", "", "", false},
	{"user list", NULL, "", "", "", "", "", false},
	{"agency list", NULL, "", "", "", "", "", false},
	{"audit", "slug", "", "", "SLUG", "", "", false},
	{"report", NULL, "", "pool step agency from to",
		"--pool ID --step 2026-10|2026-Q4|2026 [--csv] | --agency SLUG --from DATE --to DATE",
		"csv", "", false},
	{"agency export", "slug", "", "", "SLUG", "", "", false},
	{"agency import", "file", "", "pool", "[--pool ID] FILE", "", "", false},
	{"version", NULL, "", "", "", "", "", false},
	{"drain", NULL, "", "", "", "", "", false},
	{"restart", NULL, "", "", "", "", "", true},
	{"simulate", NULL, "", "preset file set seed evenings",
		"--preset A|B|C|D [--file FILE] [--set NAME=VALUE]... [--seed N] [--evenings N] "
		"[--progress] | --self-test",
		"self_test progress", "set", false},
	{"seal root", "file", "", "", "FILE", "", "", false},
	{"seal signer", "file", "", "", "FILE", "", "", false},
	{"seal statements", "file", "root agencies serial", "signer days",
		"--root KEYFILE --agencies LIST --serial N [--signer POINT]... [--days N] FILE", "",
		"signer", false},
	{"seal bundle", "file", "root_point min_serial", "",
		"--root-point POINT [--root-point POINT] --min-serial N FILE", "", "root_point", false},
};

/* What is being read. */
struct reading {
	struct args args;
	const char *words[WORDS_MAX];
	size_t word_count;
	char *why;
	size_t why_size;
};

const struct verb *args_verb_at(size_t index)
{
	return index < sizeof(verbs) / sizeof(verbs[0]) ? &verbs[index] : NULL;
}

static int wrong(struct reading *reading, const char *what, const char *which)
{
	snprintf(reading->why, reading->why_size, "%s %s", what, which);
	return ERR_SYNTAX;
}

/* The same about an option, as people write it. */
static int wrong_option(struct reading *reading, const char *what, const char *name)
{
	char written[LIST_SIZE];
	snprintf(written, sizeof(written), "--%s", name);
	for (char *c = written; *c; c++) {
		*c = *c == '_' ? '-' : *c;
	}
	return wrong(reading, what, written);
}

/* Whether the list, parted by spaces, holds the name. */
static bool holds(const char *list, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = list; (at = strstr(at, name)) != NULL; at += len) {
		bool begins = at == list || at[-1] == ' ';
		if (begins && (at[len] == ' ' || at[len] == '\0')) {
			return true;
		}
	}
	return false;
}

/* What the verbs say about an option's name. */
struct knowledge {
	bool known, flag, repeated;
};

static struct knowledge look_up(const char *name)
{
	struct knowledge found = {0};
	for (size_t i = 0; *name && args_verb_at(i); i++) {
		const struct verb *verb = &verbs[i];
		bool flag = holds(verb->flags, name);
		found.known |= flag || holds(verb->required, name) || holds(verb->optional, name);
		found.flag |= flag;
		found.repeated |= holds(verb->repeated, name);
	}
	return found;
}

/* The value under the option's name, or behind those that came before. */
static int keep_option(struct reading *reading, const char *name, bool repeated, json_t *value)
{
	json_t *args = reading->args.args, *before = json_object_get(args, name);
	if (before && !repeated) {
		json_decref(value);
		return wrong_option(reading, "twice there:", name);
	}
	if (!value) {
		return wrong_option(reading, "UTF-8 is needed for", name);
	}
	if (!repeated) {
		return json_object_set_new(args, name, value) == 0 ? 0 : ERR_NOMEM;
	}
	if (!before && json_object_set_new(args, name, json_array()) != 0) {
		json_decref(value);
		return ERR_NOMEM;
	}
	return json_array_append_new(json_object_get(args, name), value) == 0 ? 0 : ERR_NOMEM;
}

/* "--lives-in" with its value, behind "=" or in the next word, as "lives_in". */
static int take_option(struct reading *reading, const char *option, const char *next,
	bool *ret_used)
{
	char name[NAME_SIZE];
	const char *equals = strchr(option, '=');
	int len = snprintf(name, sizeof(name), "%.*s", (int)strcspn(option, "="), option);
	for (char *c = name; *c; c++) {
		*c = *c == '-' ? '_' : *c;
	}
	struct knowledge found = look_up(name);
	if (!found.known || (size_t)len >= sizeof(name) || (found.flag && equals)) {
		return wrong_option(reading, "there is no option", option);
	}
	if (found.flag) {
		return keep_option(reading, name, false, json_true());
	}
	const char *value = equals ? equals + 1 : next;
	*ret_used = !equals;
	return value ? keep_option(reading, name, found.repeated, json_string(value))
				 : wrong_option(reading, "a value is needed for", name);
}

/* One word of the command line, the next one as its value; *ret_used says whether that was used
 * up. */
static int take_word(struct reading *reading, const char *word, const char *next, bool *ret_used)
{
	if (strcmp(word, "--json") == 0) {
		reading->args.json = true;
	} else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
		reading->args.help = true;
	} else if (strcmp(word, "--version") == 0) {
		reading->args.version = true;
	} else if (strcmp(word, "-s") == 0) {
		reading->args.socket = next;
		*ret_used = true;
		return next ? 0 : wrong(reading, "-s needs the path of a", "socket");
	} else if (strncmp(word, "--", 2) == 0) {
		return take_option(reading, word + 2, next, ret_used);
	} else if (word[0] == '-' || reading->word_count == WORDS_MAX) {
		return wrong(reading, "not expected:", word);
	} else {
		reading->words[reading->word_count++] = word;
	}
	return 0;
}

/* Says which there are that begin as it does. */
static int wrong_verb(struct reading *reading)
{
	const char *first = reading->word_count ? reading->words[0] : "";
	const char *second = reading->word_count > 1 ? reading->words[1] : "";
	char list[LIST_SIZE] = "";
	size_t len = strlen(first), at = 0;
	for (size_t i = 0; len > 0 && args_verb_at(i); i++) {
		const char *name = verbs[i].name;
		if (strncmp(name, first, len) == 0 && name[len] == ' ' && at < sizeof(list)) {
			at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s", at ? ", " : "", name);
		}
	}
	if (at == 0) {
		return len > 0 ? wrong(reading, "there is no verb", first)
					   : wrong(reading, "a verb is", "needed");
	}
	snprintf(reading->why, reading->why_size, "there is no verb %s%s%.40s; there are %s", first,
		*second ? " " : "", second, list);
	return ERR_SYNTAX;
}

/* Finds the verb that the first words name, and takes the word behind it. */
static int take_verb(struct reading *reading)
{
	size_t used = 0;
	for (size_t i = 0; used == 0 && args_verb_at(i); i++) {
		char first[NAME_SIZE];
		const char *space = strchr(verbs[i].name, ' ');
		snprintf(first, sizeof(first), "%.*s", (int)strcspn(verbs[i].name, " "), verbs[i].name);
		size_t needed = space ? 2 : 1;
		bool same = reading->word_count >= needed && strcmp(first, reading->words[0]) == 0 &&
			(!space || strcmp(space + 1, reading->words[1]) == 0);
		if (same) {
			reading->args.verb = &verbs[i];
			used = needed;
		}
	}
	if (used == 0) {
		return wrong_verb(reading);
	}
	const struct verb *verb = reading->args.verb;
	if (reading->word_count > used + (verb->positional != NULL)) {
		return wrong(reading, "not expected:", reading->words[reading->word_count - 1]);
	}
	if (verb->positional && reading->word_count == used) {
		return wrong(reading, "needed: a", verb->positional);
	}
	if (verb->positional) {
		return json_object_set_new(reading->args.args, verb->positional,
				   json_string(reading->words[used])) == 0
			? 0
			: wrong(reading, "UTF-8 is needed for", verb->positional);
	}
	return 0;
}

/* Every option belongs to the verb, and every required one is there. */
static int check_options(struct reading *reading)
{
	const struct verb *verb = reading->args.verb;
	const char *name;
	json_t *value;
	json_object_foreach(reading->args.args, name, value)
	{
		bool own = verb->positional && strcmp(verb->positional, name) == 0;
		bool flag = holds(verb->flags, name);
		if (!own && !flag && !holds(verb->required, name) && !holds(verb->optional, name)) {
			return wrong_option(reading, "not an option of this verb:", name);
		}
	}
	const char *at = verb->required;
	while (*at) {
		char needed[NAME_SIZE];
		snprintf(needed, sizeof(needed), "%.*s", (int)strcspn(at, " "), at);
		if (!json_object_get(reading->args.args, needed)) {
			return wrong_option(reading, "needed:", needed);
		}
		at += strlen(needed);
		at += *at == ' ';
	}
	return 0;
}

int args_parse(int argc, char **argv, struct args *ret_args, char *ret_why, size_t why_size)
{
	struct reading reading = {.args = {.args = json_object()},
		.why = ret_why,
		.why_size = why_size};
	int err = reading.args.args ? 0 : ERR_NOMEM;
	for (int i = 1; err == 0 && i < argc; i++) {
		bool used = false;
		err = take_word(&reading, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used);
		i += used;
	}
	if (err == 0 && !reading.args.help && !reading.args.version) {
		err = take_verb(&reading);
		err = err == 0 ? check_options(&reading) : err;
	}
	if (err != 0) {
		args_finish(&reading.args);
		return err;
	}
	*ret_args = reading.args;
	return 0;
}

void args_finish(struct args *args)
{
	json_decref(args->args);
	args->args = NULL;
}
