/* The command line of samtalectl as a request. */
#ifndef SAMTALE_CTL_ARGS_H
#define SAMTALE_CTL_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/err.h"

/* A verb and what it takes. */
struct verb {
	const char *name;       /* as on the wire, "user add" */
	const char *positional; /* name of its word, or NULL */
	const char *required;   /* options that must be there, parted by spaces */
	const char *optional;
	const char *usage;    /* options and word as the help shows them */
	const char *flags;    /* options without a value */
	const char *repeated; /* those of the optional ones that may come again */
	bool waits;           /* it is answered when all is done, however long that takes */
};

/* Everything borrowed from argv, but args. */
struct args {
	const char *socket;
	bool json, help, version;
	const struct verb *verb; /* NULL with help or version */
	json_t *args;            /* an object: texts, true for a flag, a list of what may come again */
};

/* Reads the command line. ERR_SYNTAX: ret_why says what is wrong with it. */
int args_parse(int argc, char **argv, struct args *ret_args, char *ret_why,
	size_t why_size) MUST_CHECK;
void args_finish(struct args *args);

/* Every verb with what it takes; NULL behind the last. */
const struct verb *args_verb_at(size_t index);

#endif
