/* The simulator's small parts: draws, events in order, timetables, figures. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "simulate/internal/heap.h"
#include "simulate/internal/match.h"
#include "simulate/internal/policy.h"
#include "simulate/internal/random.h"
#include "simulate/internal/tally.h"
#include "simulate/internal/timetable.h"

enum { DRAWS = 200000 };

static void assert_near(double found, double expected, double tolerance)
{
	if (!(fabs(found - expected) <= tolerance)) {
		fail_msg("expected %.6g within %.6g, found %.6g", expected, tolerance, found);
	}
}

static void a_draw_hangs_on_nothing_but_its_name(void **state)
{
	(void)state;
	uint64_t seed = random_seed(1, 2);
	double first = random_uniform(seed, RANDOM_CHAT, 7);
	for (uint64_t i = 0; i < 100; i++) {
		(void)random_uniform(seed, RANDOM_GAP, i);
	}
	assert_true(first == random_uniform(seed, RANDOM_CHAT, 7));
	assert_true(first != random_uniform(seed, RANDOM_CHAT, 8));
	assert_true(first != random_uniform(seed, RANDOM_PATIENCE, 7));
	assert_true(first != random_uniform(random_seed(1, 3), RANDOM_CHAT, 7));
}

static void draws_are_even(void **state)
{
	(void)state;
	double sum = 0, squares = 0;
	for (uint64_t i = 0; i < DRAWS; i++) {
		double uniform = random_uniform(random_seed(5, 0), RANDOM_SKILL, i);
		assert_true(uniform > 0 && uniform < 1);
		sum += uniform;
		squares += uniform * uniform;
	}
	assert_near(sum / DRAWS, 0.5, 0.003);
	assert_near(squares / DRAWS, 1.0 / 3, 0.003);
}

static void durations_follow_their_law(void **state)
{
	(void)state;
	const struct duration chat = {LAW_LOGNORMAL, 33, 0.6}, patience = {LAW_EXPONENTIAL, 10, 0};
	double chats = 0, patiences = 0;
	for (uint64_t i = 0; i < DRAWS; i++) {
		chats += random_duration(&chat, random_uniform(9, RANDOM_CHAT, i));
		patiences += random_duration(&patience, random_uniform(9, RANDOM_PATIENCE, i));
	}
	assert_near(random_duration(&chat, 0.5), 33, 1e-6);
	assert_near(random_duration(&chat, 0.8413447460685429), 33 * exp(0.6), 1e-4);
	assert_near(random_duration(&chat, 0.0013498980316301), 33 * exp(-1.8), 1e-4);
	assert_near(chats / DRAWS, 33 * exp(0.18), 0.2);
	assert_near(patiences / DRAWS, 10, 0.1);
}

static void events_come_by_time_then_kind_then_turn(void **state)
{
	(void)state;
	static const struct event added[] = {
		{.at_s = 5, .kind = 1, .subject = 4},
		{.at_s = 3, .kind = 2, .subject = 2},
		{.at_s = 5, .kind = 0, .subject = 3},
		{.at_s = 1, .kind = 9, .subject = 1},
		{.at_s = 5, .kind = 1, .subject = 5},
	};
	struct heap heap;
	struct event event;
	heap_init(&heap);
	for (size_t i = 0; i < sizeof(added) / sizeof(added[0]); i++) {
		assert_int_equal(heap_add(&heap, &added[i]), 0);
	}
	for (uint32_t expected = 1; expected <= 5; expected++) {
		assert_true(heap_take(&heap, &event));
		assert_int_equal(event.subject, expected);
	}
	assert_false(heap_take(&heap, &event));
	heap_finish(&heap);
}

static void a_thousand_events_come_in_order(void **state)
{
	(void)state;
	struct heap heap;
	struct event event;
	double last = 0;
	heap_init(&heap);
	for (uint64_t i = 0; i < 1000; i++) {
		event = (struct event){.at_s = random_uniform(3, RANDOM_GAP, i)};
		assert_int_equal(heap_add(&heap, &event), 0);
	}
	for (unsigned i = 0; i < 1000; i++) {
		assert_true(heap_take(&heap, &event));
		assert_true(event.at_s >= last);
		last = event.at_s;
	}
	heap_finish(&heap);
}

static void a_timetable_becomes_minutes_of_the_week(void **state)
{
	(void)state;
	struct timetable table;
	const char *why = NULL;
	assert_int_equal(timetable_parse("thu 19-21:30; mon-tue 12:15 - 16", &table, &why), 0);
	assert_int_equal(table.count, 3);
	assert_int_equal(table.spans[0].from_min, 12 * 60 + 15);
	assert_int_equal(table.spans[1].until_min, DAY_MIN + 16 * 60);
	assert_int_equal(table.spans[2].from_min, 3 * DAY_MIN + 19 * 60);
	assert_int_equal(table.spans[2].until_min, 3 * DAY_MIN + 21 * 60 + 30);
	assert_int_equal(timetable_parse("none", &table, &why), 0);
	assert_int_equal(table.count, 0);
}

static void spans_that_touch_are_one_shift(void **state)
{
	(void)state;
	struct timetable table;
	const char *why = NULL;
	assert_int_equal(timetable_parse("mon-sun 0-24", &table, &why), 0);
	assert_int_equal(table.count, 1);
	assert_int_equal(table.spans[0].until_min, WEEK_MIN);
}

static void wrong_timetables_are_refused_with_what_was_expected(void **state)
{
	(void)state;
	static const struct {
		const char *text, *why;
	} rows[] = {
		{"", "expected days"},
		{"someday 16-20", "expected days"},
		{"wed-mon 16-20", "expected days"},
		{"mon", "expected times"},
		{"mon 20-16", "expected times"},
		{"mon 16-24:30", "expected times"},
		{"mon 16:60-20", "expected times"},
		{"mon 16-20 tue 16-20", "expected ;"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct timetable table;
		const char *why = "";
		assert_int_equal(timetable_parse(rows[i].text, &table, &why), ERR_SYNTAX);
		if (!strstr(why, rows[i].why)) {
			fail_msg("\"%s\": expected \"%s\", said \"%s\"", rows[i].text, rows[i].why, why);
		}
	}
}

static void youths_come_by_the_weights_of_the_day(void **state)
{
	(void)state;
	struct come come;
	const char *why = NULL;
	assert_int_equal(come_parse("0-8 10; 8-16 28; 16-24 62", &come, &why), 0);
	assert_near(come_minute(&come, 0.10), 8 * 60, 1e-9);
	assert_near(come_minute(&come, 0.38), 16 * 60, 1e-9);
	assert_near(come_minute(&come, 0.69), 20 * 60, 1e-9);
	assert_int_equal(come_parse("17-18 1; 17-19 1", &come, &why), ERR_SYNTAX);
	assert_int_equal(come_parse("17-18", &come, &why), ERR_SYNTAX);
	assert_int_equal(come_parse("17-18 -1", &come, &why), ERR_SYNTAX);
}

static void policies_are_read_with_what_differs(void **state)
{
	(void)state;
	struct policies policies;
	const char *why = NULL;
	const char *text = "isolated; own 30+60 no-skip ;own 0+0 duty 8;blind";
	assert_int_equal(policies_parse(text, &policies, &why), 0);
	assert_int_equal(policies.count, 4);
	assert_string_equal(policies.list[1].name, "own 30+60 no-skip");
	assert_true(policies.list[1].widen_s[0] == 30 && policies.list[1].widen_s[1] == 60);
	assert_false(policies.list[1].skips);
	assert_int_equal(policies.list[2].duty, 8);
	assert_int_equal(policies.list[3].rule, POLICY_BLIND);
}

static void the_longest_idle_of_the_least_loaded_is_taken(void **state)
{
	(void)state;
	const struct policy policy = {.rule = POLICY_BLIND};
	const struct youth youth = {.at_s = 10};
	const struct shift shifts[4] = {
		{.topics = 1, .last_entry_s = 99},
		{.topics = 1, .last_entry_s = 99},
		{.topics = 1, .last_entry_s = 99},
		{.topics = 2, .last_entry_s = 99},
	};
	struct counsellor counsellors[4] = {
		{.on = true, .load = 1, .idle_since_s = 1},
		{.on = true, .idle_since_s = 5},
		{.on = true, .idle_since_s = 3},
		{.on = true, .idle_since_s = 0},
	};
	struct visit visit = {.level = LEVEL_NATION, .excluded = NOBODY};
	uint32_t on_duty[] = {0, 1, 2, 3};
	struct hall hall = {.policy = &policy,
		.youths = &youth,
		.shifts = shifts,
		.visits = &visit,
		.counsellors = counsellors,
		.on_duty = on_duty,
		.on_duty_count = 4,
		.capacity = 2};
	assert_int_equal(match_counsellor(&hall, 0), 2);
	counsellors[2].paused = true;
	assert_int_equal(match_counsellor(&hall, 0), 1);
	counsellors[1].offered = true;
	assert_int_equal(match_counsellor(&hall, 0), 0);
	counsellors[0].load = 2;
	assert_int_equal(match_counsellor(&hall, 0), NOBODY);
}

static void the_earliest_place_at_its_level_is_served(void **state)
{
	(void)state;
	const struct policy policy = {.rule = POLICY_OWN};
	const struct youth youths[3] = {{.municipality = 1}, {.municipality = 1}, {.municipality = 0}};
	const struct shift shift = {.topics = 1, .last_entry_s = 99};
	struct counsellor one = {.on = true};
	struct visit visits[3] = {
		{.level = 1, .place_s = 1, .excluded = NOBODY},
		{.level = 2, .place_s = 5, .excluded = NOBODY},
		{.level = 0, .place_s = 50, .excluded = NOBODY},
	};
	uint32_t on_duty[] = {0}, waiting[] = {0, 1, 2};
	struct hall hall = {.policy = &policy,
		.youths = youths,
		.shifts = &shift,
		.visits = visits,
		.counsellors = &one,
		.on_duty = on_duty,
		.on_duty_count = 1,
		.waiting = waiting,
		.waiting_count = 3,
		.capacity = 2,
		.local_bonus_s = 30};
	struct youth county_apart[3];
	memcpy(county_apart, youths, sizeof(youths));
	county_apart[0].county = county_apart[1].county = 1;
	hall.youths = county_apart;
	assert_int_equal(match_youth(&hall, 0), 1); /* 0 is not yet at the nation */
	hall.local_bonus_s = 60;
	assert_int_equal(match_youth(&hall, 0), 2);
	visits[2].excluded = 0;
	assert_int_equal(match_youth(&hall, 0), 1);
}

static void figures_are_made_of_counts(void **state)
{
	(void)state;
	struct tally *tally = calloc(1, sizeof(*tally));
	assert_non_null(tally);
	for (unsigned i = 0; i < 10; i++) {
		tally_arrival(tally, i % 2, true);
		if (i < 8) {
			tally_answer(tally, i % 2, (i + 1) * 12, i < 2 ? 0 : i < 4 ? 1 : 2);
		} else {
			tally_loss(tally, 1, LOSS_ABANDONED);
		}
	}
	tally_week(tally);
	struct simulate_result result;
	tally_result(tally, &result);
	assert_near(result.lost, 0.2, 1e-12);
	assert_near(result.abandoned, 0.2, 1e-12);
	assert_near(result.answered, 0.8, 1e-12);
	assert_near(result.own, 0.25, 1e-12);
	assert_near(result.county, 0.5, 1e-12);
	assert_near(result.mean_wait_min, 54.0 / 60, 1e-12);
	assert_near(result.p90_wait_min, 96.0 / 60, 1e-12);
	assert_near(result.within_minute, 0.5, 1e-12);
	assert_int_equal(result.worst_municipality, 2);
	assert_near(result.worst_lost, 0.4, 1e-12);
	free(tally);
}

static void figures_of_one_municipality_are_of_its_youths_and_counsellors_alone(void **state)
{
	(void)state;
	struct tally *tally = calloc(1, sizeof(*tally));
	assert_non_null(tally);
	tally->only = 2;
	for (size_t place = 0; place < 2; place++) {
		tally_arrival(tally, place, place == 1);
		tally_arrival(tally, place, place == 1);
		tally_answer(tally, place, place == 1 ? 30 : 600, 0);
		tally_loss(tally, place, place == 1 ? LOSS_ABANDONED : LOSS_WAITING);
		tally_shift(tally, place, place == 1 ? 7200 : 3600);
		tally_busy(tally, place, place == 1 ? 1800 : 3600);
	}
	tally_week(tally);
	struct simulate_result result;
	tally_result(tally, &result);
	assert_int_equal(result.arrivals, 2);
	assert_near(result.open_door, 1, 1e-12);
	assert_near(result.abandoned, 0.5, 1e-12);
	assert_near(result.waiting, 0, 1e-12);
	assert_near(result.p90_wait_min, 0.5, 1e-12);
	assert_near(result.shift_hours, 2, 1e-12);
	assert_near(result.in_conversation, 0.25, 1e-12);
	free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draw_hangs_on_nothing_but_its_name),
		cmocka_unit_test(draws_are_even),
		cmocka_unit_test(durations_follow_their_law),
		cmocka_unit_test(events_come_by_time_then_kind_then_turn),
		cmocka_unit_test(a_thousand_events_come_in_order),
		cmocka_unit_test(a_timetable_becomes_minutes_of_the_week),
		cmocka_unit_test(spans_that_touch_are_one_shift),
		cmocka_unit_test(wrong_timetables_are_refused_with_what_was_expected),
		cmocka_unit_test(youths_come_by_the_weights_of_the_day),
		cmocka_unit_test(policies_are_read_with_what_differs),
		cmocka_unit_test(the_longest_idle_of_the_least_loaded_is_taken),
		cmocka_unit_test(the_earliest_place_at_its_level_is_served),
		cmocka_unit_test(figures_are_made_of_counts),
		cmocka_unit_test(figures_of_one_municipality_are_of_its_youths_and_counsellors_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
