/* Ops about who is who. */
#include "protocol/seal/certificate.h"
#include "protocol/seal/digits.h"
#include "protocol/seal/request.h"
#include "protocol/seal/statement.h"
#include "seal/ops.h"

/* What was made, or the end of the program: making ops have no negative vectors. */
static void put_made(struct op *op, const char *key, int err, const struct seal_writer *writer)
{
	if (err < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, key, seal_writer_written(writer));
	op_verdict(op, SEAL_OK);
}

void op_statement(struct op *op)
{
	const json_t *keys = op_value(op, op->in, "keys");
	struct seal_writer writer = op_writer(op);
	struct op_signer root;
	struct seal_statement statement = {
		.mode = (uint8_t)op_number(op, "mode"),
		.key_count = (uint8_t)json_array_size(keys),
		.serial = op_number(op, "serial"),
		.not_before = op_number(op, "not_before"),
		.not_after = op_number(op, "not_after"),
		.agency = op_bytes(op, "agency"),
		.name = op_bytes(op, "name"),
	};

	for (size_t i = 0; i < json_array_size(keys) && i < SEAL_STATEMENT_KEYS_MAX; i++) {
		statement.keys[i] = op_fixed_of(op, json_array_get(keys, i), SEAL_POINT_LEN);
	}
	op_signer_init(&root, op, "root_d", "statement");
	const struct seal_signer signer = op_signer_of(&root);
	put_made(op, "statement", seal_statement_make(&statement, &signer, &writer), &writer);
	op_signer_finish(&root);
}

void op_certificate(struct op *op)
{
	struct seal_writer writer = op_writer(op);
	struct op_signer key;
	const struct seal_certificate certificate = {
		.mode = (uint8_t)op_number(op, "mode"),
		.role = (uint8_t)op_number(op, "role"),
		.key_index = (uint8_t)op_number(op, "key_index"),
		.not_before = op_number(op, "not_before"),
		.not_after = op_number(op, "not_after"),
		.staff = op_fixed(op, "staff", SEAL_STAFF_LEN),
		.device = op_fixed(op, "device", SEAL_POINT_LEN),
		.agency = op_bytes(op, "agency"),
		.alias = op_bytes(op, "alias"),
	};

	op_signer_init(&key, op, "signer_d", "cert");
	const struct seal_signer signer = op_signer_of(&key);
	put_made(op, "cert", seal_certificate_make(&certificate, &signer, &writer), &writer);
	op_signer_finish(&key);
}

void op_request(struct op *op)
{
	struct seal_writer writer = op_writer(op);
	struct op_signer device;
	const struct seal_request request = {
		.role = (uint8_t)op_number(op, "role"),
		.staff = op_fixed(op, "staff", SEAL_STAFF_LEN),
		.device = op_fixed(op, "device", SEAL_POINT_LEN),
		.agency = op_bytes(op, "agency"),
		.alias = op_bytes(op, "alias"),
	};

	op_signer_init(&device, op, "device_d", "request");
	const struct seal_signer signer = op_signer_of(&device);
	put_made(op, "request", seal_request_make(&request, &signer, &writer), &writer);
	op_signer_finish(&device);
}

void op_check_request(struct op *op)
{
	struct seal_request request;

	op_verdict(op, seal_request_check(op_bytes(op, "request"), &request));
}

void op_digits(struct op *op)
{
	char shown[SEAL_DIGITS_LEN + 1];
	const struct seal_digits digits = {
		.request = op_bytes(op, "request"),
		.commitment = op_fixed(op, "commitment", SEAL_HASH_LEN),
		.device = op_fixed(op, "rd", SEAL_DIGITS_RANDOM_LEN),
		.approver = op_fixed(op, "ra", SEAL_DIGITS_RANDOM_LEN),
	};
	const enum seal_verdict verdict = seal_digits_show(&digits, shown);

	op_verdict(op, verdict);
	if (verdict == SEAL_OK) {
		op_put_json(op, "digits", json_string(shown));
	}
}
