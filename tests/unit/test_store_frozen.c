/* Frozen files through a real Redis: written once, by whoever comes first. */
#include "store/frozen.h"
#include "unit/store_scene.h"

static char files[256];

static void on_frozen(void *context, struct reply_to to, int err, const struct frozen *frozen)
{
	(void)to;
	files[0] = '\0';
	if (frozen != NULL) {
		snprintf(files, sizeof files, "%s|%s|%llu", frozen->json, frozen->csv,
			(unsigned long long)frozen->at_ms);
	}
	answered(context, err);
}

static void on_steps(void *context, struct reply_to to, int err, const char *const *steps,
	size_t count)
{
	(void)to;
	files[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(files);
		snprintf(files + len, sizeof files - len, "%s ", steps[i]);
	}
	answered(context, err);
}

static void on_kept(void *context, struct reply_to to, int err)
{
	(void)to;
	answered(context, err);
}

static int keep(const char *step, const char *json, uint64_t at_ms)
{
	struct heard *youth = &world.youth;
	const struct frozen frozen = {json, "a;b", at_ms};

	return ask(youth, frozen_keep(youth->store, by_youth, "no", step, &frozen, on_kept, youth));
}

static int read_step(const char *step)
{
	struct heard *youth = &world.youth;

	return ask(youth, frozen_read(youth->store, by_youth, "no", step, on_frozen, youth));
}

static void what_is_frozen_first_stays(void **state)
{
	(void)state;
	assert_int_equal(read_step("2026-10"), ERR_GONE);
	assert_int_equal(keep("2026-10", "{\"n\":1}", 1793595600000), 0);
	assert_int_equal(keep("2026-10", "{\"n\":2}", 1793595600001), 0);
	assert_int_equal(read_step("2026-10"), 0);
	assert_string_equal(files, "{\"n\":1}|a;b|1793595600000");
}

static void the_steps_are_listed_by_name(void **state)
{
	struct heard *youth = &world.youth;

	(void)state;
	assert_int_equal(keep("2026-Q4", "{}", 1), 0);
	assert_int_equal(keep("2026", "{}", 1), 0);
	assert_int_equal(keep("2026-09", "{}", 1), 0);
	assert_int_equal(ask(youth, frozen_list(youth->store, by_youth, "no", on_steps, youth)), 0);
	assert_string_equal(files, "2026 2026-09 2026-10 2026-Q4 ");
	assert_int_equal(ask(youth, frozen_list(youth->store, by_youth, "dk", on_steps, youth)), 0);
	assert_string_equal(files, "");
}

static void what_is_no_step_is_not_kept(void **state)
{
	(void)state;
	assert_int_equal(keep("all", "{}", 1), ERR_RANGE);
	assert_int_equal(keep("2026-10-01", "{}", 1), ERR_RANGE);
	assert_int_equal(keep("2026-11", "", 1), ERR_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_frozen_first_stays),
		cmocka_unit_test(the_steps_are_listed_by_name),
		cmocka_unit_test(what_is_no_step_is_not_kept),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
