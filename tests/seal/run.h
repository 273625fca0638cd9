/* Running vectors: one, or a whole file of them. */
#ifndef SAMTALE_TESTS_SEAL_RUN_H
#define SAMTALE_TESTS_SEAL_RUN_H

#include <stdbool.h>

#include <jansson.h>

/* How signatures are compared. */
enum run_signatures {
	RUN_AGAIN,     /* ours must be the same bytes: they are made by RFC 6979 */
	RUN_TAKE_OVER, /* any that the key could have made */
};

/* Runs the op and compares verdict and outputs. False, with a line on stderr, when they differ
 * or the op is unknown. */
bool run_vector(const json_t *vector, const json_t *defs, enum run_signatures signatures);

/* Runs the op on in; the verdict is static, ret_out is the caller's. NULL for an unknown op. */
const char *run_op(const char *name, const json_t *in, json_t **ret_out);

/* How many of the file's vectors do not hold; also those missing against its counts. */
unsigned run_file(const json_t *file, enum run_signatures signatures);

#endif
