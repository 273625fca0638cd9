/* The words of one Redis command, binary-safe. Built on the stack, borrowed by the link until it
 * has copied them. */
#ifndef SAMTALE_STORE_INTERNAL_ARGS_H
#define SAMTALE_STORE_INTERNAL_ARGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { ARGS_MAX = 640, ARGS_SCRATCH = 2048 };

/* A word too many, or scratch used up, is remembered in err and refused by whoever sends. */
struct args {
	int count;
	int err;
	const char *argv[ARGS_MAX];
	size_t len[ARGS_MAX];
	size_t used;
	char scratch[ARGS_SCRATCH]; /* words that are made here */
};

void args_init(struct args *args);
/* Borrows the text; NULL is an empty word. */
void args_text(struct args *args, const char *text);
/* Borrows the bytes. */
void args_view(struct args *args, struct view view);
void args_number(struct args *args, uint64_t number);
/* Lower-case hexadecimal of the bytes. */
void args_hex(struct args *args, const uint8_t *bytes, size_t len);
/* The short name of a hash, see ident_name. */
void args_name(struct args *args, const uint8_t *hash);
void args_format(struct args *args, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Begins with FCALL of one of our functions, by its name without the version, with its one key. */
void args_function(struct args *args, const char *name, const char *key_format,
	const char *key_part);

/* Writes the command over what the buffer holds, as it goes to Redis, with a zero behind it that does
 * not count: hiredis reads it as text. The error that was remembered; ERR_FULL, ERR_NOMEM. */
int args_write(const struct args *args, struct buf *buf) MUST_CHECK;

#endif
