/* A colleague beside the one who answers: what the youth and the two of the staff hear, and what each may do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { TO_INVITE = 3, SECOND = 2 };

static struct store_news joined(void)
{
	return (struct store_news){.type = NEWS_JOINED,
		.room = HOUSE_ROOM,
		.seat = SECOND,
		.agency = "ung-norge"};
}

/* Somebody who was invited into the room of another. */
static struct fake_conn *come_beside(struct house *house)
{
	struct fake_conn *conn = house_on(house);
	struct store_news opened = house_opened(HOUSE_ROOM);
	fake_room_make(HOUSE_ROOM);
	opened.seat = SECOND;
	opened.visit.invited = 1;
	house_news(house, conn, opened);
	struct fake_call *attach = fake_take(house->store, ROOM_ATTACH);
	assert_int_equal(attach->seat, SECOND);
	assert_int_equal(attach->number, 0); /* it closes nobody's seat */
	const struct room_view view = {.seat = SECOND, .claim = 1, .log_epoch = 1, .next_cseq = 1};
	fake_view(house->store, attach, 0, &view);
	fake_rooms_answer(house->store);
	assert_int_equal(fake_expect(conn, FRAME_OPENED)->opened.invited, 1);
	fake_skip(conn, FRAME_NOTE_ACK);
	return conn;
}

static void send_of_room(struct fake_conn *conn, enum frame_type type)
{
	struct frame frame = {.type = type};
	frame.leave.room = house_room(HOUSE_ROOM); /* SWAP and PARK have the same field */
	house_send(conn, &frame);
}

static void a_proposal_to_come_in_reaches_routing_and_names_the_agency_to_the_youth(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	struct frame frame = {.type = FRAME_PROPOSE};
	frame.propose.room = house_room(HOUSE_ROOM);
	frame.propose.kind = TO_INVITE;
	frame.propose.target = view_text("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
	house_send(conn, &frame);
	assert_int_equal(fake_take(house->store, HANDOVER_PROPOSE)->who, HANDOVER_INVITE);
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_news(house, youth,
		(struct store_news){.type = NEWS_PROPOSED,
			.room = HOUSE_ROOM,
			.kind = "invite",
			.target = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
			.agency = "oslo"});
	const struct frame *asked = fake_expect(youth, FRAME_PROPOSED);
	assert_int_equal(asked->proposed.kind, TO_INVITE);
	assert_true(view_is(asked->proposed.name, "Ung i Oslo"));
}

static void an_invitation_is_offered_as_one(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	struct store_news offer = house_opened("");
	offer.type = NEWS_OFFER;
	offer.visit.invited = 1;
	house_news(house, conn, offer);
	assert_int_equal(fake_expect(conn, FRAME_OFFER)->offer.invited, 1);
}

static void the_youth_and_the_owner_hear_who_comes_and_who_leaves(void **state)
{
	struct house *house = *state;
	struct fake_conn *conns[2];
	house_pair(house, &conns[0], &conns[1]);
	for (unsigned i = 0; i < 2; i++) {
		house_news(house, conns[i], joined());
		const struct frame *frame = fake_expect(conns[i], FRAME_JOINED);
		assert_int_equal(frame->joined.seat, SECOND);
		assert_true(view_is(frame->joined.agency_slug, "ung-norge"));
		house_news(house, conns[i],
			(struct store_news){.type = NEWS_LEFT, .room = HOUSE_ROOM, .seat = SECOND});
		assert_int_equal(fake_expect(conns[i], FRAME_LEFT)->left.seat, SECOND);
	}
}

/* The store is back after an outage: the place says who is there. */
static void a_youth_who_comes_back_hears_all_seats_and_who_is_beside(void **state)
{
	struct house *house = *state;
	struct fake_conn *youth = house_talking(house, HOUSE_ROOM);
	house_lose(house);
	fake_expect(youth, FRAME_FROZEN);
	house_connect(house);
	fake_skip(youth, FRAME_FROZEN);
	struct queue_place place = house_place(VISIT_TALKING);
	place.top = SECOND;
	place.beside = "2 ung-norge";
	fake_place(house->store, fake_take(house->store, QUEUE_RESUME), 0, &place);
	fake_rooms_answer(house->store);
	const struct frame *matched = fake_expect(youth, FRAME_MATCHED);
	assert_int_equal(matched->matched.seats.count, 2);
	assert_int_equal(matched->matched.seats.item[1], SECOND);
	assert_int_equal(fake_expect(youth, FRAME_JOINED)->joined.seat, SECOND);
}

static void a_counsellor_who_comes_back_hears_who_is_beside_behind_its_room(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	struct presence_place place = {
		.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 1,
		.room_count = 1,
		.person = "dddddddddddddddddddddddddddddddd\tkari\tKari\toslo\t\t2",
	};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].seat = 1;
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = "2 ung-norge";
	house_lose(house);
	house_connect(house);
	fake_presence(house->store, fake_take(house->store, PRESENCE_RESUME), 0, &place);
	fake_skip(conn, FRAME_FROZEN);
	fake_skip(conn, FRAME_SHIFTED);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_OPENED);
	assert_int_equal(fake_expect(conn, FRAME_JOINED)->joined.seat, SECOND);
}

static void who_was_invited_leaves_alone_and_only_its_own_seat_is_closed(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = come_beside(house);
	send_of_room(conn, FRAME_LEAVE);
	assert_int_equal(fake_count(house->store, ROOM_CLOSE), 0);
	fake_finish(house->store, PRESENCE_LEAVE, 0);
	struct fake_call *closed = fake_take(house->store, ROOM_VACATE);
	assert_int_equal(closed->number, SECOND);
	assert_int_equal(closed->seat, SECOND);
	fake_rooms_answer(house->store);
	assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, "parted"));
	assert_int_equal(fake_count(house->store, ROOM_LEAVE), 0);
}

static void a_leave_that_could_not_be_done_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = come_beside(house);
	send_of_room(conn, FRAME_LEAVE);
	fake_finish(house->store, PRESENCE_LEAVE, ERR_DOWN);
	fake_expect_refused(conn, FRAME_LEAVE, REFUSAL_DELAYED);
}

static void who_was_invited_gives_no_room_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = come_beside(house);
	send_of_room(conn, FRAME_SWAP);
	fake_expect_refused(conn, FRAME_SWAP, REFUSAL_LATE);
	send_of_room(conn, FRAME_PARK);
	fake_expect_refused(conn, FRAME_PARK, REFUSAL_LATE);
	assert_int_equal(fake_count(house->store, QUEUE_SWAP), 0);
	assert_int_equal(fake_count(house->store, PRESENCE_PARK), 0);
}

/* The log of a room that goes on with somebody else is not closed by who was beside. */
static void a_room_that_is_given_back_ends_for_who_is_beside_and_its_log_stays(void **state)
{
	static const char *const words[] = {"handed", "swapped", "parked", "lost"};
	struct house *house = *state;
	for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++) {
		struct fake_conn *conn = come_beside(house);
		house_news(house, conn,
			(struct store_news){.type = NEWS_ENDED, .room = HOUSE_ROOM, .word = words[i]});
		fake_rooms_answer(house->store);
		assert_true(view_is(fake_expect(conn, FRAME_ENDED)->ended.reason, words[i]));
		assert_int_equal(fake_count(house->store, ROOM_LEAVE), 0);
		assert_false(fake_room(HOUSE_ROOM)->closed);
		fake_rooms_reset();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_proposal_to_come_in_reaches_routing_and_names_the_agency_to_the_youth),
		HOUSE_TEST(an_invitation_is_offered_as_one),
		HOUSE_TEST(the_youth_and_the_owner_hear_who_comes_and_who_leaves),
		HOUSE_TEST(a_youth_who_comes_back_hears_all_seats_and_who_is_beside),
		HOUSE_TEST(a_counsellor_who_comes_back_hears_who_is_beside_behind_its_room),
		HOUSE_TEST(who_was_invited_leaves_alone_and_only_its_own_seat_is_closed),
		HOUSE_TEST(a_leave_that_could_not_be_done_is_refused),
		HOUSE_TEST(who_was_invited_gives_no_room_back),
		HOUSE_TEST(a_room_that_is_given_back_ends_for_who_is_beside_and_its_log_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
