/* The counsellor's side: LOGIN and SHIFT. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/session.h"
#include "chat/shift.h"
#include "fakes/fake_house.h"

static void log_in(struct fake_conn *conn)
{
	static const uint8_t ticket[IDENT_TOKEN_LEN] = {7};
	struct frame login = {.type = FRAME_LOGIN};
	login.login.ticket = (struct view){ticket, sizeof(ticket)};
	house_send(conn, &login);
}

static struct frame shift_of(enum presence wish)
{
	struct frame frame = {.type = FRAME_SHIFT};
	frame.shift.state = wish;
	frame.shift.capacity = 2;
	frame.shift.scope = 1;
	frame.shift.topics.count = 1;
	frame.shift.topics.item[0] = view_text("bullying");
	frame.shift.languages.count = 2;
	frame.shift.languages.item[0] = view_text("nb");
	frame.shift.languages.item[1] = view_text("se");
	return frame;
}

static void a_person_who_logs_in_is_told_who_that_is(void **state)
{
	struct house *house = *state;
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	uint8_t hash[IDENT_HASH_LEN];
	log_in(conn);
	assert_int_equal(house->redeem_ticket[0], 7);
	house_redeem(house, 0, &person);
	const struct frame *frame = fake_expect(conn, FRAME_PERSON);
	assert_int_equal(frame->person.role, ROLE_COUNSELLOR);
	assert_true(view_is(frame->person.alias, "Kari"));
	assert_true(view_is(frame->person.agency, "oslo"));
	assert_true(view_is(frame->person.agency_name, "Ung i Oslo"));
	assert_true(view_is(frame->person.pool, "no"));
	assert_true(view_is(frame->person.region, "0301"));
	ident_hash(frame->person.token.data, frame->person.token.len, hash);
	struct fake_call *bind = fake_take(house->store, PRESENCE_BIND);
	assert_memory_equal(bind->hash[0], hash, sizeof(hash));
	assert_int_equal(bind->number, 900);
	assert_int_equal(conn->session->state, STATE_OFF);
	assert_int_equal(conn->session->role, ROLE_COUNSELLOR);
}

static void a_person_who_logs_in_hears_of_the_pool_at_once(void **state)
{
	struct house *house = *state;
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	house_redeem(house, 0, &person);
	assert_int_equal(fake_skip(conn, FRAME_ROSTER), 1);
}

static void a_ticket_that_is_not_good_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	house_redeem(house, ERR_GONE, NULL);
	fake_expect_refused(conn, FRAME_LOGIN, REFUSAL_TICKET);
	log_in(conn);
	house_redeem(house, ERR_DOWN, NULL);
	fake_expect_refused(conn, FRAME_LOGIN, REFUSAL_DELAYED);
	house->redeem_fail = ERR_FULL;
	log_in(conn);
	fake_expect_refused(conn, FRAME_LOGIN, REFUSAL_FULL);
	assert_int_equal(conn->session->role, ROLE_GUEST);
}

static void a_person_of_an_unknown_agency_does_not_come_in(void **state)
{
	struct house *house = *state;
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	strcpy(person.agency, "gone");
	log_in(conn);
	house_redeem(house, 0, &person);
	fake_expect_refused(conn, FRAME_LOGIN, REFUSAL_TICKET);
	assert_null(conn->session->shift);
}

static void two_logins_at_once_ask_once(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	log_in(conn);
	fake_expect_refused(conn, FRAME_LOGIN, REFUSAL_STATE);
	assert_int_equal(house->redeem_count, 1);
}

/* The store may come up while a request is under way: that one is still answered, once. */
static void a_login_under_way_stays_the_only_one_when_the_store_comes_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	house_lose(house);
	house_connect(house);
	fake_skip(conn, FRAME_FROZEN);
	log_in(conn);
	fake_expect_refused(conn, FRAME_LOGIN, REFUSAL_STATE);
}

static void a_login_whose_session_is_gone_is_dropped(void **state)
{
	struct house *house = *state;
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	house_close(conn, ENDING_DONE);
	house_redeem(house, 0, &person);
	assert_int_equal(fake_count(house->store, PRESENCE_BIND), 0);
}

static void a_login_that_meets_a_slow_reader_does_no_harm(void **state)
{
	struct house *house = *state;
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	conn->chokes = true;
	house_redeem(house, 0, &person);
	assert_int_equal(conn->ending, ENDING_SLOW);
	house_close(conn, ENDING_SLOW);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 0);
}

static void the_ticket_is_kept_good_while_the_socket_lives(void **state)
{
	struct house *house = *state;
	house_off(house);
	house_wait(house, 300100);
	fake_take(house->store, PRESENCE_BIND);
	house_wait(house, 300100);
	fake_take(house->store, PRESENCE_BIND);
}

static void a_login_is_new_once_and_said_again_from_then_on(void **state)
{
	struct house *house = *state;
	struct auth_person person = house_person(ROLE_COUNSELLOR);
	struct fake_conn *conn = house_hello(house, ROLE_COUNSELLOR);
	log_in(conn);
	house_redeem(house, 0, &person);
	struct fake_call *bind = fake_take(house->store, PRESENCE_BIND);
	assert_int_equal(bind->who, 1);
	assert_string_equal(bind->pool, "no");
	house_wait(house, 300100);
	assert_int_equal(fake_take(house->store, PRESENCE_BIND)->who, 0);
}

static void a_login_whose_place_is_taken_ends_and_leaves_its_shift(void **state)
{
	struct house *house = *state;
	struct fake_conn *told = house_on(house);
	house_news(house, told, (struct store_news){.type = NEWS_OUSTED});
	assert_int_equal(told->ending, ENDING_OUSTED);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 1);
	assert_int_equal(fake_count(house->store, PRESENCE_REST), 1);
	/* The word may be lost with a node: it finds out by itself. */
	struct fake_conn *deaf = house_off(house);
	house_wait(house, 300100);
	fake_done(house->store, fake_take(house->store, PRESENCE_BIND), ERR_DOWN);
	assert_int_equal(deaf->session->state, STATE_OFF);
	house_wait(house, 300100);
	fake_done(house->store, fake_take(house->store, PRESENCE_BIND), ERR_GONE);
	assert_int_equal(deaf->ending, ENDING_OUSTED);
}

/* The person of house_on, wherever it is told. */
static void a_session_that_was_ended_ends_the_logins_that_came_by_it(void **state)
{
	struct house *house = *state;
	struct fake_conn *own = house_on(house), *other = house_hello(house, ROLE_YOUTH);
	fake_store_forget(house->store);
	house->events.staff_changed(house->events.context, "00000000000000000000000000000000");
	assert_int_equal(fake_count(house->store, PRESENCE_BIND), 0);
	house->events.staff_changed(house->events.context, own->session->shift->person.id);
	fake_done(house->store, fake_take(house->store, PRESENCE_BIND), ERR_MOMENT);
	assert_int_equal(own->ending, ENDING_REVOKED);
	assert_false(other->closed);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 1);
}

/* --- shift --- */

static void a_shift_goes_to_the_store_as_it_was_said(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	struct frame frame = shift_of(PRESENCE_AVAILABLE);
	house_send(conn, &frame);
	house_claim(house);
	struct fake_call *call = fake_take(house->store, PRESENCE_SET);
	assert_string_equal(call->pool, "no");
	assert_string_equal(call->id, "dddddddddddddddddddddddddddddddd");
	assert_string_equal(call->place, "0301/03");
	assert_string_equal(call->word, "unsure bullying"); /* unsure is always taken */
	assert_string_equal(call->text, "nb se");
	assert_int_equal(call->urgency, 2);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 2, .load = 1};
	fake_presence(house->store, call, 0, &place);
	const struct frame *shifted = fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(shifted->shifted.state, 0);
	assert_int_equal(shifted->shifted.capacity, 2);
	assert_int_equal(shifted->shifted.load, 1);
	assert_true(view_is(shifted->shifted.why, "asked"));
	assert_int_equal(conn->session->state, STATE_ON);
}

static void a_shift_that_makes_no_sense_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	struct frame none = shift_of(PRESENCE_AVAILABLE), unknown = none, odd = none;
	none.shift.capacity = 0;
	unknown.shift.topics.item[0] = view_text("nonsense");
	odd.shift.languages.item[0] = view_text("n b");
	house_send(conn, &none);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_UNKNOWN);
	house_send(conn, &unknown);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_UNKNOWN);
	house_send(conn, &odd);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_UNKNOWN);
	assert_int_equal(fake_count(house->store, PRESENCE_SET), 0);
}

static void a_shift_the_store_does_not_take_is_refused(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	struct frame frame = shift_of(PRESENCE_AVAILABLE);
	house_send(conn, &frame);
	house_claim(house);
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), ERR_MOMENT, NULL);
	fake_expect_refused(conn, FRAME_SHIFT, REFUSAL_LATE);
	assert_int_equal(conn->session->state, STATE_OFF);
}

static void going_off_makes_the_session_off(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	struct frame frame = shift_of(PRESENCE_OFF);
	house_send(conn, &frame);
	struct presence_place place = {.state = PRESENCE_OFF, .capacity = 2};
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
	assert_int_equal(fake_expect(conn, FRAME_SHIFTED)->shifted.state, 3);
	assert_int_equal(conn->session->state, STATE_OFF);
	house_close(conn, ENDING_DONE);
	assert_int_equal(fake_count(house->store, PRESENCE_DETACH), 0);
}

static void news_of_the_shift_are_told(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	house_news(house, conn,
		(struct store_news){.type = NEWS_SHIFT, .state = 1, .load = 0, .word = "missed"});
	const struct frame *shifted = fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(shifted->shifted.state, 1);
	assert_true(view_is(shifted->shifted.why, "missed"));
	house_news(house, conn, (struct store_news){.type = NEWS_SHIFT, .state = 3, .word = "drained"});
	fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(conn->session->state, STATE_OFF);
}

/* Pausing must not take the pen out of anybody's hand. */
/* The wrap-up ended before the shift did, and its news come behind the answer. */
static void news_that_an_answer_overtook_do_not_bring_a_shift_back(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_on(house);
	struct store_news wrapped = {.type = NEWS_SHIFT,
		.state = PRESENCE_AVAILABLE,
		.word = "wrapped",
		.has_load = true};
	struct frame shift = {.type = FRAME_SHIFT};
	shift.shift.state = PRESENCE_PAUSED;
	shift.shift.capacity = 2;
	house_send(conn, &shift);
	struct presence_place place = {.state = PRESENCE_PAUSED, .capacity = 2, .person = ""};
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
	fake_skip(conn, FRAME_SHIFTED);
	house_news(house, conn, wrapped);
	assert_int_equal(conn->session->shift->state, PRESENCE_PAUSED);
	assert_int_equal(conn->session->shift->capacity, 2);
	shift.shift.state = PRESENCE_OFF;
	house_send(conn, &shift);
	place.state = PRESENCE_OFF;
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
	fake_skip(conn, FRAME_SHIFTED);
	wrapped.load = 1;
	house_news(house, conn, wrapped);
	assert_int_equal(conn->session->shift->state, PRESENCE_OFF);
	assert_int_equal(conn->session->state, STATE_OFF);
	fake_expect_nothing(conn);
}

static void changing_the_shift_leaves_open_rooms_alone(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_in_room(house, HOUSE_ROOM);
	struct frame frame = shift_of(PRESENCE_PAUSED);
	house_send(conn, &frame);
	struct presence_place place = {.state = PRESENCE_PAUSED,
		.capacity = 2,
		.load = 1,
		.room_count = 1};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].seat = 1;
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = "";
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
	fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(fake_count(house->store, ROOM_ATTACH), 0);
	struct frame say = house_say(conn, HOUSE_ROOM, 1, "hei");
	house_send(conn, &say);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_ACK);
	fake_expect_nothing(conn);
}

/* Logged in on another machine, whose page has never seen the room. */
static void a_shift_taken_over_by_login_brings_its_rooms_whole(void **state)
{
	struct house *house = *state;
	struct fake_conn *conn = house_off(house);
	fake_room_put(HOUSE_ROOM, 0, "hei");
	fake_room_put(HOUSE_ROOM, 1, "hallo");
	struct frame frame = shift_of(PRESENCE_AVAILABLE);
	house_send(conn, &frame);
	house_claim(house);
	struct presence_place place = {.state = PRESENCE_AVAILABLE,
		.capacity = 2,
		.load = 1,
		.room_count = 1};
	place.rooms[0].room = HOUSE_ROOM;
	place.rooms[0].seat = 1;
	place.rooms[0].visit = house_opened(HOUSE_ROOM).visit;
	place.rooms[0].beside = "";
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
	fake_rooms_answer(house->store);
	fake_expect(conn, FRAME_SHIFTED);
	assert_int_equal(fake_expect(conn, FRAME_OPENED)->opened.next_cseq, 2);
	assert_int_equal(fake_skip(conn, FRAME_ENTRY), 2); /* the own one too */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(news_that_an_answer_overtook_do_not_bring_a_shift_back),
		HOUSE_TEST(a_person_who_logs_in_is_told_who_that_is),
		HOUSE_TEST(a_person_who_logs_in_hears_of_the_pool_at_once),
		HOUSE_TEST(a_ticket_that_is_not_good_is_refused),
		HOUSE_TEST(a_person_of_an_unknown_agency_does_not_come_in),
		HOUSE_TEST(two_logins_at_once_ask_once),
		HOUSE_TEST(a_login_under_way_stays_the_only_one_when_the_store_comes_back),
		HOUSE_TEST(a_login_whose_session_is_gone_is_dropped),
		HOUSE_TEST(a_login_that_meets_a_slow_reader_does_no_harm),
		HOUSE_TEST(the_ticket_is_kept_good_while_the_socket_lives),
		HOUSE_TEST(a_login_is_new_once_and_said_again_from_then_on),
		HOUSE_TEST(a_login_whose_place_is_taken_ends_and_leaves_its_shift),
		HOUSE_TEST(a_session_that_was_ended_ends_the_logins_that_came_by_it),
		HOUSE_TEST(a_shift_goes_to_the_store_as_it_was_said),
		HOUSE_TEST(a_shift_that_makes_no_sense_is_refused),
		HOUSE_TEST(a_shift_the_store_does_not_take_is_refused),
		HOUSE_TEST(going_off_makes_the_session_off),
		HOUSE_TEST(news_of_the_shift_are_told),
		HOUSE_TEST(changing_the_shift_leaves_open_rooms_alone),
		HOUSE_TEST(a_shift_taken_over_by_login_brings_its_rooms_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
