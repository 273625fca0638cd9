/* Ops of the handshake. */
#include "base/ident.h"
#include "protocol/seal/answer.h"
#include "protocol/seal/offer.h"
#include "seal/ops.h"

static void put_hash(struct op *op, const char *key, struct view bytes)
{
	uint8_t hash[SEAL_HASH_LEN];

	ident_hash(bytes.data, bytes.len, hash);
	op_put(op, key, (struct view){hash, sizeof(hash)});
}

static struct seal_key *key_of(struct op *op, const char *name)
{
	struct seal_key *key = seal_key_from_number(op_fixed(op, name, SEAL_KEY_LEN));

	if (key == NULL) {
		op_fail(op, "not a private number");
	}
	return key;
}

static void put_link(struct op *op, const struct seal_key *own, const uint8_t *point,
	const uint8_t *answer_hash)
{
	uint8_t link[SEAL_KEY_LEN];

	if (seal_link_derive(own, point, answer_hash, link) < 0) {
		op_fail(op, "no link");
	}
	op_put(op, "link", (struct view){link, sizeof(link)});
}

void op_offer(struct op *op)
{
	struct seal_writer writer = op_writer(op);
	const struct seal_offer offer = {
		.header = {SEAL_KIND_OFFER, 0, op_number(op, "epoch"), op_number(op, "cseq")},
		.room = op_fixed(op, "room", SEAL_ROOM_LEN),
		.to = (uint8_t)op_number(op, "to"),
		.purpose = (uint8_t)op_number(op, "purpose"),
		.min_mode = (uint8_t)op_number(op, "min_mode"),
		.point = op_fixed(op, "Y", SEAL_POINT_LEN),
		.agency = op_bytes(op, "agency"),
		.topic = op_bytes(op, "topic"),
	};

	if (seal_offer_make(&offer, &writer) < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, "offer", seal_writer_written(&writer));
	put_hash(op, "offer_hash", seal_writer_written(&writer));
	op_verdict(op, SEAL_OK);
}

void op_check_offer(struct op *op)
{
	struct seal_offer offer;
	const struct seal_accepted accepted = {
		.room = op_fixed(op, "room", SEAL_ROOM_LEN),
		.seat = (uint8_t)op_number(op, "seat"),
		.purpose = (uint8_t)op_number(op, "purpose"),
		.mode = (uint8_t)op_number(op, "mode"),
		.agency = op_bytes(op, "agency"),
		.topic = op_bytes(op, "topic"),
	};

	op_verdict(op, seal_offer_check(op_bytes(op, "offer"), &accepted, &offer));
}

void op_answer(struct op *op)
{
	struct seal_writer writer = op_writer(op);
	struct op_signer device;
	const struct seal_answer answer = {
		.header = {SEAL_KIND_ANSWER, (uint8_t)op_number(op, "seat"), op_number(op, "epoch"),
			op_number(op, "cseq")},
		.room = op_fixed(op, "room", SEAL_ROOM_LEN),
		.offer_hash = op_fixed(op, "offer_hash", SEAL_HASH_LEN),
		.point = op_fixed(op, "Ce", SEAL_POINT_LEN),
		.statement = op_bytes(op, "statement"),
		.certificate = op_bytes(op, "cert"),
	};

	op_signer_init(&device, op, "device_d", "answer");
	const struct seal_signer signer = op_signer_of(&device);
	if (seal_answer_make(&answer, &signer, &writer) < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, "answer", seal_writer_written(&writer));
	put_hash(op, "answer_hash", seal_writer_written(&writer));
	op_verdict(op, SEAL_OK);
	op_signer_finish(&device);
}

static void read_trust(struct op *op, struct seal_trust *ret_trust)
{
	const json_t *roots = op_value(op, op->in, "roots");

	*ret_trust = (struct seal_trust){
		.root_count = (uint8_t)json_array_size(roots),
		.min_serial = op_number(op, "min_serial"),
		.now = op_number(op, "now"),
	};
	if (ret_trust->root_count > SEAL_ROOTS_MAX) {
		op_fail(op, "too many roots");
	}
	for (uint8_t i = 0; i < ret_trust->root_count; i++) {
		ret_trust->roots[i] = op_fixed_of(op, json_array_get(roots, i), SEAL_POINT_LEN);
	}
}

void op_check_answer(struct op *op)
{
	struct seal_trust trust;
	struct seal_person person;

	read_trust(op, &trust);
	const enum seal_verdict verdict =
		seal_answer_check(op_bytes(op, "answer"), op_bytes(op, "offer"), &trust, &person);
	op_verdict(op, verdict);
	if (verdict != SEAL_OK) {
		return;
	}
	struct seal_key *own = key_of(op, "y_d");
	op_put(op, "answer_hash", (struct view){person.hash, SEAL_HASH_LEN});
	put_link(op, own, person.point, person.hash);
	op_put(op, "agency", person.chain.statement.agency);
	op_put(op, "name", person.chain.statement.name);
	op_put(op, "alias", person.chain.certificate.alias);
	op_put_number(op, "mode", person.chain.certificate.mode);
	op_put_number(op, "role", person.chain.certificate.role);
	seal_key_destroy(own);
}

void op_check_colleague(struct op *op)
{
	struct seal_trust trust;
	struct seal_person person;

	read_trust(op, &trust);
	const enum seal_verdict verdict = seal_answer_check_colleague(op_bytes(op, "answer"),
		op_fixed(op, "room", SEAL_ROOM_LEN), &trust, &person);
	op_verdict(op, verdict);
	if (verdict != SEAL_OK) {
		return;
	}
	op_put_number(op, "seat", person.seat);
	op_put(op, "Ce", (struct view){person.point, SEAL_POINT_LEN});
	op_put(op, "answer_hash", (struct view){person.hash, SEAL_HASH_LEN});
	op_put(op, "alias", person.chain.certificate.alias);
	op_put(op, "agency", person.chain.certificate.agency);
}

void op_link(struct op *op)
{
	struct seal_key *own = key_of(op, "d");

	put_link(op, own, op_fixed(op, "peer", SEAL_POINT_LEN),
		op_fixed(op, "answer_hash", SEAL_HASH_LEN));
	op_verdict(op, SEAL_OK);
	seal_key_destroy(own);
}
