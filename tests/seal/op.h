/* One vector at work: its inputs as bytes and numbers, its outputs as JSON. A vector that is not
 * what its op asks for ends the program with a word about it: a test must not pass over it. */
#ifndef SAMTALE_TESTS_SEAL_OP_H
#define SAMTALE_TESTS_SEAL_OP_H

#include <jansson.h>

#include "base/buf.h"
#include "protocol/seal/seal.h"
#include "protocol/seal/sign.h"

enum { OP_MEMORY = 1 << 18 };

struct op {
	const char *name;     /* of the vector, for messages */
	const json_t *in;     /* borrowed */
	const json_t *defs;   /* named byte strings; borrowed, may be NULL */
	const json_t *given;  /* outputs whose signatures are taken over when they verify; NULL: sign */
	json_t *out;          /* owned */
	const char *verdict;  /* static */
	size_t used;          /* of memory */
	size_t random_at;     /* how much of the scripted random bytes has been drawn */
	struct view random;   /* scripted random bytes */
	struct view returned; /* a signature to be taken over */
	uint8_t memory[OP_MEMORY];
};

_Noreturn void op_fail(const struct op *op, const char *what);

/* Inputs by key; the bytes live as long as the op. */
const json_t *op_value(const struct op *op, const json_t *object, const char *key);
struct view op_bytes_of(struct op *op, const json_t *value);
struct view op_bytes(struct op *op, const char *key);
const uint8_t *op_fixed_of(struct op *op, const json_t *value, size_t len);
const uint8_t *op_fixed(struct op *op, const char *key, size_t len);
uint32_t op_number_of(const struct op *op, const json_t *value);
uint32_t op_number(const struct op *op, const char *key);

/* Memory of the op. */
void *op_place(struct op *op, size_t len);
struct seal_writer op_writer(struct op *op);

/* Random bytes for what is made: the given ones in the order in which they are drawn. */
void op_script(struct op *op, struct view bytes);
struct seal_random op_random(struct op *op);

/* Outputs. */
void op_put(struct op *op, const char *key, struct view bytes);
void op_put_number(struct op *op, const char *key, uint32_t number);
void op_put_json(struct op *op, const char *key, json_t *value);
void op_verdict(struct op *op, enum seal_verdict verdict);
json_t *op_hex(struct view bytes);

/* The signer of a private number: by the nonces of RFC 6979, or, with op->given, whatever signature
 * the named output ends with when it verifies. */
struct op_signer {
	struct op *op;
	const uint8_t *number;
	struct seal_key *key;
};
void op_signer_init(struct op_signer *signer, struct op *op, const char *key, const char *output);
struct seal_signer op_signer_of(struct op_signer *signer);
void op_signer_finish(struct op_signer *signer);

#endif
