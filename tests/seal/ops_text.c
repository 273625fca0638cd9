/* Ops about texts and notes. */
#include <string.h>

#include "protocol/seal/note.h"
#include "protocol/seal/say.h"
#include "seal/ops.h"

static void read_plain(struct op *op, struct seal_plain *ret_plain)
{
	const json_t *seen = op_value(op, op->in, "seen");

	ret_plain->type = (uint8_t)op_number(op, "type");
	ret_plain->body = op_bytes(op, "body");
	for (size_t i = 0; i < SEAL_PARTICIPANTS_MAX; i++) {
		ret_plain->seen[i] = op_number_of(op, json_array_get(seen, i));
	}
}

void op_say(struct op *op)
{
	const struct seal_random random = op_random(op);
	struct seal_writer writer = op_writer(op);
	struct seal_epoch epoch;
	struct seal_line line = {
		.sender = (uint8_t)op_number(op, "sender"),
		.cseq = op_number(op, "cseq"),
	};

	op_epoch_of(op, op->in, &epoch);
	read_plain(op, &line.plain);
	op_script(op, op_bytes(op, "nonce"));
	if (seal_say_make(&epoch, &line, &random, &writer) < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, "say", seal_writer_written(&writer));
	op_verdict(op, SEAL_OK);
}

void op_open_say(struct op *op)
{
	struct seal_epoch epoch;
	struct seal_line line;
	uint8_t *memory = op_place(op, SEAL_PLAIN_MAX);
	json_t *seen = json_array();

	op_epoch_of(op, op->in, &epoch);
	const enum seal_verdict verdict = seal_say_open(&epoch, op_bytes(op, "say"), memory, &line);
	op_verdict(op, verdict);
	if (verdict != SEAL_OK) {
		json_decref(seen);
		return;
	}
	for (size_t i = 0; i < SEAL_PARTICIPANTS_MAX; i++) {
		json_array_append_new(seen, json_integer(line.plain.seen[i]));
	}
	op_put_number(op, "sender", line.sender);
	op_put_number(op, "cseq", line.cseq);
	op_put_number(op, "type", line.plain.type);
	op_put_json(op, "seen", seen);
	op_put(op, "body", line.plain.body);
}

/* The circle of the vector; its own key is the caller's to destroy. */
static struct seal_key *read_circle(struct op *op, struct seal_epoch *epoch,
	struct seal_circle *ret_circle)
{
	const json_t *staff = op_value(op, op->in, "staff");
	struct seal_key *own = seal_key_from_number(op_fixed(op, "own_d", SEAL_KEY_LEN));

	if (own == NULL || json_array_size(staff) > SEAL_STAFF_MAX) {
		op_fail(op, "not a circle");
	}
	op_epoch_of(op, op->in, epoch);
	*ret_circle = (struct seal_circle){
		.epoch = epoch,
		.own = own,
		.own_seat = (uint8_t)op_number(op, "own_seat"),
		.count = (uint8_t)json_array_size(staff),
	};
	for (size_t i = 0; i < ret_circle->count; i++) {
		const json_t *one = json_array_get(staff, i);
		ret_circle->staff[i] = (struct seal_colleague){
			.seat = (uint8_t)op_number_of(op, op_value(op, one, "seat")),
			.point = op_fixed_of(op, op_value(op, one, "Ce"), SEAL_POINT_LEN),
			.answer_hash = op_fixed_of(op, op_value(op, one, "answer_hash"), SEAL_HASH_LEN),
		};
	}
	return own;
}

void op_note(struct op *op)
{
	const json_t *nonces = op_value(op, op->in, "wrap_nonces");
	const struct seal_random random = op_random(op);
	struct seal_writer writer = op_writer(op);
	struct seal_epoch epoch;
	struct seal_circle circle;
	struct seal_key *own = read_circle(op, &epoch, &circle);
	const struct seal_note note = {circle.own_seat, op_number(op, "cseq"), op_bytes(op, "body")};

	op_script(op, op_bytes(op, "ck"));
	for (size_t i = 0; i < json_array_size(nonces); i++) {
		op_script(op, op_bytes_of(op, json_array_get(nonces, i)));
	}
	op_script(op, op_bytes(op, "nonce"));
	if (seal_note_make(&circle, &note, &random, &writer) < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, "note", seal_writer_written(&writer));
	op_verdict(op, SEAL_OK);
	seal_key_destroy(own);
}

void op_open_note(struct op *op)
{
	struct seal_epoch epoch;
	struct seal_circle circle;
	struct seal_note note;
	uint8_t *memory = op_place(op, SEAL_PLAIN_MAX);
	struct seal_key *own = read_circle(op, &epoch, &circle);
	const enum seal_verdict verdict = seal_note_open(&circle, op_bytes(op, "note"), memory, &note);

	op_verdict(op, verdict);
	if (verdict == SEAL_OK) {
		op_put_number(op, "sender", SEAL_NOTE_SENDER + note.seat);
		op_put_number(op, "cseq", note.cseq);
		op_put(op, "body", note.body);
	}
	seal_key_destroy(own);
}
