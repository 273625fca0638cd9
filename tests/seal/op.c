/* Inputs and outputs of a vector. */
#include "seal/op.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "seal/rfc6979.h"

_Noreturn void op_fail(const struct op *op, const char *what)
{
	fprintf(stderr, "%s: %s\n", op->name, what);
	exit(2);
}

const json_t *op_value(const struct op *op, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (value == NULL) {
		op_fail(op, key);
	}
	return value;
}

void *op_place(struct op *op, size_t len)
{
	if (len > OP_MEMORY - op->used) {
		op_fail(op, "too large");
	}
	void *place = op->memory + op->used;
	op->used += len;
	return place;
}

struct view op_bytes_of(struct op *op, const json_t *value)
{
	const char *text = json_string_value(value);

	if (text != NULL && text[0] == '$') {
		text = json_string_value(json_object_get(op->defs, text + 1));
	}
	if (text == NULL) {
		op_fail(op, "not a byte string");
	}
	const size_t len = strlen(text) / 2;
	uint8_t *bytes = op_place(op, len);
	if (ident_from_hex(view_text(text), bytes, len) < 0) {
		op_fail(op, "not hexadecimal");
	}
	return (struct view){bytes, len};
}

struct view op_bytes(struct op *op, const char *key)
{
	return op_bytes_of(op, op_value(op, op->in, key));
}

const uint8_t *op_fixed_of(struct op *op, const json_t *value, size_t len)
{
	const struct view bytes = op_bytes_of(op, value);

	if (bytes.len != len) {
		op_fail(op, "a byte string of another length");
	}
	return bytes.data;
}

const uint8_t *op_fixed(struct op *op, const char *key, size_t len)
{
	return op_fixed_of(op, op_value(op, op->in, key), len);
}

uint32_t op_number_of(const struct op *op, const json_t *value)
{
	const json_int_t number = json_integer_value(value);

	if (!json_is_integer(value) || number < 0 || number > UINT32_MAX) {
		op_fail(op, "not a number");
	}
	return (uint32_t)number;
}

uint32_t op_number(const struct op *op, const char *key)
{
	return op_number_of(op, op_value(op, op->in, key));
}

struct seal_writer op_writer(struct op *op)
{
	return seal_writer_of(op_place(op, SEAL_PAYLOAD_MAX), SEAL_PAYLOAD_MAX);
}

static void draw(void *context, void *out, size_t len)
{
	struct op *op = context;

	if (len > op->random.len - op->random_at) {
		op_fail(op, "more random bytes are drawn than given");
	}
	memcpy(out, op->random.data + op->random_at, len);
	op->random_at += len;
}

/* Adds the bytes to what is drawn. */
void op_script(struct op *op, struct view bytes)
{
	uint8_t *both = op_place(op, op->random.len + bytes.len);

	if (op->random.len > 0) {
		memcpy(both, op->random.data, op->random.len);
	}
	memcpy(both + op->random.len, bytes.data, bytes.len);
	op->random = (struct view){both, op->random.len + bytes.len};
}

struct seal_random op_random(struct op *op)
{
	return (struct seal_random){draw, op};
}

json_t *op_hex(struct view bytes)
{
	char *text = malloc(2 * bytes.len + 1);

	ident_hex(bytes.data, bytes.len, text);
	json_t *value = json_string(text);
	free(text);
	return value;
}

void op_put_json(struct op *op, const char *key, json_t *value)
{
	if (json_object_set_new(op->out, key, value) < 0) {
		op_fail(op, "no memory");
	}
}

void op_put(struct op *op, const char *key, struct view bytes)
{
	op_put_json(op, key, op_hex(bytes));
}

void op_put_number(struct op *op, const char *key, uint32_t number)
{
	op_put_json(op, key, json_integer(number));
}

void op_verdict(struct op *op, enum seal_verdict verdict)
{
	op->verdict = seal_verdict_word(verdict);
}

/* Takes the given signature over, when the key could have made it. */
static int take_over(void *context, const uint8_t hash[SEAL_HASH_LEN],
	uint8_t ret_signature[SEAL_SIGNATURE_LEN])
{
	const struct op_signer *signer = context;
	const struct view given = signer->op->returned;

	if (!seal_verify_hash(seal_key_point(signer->key), hash, given.data)) {
		op_fail(signer->op, "the given signature is not one by this key");
	}
	memcpy(ret_signature, given.data, SEAL_SIGNATURE_LEN);
	return 0;
}

static int sign_anew(void *context, const uint8_t hash[SEAL_HASH_LEN],
	uint8_t ret_signature[SEAL_SIGNATURE_LEN])
{
	const struct op_signer *signer = context;

	rfc6979_sign(signer->number, hash, ret_signature);
	return 0;
}

void op_signer_init(struct op_signer *signer, struct op *op, const char *key, const char *output)
{
	*signer = (struct op_signer){.op = op, .number = op_fixed(op, key, SEAL_KEY_LEN)};
	signer->key = seal_key_from_number(signer->number);
	if (signer->key == NULL) {
		op_fail(op, "not a private number");
	}
	if (op->given != NULL) {
		const struct view bytes = op_bytes_of(op, op_value(op, op->given, output));
		if (bytes.len < SEAL_SIGNATURE_LEN) {
			op_fail(op, "too short for a signature");
		}
		op->returned =
			(struct view){bytes.data + bytes.len - SEAL_SIGNATURE_LEN, SEAL_SIGNATURE_LEN};
	}
}

struct seal_signer op_signer_of(struct op_signer *signer)
{
	return (struct seal_signer){signer->op->given != NULL ? take_over : sign_anew, signer};
}

void op_signer_finish(struct op_signer *signer)
{
	seal_key_destroy(signer->key);
}
