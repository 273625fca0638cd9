/* What whoever lies between the two may try with fifty texts and with a handshake, each tried as
 * often as it is told: nothing of it is taken, and what was not touched is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/receiver.h"
#include "unit/seal_scene.h"

enum { TEXTS = 50, SENDER_AT = 6, CSEQ_AT = 10, CE_AT = 59, HOUR = 3600, DAY = 24 * HOUR };

/* The two writers take turns; the third in the room reads. */
static struct payload texts[TEXTS];

static int write_texts(void **state)
{
	begin(state);
	for (uint32_t i = 0; i < TEXTS; i++) {
		const uint32_t cseq = i / 2 + 1;
		const struct seal_line line = {
			.sender = (uint8_t)(i % 2),
			.cseq = cseq,
			.plain = {SEAL_TYPE_TEXT, {cseq, cseq, 0, 0}, view_text("hei")},
		};
		conversation_say(&conversation, &line, &texts[i]);
	}
	return 0;
}

static bool opens(const struct seal_epoch *epoch, const struct payload *text)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	struct seal_line line;

	return seal_say_open(epoch, payload_view(text), memory, &line) == SEAL_OK;
}

static unsigned count_opened(const struct seal_epoch *epoch)
{
	unsigned opened = 0;

	for (int i = 0; i < TEXTS; i++) {
		opened += opens(epoch, &texts[i]) ? 1 : 0;
	}
	return opened;
}

/* How many open with another byte at a place. */
static unsigned count_bent(size_t at)
{
	unsigned opened = 0;

	for (int i = 0; i < TEXTS; i++) {
		struct payload bent = texts[i];
		bent.bytes[at] ^= 1;
		opened += opens(&conversation.epoch, &bent) ? 1 : 0;
	}
	return opened;
}

static void texts_that_nobody_has_touched_open(void **state)
{
	(void)state;
	const unsigned opened = count_opened(&conversation.epoch);
	told("unchanged", TEXTS, opened);
	assert_int_equal(opened, TEXTS);
}

static void a_text_of_one_direction_does_not_open_in_the_other(void **state)
{
	(void)state;
	const unsigned opened = count_bent(SENDER_AT);
	told("directions swapped", TEXTS, opened);
	assert_int_equal(opened, 0);
}

static void a_text_does_not_open_under_another_number(void **state)
{
	(void)state;
	const unsigned opened = count_bent(CSEQ_AT);
	told("numbers changed", TEXTS, opened);
	assert_int_equal(opened, 0);
}

static void a_text_of_another_room_does_not_open(void **state)
{
	(void)state;
	struct conversation other;
	conversation_begin(&other, 2);
	assert_int_equal(other.epoch.number, conversation.epoch.number);
	const unsigned opened = count_opened(&other.epoch);
	conversation_finish(&other);
	told("spliced from another room", TEXTS, opened);
	assert_int_equal(opened, 0);
}

static void a_text_of_another_epoch_does_not_open(void **state)
{
	(void)state;
	conversation_grant(&conversation, 2, false);
	const unsigned opened = count_opened(&conversation.epoch);
	told("from another epoch", TEXTS, opened);
	assert_int_equal(opened, 0);
}

static enum seal_taken take(struct seal_receiver *receiver, const struct payload *text)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	struct seal_line line;

	return seal_receiver_take(receiver, &conversation.epoch, payload_view(text), memory, &line);
}

static void texts_are_taken_in_their_order_and_once(void **state)
{
	(void)state;
	struct seal_receiver receiver;
	unsigned tried = 0;
	unsigned taken = 0;
	seal_receiver_init(&receiver, 2);
	seal_receiver_know(&receiver, 0, 0);
	seal_receiver_know(&receiver, 1, 0);
	seal_receiver_use(&receiver, &conversation.epoch);
	for (int i = 0; i < TEXTS; i++) {
		if (i + 2 < TEXTS) {
			tried++;
			taken += take(&receiver, &texts[i + 2]) == SEAL_TAKEN ? 1 : 0;
		}
		assert_int_equal(take(&receiver, &texts[i]), SEAL_TAKEN);
		tried++;
		taken += take(&receiver, &texts[i]) == SEAL_TAKEN ? 1 : 0;
	}
	told("reordered or repeated", tried, taken);
	assert_int_equal(taken, 0);
}

/* The verdict on her ANSWER to an OFFER that names this agency. */
static enum seal_verdict answer_for(const char *agency)
{
	struct conversation_staff *staff = &conversation.staff[0];
	const struct seal_signer device = seal_signer_of(staff->device);
	const struct seal_trust trust = conversation_trust(&conversation);
	struct payload payloads[2];
	struct seal_writer writers[2];
	struct seal_offer offer;
	struct seal_answer answer;
	struct seal_person person;
	uint8_t hash[SEAL_HASH_LEN];
	for (int i = 0; i < 2; i++) {
		writers[i] = seal_writer_of(payloads[i].bytes, sizeof(payloads[i].bytes));
	}
	assert_int_equal(seal_offer_read(payload_view(&staff->offer), &offer), 0);
	assert_int_equal(seal_answer_read(payload_view(&staff->answer), &answer), 0);
	offer.agency = view_text(agency);
	assert_int_equal(seal_offer_make(&offer, &writers[0]), 0);
	const struct view sent = seal_writer_written(&writers[0]);
	ident_hash(sent.data, sent.len, hash);
	answer.offer_hash = hash;
	assert_int_equal(seal_answer_make(&answer, &device, &writers[1]), 0);
	return seal_answer_check(seal_writer_written(&writers[1]), sent, &trust, &person);
}

static void who_is_of_another_agency_than_the_screen_says_is_not_proven(void **state)
{
	(void)state;
	static const char *const others[] = {"kors-bergen", "unge-i-aarhu", "unge-i-aarhus-2", "a"};
	const unsigned tried = sizeof(others) / sizeof(others[0]);
	unsigned taken = 0;
	for (unsigned i = 0; i < tried; i++) {
		taken += answer_for(others[i]) == SEAL_NOT_PROVEN ? 0 : 1;
	}
	told("another agency", tried, taken);
	assert_int_equal(taken, 0);
	assert_int_equal(answer_for("unge-i-aarhus"), SEAL_OK);
}

static enum seal_verdict answer_at(int64_t now)
{
	const struct conversation_staff *staff = &conversation.staff[0];
	struct seal_trust trust = conversation_trust(&conversation);
	struct seal_person person;

	trust.now = now;
	return seal_answer_check(payload_view(&staff->answer), payload_view(&staff->offer), &trust,
		&person);
}

static void a_certificate_is_good_for_its_time_and_five_minutes(void **state)
{
	(void)state;
	static const int64_t late[] = {HOUR + 301, HOUR + 400, DAY, 400 * (int64_t)DAY, -HOUR - 301};
	const unsigned tried = sizeof(late) / sizeof(late[0]);
	unsigned taken = 0;
	for (unsigned i = 0; i < tried; i++) {
		taken += answer_at(CONVERSATION_NOW + late[i]) == SEAL_CLOCK ? 0 : 1;
	}
	told("an expired certificate", tried, taken);
	assert_int_equal(taken, 0);
	assert_int_equal(answer_at(CONVERSATION_NOW + HOUR + 300), SEAL_OK);
}

static void another_ce_is_not_proven(void **state)
{
	(void)state;
	const struct conversation_staff *staff = &conversation.staff[0];
	const struct seal_trust trust = conversation_trust(&conversation);
	unsigned taken = 0;
	assert_memory_equal(staff->answer.bytes + CE_AT, seal_key_point(staff->ce), SEAL_POINT_LEN);
	for (int i = 0; i < TEXTS; i++) {
		struct payload bent = staff->answer;
		struct seal_person person;
		struct seal_key *ce = seal_key_create(&conversation.random);
		assert_non_null(ce);
		memcpy(bent.bytes + CE_AT, seal_key_point(ce), SEAL_POINT_LEN);
		seal_key_destroy(ce);
		const enum seal_verdict verdict =
			seal_answer_check(payload_view(&bent), payload_view(&staff->offer), &trust, &person);
		taken += verdict == SEAL_NOT_PROVEN ? 0 : 1;
	}
	told("another Ce", TEXTS, taken);
	assert_int_equal(taken, 0);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, write_texts, finish)
	const struct CMUnitTest tests[] = {
		EACH(texts_that_nobody_has_touched_open),
		EACH(a_text_of_one_direction_does_not_open_in_the_other),
		EACH(a_text_does_not_open_under_another_number),
		EACH(a_text_of_another_room_does_not_open),
		EACH(a_text_of_another_epoch_does_not_open),
		EACH(texts_are_taken_in_their_order_and_once),
		EACH(who_is_of_another_agency_than_the_screen_says_is_not_proven),
		EACH(a_certificate_is_good_for_its_time_and_five_minutes),
		EACH(another_ce_is_not_proven),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
