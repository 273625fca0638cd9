/* The header in front of a payload: what it must say, in every profile, so that a message comes through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chat/internal.h"
#include "chat/room_seal.h"
#include "fakes/fake_house.h"

enum { EPOCH = 3, CSEQ = 7 };

static struct frame frame_of(enum frame_type type, const struct seal_header *header)
{
	/* KEY has the fields of SAY, in its order. */
	struct frame frame = {.type = type};
	frame.say.room = house_room(HOUSE_ROOM);
	frame.say.cseq = CSEQ;
	frame.say.key_epoch = EPOCH;
	frame.say.payload = fake_seal_payload(header, "x");
	return frame;
}

/* The kind, or the error. */
static int kind_of(const struct frame *frame, unsigned seat)
{
	unsigned kind = 0;
	int err = room_seal_kind(frame, seat, &kind);
	return err != 0 ? err : (int)kind;
}

static void each_kind_belongs_to_one_frame_and_one_side(void **state)
{
	static const struct {
		enum frame_type frame;
		uint8_t kind;
		bool youth, staff;
	} rows[] = {
		{FRAME_KEY, SEAL_KIND_OFFER, true, false},
		{FRAME_KEY, SEAL_KIND_ANSWER, false, true},
		{FRAME_KEY, SEAL_KIND_GRANT, true, false},
		{FRAME_KEY, SEAL_KIND_CONFIRM, false, true},
		{FRAME_KEY, SEAL_KIND_SAY, false, false},
		{FRAME_KEY, SEAL_KIND_NOTE, false, false},
		{FRAME_KEY, 0, false, false},
		{FRAME_KEY, 7, false, false},
		{FRAME_SAY, SEAL_KIND_OFFER, false, false},
		{FRAME_SAY, SEAL_KIND_ANSWER, false, false},
		{FRAME_SAY, SEAL_KIND_GRANT, false, false},
		{FRAME_SAY, SEAL_KIND_CONFIRM, false, false},
		{FRAME_SAY, SEAL_KIND_SAY, true, true},
		{FRAME_SAY, SEAL_KIND_NOTE, false, false},
		{FRAME_SAY, 0, false, false},
		{FRAME_SAY, 255, false, false},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (uint8_t seat = 0; seat <= 1; seat++) {
			const struct seal_header header = {rows[i].kind, seat, EPOCH, CSEQ};
			const struct frame frame = frame_of(rows[i].frame, &header);
			bool may = seat == 0 ? rows[i].youth : rows[i].staff;
			int wanted = may ? rows[i].kind : ERR_SYNTAX;
			if (kind_of(&frame, seat) != wanted) {
				fail_msg("row %u, seat %u: %d", i, seat, kind_of(&frame, seat));
			}
		}
	}
}

static void a_header_that_says_something_else_than_frame_and_seat_does_not_fit(void **state)
{
	static const struct seal_header rows[] = {
		{SEAL_KIND_SAY, 1, EPOCH, CSEQ},
		{SEAL_KIND_SAY, 128, EPOCH, CSEQ},
		{SEAL_KIND_SAY, 0, EPOCH - 1, CSEQ},
		{SEAL_KIND_SAY, 0, EPOCH + 1, CSEQ},
		{SEAL_KIND_SAY, 0, EPOCH, CSEQ - 1},
		{SEAL_KIND_SAY, 0, EPOCH, CSEQ + 1},
		{SEAL_KIND_SAY, 0, EPOCH, 0},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct frame frame = frame_of(FRAME_SAY, &rows[i]);
		assert_int_equal(kind_of(&frame, 0), ERR_SYNTAX);
	}
}

static void numbers_above_32_bits_are_not_cut_to_fit(void **state)
{
	const struct seal_header header = {SEAL_KIND_SAY, 0, EPOCH, CSEQ};
	struct frame frame = frame_of(FRAME_SAY, &header);
	(void)state;
	frame.say.cseq += UINT64_C(1) << 32;
	assert_int_equal(kind_of(&frame, 0), ERR_SYNTAX);
	frame.say.cseq = CSEQ;
	frame.say.key_epoch += UINT64_C(1) << 32;
	assert_int_equal(kind_of(&frame, 0), ERR_SYNTAX);
	frame.say.key_epoch = EPOCH;
	assert_int_equal(kind_of(&frame, 0), SEAL_KIND_SAY);
	assert_int_equal(kind_of(&frame, 256), ERR_SYNTAX);
}

static void another_version_or_a_header_cut_short_does_not_fit(void **state)
{
	const struct seal_header header = {SEAL_KIND_SAY, 0, EPOCH, CSEQ};
	struct frame frame = frame_of(FRAME_SAY, &header);
	uint8_t bytes[SEAL_HEADER_LEN];
	(void)state;
	memcpy(bytes, frame.say.payload.data, sizeof(bytes));
	for (size_t len = 0; len < sizeof(bytes); len++) {
		frame.say.payload = (struct view){bytes, len};
		assert_int_equal(kind_of(&frame, 0), ERR_SYNTAX);
	}
	frame.say.payload.len = sizeof(bytes);
	assert_int_equal(kind_of(&frame, 0), SEAL_KIND_SAY);
	for (unsigned version = 0; version < 256; version++) {
		bytes[0] = (uint8_t)version;
		assert_int_equal(kind_of(&frame, 0), version == 1 ? SEAL_KIND_SAY : ERR_SYNTAX);
	}
}

static void what_does_not_fit_is_refused_for_good_in_every_profile(void **state)
{
	static const char *const profiles[] = {"demo", "production"};
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
		house->chat->options.profile = profiles[i];
		struct frame bare = house_say(youth, HOUSE_ROOM, i + 1, "hei");
		struct view payload = bare.say.payload;
		bare.say.payload = (struct view){(const uint8_t *)"\0hei", 4};
		house_send(youth, &bare);
		const struct frame *refused = fake_expect_refused(youth, FRAME_SAY, REFUSAL_SEAL);
		assert_int_equal(refused->refused.number, i + 1);
		assert_int_equal(refused->refused.retry_after, 0);
		assert_int_equal(fake_count(house->store, ROOM_APPEND), 0);
		bare.say.payload = payload;
		house_send(youth, &bare);
		fake_rooms_answer(house->store);
		fake_expect(youth, FRAME_ACK);
	}
}

static void nobody_writes_for_another_seat(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame forged = house_say(youth, HOUSE_ROOM, 1, "hei");
	house_send(counsellor, &forged);
	fake_expect_refused(counsellor, FRAME_SAY, REFUSAL_SEAL);
	fake_expect_nothing(youth);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_belongs_to_one_frame_and_one_side),
		cmocka_unit_test(a_header_that_says_something_else_than_frame_and_seat_does_not_fit),
		cmocka_unit_test(numbers_above_32_bits_are_not_cut_to_fit),
		cmocka_unit_test(another_version_or_a_header_cut_short_does_not_fit),
		HOUSE_TEST(what_does_not_fit_is_refused_for_good_in_every_profile),
		HOUSE_TEST(nobody_writes_for_another_seat),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
