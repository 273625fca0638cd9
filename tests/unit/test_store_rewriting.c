/* When a Redis is asked to write its file anew, by a clock that the test gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/rewriting.h"

enum { MINUTE_MS = 60000, AGE_MS = 10 * MINUTE_MS, PROMISED_MS = 15 * MINUTE_MS, BURY_MS = 45000 };

static const char info[] =
	"# Persistence\r\nloading:0\r\naof_enabled:1\r\naof_rewrite_in_progress:0\r\n"
	"aof_rewrite_scheduled:0\r\naof_last_bgrewrite_status:ok\r\n"
	"# Stats\r\nexpired_keys:2\r\n"
	"# Replication\r\nrole:master\r\nconnected_slaves:2\r\n"
	"slave0:ip=10.0.0.2,port=7001,state=online,offset=1,lag=0\r\n"
	"slave1:ip=2001:db8::1,port=7002,state=wait_bgsave,offset=0,lag=0\r\n"
	"# Commandstats\r\ncmdstat_unlink:calls=30,usec=4,usec_per_call=0.1\r\n"
	"cmdstat_del:calls=100,usec=4,usec_per_call=0.1\r\n";

static struct rewriting_state state_of(uint64_t deleted)
{
	return (struct rewriting_state){.kept = true, .deleted = deleted};
}

/* Looks each minute from from_ms on until the file is due; gives when, 0 for never before until_ms. */
static uint64_t due_at(struct rewriting *rewriting, const struct rewriting_state *state,
	uint64_t from_ms, uint64_t until_ms)
{
	for (uint64_t now_ms = from_ms; now_ms < until_ms; now_ms += MINUTE_MS) {
		if (rewriting_judge(rewriting, state, now_ms)) {
			return now_ms;
		}
	}
	return 0;
}

static void nothing_deleted_nothing_asked(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	struct rewriting_state clean = state_of(0);

	(void)state;
	assert_int_equal(due_at(&rewriting, &clean, 1, 1440ULL * MINUTE_MS), 0);
}

static void a_room_that_ended_is_off_the_file_within_the_promised_minutes(void **state)
{
	(void)state;
	/* Wherever between two looks its keys went, and they go at the latest 45 s after the end. */
	for (uint64_t gone_ms = MINUTE_MS; gone_ms < 3 * MINUTE_MS; gone_ms += 1000) {
		struct rewriting rewriting = {.age_ms = AGE_MS};
		uint64_t look_ms = 1;
		for (; look_ms < gone_ms; look_ms += MINUTE_MS) {
			struct rewriting_state before = state_of(0);
			assert_false(rewriting_judge(&rewriting, &before, look_ms));
		}
		struct rewriting_state after = state_of(2);
		uint64_t due_ms = due_at(&rewriting, &after, look_ms, look_ms + PROMISED_MS);
		assert_in_range(due_ms, gone_ms + AGE_MS - MINUTE_MS, gone_ms + PROMISED_MS - BURY_MS);
	}
}

static void many_ends_are_one_rewrite(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	unsigned asked = 0;

	(void)state;
	for (uint64_t minute = 0; minute < 100; minute++) {
		struct rewriting_state busy = state_of(50 * minute);
		asked += rewriting_judge(&rewriting, &busy, 1 + minute * MINUTE_MS);
	}
	assert_in_range(asked, 8, 10);
}

static void what_is_deleted_while_a_file_is_written_waits_for_the_next(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	struct rewriting_state now = state_of(1);

	(void)state;
	assert_true(rewriting_judge(&rewriting, &now, 1));
	now = state_of(2);
	now.busy = true;
	assert_int_equal(due_at(&rewriting, &now, MINUTE_MS, 3 * AGE_MS), 0);
	now.busy = false;
	assert_true(rewriting_judge(&rewriting, &now, 3 * AGE_MS));
	assert_false(rewriting_judge(&rewriting, &now, 3 * AGE_MS + MINUTE_MS));
}

static void a_file_that_somebody_left_behind_is_due_at_once(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	struct rewriting_state left = state_of(7);

	(void)state;
	assert_true(rewriting_judge(&rewriting, &left, 1));
	assert_false(rewriting_judge(&rewriting, &left, 1 + MINUTE_MS));
}

static void a_redis_that_counts_from_the_beginning_again_is_not_taken_for_clean(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	struct rewriting_state before = state_of(7), after = state_of(0);

	(void)state;
	assert_true(rewriting_judge(&rewriting, &before, 1));
	assert_true(due_at(&rewriting, &after, 1 + MINUTE_MS, 1 + PROMISED_MS) != 0);
}

static void a_rewrite_that_failed_is_noted_and_asked_again_at_each_look(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	struct rewriting_state bad = state_of(0);

	(void)state;
	bad.failed = true;
	assert_true(rewriting_judge(&rewriting, &bad, 1));
	assert_true(rewriting_judge(&rewriting, &bad, 1 + MINUTE_MS));
	assert_true(rewriting.failed);
	bad.failed = false;
	assert_false(rewriting_judge(&rewriting, &bad, 1 + 2 * MINUTE_MS));
	assert_false(rewriting.failed);
}

static void a_server_without_a_file_is_never_asked_for_one(void **state)
{
	struct rewriting rewriting = {.age_ms = AGE_MS};
	struct rewriting_state none = state_of(9);

	(void)state;
	none.kept = false;
	none.failed = true;
	assert_int_equal(due_at(&rewriting, &none, 1, 3 * AGE_MS), 0);
	assert_false(rewriting.failed);
}

static void info_is_read(void **state)
{
	struct rewriting_state read;

	(void)state;
	assert_int_equal(rewriting_read(info, &read), 0);
	assert_true(read.kept);
	assert_false(read.busy);
	assert_false(read.failed);
	assert_int_equal(read.deleted, 132);
	assert_int_equal(read.replica_count, 2);
	assert_string_equal(read.replicas[1].host, "2001:db8::1");
	assert_int_equal(read.replicas[1].port, 7002);
	assert_int_equal(rewriting_read("role:master\r\n", &read), ERR_SYNTAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_deleted_nothing_asked),
		cmocka_unit_test(a_room_that_ended_is_off_the_file_within_the_promised_minutes),
		cmocka_unit_test(many_ends_are_one_rewrite),
		cmocka_unit_test(what_is_deleted_while_a_file_is_written_waits_for_the_next),
		cmocka_unit_test(a_file_that_somebody_left_behind_is_due_at_once),
		cmocka_unit_test(a_redis_that_counts_from_the_beginning_again_is_not_taken_for_clean),
		cmocka_unit_test(a_rewrite_that_failed_is_noted_and_asked_again_at_each_look),
		cmocka_unit_test(a_server_without_a_file_is_never_asked_for_one),
		cmocka_unit_test(info_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
