/* The simulator against the one case that has an exact answer. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "simulate/erlang.h"

enum { WEEKS = 12 };

static void the_formula_gives_the_known_values(void **state)
{
	(void)state;
	static const double known[][2] = {{0.8, 3.88}, {1.0, 11.79}, {1.2, 21.46}};
	for (size_t i = 0; i < 3; i++) {
		double share = erlang_abandonment(20, known[i][0], 40, 10);
		if (fabs(share * 100 - known[i][1]) > 0.005) {
			fail_msg("load %.1f: expected %.2f %%, found %.4f %%", known[i][0], known[i][1],
				share * 100);
		}
	}
}

static void the_formula_knows_one_server_with_a_patience_like_the_service(void **state)
{
	(void)state;
	/* then departures of s + M are those of M/M/infinity: the queue is Poisson's tail */
	double load = 1.5, expected = 1 - (1 - exp(-load)) / load;
	assert_true(fabs(erlang_abandonment(1, load, 7, 7) - expected) < 1e-12);
}

static void the_simulator_stays_within_the_tolerance(void **state)
{
	(void)state;
	struct erlang_check checks[ERLANG_CHECKS];
	assert_int_equal(erlang_self_test(WEEKS, NULL, NULL, checks), 0);
	for (size_t i = 0; i < ERLANG_CHECKS; i++) {
		if (!checks[i].holds) {
			fail_msg("load %.1f: exact %.4f, simulated %.4f", checks[i].load, checks[i].exact,
				checks[i].simulated);
		}
	}
}

/* The planted fault: the exact values of other models must not pass for ours. */
static void another_model_does_not_hold(void **state)
{
	(void)state;
	struct erlang_check checks[ERLANG_CHECKS];
	assert_int_equal(erlang_self_test(WEEKS, NULL, NULL, checks), 0);
	for (size_t i = 0; i < ERLANG_CHECKS; i++) {
		double more_servers = erlang_abandonment(21, checks[i].load * 20 / 21, 40, 10);
		double more_patience = erlang_abandonment(20, checks[i].load, 40, 15);
		double longer_service = erlang_abandonment(20, checks[i].load * 1.02, 40.8, 10);
		assert_true(fabs(checks[i].simulated - more_servers) > erlang_tolerance);
		assert_true(fabs(checks[i].simulated - more_patience) > erlang_tolerance);
		assert_true(fabs(checks[i].simulated - longer_service) > erlang_tolerance);
	}
}

static bool give_up(void *context, double done)
{
	unsigned *heard = context;
	assert_true(done > 0 && done < 1);
	(*heard)++;
	return false;
}

static void whoever_listens_can_stop_it(void **state)
{
	(void)state;
	struct erlang_check checks[ERLANG_CHECKS];
	unsigned heard = 0;
	assert_int_equal(erlang_self_test(WEEKS, give_up, &heard, checks), ERR_MOMENT);
	assert_int_equal(heard, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_formula_gives_the_known_values),
		cmocka_unit_test(the_formula_knows_one_server_with_a_patience_like_the_service),
		cmocka_unit_test(the_simulator_stays_within_the_tolerance),
		cmocka_unit_test(another_model_does_not_hold),
		cmocka_unit_test(whoever_listens_can_stop_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
