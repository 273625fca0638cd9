/* Notes among the staff of a room: stored first, acknowledged then, handed to staff seats in the order of their lane, and to a
 * youth never. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/room_lane.h"
#include "chat/seat.h"
#include "fakes/fake_house.h"
#include "fakes/fake_lane.h"

/* A lost bell must be made good within this. */
enum { BAR_MS = 2000, STEP_MS = 50, STAFF_SEAT = 1, SENDER = SEAL_NOTE_SENDER + STAFF_SEAT };

static void send_note(struct fake_conn *conn, struct seal_header header, const char *text)
{
	struct frame note = {.type = FRAME_NOTE};
	note.note.room = house_room(HOUSE_ROOM);
	note.note.cseq = header.cseq;
	note.note.key_epoch = header.epoch;
	note.note.payload = fake_seal_payload(&header, text);
	house_send(conn, &note);
}

static void write_note(struct fake_conn *conn, uint32_t cseq, const char *text)
{
	send_note(conn, (struct seal_header){SEAL_KIND_NOTE, SENDER, 0, cseq}, text);
}

static void expect_noted(struct fake_conn *conn, uint64_t offset, unsigned seat, const char *text)
{
	const struct frame *noted = fake_expect(conn, FRAME_NOTED);
	assert_int_equal(noted->noted.offset, offset);
	assert_int_equal(noted->noted.sender, SEAL_NOTE_SENDER + seat);
	assert_true(view_equal(noted->noted.room, house_room(HOUSE_ROOM)));
	assert_true(
		view_is(noted->noted.payload, text) || view_is(fake_seal_text(noted->noted.payload), text));
}

static void expect_ack(struct fake_conn *conn, uint64_t cseq, uint64_t offset)
{
	const struct frame *ack = fake_expect(conn, FRAME_NOTE_ACK);
	assert_int_equal(ack->note_ack.cseq, cseq);
	assert_int_equal(ack->note_ack.offset, offset);
}

static void ring_note(struct house *house, struct fake_conn *conn, uint64_t offset)
{
	struct store_ring ring = {.type = RING_NOTE,
		.session = house_number(conn),
		.room = HOUSE_ROOM,
		.seat = 2,
		.from = 77,
		.from_node = "there",
		.value = offset};
	house->events.ring(house->events.context, &ring);
}

static void go_on(struct house *house, uint64_t ms)
{
	for (uint64_t gone = 0; gone < ms; gone += STEP_MS) {
		house_wait(house, STEP_MS);
		fake_rooms_answer(house->store);
	}
}

static void nothing_is_acknowledged_before_the_store_has_answered(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	write_note(staff, 1, "hvem tar denne?");
	fake_expect_nothing(staff);
	assert_int_equal(staff->session->saying, 1);
	fake_rooms_answer(house->store);
	assert_int_equal(staff->session->saying, 0);
	expect_ack(staff, 1, 1);
	expect_noted(staff, 1, STAFF_SEAT, "hvem tar denne?");
	fake_expect_nothing(staff);
}

static void a_note_goes_to_the_lane_and_not_to_the_log(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	write_note(staff, 1, "x");
	const struct fake_call *append = fake_take(house->store, NOTE_APPEND);
	assert_int_equal(append->seat, STAFF_SEAT);
	assert_int_equal(append->cseq, 1);
	assert_string_equal(append->id, HOUSE_ROOM);
	assert_int_equal(fake_count(house->store, ROOM_APPEND), 0);
}

static void colleagues_are_rung_and_the_youth_is_not(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	fake_lane_sit(77, "there");
	write_note(staff, 1, "x");
	fake_rooms_answer(house->store);
	const struct fake_call *ring = fake_take(house->store, ROOM_RING);
	assert_string_equal(ring->word, "there");
	assert_int_equal(ring->who, RING_NOTE);
	assert_int_equal(ring->rung, 77);
	assert_int_equal(ring->number, 1);
	assert_int_equal(fake_count(house->store, ROOM_RING), 0);
	fake_expect_nothing(youth);
}

/* What is written for staff alone must not depend on who rings whom: the wrong bell is the planted fault. */
static void a_youth_whose_bell_is_rung_for_a_note_hears_nothing(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	fake_lane_put(HOUSE_ROOM, 2, "om den unge");
	ring_note(house, youth, 1);
	assert_int_equal(fake_count(house->store, NOTES_READ), 0);
	fake_rooms_answer(house->store);
	fake_expect_nothing(youth);
	ring_note(house, staff, 1);
	fake_rooms_answer(house->store);
	expect_noted(staff, 1, 2, "om den unge");
}

static void a_youth_that_comes_back_is_not_read_the_lane(void **state)
{
	struct house *house = *state;
	fake_lane_put(HOUSE_ROOM, 1, "om den unge");
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	go_on(house, BAR_MS);
	assert_int_equal(fake_skip(youth, FRAME_NOTED), 0);
	assert_false(room_lane_is_for(youth->session->seats));
}

static void a_note_sent_three_times_is_stored_once_and_acknowledged_each_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	for (unsigned i = 0; i < 3; i++) {
		write_note(staff, 1, "x");
	}
	fake_rooms_answer(house->store);
	unsigned acks = 0, notes = 0;
	for (const struct frame *frame; (frame = fake_read(staff)) != NULL;) {
		acks += frame->type == FRAME_NOTE_ACK && frame->note_ack.cseq == 1;
		notes += frame->type == FRAME_NOTED;
	}
	assert_int_equal(acks, 3);
	assert_int_equal(notes, 1);
	assert_int_equal(fake_lane_last(HOUSE_ROOM), 1);
}

static void a_number_left_out_is_refused_with_the_next_one(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	write_note(staff, 3, "x");
	fake_rooms_answer(house->store);
	const struct frame *refused = fake_expect_refused(staff, FRAME_NOTE, REFUSAL_GAP);
	assert_int_equal(refused->refused.number, 1);
}

static void every_refusal_of_the_store_has_its_word(void **state)
{
	static const struct {
		int err;
		enum refusal word;
	} rows[] = {
		{ERR_DENIED, REFUSAL_STALE},
		{ERR_MOMENT, REFUSAL_EPOCH},
		{ERR_FULL, REFUSAL_ROOM_FULL},
		{ERR_GONE, REFUSAL_LATE},
		{ERR_DOWN, REFUSAL_DELAYED},
	};
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct note_appended appended = {.room = HOUSE_ROOM, .cseq = 1};
		write_note(staff, 1, "x");
		fake_note_appended(house->store, fake_take(house->store, NOTE_APPEND), rows[i].err,
			&appended);
		const struct frame *refused = fake_expect_refused(staff, FRAME_NOTE, rows[i].word);
		assert_int_equal(refused->refused.number, 1);
	}
}

static void a_header_that_is_not_of_a_note_of_this_seat_is_refused(void **state)
{
	static const struct seal_header rows[] = {
		{SEAL_KIND_SAY, STAFF_SEAT, 0, 1},
		{SEAL_KIND_NOTE, SENDER + 1, 0, 1},
		{SEAL_KIND_NOTE, SENDER, 0, 1},
		{SEAL_KIND_NOTE, SENDER, 1, 2},
	};
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct frame note = {.type = FRAME_NOTE};
		note.note.room = house_room(HOUSE_ROOM);
		note.note.cseq = 2;
		note.note.payload = fake_seal_payload(&rows[i], "x");
		house_send(staff, &note);
		fake_expect_refused(staff, FRAME_NOTE, REFUSAL_SEAL);
	}
	assert_int_equal(fake_count(house->store, NOTE_APPEND), 0);
}

static void a_long_lane_is_handed_out_whole_and_in_order(void **state)
{
	struct house *house = *state;
	for (unsigned i = 0; i < 150; i++) {
		fake_lane_put(HOUSE_ROOM, 2, "x");
	}
	struct fake_conn *staff = house_on(house);
	fake_room_make(HOUSE_ROOM);
	house_news(house, staff, house_opened(HOUSE_ROOM));
	fake_rooms_answer(house->store);
	fake_expect(staff, FRAME_OPENED);
	for (uint64_t offset = 1; offset <= 150; offset++) {
		expect_noted(staff, offset, 2, "x");
	}
	expect_ack(staff, 0, 150);
	fake_expect_nothing(staff);
}

static void who_is_attached_hears_behind_the_lane_which_number_is_its_last(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	struct seat *seat = staff->session->seats;
	seat->lane = (struct seat_lane){0};
	fake_lane_put(HOUSE_ROOM, 1, "en");
	fake_lane_put(HOUSE_ROOM, 2, "to");
	room_lane_begin(seat);
	fake_rooms_answer(house->store);
	expect_noted(staff, 1, 1, "en");
	expect_noted(staff, 2, 2, "to");
	expect_ack(staff, 1, 2);
	fake_expect_nothing(staff);
	fake_lane_put(HOUSE_ROOM, 1, "tre");
	room_lane_begin(seat);
	room_lane_begin(
		seat); /* once more before the first look is answered, which may be too early a one */
	fake_rooms_answer(house->store);
	expect_noted(staff, 3, 1, "tre");
	expect_ack(staff, 2, 3);
	fake_expect_nothing(staff);
}

static void who_is_attached_to_an_empty_lane_hears_that_it_is_empty(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	struct seat *seat = staff->session->seats;
	seat->lane = (struct seat_lane){0};
	room_lane_begin(seat);
	fake_rooms_answer(house->store);
	expect_ack(staff, 0, 0);
}

static void a_long_replay_waits_for_a_client_that_is_behind(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	struct seat *seat = staff->session->seats;
	seat->lane = (struct seat_lane){0};
	for (unsigned i = 0; i < 10; i++) {
		fake_lane_put(HOUSE_ROOM, 2, "x");
	}
	staff->waiting = (size_t)1 << 30;
	room_lane_begin(seat);
	go_on(house, 2 * BAR_MS);
	assert_int_equal(fake_skip(staff, FRAME_NOTED), 0);
	staff->waiting = 0;
	go_on(house, BAR_MS);
	assert_int_equal(fake_skip(staff, FRAME_NOTED), 10);
}

static void a_note_without_a_bell_is_handed_out_in_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	fake_lane_put(HOUSE_ROOM, 2, "stille");
	go_on(house, BAR_MS);
	expect_noted(staff, 1, 2, "stille");
	fake_expect_nothing(staff);
	fake_expect_nothing(youth);
}

static void a_note_is_not_written_into_a_room_that_is_over(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	staff->session->seats->finish = "closed";
	write_note(staff, 1, "x");
	fake_expect_refused(staff, FRAME_NOTE, REFUSAL_LATE);
}

static void who_is_gone_before_the_answer_still_rings_the_others(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *staff = NULL;
	house_pair(house, &youth, &staff);
	fake_lane_sit(77, "there");
	write_note(staff, 1, "x");
	house_close(staff, ENDING_DONE);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_take(house->store, ROOM_RING)->who, RING_NOTE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(nothing_is_acknowledged_before_the_store_has_answered),
		HOUSE_TEST(a_note_goes_to_the_lane_and_not_to_the_log),
		HOUSE_TEST(colleagues_are_rung_and_the_youth_is_not),
		HOUSE_TEST(a_youth_whose_bell_is_rung_for_a_note_hears_nothing),
		HOUSE_TEST(a_youth_that_comes_back_is_not_read_the_lane),
		HOUSE_TEST(a_note_sent_three_times_is_stored_once_and_acknowledged_each_time),
		HOUSE_TEST(a_number_left_out_is_refused_with_the_next_one),
		HOUSE_TEST(every_refusal_of_the_store_has_its_word),
		HOUSE_TEST(a_header_that_is_not_of_a_note_of_this_seat_is_refused),
		HOUSE_TEST(a_long_lane_is_handed_out_whole_and_in_order),
		HOUSE_TEST(who_is_attached_hears_behind_the_lane_which_number_is_its_last),
		HOUSE_TEST(who_is_attached_to_an_empty_lane_hears_that_it_is_empty),
		HOUSE_TEST(a_long_replay_waits_for_a_client_that_is_behind),
		HOUSE_TEST(a_note_without_a_bell_is_handed_out_in_time),
		HOUSE_TEST(a_note_is_not_written_into_a_room_that_is_over),
		HOUSE_TEST(who_is_gone_before_the_answer_still_rings_the_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
