/* Stored counters against a real Redis: what is told of doors is read back as it is; what is counted is tested in
 * tests/routing. */
#include "store/counts.h"
#include "unit/store_scene.h"

static unsigned fields;
static char read_back[128];

static void on_counts(void *context, struct reply_to to, int err, const struct counts *counts)
{
	const char *field = "";
	int64_t number = 0;

	(void)to;
	fields = 0;
	read_back[0] = '\0';
	while (counts != NULL && counts_at(counts, fields, &field, &number)) {
		size_t len = strlen(read_back);
		snprintf(read_back + len, sizeof read_back - len, "%s=%lld ", field, (long long)number);
		fields++;
	}
	answered(context, err);
}

static int read_step(char kind, const char *step)
{
	struct heard *youth = &world.youth;

	return ask(youth, counts_read(youth->store, by_youth, "no", kind, step, on_counts, youth));
}

static int tell(const char *pool, const char *minutes)
{
	const struct counts_doors doors = {.pool = pool, .day = "20261122", .minutes = minutes};
	struct heard *youth = &world.youth;

	return ask(youth, counts_opened(youth->store, by_youth, &doors, on_done));
}

static void the_minutes_of_doors_are_read_as_they_were_told_first(void **state)
{
	(void)state;
	assert_int_equal(tell("no", "oslo:300 asker:0"), 0);
	assert_int_equal(tell("no", "oslo:60"), 0);
	assert_int_equal(read_step('o', "20261122"), 0);
	assert_int_equal(fields, 2);
	assert_string_equal(read_back, "oslo=300 asker=0 ");
}

static void a_step_in_which_nothing_was_counted_has_no_field(void **state)
{
	(void)state;
	assert_int_equal(read_step('d', "20200101"), 0);
	assert_int_equal(fields, 0);
}

static void a_step_that_is_none_of_its_kind_is_out_of_range(void **state)
{
	(void)state;
	assert_int_equal(read_step('h', "202001"), ERR_RANGE);
	assert_int_equal(fields, 0);
	assert_int_equal(tell("none", "oslo:300"), ERR_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_minutes_of_doors_are_read_as_they_were_told_first),
		cmocka_unit_test(a_step_in_which_nothing_was_counted_has_no_field),
		cmocka_unit_test(a_step_that_is_none_of_its_kind_is_out_of_range),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
