/* The op that feeds a receiver with entries, changes of epoch, own numbers and the end. */
#include "protocol/seal/receiver.h"
#include "seal/ops.h"

enum { EPOCHS_MAX = 8 };

struct sequence {
	struct seal_receiver receiver;
	struct seal_epoch epochs[EPOCHS_MAX];
	size_t count;
	const struct seal_epoch *current;
	uint8_t memory[SEAL_PLAIN_MAX];
};

static const char *use(struct op *op, struct sequence *sequence, uint32_t number)
{
	for (size_t i = 0; i < sequence->count; i++) {
		if (sequence->epochs[i].number == number) {
			sequence->current = &sequence->epochs[i];
			seal_receiver_use(&sequence->receiver, sequence->current);
			return "ok";
		}
	}
	op_fail(op, "uses an epoch that is not there");
}

/* One item; what it is to be answered with. */
static const char *step(struct op *op, struct sequence *sequence, const json_t *item)
{
	const json_t *feed = json_object_get(item, "feed");
	const json_t *own = json_object_get(item, "own");
	struct seal_line line;

	if (json_object_get(item, "use") != NULL) {
		return use(op, sequence, op_number_of(op, json_object_get(item, "use")));
	}
	if (own != NULL) {
		sequence->receiver.own_cseq = op_number_of(op, own);
		return "ok";
	}
	if (json_object_get(item, "end") != NULL) {
		return seal_receiver_is_complete(&sequence->receiver) ? "complete" : "cut";
	}
	if (feed == NULL || sequence->current == NULL) {
		op_fail(op, "an unknown item");
	}
	return seal_taken_word(seal_receiver_take(&sequence->receiver, sequence->current,
		op_bytes_of(op, feed), sequence->memory, &line));
}

static void begin(struct op *op, struct sequence *sequence)
{
	const json_t *epochs = op_value(op, op->in, "epochs");
	const uint8_t me = (uint8_t)op_number(op, "me");
	size_t i;
	json_t *item;

	*sequence = (struct sequence){.count = json_array_size(epochs)};
	if (sequence->count > EPOCHS_MAX) {
		op_fail(op, "too many epochs");
	}
	for (i = 0; i < sequence->count; i++) {
		op_epoch_of(op, json_array_get(epochs, i), &sequence->epochs[i]);
	}
	seal_receiver_init(&sequence->receiver, me);
	json_array_foreach(op_value(op, op->in, "last"), i, item)
	{
		const uint8_t sender = (uint8_t)op_number_of(op, json_array_get(item, 0));
		const uint32_t last = op_number_of(op, json_array_get(item, 1));
		seal_receiver_know(&sequence->receiver, sender, last);
		if (sender == me) {
			sequence->receiver.own_cseq = last;
		}
	}
}

void op_sequence(struct op *op)
{
	struct sequence sequence;
	json_t *verdicts = json_array();
	size_t i;
	json_t *item;

	begin(op, &sequence);
	json_array_foreach(op_value(op, op->in, "items"), i, item)
	{
		json_array_append_new(verdicts, json_string(step(op, &sequence, item)));
	}
	op_put_json(op, "verdicts", verdicts);
	op_verdict(op, SEAL_OK);
}
