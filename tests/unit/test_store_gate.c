/* The durability gate without a Redis: what waits, what passes, and that one WAIT at a time is out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/log.h"
#include "store/internal/args.h"
#include "store/internal/gate.h"
#include "store/internal/reply.h"

enum { CALLS = 4 };

static struct {
	struct gate gate;
	struct link_call *wait; /* that was sent and is not answered */
	unsigned waits;
	struct link_call calls[CALLS];
	char told[2 * CALLS + 1]; /* a digit a call that was answered, and + or - for NULL */
} scene;

static int send_wait(void *context, const struct args *args, struct link_call *call)
{
	(void)context;
	assert_string_equal(args->argv[0], "WAIT");
	assert_string_equal(args->argv[1], "2");
	assert_string_equal(args->argv[2], "500");
	assert_null(scene.wait);
	scene.wait = call;
	scene.waits++;
	return 0;
}

static void on_answer(struct link_call *call, const struct redisReply *reply)
{
	size_t at = strlen(scene.told);

	scene.told[at] = (char)('0' + (call - scene.calls));
	scene.told[at + 1] = reply == NULL ? '-' : '+';
	scene.told[at + 2] = '\0';
}

static int begin(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_ERROR);
	memset(&scene, 0, sizeof scene);
	for (int i = 0; i < CALLS; i++) {
		scene.calls[i].answer = on_answer;
	}
	gate_init(&scene.gate, 2, send_wait, NULL);
	return 0;
}

static struct redisReply *reply_of(long long number)
{
	redisReader *reader = redisReaderCreate();
	redisReadTask task = {.type = REDIS_REPLY_INTEGER};

	reply_attach(reader);
	struct redisReply *reply = reader->fn->createInteger(&task, number);
	redisReaderFree(reader);
	return reply;
}

/* A command goes out and is answered. */
static void answer(int number)
{
	struct redisReply *reply = reply_of(1);

	if (!gate_take(&scene.gate, &scene.calls[number], reply)) {
		scene.calls[number].answer(&scene.calls[number], reply);
		reply_free(reply);
	}
}

static void replicas_have(long long count)
{
	struct link_call *wait = scene.wait;
	struct redisReply *reply = reply_of(count);

	assert_non_null(wait);
	scene.wait = NULL;
	wait->answer(wait, reply);
	reply_free(reply);
}

static void without_replicas_nothing_waits_and_nothing_is_asked(void **state)
{
	(void)state;
	gate_init(&scene.gate, 0, send_wait, NULL);
	gate_sent(&scene.gate);
	answer(0);
	assert_string_equal(scene.told, "0+");
	assert_int_equal(scene.waits, 0);
}

static void an_answer_waits_until_every_replica_has_it(void **state)
{
	(void)state;
	gate_sent(&scene.gate);
	assert_int_equal(scene.waits, 1);
	answer(0);
	assert_string_equal(scene.told, "");
	replicas_have(1);
	assert_string_equal(scene.told, "");
	assert_int_equal(scene.waits, 2);
	replicas_have(2);
	assert_string_equal(scene.told, "0+");
	assert_int_equal(scene.waits, 2);
}

static void what_is_sent_behind_a_wait_goes_behind_the_next_one_all_together(void **state)
{
	(void)state;
	gate_sent(&scene.gate);
	gate_sent(&scene.gate);
	gate_sent(&scene.gate);
	assert_int_equal(scene.waits, 1);
	answer(0);
	replicas_have(2);
	assert_string_equal(scene.told, "0+");
	assert_int_equal(scene.waits, 2);
	answer(1);
	answer(2);
	replicas_have(2);
	assert_string_equal(scene.told, "0+1+2+");
	assert_int_equal(scene.waits, 2);
}

static void what_tells_nothing_that_could_be_lost_passes(void **state)
{
	(void)state;
	scene.calls[1].passes = true;
	gate_sent(&scene.gate);
	answer(0);
	answer(1);
	assert_string_equal(scene.told, "1+");
	replicas_have(2);
	assert_string_equal(scene.told, "1+0+");
}

static void it_is_shut_after_three_in_a_row_and_open_after_one_that_is_good(void **state)
{
	(void)state;
	gate_sent(&scene.gate);
	answer(0);
	replicas_have(0);
	replicas_have(1);
	assert_false(gate_is_shut(&scene.gate));
	replicas_have(1);
	assert_true(gate_is_shut(&scene.gate));
	replicas_have(2);
	assert_false(gate_is_shut(&scene.gate));
}

static void a_lost_connection_answers_all_with_nothing_in_their_order(void **state)
{
	(void)state;
	gate_sent(&scene.gate);
	answer(0);
	answer(1);
	gate_drop(&scene.gate);
	assert_string_equal(scene.told, "0-1-");
	scene.wait = NULL;
	gate_sent(&scene.gate);
	assert_int_equal(scene.waits, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_replicas_nothing_waits_and_nothing_is_asked, begin),
		cmocka_unit_test_setup(an_answer_waits_until_every_replica_has_it, begin),
		cmocka_unit_test_setup(what_is_sent_behind_a_wait_goes_behind_the_next_one_all_together,
			begin),
		cmocka_unit_test_setup(what_tells_nothing_that_could_be_lost_passes, begin),
		cmocka_unit_test_setup(it_is_shut_after_three_in_a_row_and_open_after_one_that_is_good,
			begin),
		cmocka_unit_test_setup(a_lost_connection_answers_all_with_nothing_in_their_order, begin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
