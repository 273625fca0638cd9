/* Every reader of SE1: the first byte chooses one, the rest is what it reads. A reader must
 * refuse, or give something that writes to the same bytes. What only comes from inside a seal, a
 * text and a list of keys, is sealed here first. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "protocol/seal/answer.h"
#include "protocol/seal/box.h"
#include "protocol/seal/confirm.h"
#include "protocol/seal/digits.h"
#include "protocol/seal/grant_open.h"
#include "protocol/seal/internal/grant_keys.h"
#include "protocol/seal/note.h"
#include "protocol/seal/offer.h"
#include "protocol/seal/request.h"
#include "protocol/seal/say.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same wherever a key, hash or room is wanted. */
static const uint8_t fixed[SEAL_POINT_LEN] = {1, 2, 3};

/* The epoch of the GRANT around a list, so high that older ones fit below it. */
enum { LIST_EPOCH = 4 };

static void must(bool holds)
{
	if (!holds) {
		abort();
	}
}

static int sign_with(void *context, const uint8_t hash[SEAL_HASH_LEN],
	uint8_t ret_signature[SEAL_SIGNATURE_LEN])
{
	(void)hash;
	memcpy(ret_signature, context, SEAL_SIGNATURE_LEN);
	return 0;
}

/* A signer that has this signature already. */
static struct seal_signer signer_of(const uint8_t *signature)
{
	return (struct seal_signer){sign_with, (void *)(uintptr_t)signature};
}

static void must_be(const struct seal_writer *writer, struct view input)
{
	must(view_equal(seal_writer_written(writer), input));
}

static void read_header(struct view input)
{
	uint8_t memory[SEAL_HEADER_LEN];
	struct seal_writer writer = seal_writer_of(memory, sizeof(memory));
	struct seal_header header;

	if (seal_header_peek(input, &header) == 0) {
		seal_header_write(&writer, &header);
		must_be(&writer, (struct view){input.data, SEAL_HEADER_LEN});
	}
}

static void read_statement(struct view input)
{
	uint8_t memory[SEAL_STATEMENT_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof(memory));
	struct seal_statement statement;

	if (seal_statement_read(input, &statement) == 0) {
		const struct seal_signer signer = signer_of(statement.signature);
		must(seal_statement_make(&statement, &signer, &writer) == 0);
		must_be(&writer, input);
	}
}

static void read_certificate(struct view input)
{
	uint8_t memory[SEAL_CERTIFICATE_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof(memory));
	struct seal_certificate certificate;

	if (seal_certificate_read(input, &certificate) == 0) {
		const struct seal_signer signer = signer_of(certificate.signature);
		must(seal_certificate_make(&certificate, &signer, &writer) == 0);
		must_be(&writer, input);
	}
}

static void read_request(struct view input)
{
	struct seal_request request;
	char shown[SEAL_DIGITS_LEN + 1];
	uint8_t commitment[SEAL_HASH_LEN];
	const struct seal_digits digits = {input, commitment, fixed, fixed};

	if (seal_request_check(input, &request) == SEAL_OK) {
		seal_digits_commit(input, fixed, commitment);
		must(seal_digits_show(&digits, shown) == SEAL_OK);
		must(strlen(shown) == SEAL_DIGITS_LEN);
	}
}

static void read_offer(struct view input)
{
	uint8_t memory[SEAL_OFFER_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof(memory));
	struct seal_offer offer;

	if (seal_offer_read(input, &offer) == 0) {
		must(seal_offer_make(&offer, &writer) == 0);
		must_be(&writer, input);
	}
}

static void read_answer(struct view input)
{
	static uint8_t memory[SEAL_PAYLOAD_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof(memory));
	const struct seal_trust trust = {.roots = {fixed}, .root_count = 1};
	struct seal_answer answer;
	struct seal_person person;

	if (input.len <= sizeof(memory) && seal_answer_read(input, &answer) == 0) {
		const struct seal_signer signer = signer_of(answer.signature);
		must(seal_answer_make(&answer, &signer, &writer) == 0);
		must_be(&writer, input);
		must(seal_answer_check_colleague(input, answer.room, &trust, &person) == SEAL_NOT_PROVEN);
	}
}

static void read_grant(struct view input)
{
	struct seal_grant grant;
	struct seal_epoch epoch;

	if (seal_grant_read(input, &grant) == 0) {
		must(input.len <= SEAL_GRANT_MAX && grant.core.len < grant.body.len);
		must(seal_grant_names(&grant, grant.members[0].seat, grant.members[0].answer_hash));
		must(seal_grant_reopen(input, grant.room, fixed, &epoch) == SEAL_CANNOT_OPEN);
	}
}

static void read_confirm(struct view input)
{
	const struct seal_handshake handshake = {1, 1, fixed, fixed, fixed};

	must(seal_confirm_check(input, &handshake) == SEAL_CANNOT_OPEN);
}

static const struct seal_epoch epoch_of_two = {.number = 1,
	.participant_count = 2,
	.participants = {0, 1}};

static void read_say(struct view input)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	struct seal_line line;

	must(seal_say_open(&epoch_of_two, input, memory, &line) == SEAL_CANNOT_OPEN);
}

static void read_note(struct view input)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	static struct seal_key *own;
	struct seal_note note;

	if (own == NULL) {
		own = seal_key_from_number(fixed);
	}
	const struct seal_circle circle = {&epoch_of_two, own, 1, 1, {{1, seal_key_point(own), fixed}}};
	must(seal_note_open(&circle, input, memory, &note) == SEAL_CANNOT_OPEN);
}

static void read_plain(struct view input)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	struct seal_plain plain;
	size_t len;

	if (seal_plain_read(input, &plain) == 0) {
		must(seal_plain_write(&plain, memory, &len) == 0);
		must(view_equal((struct view){memory, len}, input));
	}
}

/* A GRANT whose one wrap holds the input; its tag fits when the first key of the list is the one it
 * was made with. */
static struct view seal_list(struct view list, uint8_t memory[SEAL_GRANT_MAX])
{
	const struct seal_header header = {SEAL_KIND_GRANT, 0, LIST_EPOCH, 1};
	uint8_t aad[SEAL_WRAP_AAD_MAX], key[SEAL_KEY_LEN], tag[SEAL_HASH_LEN];
	struct seal_writer writer = seal_writer_of(memory, SEAL_GRANT_MAX);

	seal_header_write(&writer, &header);
	seal_writer_bytes(&writer, fixed, SEAL_ROOM_LEN);
	seal_writer_bytes(&writer, fixed, SEAL_HASH_LEN);
	seal_writer_u8(&writer, 1);
	seal_writer_u8(&writer, 1);
	seal_writer_bytes(&writer, fixed, SEAL_HASH_LEN);
	const struct view core = seal_writer_written(&writer);
	seal_grant_wrap_key(fixed, fixed, key);
	const struct seal_box box = {key, fixed, seal_grant_wrap_aad(core, 1, aad)};
	seal_writer_bytes(&writer, fixed, SEAL_NONCE_LEN);
	seal_writer_u16(&writer, (uint16_t)(list.len + SEAL_TAG_LEN));
	must(seal_box_close(&box, list, seal_writer_place(&writer, list.len + SEAL_TAG_LEN)) == 0);
	seal_grant_tag(list.data + 5, core, seal_writer_written(&writer), tag);
	seal_writer_bytes(&writer, tag, sizeof(tag));
	return seal_writer_written(&writer);
}

static void read_list(struct view input)
{
	static uint8_t memory[SEAL_GRANT_MAX];
	const struct seal_standing standing = {.room = fixed,
		.link = fixed,
		.answer_hash = fixed,
		.seat = 1};
	struct seal_opened opened;

	if (input.len < 1 + SEAL_PAIR_LEN || input.len > SEAL_LIST_MAX) {
		return;
	}
	if (seal_grant_open(seal_list(input, memory), &standing, &opened) == SEAL_OK) {
		must(opened.epoch.number == LIST_EPOCH && opened.history_count < LIST_EPOCH);
		must(memcmp(opened.epoch.key, input.data + 5, SEAL_KEY_LEN) == 0);
	}
}

/* tests/fuzz/seeds.mjs names them in this order. */
static void (*const readers[])(struct view input) = {read_header, read_statement, read_certificate,
	read_request, read_offer, read_answer, read_grant, read_confirm, read_say, read_note,
	read_plain, read_list};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0) {
		readers[data[0] % (sizeof(readers) / sizeof(*readers))]((struct view){data + 1, size - 1});
	}
	return 0;
}
