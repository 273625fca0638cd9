/* Every bit of fifty texts and 25 other sealed things turned over: none of them is taken. And the
 * check itself: it finds the one place of an OFFER where nobody binds the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/confirm.h"
#include "unit/seal_scene.h"

enum { TEXTS = 50, NOTES = 8, GRANTS = 8, CONFIRMS = 6, ANSWERS = 3 };

/* Does the other side take the payload? */
typedef bool take_fn(struct view payload);

static bool take_text(struct view payload)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	struct seal_line line;

	return seal_say_open(&conversation.epoch, payload, memory, &line) == SEAL_OK;
}

static bool take_note(struct view payload)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	const struct seal_circle circle = conversation_circle(&conversation, 1);
	struct seal_note note;

	return seal_note_open(&circle, payload, memory, &note) == SEAL_OK;
}

/* A member who has not read it yet, or she would refuse it for its number. */
static bool take_grant(struct view payload)
{
	struct seal_member member = conversation.staff[0].member;
	struct seal_opened opened;

	return seal_member_grant(&member, payload, &opened) == SEAL_OK;
}

static struct seal_handshake handshake(void)
{
	return (struct seal_handshake){
		.seat = 1,
		.epoch = conversation.epoch.number,
		.link = conversation.staff[0].link.key,
		.answer_hash = conversation.staff[0].link.answer_hash,
		.grant_hash = conversation.epoch.grant_hash,
	};
}

static bool take_confirm(struct view payload)
{
	const struct seal_handshake own = handshake();

	return seal_confirm_check(payload, &own) == SEAL_OK;
}

static bool take_answer(struct view payload)
{
	const struct seal_trust trust = conversation_trust(&conversation);
	struct seal_person person;

	return seal_answer_check(payload, payload_view(&conversation.staff[0].offer), &trust,
			   &person) != SEAL_NOT_PROVEN;
}

static bool take_offer(struct view payload)
{
	const struct seal_accepted accepted = {
		.room = conversation.room,
		.seat = 1,
		.mode = SEAL_MODE_SHIFT,
		.agency = view_text("unge-i-aarhus"),
		.topic = view_text("family"),
	};
	struct seal_offer offer;

	return seal_offer_check(payload, &accepted, &offer) == SEAL_OK;
}

/* How many bits of the payload may be turned over without being noticed. */
static unsigned count_taken(const struct payload *payload, take_fn *take)
{
	struct payload bent = *payload;
	unsigned taken = 0;

	assert_true(take(payload_view(payload)));
	for (size_t bit = 0; bit < 8 * payload->len; bit++) {
		bent.bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
		taken += take(payload_view(&bent)) ? 1 : 0;
		bent.bytes[bit / 8] = payload->bytes[bit / 8];
	}
	return taken;
}

static void no_bit_of_a_text_can_be_turned_over(void **state)
{
	(void)state;
	static const uint8_t body[600];
	unsigned tried = 0;
	unsigned taken = 0;
	for (uint32_t i = 0; i < TEXTS; i++) {
		struct payload payload;
		const struct seal_line line = {
			.sender = (uint8_t)(i % 3),
			.cseq = i + 1,
			.plain = {SEAL_TYPE_TEXT, {i + 1, i + 1, i + 1, 0}, {body, 10 * (size_t)(i % 25)}},
		};
		conversation_say(&conversation, &line, &payload);
		tried += 8 * (unsigned)payload.len;
		taken += count_taken(&payload, take_text);
	}
	told("every bit of 50 texts", tried, taken);
	assert_int_equal(taken, 0);
}

static void no_bit_of_a_note_can_be_turned_over(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < NOTES; i++) {
		struct payload payload;
		const struct seal_circle circle = conversation_circle(&conversation, 0);
		const struct seal_note note = {1, i + 1, view_text("Sig det til Bo.")};
		struct seal_writer writer = seal_writer_of(payload.bytes, sizeof(payload.bytes));
		assert_int_equal(seal_note_make(&circle, &note, &conversation.random, &writer), 0);
		payload.len = seal_writer_written(&writer).len;

		/* The wrap of another recipient is bound by the text's key, so its bits count too. */
		assert_int_equal(count_taken(&payload, take_note), 0);
	}
}

static void no_bit_of_a_grant_can_be_turned_over(void **state)
{
	(void)state;
	for (int i = 0; i < GRANTS; i++) {
		struct seal_opened opened;
		conversation_grant(&conversation, 2, false);
		assert_int_equal(count_taken(&conversation.grant, take_grant), 0);
		assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_OK);
		assert_int_equal(conversation_read(&conversation, 1, &opened), SEAL_OK);
	}
}

static void no_bit_of_a_confirm_can_be_turned_over(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < CONFIRMS; i++) {
		struct payload payload;
		const struct seal_handshake own = handshake();
		struct seal_writer writer = seal_writer_of(payload.bytes, sizeof(payload.bytes));
		assert_int_equal(seal_confirm_make(&own, i + 2, &writer), 0);
		payload.len = seal_writer_written(&writer).len;
		assert_int_equal(count_taken(&payload, take_confirm), 0);
	}
}

static void no_bit_of_an_answer_can_be_turned_over(void **state)
{
	(void)state;
	for (int i = 0; i < ANSWERS; i++) {
		assert_int_equal(count_taken(&conversation.staff[0].answer, take_answer), 0);
		conversation_shake(&conversation, 0);
	}
}

/* An OFFER is not sealed; the ANSWER's hash binds it for the youth. Here the counting must find
 * bits that pass: those of its epoch and number, but the one that makes the number 0. */
static void the_count_finds_bits_that_nothing_binds(void **state)
{
	(void)state;
	const unsigned taken = count_taken(&conversation.staff[0].offer, take_offer);
	assert_int_equal(taken, 63);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_bit_of_a_text_can_be_turned_over),
		cmocka_unit_test(no_bit_of_a_note_can_be_turned_over),
		cmocka_unit_test(no_bit_of_a_grant_can_be_turned_over),
		cmocka_unit_test(no_bit_of_a_confirm_can_be_turned_over),
		cmocka_unit_test(no_bit_of_an_answer_can_be_turned_over),
		cmocka_unit_test(the_count_finds_bits_that_nothing_binds),
	};
	return cmocka_run_group_tests(tests, begin, finish);
}
