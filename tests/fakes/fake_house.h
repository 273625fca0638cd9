/* Chat built up with everything it leans on made of fakes: a directory of a few places, a store in memory, sockets that
 * only remember, staff who are whoever the test says, a clock that stands. The steps that most tests begin with are
 * functions here; each ends with nothing unread and no call waiting. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_HOUSE_H
#define SAMTALE_TESTS_FAKES_FAKE_HOUSE_H

#include "base/ident.h"
#include "chat/chat.h"
#include "fakes/fake_conn.h"
#include "fakes/fake_rooms.h"
#include "fakes/fake_seal.h"
#include "fakes/fake_store.h"

#define HOUSE_ROOM "000102030405060708090a0b0c0d0e0f"
#define HOUSE_COUNSELLOR "dddddddddddddddddddddddddddddddd"
#define HOUSE_ROOM_2 "100102030405060708090a0b0c0d0e0f"

enum { HOUSE_CONNS_MAX = 64, HOUSE_START_MS = 1000000, HOUSE_TURN = 4 };

struct house {
	struct chat *chat;
	struct store *store;
	struct directory *directory;
	struct store_events events;
	struct fake_seal seal;
	struct seal_port seal_port;
	struct fake_conn conns[HOUSE_CONNS_MAX];
	unsigned conn_count;
	uint64_t now_ms;
	/* The last LOGIN that asked: */
	auth_done_fn redeem_done;
	void *redeem_context;
	uint64_t redeem_session;
	uint8_t redeem_ticket[IDENT_TOKEN_LEN];
	unsigned redeem_count;
	int redeem_fail;
};

/* A test in a house of its own; the test program includes cmocka.h. */
#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, house_setup, house_teardown)

/* For cmocka: *state becomes the house, connected and thawed. */
int house_setup(void **state);
int house_teardown(void **state);

/* A socket; what it sends; the end of the socket by the client. */
struct fake_conn *house_open(struct house *house);
void house_send(struct fake_conn *conn, const struct frame *frame);
void house_close(struct fake_conn *conn, enum ending ending);

/* The clock goes on. */
void house_wait(struct house *house, uint64_t ms);

/* Redis is gone, and back. */
void house_lose(struct house *house);
void house_connect(struct house *house);

/* HELLO and its WELCOME, read away. side is a role. */
struct fake_conn *house_hello(struct house *house, enum role side);

/* An ASK that is fine, for Oslo. */
struct frame house_ask(void);

/* Where a visit stands: WAITING in pool "no", with one slot and nobody ahead; change what matters. */
struct queue_place house_place(enum visit_state state);

/* Sessions that stand somewhere. */
struct fake_conn *house_waiting(struct house *house);
struct fake_conn *house_talking(struct house *house, const char *room);
struct fake_conn *house_off(struct house *house);
struct fake_conn *house_off_as(struct house *house, enum role role);
struct fake_conn *house_on(struct house *house);
struct fake_conn *house_on_as(struct house *house, enum role role);
struct fake_conn *house_in_room(struct house *house, const char *room);

/* A youth and a counsellor in the same room. */
void house_pair(struct house *house, struct fake_conn **ret_youth,
	struct fake_conn **ret_counsellor);

/* From now on the agency oslo keeps these hours; topic_hours may be empty. The clock stands at first on a Monday in
 * September 2026, 16:13:20 in Oslo. */
void house_hours(struct house *house, const char *hours, const char *topic_hours);

/* The number of the session, as the store is given it. */
uint64_t house_number(const struct fake_conn *conn);

/* News of routing for a session. */
void house_news(struct house *house, const struct fake_conn *conn, struct store_news news);

/* News that a room of this counsellor is open. */
struct store_news house_opened(const char *room);

/* A person who has logged in. */
struct auth_person house_person(enum role role);

/* Answers the LOGIN that was sent last. */
void house_redeem(struct house *house, int err, const struct auth_person *person);

/* Answers the claim of a SHIFT that was said while off: the turn is HOUSE_TURN. */
static inline void house_claim(struct house *house)
{
	fake_claimed(house->store, fake_take(house->store, PRESENCE_CLAIM), 0, HOUSE_TURN);
}

/* The 16 bytes of a room's name; static. */
struct view house_room(const char *room);

/* A SAY of that session's for a room, with the header it must have before any GRANT. */
struct frame house_say(const struct fake_conn *conn, const char *room, uint64_t cseq,
	const char *text);

#endif
