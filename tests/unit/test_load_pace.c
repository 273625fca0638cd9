/* What keeps latencies honest: moments that are due stay where they are, and what began in the window counts when it ends
 * behind it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/load/pace.h"
#include "tests/load/tally.h"

enum { CALLS = 20, PER_SECOND = 10000, INTERVAL_NS = 100000 };

struct calls {
	struct pace pace;
	unsigned count;
	uint64_t due_ns[CALLS];
};

/* The third call takes as long as five may. */
static void on_due(void *context, uint64_t due_ns)
{
	struct calls *calls = context;
	calls->due_ns[calls->count++] = due_ns;
	while (calls->count == 3 && uv_hrtime() < due_ns + 5 * INTERVAL_NS) {
	}
	if (calls->count == CALLS) {
		pace_stop(&calls->pace);
	}
}

static void a_late_call_moves_none_of_the_later_ones(void **state)
{
	(void)state;
	uv_loop_t loop;
	struct calls calls = {.count = 0};
	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(pace_start(&calls.pace, &loop, PER_SECOND, on_due, &calls), 0);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(calls.count, CALLS);
	for (unsigned i = 1; i < CALLS; i++) {
		assert_in_range(calls.due_ns[i] - calls.due_ns[i - 1], INTERVAL_NS - 1, INTERVAL_NS + 1);
	}
	assert_int_equal(uv_loop_close(&loop), 0);
}

static struct tally tally;

static void what_was_due_in_the_window_counts_when_it_ends_behind_it(void **state)
{
	(void)state;
	tally_open(&tally, 1000);
	tally_took(&tally, &tally.ack, 999, 1500);
	tally_took(&tally, &tally.ack, 1000, 1100);
	tally_close(&tally, 2000);
	tally_took(&tally, &tally.ack, 1999, 9000);
	tally_took(&tally, &tally.ack, 2000, 2001);
	assert_int_equal(tally.ack.count, 2);
	assert_int_equal(tally.ack.max, 7001);
}

static void a_new_window_forgets_figures_and_keeps_faults(void **state)
{
	(void)state;
	tally_open(&tally, 1000);
	tally_took(&tally, &tally.ack, 1000, 1100);
	tally_fault(&tally, FLOW_LOST, 3);
	tally_fault(&tally, FLOW_FINE, 1);
	tally_open(&tally, 2000);
	assert_int_equal(tally.ack.count, 0);
	assert_int_equal(tally_faults(&tally), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_late_call_moves_none_of_the_later_ones),
		cmocka_unit_test(what_was_due_in_the_window_counts_when_it_ends_behind_it),
		cmocka_unit_test(a_new_window_forgets_figures_and_keeps_faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
