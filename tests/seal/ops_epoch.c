/* Ops about epochs. */
#include <string.h>

#include "protocol/seal/confirm.h"
#include "protocol/seal/grant_make.h"
#include "protocol/seal/grant_open.h"
#include "seal/ops.h"

void op_epoch_of(struct op *op, const json_t *object, struct seal_epoch *ret_epoch)
{
	const json_t *seats = op_value(op, object, "seats");

	*ret_epoch = (struct seal_epoch){
		.number = op_number_of(op, op_value(op, object, "epoch")),
		.participant_count = (uint8_t)json_array_size(seats),
	};
	if (json_array_size(seats) > SEAL_PARTICIPANTS_MAX) {
		op_fail(op, "too many seats");
	}
	memcpy(ret_epoch->room, op_fixed_of(op, op_value(op, object, "room"), SEAL_ROOM_LEN),
		SEAL_ROOM_LEN);
	memcpy(ret_epoch->grant_hash,
		op_fixed_of(op, op_value(op, object, "grant_hash"), SEAL_HASH_LEN), SEAL_HASH_LEN);
	memcpy(ret_epoch->key, op_fixed_of(op, op_value(op, object, "ek"), SEAL_KEY_LEN), SEAL_KEY_LEN);
	for (uint8_t i = 0; i < ret_epoch->participant_count; i++) {
		ret_epoch->participants[i] = (uint8_t)op_number_of(op, json_array_get(seats, i));
	}
}

static void put_epoch(struct op *op, const struct seal_epoch *epoch)
{
	op_put(op, "ek", (struct view){epoch->key, SEAL_KEY_LEN});
	op_put(op, "grant_hash", (struct view){epoch->grant_hash, SEAL_HASH_LEN});
}

static void put_seats(struct op *op, const struct seal_epoch *epoch)
{
	json_t *seats = json_array();

	for (uint8_t i = 0; i < epoch->participant_count; i++) {
		json_array_append_new(seats, json_integer(epoch->participants[i]));
	}
	op_put_number(op, "epoch", epoch->number);
	op_put_json(op, "seats", seats);
}

static void read_admission(struct op *op, const json_t *member, struct seal_admission *ret_member)
{
	const json_t *history = op_value(op, member, "history");
	const size_t count = json_array_size(history);
	struct seal_old_key *keys = op_place(op, count * sizeof(*keys) + 8);

	keys = (void *)(((uintptr_t)keys + 7) & ~(uintptr_t)7);
	for (size_t i = 0; i < count; i++) {
		const json_t *pair = json_array_get(history, i);
		keys[i].number = op_number_of(op, op_value(op, pair, "epoch"));
		memcpy(keys[i].key, op_fixed_of(op, op_value(op, pair, "ek"), SEAL_KEY_LEN), SEAL_KEY_LEN);
	}
	*ret_member = (struct seal_admission){
		.seat = (uint8_t)op_number_of(op, op_value(op, member, "seat")),
		.answer_hash = op_fixed_of(op, op_value(op, member, "answer_hash"), SEAL_HASH_LEN),
		.link = op_fixed_of(op, op_value(op, member, "link"), SEAL_KEY_LEN),
		.history = keys,
		.history_count = (uint8_t)count,
	};
	op_script(op, op_bytes_of(op, op_value(op, member, "nonce")));
}

void op_grant(struct op *op)
{
	const json_t *members = op_value(op, op->in, "members");
	struct seal_writer writer = op_writer(op);
	const struct seal_random random = op_random(op);
	struct seal_epoch epoch;
	struct seal_grant_plan plan = {
		.seed = op_fixed(op, "seed", SEAL_KEY_LEN),
		.room = op_fixed(op, "room", SEAL_ROOM_LEN),
		.previous = op_fixed(op, "prev", SEAL_HASH_LEN),
		.epoch = op_number(op, "epoch"),
		.cseq = op_number(op, "cseq"),
		.member_count = (uint8_t)json_array_size(members),
	};

	for (size_t i = 0; i < json_array_size(members) && i < SEAL_STAFF_MAX; i++) {
		read_admission(op, json_array_get(members, i), &plan.members[i]);
	}
	if (seal_grant_make(&plan, &random, &writer, &epoch) < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, "grant", seal_writer_written(&writer));
	put_epoch(op, &epoch);
	op_verdict(op, SEAL_OK);
}

static void put_history(struct op *op, const struct seal_opened *opened)
{
	json_t *list = json_array();

	for (uint8_t i = 0; i < opened->history_count; i++) {
		const struct seal_old_key *old = &opened->history[i];
		json_array_append_new(list,
			json_pack("{s:I, s:o}", "epoch", (json_int_t)old->number, "ek",
				op_hex((struct view){old->key, SEAL_KEY_LEN})));
	}
	op_put_json(op, "history", list);
}

void op_open_grant(struct op *op)
{
	const json_t *last = op_value(op, op->in, "last_grant");
	struct seal_opened opened;
	const struct seal_standing standing = {
		.room = op_fixed(op, "room", SEAL_ROOM_LEN),
		.link = op_fixed(op, "link", SEAL_KEY_LEN),
		.answer_hash = op_fixed(op, "answer_hash", SEAL_HASH_LEN),
		.last_grant = json_is_null(last) ? NULL : op_fixed_of(op, last, SEAL_HASH_LEN),
		.last_epoch = op_number(op, "last_epoch"),
		.seat = (uint8_t)op_number(op, "seat"),
	};
	const enum seal_verdict verdict = seal_grant_open(op_bytes(op, "grant"), &standing, &opened);

	op_verdict(op, verdict);
	if (verdict == SEAL_OK) {
		put_epoch(op, &opened.epoch);
		put_seats(op, &opened.epoch);
		put_history(op, &opened);
		op_put_json(op, "restart", json_boolean(opened.restart));
	}
}

void op_own_grant(struct op *op)
{
	const bool by_seed = json_object_get(op->in, "seed") != NULL;
	const struct view grant = op_bytes(op, "grant");
	const uint8_t *room = op_fixed(op, "room", SEAL_ROOM_LEN);
	const uint8_t *secret = op_fixed(op, by_seed ? "seed" : "ek", SEAL_KEY_LEN);
	struct seal_epoch epoch;
	const enum seal_verdict verdict = by_seed ? seal_grant_reopen(grant, room, secret, &epoch)
											  : seal_grant_tie(grant, room, secret, &epoch);

	op_verdict(op, verdict);
	if (verdict == SEAL_OK) {
		put_epoch(op, &epoch);
		put_seats(op, &epoch);
	}
}

static struct seal_handshake read_handshake(struct op *op)
{
	return (struct seal_handshake){
		.seat = (uint8_t)op_number(op, "seat"),
		.epoch = op_number(op, "epoch"),
		.link = op_fixed(op, "link", SEAL_KEY_LEN),
		.answer_hash = op_fixed(op, "answer_hash", SEAL_HASH_LEN),
		.grant_hash = op_fixed(op, "grant_hash", SEAL_HASH_LEN),
	};
}

void op_confirm(struct op *op)
{
	const struct seal_handshake handshake = read_handshake(op);
	struct seal_writer writer = op_writer(op);

	if (seal_confirm_make(&handshake, op_number(op, "cseq"), &writer) < 0) {
		op_fail(op, "cannot be made");
	}
	op_put(op, "confirm", seal_writer_written(&writer));
	op_verdict(op, SEAL_OK);
}

void op_check_confirm(struct op *op)
{
	const struct seal_handshake handshake = read_handshake(op);

	op_verdict(op, seal_confirm_check(op_bytes(op, "confirm"), &handshake));
}
