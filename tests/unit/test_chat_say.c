/* One message from its SAY to the others: stored first, acknowledged then, shown last. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/metric.h"
#include "chat/internal.h"
#include "chat/session.h"
#include "fakes/fake_house.h"

static void say(struct fake_conn *conn, uint64_t cseq, const char *text)
{
	struct frame frame = house_say(conn, HOUSE_ROOM, cseq, text);
	house_send(conn, &frame);
}

static void nothing_is_acknowledged_before_the_store_has_answered(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	say(youth, 1, "hei");
	fake_expect_nothing(youth);
	fake_expect_nothing(counsellor);
	int64_t messages = metric_get(METRIC_MESSAGES);
	fake_rooms_answer(house->store);
	const struct frame *ack = fake_expect(youth, FRAME_ACK);
	assert_int_equal(ack->ack.cseq, 1);
	assert_int_equal(ack->ack.offset, 1);
	assert_int_equal(ack->ack.log_epoch, 1);
	assert_true(view_equal(ack->ack.room, house_room(HOUSE_ROOM)));
	assert_int_equal(metric_get(METRIC_MESSAGES), messages + 1);
	fake_expect_nothing(youth); /* the own entry is not told */
}

static void a_neighbour_is_served_from_the_senders_bytes(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	say(youth, 1, "blåbær 🫐");
	fake_rooms_answer(house->store);
	const struct frame *entry = fake_expect(counsellor, FRAME_ENTRY);
	assert_int_equal(entry->entry.offset, 1);
	assert_int_equal(entry->entry.sender, 0);
	assert_int_equal(entry->entry.cseq, 1);
	assert_int_equal(entry->entry.kind, SEAL_KIND_SAY);
	assert_true(view_is(fake_seal_text(entry->entry.payload), "blåbær 🫐"));
	assert_int_equal(fake_count(house->store, ROOM_RING), 0);
	fake_expect_nothing(counsellor);
}

static void send_key(struct fake_conn *conn, struct seal_header header)
{
	struct frame key = {.type = FRAME_KEY};
	key.key.room = house_room(HOUSE_ROOM);
	key.key.cseq = header.cseq;
	key.key.key_epoch = header.epoch;
	key.key.payload = fake_seal_payload(&header, "k");
	house_send(conn, &key);
}

static void a_key_is_stored_and_relayed_like_a_say(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	send_key(counsellor, (struct seal_header){SEAL_KIND_CONFIRM, 1, 3, 1});
	fake_rooms_answer(house->store);
	fake_expect(counsellor, FRAME_ACK);
	const struct frame *entry = fake_expect(youth, FRAME_ENTRY);
	assert_int_equal(entry->entry.kind, SEAL_KIND_CONFIRM);
	assert_int_equal(entry->entry.key_epoch, 3);
	assert_int_equal(entry->entry.sender, 1);
	send_key(youth, (struct seal_header){SEAL_KIND_GRANT, 0, 4, 1});
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
	assert_int_equal(fake_expect(counsellor, FRAME_ENTRY)->entry.kind, SEAL_KIND_GRANT);
}

static void somebody_on_another_node_is_rung_there(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_sit(HOUSE_ROOM, 1, 77, "there");
	say(youth, 1, "hei");
	fake_rooms_answer(house->store);
	struct fake_call *ring = fake_take(house->store, ROOM_RING);
	assert_string_equal(ring->word, "there");
	assert_string_equal(ring->room, HOUSE_ROOM);
	assert_int_equal(ring->who, RING_ENTRY);
	assert_int_equal(ring->rung, 77);
	assert_int_equal(ring->seat, 0);
	assert_int_equal(ring->number, 1);
}

static void a_seat_nobody_sits_on_is_not_rung(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_sit(HOUSE_ROOM, 1, 0, "");
	say(youth, 1, "hei");
	fake_rooms_answer(house->store);
	assert_int_equal(fake_count(house->store, ROOM_RING), 0);
	fake_expect(youth, FRAME_ACK);
}

static void a_message_sent_three_times_is_shown_once_and_acknowledged_each_time(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	for (unsigned i = 0; i < 3; i++) {
		say(youth, 1, "hei");
	}
	fake_rooms_answer(house->store);
	assert_int_equal(fake_skip(youth, FRAME_ACK), 3);
	assert_int_equal(fake_skip(counsellor, FRAME_ENTRY), 1);
	assert_int_equal(fake_room(HOUSE_ROOM)->count, 1);
}

/* The first answer was lost on its way, and with it the bell. */
static void a_message_that_was_there_already_rings_again(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	fake_room_put(HOUSE_ROOM, 0, "hei");
	say(youth, 1, "hei");
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(youth, FRAME_ACK)->ack.offset, 1);
	assert_true(view_is(fake_expect(counsellor, FRAME_ENTRY)->entry.payload, "hei"));
}

static void who_is_gone_before_the_answer_is_still_heard(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	say(youth, 1, "hei");
	house_close(youth, ENDING_DONE);
	fake_rooms_answer(house->store);
	assert_true(
		view_is(fake_seal_text(fake_expect(counsellor, FRAME_ENTRY)->entry.payload), "hei"));
}

static void who_is_gone_before_the_answer_rings_another_node_too(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_sit(HOUSE_ROOM, 1, 77, "there");
	say(youth, 1, "hei");
	chat_ending(youth->session, ENDING_SLOW, NULL);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_take(house->store, ROOM_RING)->rung, 77);
}

static void a_gap_is_refused_with_the_number_that_is_next(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	say(youth, 3, "tre");
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect_refused(youth, FRAME_SAY, REFUSAL_GAP)->refused.number, 1);
	assert_int_equal(fake_room(HOUSE_ROOM)->count, 0);
}

static void a_seat_that_was_taken_over_is_told_that_it_is_stale(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_room_sit(HOUSE_ROOM, 0, 99, "there");
	say(youth, 1, "hei");
	fake_rooms_answer(house->store);
	const struct frame *refused = fake_expect_refused(youth, FRAME_SAY, REFUSAL_STALE);
	assert_int_equal(refused->refused.number, 1);
	assert_int_equal(refused->refused.room.len, IDENT_ID_LEN);
}

static void errors_of_an_append_become_refusals(void **state)
{
	static const struct {
		int err;
		enum refusal refusal;
	} rows[] = {
		{ERR_MOMENT, REFUSAL_EPOCH},
		{ERR_DENIED, REFUSAL_STALE},
		{ERR_FULL, REFUSAL_ROOM_FULL},
		{ERR_NOMEM, REFUSAL_FULL},
		{ERR_DOWN, REFUSAL_DELAYED},
		{ERR_GONE, REFUSAL_LATE},
	};
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		say(youth, 1, "hei");
		fake_appended(house->store, fake_take(house->store, ROOM_APPEND), rows[i].err, NULL);
		fake_expect_refused(youth, FRAME_SAY, rows[i].refusal);
	}
}

static void a_store_that_cannot_be_reached_delays_and_keeps_no_slot(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	fake_store_fail(house->store, ERR_DOWN);
	for (unsigned i = 0; i < 5; i++) {
		say(youth, 1, "hei");
		fake_expect_refused(youth, FRAME_SAY, REFUSAL_DELAYED);
	}
	assert_int_equal(house->chat->pending.count, 1);
}

static void answered_messages_leave_nothing_behind(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	for (unsigned i = 1; i <= 60; i++) {
		say(youth, i, "hei");
		fake_rooms_answer(house->store);
		house_wait(house, 1000);
	}
	assert_int_equal(fake_skip(youth, FRAME_ACK), 60);
	assert_int_equal(house->chat->pending.count, 1);
}

static void a_seat_that_is_not_attached_yet_delays(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn, house_opened(HOUSE_ROOM));
	say(conn, 1, "hei");
	fake_expect_refused(conn, FRAME_SAY, REFUSAL_DELAYED);
}

static void a_room_one_has_no_seat_in_is_late(void **state)
{
	struct fake_conn *youth = house_talking(*state, HOUSE_ROOM);
	struct frame frame = house_say(youth, HOUSE_ROOM_2, 1, "hei");
	house_send(youth, &frame);
	fake_expect_refused(youth, FRAME_SAY, REFUSAL_LATE);
}

/* --- signs --- */

static void who_has_seen_is_told_and_kept(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	say(youth, 1, "hei");
	fake_rooms_answer(house->store);
	fake_expect(youth, FRAME_ACK);
	fake_expect(counsellor, FRAME_ENTRY);
	struct frame seen = {.type = FRAME_SEEN};
	seen.seen.room = house_room(HOUSE_ROOM);
	seen.seen.offset = 1;
	house_send(counsellor, &seen);
	const struct frame *peer = fake_expect(youth, FRAME_PEER);
	assert_int_equal(peer->peer.seat, 1);
	assert_int_equal(peer->peer.what, 0);
	assert_int_equal(peer->peer.value, 1);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_room(HOUSE_ROOM)->seats[1].seen, 1);
}

static void nobody_has_seen_what_was_never_sent(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame seen = {.type = FRAME_SEEN};
	seen.seen.room = house_room(HOUSE_ROOM);
	seen.seen.offset = 1;
	house_send(counsellor, &seen);
	fake_expect_nothing(youth);
	assert_int_equal(fake_count(house->store, ROOM_SEEN), 0);
}

static void typing_is_told_once_in_two_seconds(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	struct frame typing = {.type = FRAME_TYPING};
	typing.typing.room = house_room(HOUSE_ROOM);
	house_send(youth, &typing);
	house_send(youth, &typing);
	assert_int_equal(fake_expect(counsellor, FRAME_PEER)->peer.what, 1);
	fake_expect_nothing(counsellor);
	house_wait(house, 2000);
	house_send(youth, &typing);
	fake_expect(counsellor, FRAME_PEER);
}

static void who_is_away_and_back_is_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = NULL, *counsellor = NULL;
	house_pair(house, &youth, &counsellor);
	house_news(house, youth,
		(struct store_news){.type = NEWS_AWAY, .room = HOUSE_ROOM, .at_ms = 55});
	const struct frame *peer = fake_expect(youth, FRAME_PEER);
	assert_int_equal(peer->peer.seat, 1);
	assert_int_equal(peer->peer.what, 2);
	assert_int_equal(peer->peer.value, 55);
	house_news(house, counsellor, (struct store_news){.type = NEWS_BACK, .room = HOUSE_ROOM});
	peer = fake_expect(counsellor, FRAME_PEER);
	assert_int_equal(peer->peer.seat, 0);
	assert_int_equal(peer->peer.what, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(nothing_is_acknowledged_before_the_store_has_answered),
		HOUSE_TEST(a_neighbour_is_served_from_the_senders_bytes),
		HOUSE_TEST(a_key_is_stored_and_relayed_like_a_say),
		HOUSE_TEST(somebody_on_another_node_is_rung_there),
		HOUSE_TEST(a_seat_nobody_sits_on_is_not_rung),
		HOUSE_TEST(a_message_sent_three_times_is_shown_once_and_acknowledged_each_time),
		HOUSE_TEST(a_message_that_was_there_already_rings_again),
		HOUSE_TEST(who_is_gone_before_the_answer_is_still_heard),
		HOUSE_TEST(who_is_gone_before_the_answer_rings_another_node_too),
		HOUSE_TEST(a_gap_is_refused_with_the_number_that_is_next),
		HOUSE_TEST(a_seat_that_was_taken_over_is_told_that_it_is_stale),
		HOUSE_TEST(errors_of_an_append_become_refusals),
		HOUSE_TEST(a_store_that_cannot_be_reached_delays_and_keeps_no_slot),
		HOUSE_TEST(answered_messages_leave_nothing_behind),
		HOUSE_TEST(a_seat_that_is_not_attached_yet_delays),
		HOUSE_TEST(a_room_one_has_no_seat_in_is_late),
		HOUSE_TEST(who_has_seen_is_told_and_kept),
		HOUSE_TEST(nobody_has_seen_what_was_never_sent),
		HOUSE_TEST(typing_is_told_once_in_two_seconds),
		HOUSE_TEST(who_is_away_and_back_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
