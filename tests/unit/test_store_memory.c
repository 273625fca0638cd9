/* The store without memory: whichever allocation fails, what was handed out is good, and a request can be made again. */
#include "unit/store_scene.h"
#include "unit/support/failing_calloc.h"

enum { ALLOCATIONS_MOST = 30 };

/* What an honest client knows: the newest token that it was given, and how often it has presented that one. */
struct client {
	uint8_t token[32];
	uint64_t attempts;
	uint8_t last; /* the byte that the newest token is made of */
};

static struct client client_with(uint8_t byte)
{
	struct client client = {.last = byte};

	memset(client.token, byte, sizeof client.token);
	return client;
}

typedef int (*resume_fn)(const struct token_turn *turn);

static int resume_visit(const struct token_turn *turn)
{
	struct heard *youth = &world.youth;

	return ask(youth, queue_resume(youth->store, by_youth, turn, on_place));
}

static int resume_shift(const struct token_turn *turn)
{
	struct heard *staff = &world.staff;

	return ask(staff, presence_resume(staff->store, by_staff, turn, 900, on_shift));
}

static int come_back(struct client *client, resume_fn resume)
{
	uint8_t next[32];

	memset(next, ++client->last, sizeof next);
	int err = resume(&(struct token_turn){client->token, next, client->attempts++});
	if (err == 0) {
		memcpy(client->token, next, sizeof next);
		client->attempts = 0;
	}
	return err;
}

static void wait_until_up(void)
{
	wait_for(store_is_up(world.youth.store) && store_is_up(world.staff.store));
}

/* With the first allocation failing, then the second, and so on until there is none left to fail. Beats may take the failure
 * upon themselves, and the node may be down for a moment by it. */
static void come_back_without_memory(struct client *client, resume_fn resume)
{
	unsigned refused = 0;
	bool left = false;

	for (unsigned i = 1; i <= ALLOCATIONS_MOST && !left; i++) {
		wait_until_up();
		failing = i;
		int err = come_back(client, resume);
		left = failing > 0;
		failing = 0;
		refused += err != 0 ? 1 : 0;
		assert_true(err == 0 || err == ERR_NOMEM || err == ERR_DOWN);
		wait_until_up();
		assert_int_equal(come_back(client, resume), 0);
	}
	assert_true(left);
	assert_true(refused > 0);
}

static void a_visit_is_taken_up_again_whichever_allocation_failed_before(void **state)
{
	struct heard *youth = &world.youth;
	struct client client = client_with(1);

	(void)state;
	meet(client.token);
	come_back_without_memory(&client, resume_visit);
	assert_int_equal(youth->place.state, VISIT_TALKING);
	assert_int_equal(end_room(), 0);
	part();
	expect_clean();
}

static struct presence_login login_with(const uint8_t ticket[32])
{
	return (struct presence_login){
		.pool = "no",
		.ticket = ticket,
		.text = CID "\tkari\tK\u00e1ri",
		.ttl_seconds = 900,
		.is_new = true,
	};
}

static void a_shift_is_taken_up_again_whichever_allocation_failed_before(void **state)
{
	struct heard *staff = &world.staff;
	struct client client = client_with(101);
	struct presence_shift on = shift(PRESENCE_AVAILABLE);
	struct presence_login login = login_with(client.token);

	(void)state;
	assert_int_equal(ask(staff, presence_bind(staff->store, by_staff, &login, on_done)), 0);
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), 0);
	come_back_without_memory(&client, resume_shift);
	assert_int_equal(staff->shift.state, PRESENCE_AVAILABLE);
	part();
	expect_clean();
}

static void a_login_or_a_question_without_its_index_is_an_error(void **state)
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct client client = client_with(201);
	struct presence_login login = login_with(client.token);
	struct queue_ask wish = question(client.token);

	(void)state;
	failing = 2; /* the first is the request's own */
	assert_int_equal(presence_bind(staff->store, by_staff, &login, on_done), ERR_NOMEM);
	failing = 1;
	assert_int_equal(queue_ask(youth->store, by_youth, &wish, on_place), ERR_NOMEM);
	failing = 1;
	assert_int_equal(queue_bind_leave(youth->store, by_youth, "no", SID, client.token, on_done),
		ERR_NOMEM);
	failing = 0;
	expect_clean();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_visit_is_taken_up_again_whichever_allocation_failed_before),
		cmocka_unit_test(a_shift_is_taken_up_again_whichever_allocation_failed_before),
		cmocka_unit_test(a_login_or_a_question_without_its_index_is_an_error),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
