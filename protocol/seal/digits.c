/* Commitment and digits. */
#include "protocol/seal/digits.h"

#include <stdio.h>

#include "base/ident.h"
#include "protocol/seal/reader.h"
#include "protocol/seal/request.h"
#include "protocol/seal/writer.h"

enum { SPAN = 1000000 };

/* SHA-256 of the label, the request and what follows it. */
static void hash_of(const char *label, struct view request, struct view rest,
	uint8_t ret_hash[SEAL_HASH_LEN])
{
	uint8_t memory[SEAL_PAYLOAD_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof(memory));

	seal_writer_view(&writer, request);
	seal_writer_view(&writer, rest);
	const struct view all = seal_writer_written(&writer);
	ident_hash_labelled(label, all.data, all.len, ret_hash);
}

void seal_digits_commit(struct view request, const uint8_t device[SEAL_DIGITS_RANDOM_LEN],
	uint8_t ret_commitment[SEAL_HASH_LEN])
{
	const struct view random = {device, SEAL_DIGITS_RANDOM_LEN};

	hash_of(SEAL_LABEL("commit"), request, random, ret_commitment);
}

enum seal_verdict seal_digits_show(const struct seal_digits *digits,
	char ret_digits[SEAL_DIGITS_LEN + 1])
{
	uint8_t both[2 * SEAL_DIGITS_RANDOM_LEN];
	uint8_t hash[SEAL_HASH_LEN];
	struct seal_writer writer = seal_writer_of(both, sizeof(both));

	/* Longer than any request: nothing is cut off unseen. */
	if (digits->request.len > SEAL_REQUEST_MAX) {
		return SEAL_NOT_PROVEN;
	}
	seal_digits_commit(digits->request, digits->device, hash);
	if (!ident_equal(hash, digits->commitment, sizeof(hash))) {
		return SEAL_NOT_PROVEN;
	}
	seal_writer_bytes(&writer, digits->device, SEAL_DIGITS_RANDOM_LEN);
	seal_writer_bytes(&writer, digits->approver, SEAL_DIGITS_RANDOM_LEN);
	hash_of(SEAL_LABEL("digits"), digits->request, seal_writer_written(&writer), hash);
	struct seal_reader reader = seal_reader_of((struct view){hash, sizeof(hash)});
	const uint32_t number = seal_reader_u32(&reader);
	(void)snprintf(ret_digits, SEAL_DIGITS_LEN + 1, "%06u", (unsigned)(number % SPAN));
	return SEAL_OK;
}
