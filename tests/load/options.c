#include "tests/load/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_UNSIGNED, OPTION_FLAG, OPTION_PIDS };

struct option_row {
	const char *name;
	enum option_kind kind;
	size_t at;
};

#define TEXT(name) \
	{ \
#name, OPTION_TEXT, offsetof(struct options, name) \
	}
#define SHAPE(name) \
	{ \
#name, OPTION_NUMBER, offsetof(struct options, shape.name) \
	}

static const struct option_row rows[] = {
	TEXT(host),
	TEXT(origin),
	TEXT(path),
	TEXT(protocol),
	TEXT(staff),
	TEXT(password),
	TEXT(sealed),
	SHAPE(desks),
	SHAPE(rooms),
	SHAPE(connections),
	SHAPE(rate),
	SHAPE(seconds),
	SHAPE(warm),
	SHAPE(size),
	SHAPE(runs),
	SHAPE(parallel),
	SHAPE(patience),
	{"port", OPTION_UNSIGNED, offsetof(struct options, port)},
	{"sources", OPTION_UNSIGNED, offsetof(struct options, sources)},
	{"first-source", OPTION_UNSIGNED, offsetof(struct options, first_source)},
	{"tls", OPTION_FLAG, offsetof(struct options, tls)},
	{"apart", OPTION_FLAG, offsetof(struct options, apart)},
	{"daemon", OPTION_PIDS, offsetof(struct options, daemon_pids)},
	{"redis", OPTION_PIDS, offsetof(struct options, redis_pids)},
	{"workers", OPTION_PIDS, offsetof(struct options, worker_pids)},
};

static int read_number(const char *text, double *ret_number)
{
	char *end;
	double number = strtod(text, &end);
	if (end == text || *end != '\0' || number < 0) {
		return ERR_SYNTAX;
	}
	*ret_number = number;
	return 0;
}

/* Numbers with commas between them. */
static int read_pids(const char *text, int *pids)
{
	unsigned count = 0;
	while (*text != '\0' && count < ACCOUNT_PIDS_MAX) {
		char *end;
		long pid = strtol(text, &end, 10);
		if (end == text || pid <= 0 || (*end != ',' && *end != '\0')) {
			return ERR_SYNTAX;
		}
		pids[count++] = (int)pid;
		text = *end == ',' ? end + 1 : end;
	}
	return *text == '\0' ? 0 : ERR_SYNTAX;
}

static int read_value(struct options *options, const struct option_row *row, const char *text)
{
	char *at = (char *)options + row->at;
	double number = 0;
	int err = 0;
	if (row->kind == OPTION_TEXT) {
		*(const char **)at = text;
	} else if (row->kind == OPTION_NUMBER) {
		err = read_number(text, (double *)at);
	} else if (row->kind == OPTION_PIDS) {
		err = read_pids(text, (int *)at);
	} else {
		err = read_number(text, &number);
		if (err == 0 && row->kind == OPTION_UNSIGNED) {
			*(unsigned *)at = (unsigned)number;
		} else if (err == 0) {
			*(bool *)at = number != 0;
		}
	}
	return err;
}

static const struct option_row *find_row(const char *word)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (strncmp(word, "--", 2) == 0 && strcmp(word + 2, rows[i].name) == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

int options_read(struct options *options, int count, char **words)
{
	static const struct options defaults = {
		.host = "127.0.0.1",
		.origin = "",
		.path = "/socket",
		.protocol = "samtale.v1",
		.staff = "",
		.password = "",
		.sealed = "",
		.shape = {.seconds = 5, .warm = 1, .size = 128, .runs = 1, .parallel = 64, .patience = 30},
		.sources = 1,
	};
	*options = defaults;
	if (count < 2) {
		fputs("usage: samtale-load SCENARIO [--option value]...\n", stderr);
		return ERR_SYNTAX;
	}
	options->scenario = words[1];
	for (int i = 2; i < count; i += 2) {
		const struct option_row *row = find_row(words[i]);
		if (row == NULL || i + 1 >= count || read_value(options, row, words[i + 1]) != 0) {
			fprintf(stderr, "samtale-load: %s: no such option, or not its value\n", words[i]);
			return ERR_SYNTAX;
		}
	}
	return 0;
}
