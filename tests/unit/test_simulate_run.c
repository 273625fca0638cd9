/* Whole runs, small and with fixed seeds: what must come out, what a changed parameter does, and
 * that a broken rule is seen. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "simulate/parameters.h"
#include "simulate/simulate.h"

static void on_problem(void *context, const char *problem)
{
	(void)context;
	fail_msg("%s", problem);
}

static void set(struct parameters *parameters, const char *name, const char *value)
{
	char why[300];
	if (parameters_set(parameters, name, value, why, sizeof(why)) != 0) {
		fail_msg("%s", why);
	}
}

/* A preset with pairs of name and value, NULL behind the last. */
static struct simulate_results run(const char *preset, const char *const *settings)
{
	struct parameters *parameters = NULL;
	struct simulate_results results;
	char why[300];
	assert_int_equal(parameters_create(&parameters), 0);
	assert_int_equal(parameters_read(parameters, preset, parameters_preset(preset), on_problem,
						 NULL),
		0);
	set(parameters, "evenings",
		strcmp(preset, "D") == 0       ? "1400"
			: strcmp(preset, "C") == 0 ? "350"
									   : "70");
	for (; settings && *settings; settings += 2) {
		set(parameters, settings[0], settings[1]);
	}
	if (parameters_check(parameters, why, sizeof(why)) != 0) {
		fail_msg("%s", why);
	}
	assert_int_equal(simulate_run(parameters, NULL, NULL, &results), 0);
	parameters_destroy(parameters);
	return results;
}

static const struct simulate_result *policy_of(const struct simulate_results *results,
	const char *name)
{
	for (size_t i = 0; i < results->count; i++) {
		if (strcmp(results->list[i].policy, name) == 0) {
			return &results->list[i];
		}
	}
	fail_msg("no policy %s", name);
	return NULL;
}

/* What the pool is for: hardly anybody lost, and still most of them by their own municipality. */
static bool own_first_is_good(const struct simulate_result *result)
{
	return result->lost < 0.01 && result->own > 0.60 && result->own < 0.69 &&
		result->p90_wait_min < 0.8;
}

static void preset_a_lands_near_the_table(void **state)
{
	(void)state;
	struct simulate_results results = run("A", NULL);
	const struct simulate_result *isolated = policy_of(&results, "isolated");
	const struct simulate_result *blind = policy_of(&results, "blind");
	const struct simulate_result *slow = policy_of(&results, "own 180+180");
	assert_true(isolated->lost > 0.17 && isolated->lost < 0.22);
	assert_true(isolated->unskilled > 0.07 && isolated->unskilled < 0.10);
	assert_true(isolated->own == 1);
	assert_true(own_first_is_good(policy_of(&results, "own 30+30")));
	assert_true(slow->lost > 0.05 && slow->lost < 0.07 && slow->own > 0.73 && slow->own < 0.79);
	assert_true(blind->lost < 0.003 && blind->own > 0.06 && blind->own < 0.09);
}

/* Planted: each breaks one rule, and the same question as above must be answered with no. */
static void a_broken_rule_is_seen(void **state)
{
	(void)state;
	static const char *const faults[][3] = {
		{"own 99999+99999", "seed", "1"},     /* widening is ignored */
		{"own 30+99999", "seed", "1"},        /* its second step is */
		{"blind", "seed", "1"},               /* the own one is not asked first */
		{"own 30+30", "capacity", "1"},       /* the second slot is never used */
		{"own 30+30", "missed_share", "0.6"}, /* offers are lost on the way */
	};
	static const char *const sound[] = {"policies", "own 30+30", NULL};
	struct simulate_results unbroken = run("A", sound);
	assert_true(own_first_is_good(&unbroken.list[0]));
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		const char *const settings[] = {"policies", faults[i][0], faults[i][1], faults[i][2], NULL};
		struct simulate_results results = run("A", settings);
		if (own_first_is_good(&results.list[0])) {
			fail_msg("%s with %s = %s went unseen", faults[i][0], faults[i][1], faults[i][2]);
		}
	}
}

static void preset_b_lands_near_the_table(void **state)
{
	(void)state;
	struct simulate_results results = run("B", NULL);
	const struct simulate_result *isolated = policy_of(&results, "isolated");
	const struct simulate_result *bold = policy_of(&results, "own 30+30");
	assert_true(isolated->lost > 0.72 && isolated->lost < 0.77);
	assert_true(bold->lost > 0.06 && bold->lost < 0.10);
	assert_true(bold->own > 0.17 && bold->own < 0.23);
	assert_true(policy_of(&results, "own 180+180 no-skip")->lost >
		policy_of(&results, "own 180+180")->lost + 0.10);
}

static void eight_in_a_pool_answer_more_than_thirty_alone(void **state)
{
	(void)state;
	struct simulate_results results = run("C", NULL);
	const struct simulate_result *alone = policy_of(&results, "isolated");
	const struct simulate_result *eight = policy_of(&results, "own 60+60 duty 8");
	assert_true(alone->lost > 0.21 && alone->lost < 0.26);
	assert_true(eight->lost > 0.01 && eight->lost < 0.03);
	assert_true(eight->own > 0.22 && eight->own < 0.30);
	assert_true(fabs(eight->shift_hours - alone->shift_hours * 8 / 30) < 1e-6);
}

static void at_seed_scale_the_pool_opens_more_doors(void **state)
{
	(void)state;
	struct simulate_results results = run("D", NULL);
	const struct simulate_result *alone = policy_of(&results, "isolated");
	const struct simulate_result *pool = policy_of(&results, "own 30+30");
	assert_true(pool->open_door > 3 * alone->open_door);
	assert_true(pool->answered > 3 * alone->answered);
	assert_true(pool->door_closed > 0.5); /* and most still find nobody on duty */
	assert_true(pool->in_conversation > alone->in_conversation && pool->in_conversation < 0.1);
}

static void everybody_who_comes_is_accounted_for(void **state)
{
	(void)state;
	static const char *const presets[] = {"A", "B", "C", "D"};
	for (size_t i = 0; i < 4; i++) {
		struct simulate_results results = run(presets[i], NULL);
		for (size_t k = 0; k < results.count; k++) {
			const struct simulate_result *result = &results.list[k];
			double lost =
				result->door_closed + result->unskilled + result->abandoned + result->waiting;
			assert_true(fabs(lost - result->lost) < 1e-9);
			assert_true(fabs(result->lost + result->answered - 1) < 1e-9);
			assert_int_equal(result->arrivals, results.list[0].arrivals);
		}
	}
}

static void the_same_seed_gives_the_same_figures_and_another_does_not(void **state)
{
	(void)state;
	static const char *const other[] = {"seed", "2", NULL};
	struct simulate_results first = run("B", NULL), again = run("B", NULL);
	struct simulate_results differs = run("B", other);
	assert_int_equal(first.count, again.count);
	for (size_t i = 0; i < first.count; i++) {
		assert_true(first.list[i].lost == again.list[i].lost);
		assert_true(first.list[i].mean_wait_min == again.list[i].mean_wait_min);
	}
	assert_true(first.list[0].lost != differs.list[0].lost);
}

static void one_more_counsellor_on_thursday_answers_more(void **state)
{
	(void)state;
	static const char *const change[] = {"extra.1", "thu 18-22", NULL};
	struct simulate_results before = run("D", NULL), after = run("D", change);
	for (size_t i = 0; i < before.count; i++) {
		assert_int_equal(after.list[i].arrivals, before.list[i].arrivals);
		assert_true(after.list[i].answered > before.list[i].answered);
		assert_true(fabs(after.list[i].shift_hours - before.list[i].shift_hours - 4) < 1e-6);
	}
}

static void closing_earlier_closes_doors(void **state)
{
	(void)state;
	static const char *const change[] = {"hours", "mon-sun 17-21", NULL};
	struct simulate_results before = run("A", NULL), after = run("A", change);
	for (size_t i = 0; i < before.count; i++) {
		assert_int_equal(after.list[i].arrivals, before.list[i].arrivals);
		assert_true(before.list[i].door_closed == 0);
		assert_true(after.list[i].door_closed > 0.1);
		assert_true(after.list[i].lost > before.list[i].lost + 0.1);
	}
}

static void a_municipality_that_joins_without_staff_lives_on_the_others(void **state)
{
	(void)state;
	static const char *const change[] = {"population.31", "150", "counsellors.31", "0", NULL};
	struct simulate_results before = run("A", NULL), after = run("A", change);
	const struct simulate_result *alone = policy_of(&after, "isolated");
	const struct simulate_result *pool = policy_of(&after, "own 30+30");
	assert_true(pool->arrivals > policy_of(&before, "own 30+30")->arrivals);
	assert_true(alone->door_closed > 0.03 && alone->worst_municipality == 31);
	assert_true(alone->worst_lost == 1);
	assert_true(pool->lost > policy_of(&before, "own 30+30")->lost && pool->lost < 0.03);
	assert_true(pool->door_closed == 0);
}

static void more_patience_loses_fewer(void **state)
{
	(void)state;
	static const char *const change[] = {"patience_min", "lognormal 15 1", NULL};
	struct simulate_results before = run("B", NULL), after = run("B", change);
	assert_true(policy_of(&after, "own 30+30")->lost < policy_of(&before, "own 30+30")->lost);
}

static bool stop_at_half(void *context, double done)
{
	double *last = context;
	assert_true(done > *last && done <= 1);
	*last = done;
	return done < 0.5;
}

static void whoever_listens_can_stop_a_run(void **state)
{
	(void)state;
	struct parameters *parameters = NULL;
	struct simulate_results results = {.count = 77};
	double last = 0;
	assert_int_equal(parameters_create(&parameters), 0);
	assert_int_equal(parameters_read(parameters, "D", parameters_preset("D"), on_problem, NULL), 0);
	set(parameters, "evenings", "70");
	assert_true(simulate_work(parameters) > 1000 && simulate_work(parameters) < 2000);
	assert_int_equal(simulate_run(parameters, stop_at_half, &last, &results), ERR_MOMENT);
	assert_true(last == 0.5);
	assert_int_equal(results.count, 77);
	parameters_destroy(parameters);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(preset_a_lands_near_the_table),
		cmocka_unit_test(a_broken_rule_is_seen),
		cmocka_unit_test(preset_b_lands_near_the_table),
		cmocka_unit_test(eight_in_a_pool_answer_more_than_thirty_alone),
		cmocka_unit_test(at_seed_scale_the_pool_opens_more_doors),
		cmocka_unit_test(everybody_who_comes_is_accounted_for),
		cmocka_unit_test(the_same_seed_gives_the_same_figures_and_another_does_not),
		cmocka_unit_test(one_more_counsellor_on_thursday_answers_more),
		cmocka_unit_test(closing_earlier_closes_doors),
		cmocka_unit_test(a_municipality_that_joins_without_staff_lives_on_the_others),
		cmocka_unit_test(more_patience_loses_fewer),
		cmocka_unit_test(whoever_listens_can_stop_a_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
