/* The house, put up and taken down. */
#include "fakes/fake_house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/log.h"
#include "chat/session.h"

enum { WALL_MS = 1790000000 };

static int redeem(void *staff, const uint8_t ticket[32], uint64_t session, auth_done_fn done,
	void *context)
{
	struct house *house = staff;
	if (house->redeem_fail != 0) {
		return house->redeem_fail;
	}
	memcpy(house->redeem_ticket, ticket, IDENT_TOKEN_LEN);
	house->redeem_session = session;
	house->redeem_done = done;
	house->redeem_context = context;
	house->redeem_count++;
	return 0;
}

static struct auth_port auth = {.redeem = redeem};

static struct agency *make_agency(const char *slug, const char *name, const char *municipality)
{
	const char *why = NULL;
	struct agency *agency = agency_create(slug, "no");
	assert_non_null(agency);
	assert_int_equal(agency_set(agency, "name", name, &why), 0);
	assert_int_equal(agency_set(agency, "municipality", municipality, &why), 0);
	return agency;
}

static void put_agency(struct directory *directory, const char *slug, const char *name,
	const char *municipality)
{
	struct agency *agency = make_agency(slug, name, municipality);
	assert_int_equal(directory_put_agency(directory, agency), 0);
}

static struct directory *make_directory(void)
{
	const struct pool pools[] = {
		{"no", "NO", "Europe/Oslo", "ung-norge", {.text = {"Norge"}}, "nb nn se en", false, "", ""},
		{"dk", "DK", "Europe/Copenhagen", "ung-danmark", {.text = {"Danmark"}}, "da en", false, "",
			""},
	};
	const struct region regions[] = {
		{"no", "0301", "Oslo", "03", "Oslo"},
		{"no", "3201", "Asker", "32", "Akershus"},
		{"dk", "0751", "Aarhus", "1082", "Midtjylland"},
	};
	const struct topic topics[] = {
		{"unsure", 0, false, {.text = {"?"}}},
		{"bullying", 1, false, {.text = {"Mobbing"}}},
		{"referral", 2, true, {.text = {"-"}}},
	};
	struct directory *directory = directory_create();
	assert_non_null(directory);
	for (unsigned i = 0; i < 2; i++) {
		assert_int_equal(directory_add_pool(directory, &pools[i]), 0);
	}
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(directory_add_region(directory, &regions[i]), 0);
		assert_int_equal(directory_add_topic(directory, &topics[i]), 0);
	}
	put_agency(directory, "oslo", "Ung i Oslo", "0301");
	put_agency(directory, "ung-norge", "Ung i Norge", "");
	return directory;
}

static const struct chat_options options = {
	.profile = "demo",
	.limits =
		{
			.payload_bytes = LIMIT_PAYLOAD,
			.backlog_youth_bytes = 262144,
			.backlog_staff_bytes = 1048576,
			.hello_seconds = 5,
			.ping_seconds = 25,
			.bucket_youth = 20,
			.refill_youth = 1,
			.bucket_staff = 60,
			.refill_staff = 5,
			.session_youth_seconds = 14400,
			.session_staff_seconds = 43200,
			.typing_seconds = 2,
			.excess = 1000,
		},
	.timers = {.grace_waiting_seconds = 600,
		.grace_room_seconds = 1200,
		.max_wait_seconds = 2700,
		.shift_ticket_seconds = 900,
		.code_days = 30},
};

void house_hours(struct house *house, const char *hours, const char *topic_hours)
{
	const char *why = NULL;
	struct agency *agency = make_agency("oslo", "Ung i Oslo", "0301");
	assert_int_equal(agency_set(agency, "hours", hours, &why), 0);
	assert_int_equal(agency_set(agency, "topic_hours", topic_hours, &why), 0);
	assert_int_equal(directory_put_agency(house->directory, agency), 0);
}

int house_setup(void **state)
{
	struct house *house = calloc(1, sizeof(*house));
	assert_non_null(house);
	log_set_level(LOG_LEVEL_ERROR);
	fake_rooms_reset();
	house->now_ms = HOUSE_START_MS;
	clock_set(house->now_ms, WALL_MS * UINT64_C(1000));
	house->directory = make_directory();
	house->chat = chat_create(&options, house->now_ms);
	assert_non_null(house->chat);
	house->store = fake_store_create(house->chat);
	house->events = chat_store_events(house->chat);
	auth.staff = house;
	house->seal_port = fake_seal_port(&house->seal);
	struct chat_ports ports = {
		.io = &fake_io,
		.auth = &auth,
		.seal = &house->seal_port,
		.directory = house->directory,
		.store = house->store,
	};
	chat_connect(house->chat, &ports);
	house_connect(house);
	*state = house;
	return 0;
}

int house_teardown(void **state)
{
	struct house *house = *state;
	for (unsigned i = 0; i < house->conn_count; i++) {
		if (house->conns[i].session != NULL) {
			chat_closed(house->conns[i].session, ENDING_DONE);
		}
		fake_conn_finish(&house->conns[i]);
	}
	assert_int_equal(chat_count(house->chat), 0);
	chat_destroy(house->chat);
	fake_store_destroy(house->store);
	directory_destroy(house->directory);
	clock_use_system();
	free(house);
	return 0;
}

struct fake_conn *house_open(struct house *house)
{
	assert_true(house->conn_count < HOUSE_CONNS_MAX);
	struct fake_conn *conn = &house->conns[house->conn_count++];
	fake_conn_init(conn);
	conn->session = chat_open(house->chat, conn);
	assert_non_null(conn->session);
	return conn;
}

void house_send(struct fake_conn *conn, const struct frame *frame)
{
	chat_frame(conn->session, frame);
}

void house_close(struct fake_conn *conn, enum ending ending)
{
	chat_closed(conn->session, ending);
	conn->session = NULL;
}

void house_wait(struct house *house, uint64_t ms)
{
	house->now_ms += ms;
	clock_set(house->now_ms, WALL_MS * UINT64_C(1000) + house->now_ms - HOUSE_START_MS);
	chat_tick(house->chat, house->now_ms);
}

void house_lose(struct house *house)
{
	house->events.lost(house->events.context);
}

void house_connect(struct house *house)
{
	house->events.connected(house->events.context);
}

struct fake_conn *house_hello(struct house *house, enum role side)
{
	struct fake_conn *conn = house_open(house);
	struct frame hello = {.type = FRAME_HELLO};
	hello.hello.version = FRAME_VERSION;
	hello.hello.side = side;
	hello.hello.language = view_text("nb");
	house_send(conn, &hello);
	fake_expect(conn, FRAME_WELCOME);
	fake_expect_nothing(conn);
	return conn;
}

struct frame house_ask(void)
{
	struct frame frame = {.type = FRAME_ASK};
	frame.ask.pool = view_text("no");
	frame.ask.region = view_text("0301");
	frame.ask.topic = view_text("bullying");
	frame.ask.languages.count = 1;
	frame.ask.languages.item[0] = view_text("nb");
	return frame;
}

struct queue_place house_place(enum visit_state state)
{
	bool has_room = state == VISIT_MATCHED || state == VISIT_TALKING;
	return (struct queue_place){
		.state = state,
		.pool = "no",
		.sid = "cccccccccccccccccccccc",
		.municipality = "0301",
		.slots = 1,
		.languages = "",
		.topics = {.now = "family", .asked = "family"},
		.room = has_room ? HOUSE_ROOM : "",
		.seat = has_room ? 1 : 0,
		.alias = has_room ? "Kari" : "",
		.agency = has_room ? "oslo" : "",
		.cid = has_room ? "dddddddddddddddddddddddddddddddd" : "",
	};
}

struct fake_conn *house_waiting(struct house *house)
{
	struct fake_conn *conn = house_hello(house, ROLE_YOUTH);
	struct frame ask = house_ask();
	house_send(conn, &ask);
	struct fake_call *call = fake_take(house->store, QUEUE_ASK);
	struct queue_place place = house_place(VISIT_WAITING);
	place.sid = call->id;
	fake_place(house->store, call, 0, &place);
	fake_take(house->store, QUEUE_BIND_LEAVE);
	fake_expect(conn, FRAME_QUEUED);
	fake_expect_nothing(conn);
	return conn;
}

struct fake_conn *house_talking(struct house *house, const char *room)
{
	struct fake_conn *conn = house_waiting(house);
	house_news(house, conn,
		(struct store_news){.type = NEWS_MATCHED,
			.room = room,
			.alias = "Kari",
			.agency = "oslo",
			.cid = "dddddddddddddddddddddddddddddddd"});
	fake_expect(conn, FRAME_MATCHED);
	struct frame ready = {.type = FRAME_READY, .ready.room = house_room(room)};
	house_send(conn, &ready);
	fake_rooms_answer(house->store);
	fake_finish(house->store, QUEUE_READY, 0);
	fake_rooms_answer(house->store);
	fake_skip(conn, FRAME_MATCHED);
	return conn;
}

struct auth_person house_person(enum role role)
{
	struct auth_person person = {.id = HOUSE_COUNSELLOR, .role = role};
	strcpy(person.name, "kari");
	strcpy(person.alias, "Kari");
	strcpy(person.agency, "oslo");
	return person;
}

void house_redeem(struct house *house, int err, const struct auth_person *person)
{
	auth_done_fn done = house->redeem_done;
	assert_true(done != NULL);
	house->redeem_done = NULL;
	done(house->redeem_context, house->redeem_session, err, person);
}

struct fake_conn *house_off_as(struct house *house, enum role role)
{
	static const uint8_t ticket[IDENT_TOKEN_LEN] = {7};
	struct auth_person person = house_person(role);
	struct fake_conn *conn = house_hello(house, role);
	struct frame login = {.type = FRAME_LOGIN};
	login.login.ticket = (struct view){ticket, sizeof(ticket)};
	house_send(conn, &login);
	house_redeem(house, 0, &person);
	fake_take(house->store, PRESENCE_BIND);
	fake_skip(conn, FRAME_PERSON);
	return conn;
}

struct fake_conn *house_off(struct house *house)
{
	return house_off_as(house, ROLE_COUNSELLOR);
}

struct fake_conn *house_on_as(struct house *house, enum role role)
{
	struct fake_conn *conn = house_off_as(house, role);
	struct frame shift = {.type = FRAME_SHIFT, .shift = {.capacity = 3, .scope = 2}};
	house_send(conn, &shift);
	house_claim(house);
	struct presence_place place = {.state = PRESENCE_AVAILABLE, .capacity = 3};
	fake_presence(house->store, fake_take(house->store, PRESENCE_SET), 0, &place);
	fake_take(house->store, PRESENCE_BIND);
	fake_skip(conn, FRAME_SHIFTED);
	return conn;
}

struct fake_conn *house_on(struct house *house)
{
	return house_on_as(house, ROLE_COUNSELLOR);
}

struct store_news house_opened(const char *room)
{
	return (struct store_news){
		.type = NEWS_OPENED,
		.room = room,
		.offer = 5,
		.at_ms = 1234,
		.visit = {.sid = "",
			.topic = "bullying",
			.municipality = "0301",
			.county = "03",
			.languages = "nb"},
	};
}

struct fake_conn *house_in_room(struct house *house, const char *room)
{
	struct fake_conn *conn = house_on(house);
	fake_room_make(room);
	house_news(house, conn, house_opened(room));
	fake_rooms_answer(house->store);
	fake_skip(conn, FRAME_OPENED);
	return conn;
}

void house_pair(struct house *house, struct fake_conn **ret_youth,
	struct fake_conn **ret_counsellor)
{
	*ret_youth = house_talking(house, HOUSE_ROOM);
	*ret_counsellor = house_in_room(house, HOUSE_ROOM);
	fake_rooms_answer(house->store);
	fake_skip(*ret_youth, FRAME_PEER);
}

uint64_t house_number(const struct fake_conn *conn)
{
	return conn->session->number;
}

void house_news(struct house *house, const struct fake_conn *conn, struct store_news news)
{
	const char **texts[] = {&news.pool, &news.id, &news.room, &news.word, &news.alias, &news.agency,
		&news.cid, &news.kind, &news.target, &news.visit.topic};
	for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		*texts[i] = *texts[i] != NULL ? *texts[i] : "";
	}
	news.seat = news.seat != 0 ? news.seat : 1;
	news.session = conn->session->number;
	house->events.news(house->events.context, &news);
}

struct view house_room(const char *room)
{
	static uint8_t ids[4][IDENT_ID_LEN];
	static unsigned next;
	next = (next + 1) % 4;
	assert_int_equal(ident_from_hex(view_text(room), ids[next], IDENT_ID_LEN), 0);
	return (struct view){ids[next], IDENT_ID_LEN};
}

struct frame house_say(const struct fake_conn *conn, const char *room, uint64_t cseq,
	const char *text)
{
	const uint8_t seat = conn->session->role == ROLE_YOUTH ? 0 : 1;
	const struct seal_header header = {SEAL_KIND_SAY, seat, 0, (uint32_t)cseq};
	struct frame frame = {.type = FRAME_SAY, .say = {.room = house_room(room), .cseq = cseq}};
	frame.say.payload = fake_seal_payload(&header, text);
	return frame;
}
