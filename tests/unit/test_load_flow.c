/* The judge of deliveries: each fault is planted and must be found, and an honest run has none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/load/flow.h"

/* A flow with so many messages said. */
static struct flow said(unsigned count)
{
	struct flow flow = {0};
	for (unsigned i = 0; i < count; i++) {
		(void)flow_say(&flow);
	}
	return flow;
}

static enum flow_fault hear(struct flow *flow, uint64_t cseq)
{
	return flow_hear(flow, cseq, 10 + cseq, true);
}

static enum flow_fault ack(struct flow *flow, uint64_t cseq)
{
	return flow_ack(flow, cseq, 10 + cseq);
}

static void an_honest_run_has_no_fault(void **state)
{
	(void)state;
	struct flow flow = {0};
	for (unsigned i = 1; i <= 5000; i++) {
		assert_int_equal(flow_say(&flow), i);
		assert_int_equal(ack(&flow, i), FLOW_FINE);
		assert_int_equal(hear(&flow, i), FLOW_FINE);
	}
	assert_true(flow_is_settled(&flow));
	assert_int_equal(flow_lost(&flow), 0);
	assert_true(flow_agrees(&flow));
}

static void a_message_that_never_comes_is_lost(void **state)
{
	(void)state;
	struct flow flow = said(3);
	for (unsigned i = 1; i <= 3; i++) {
		assert_int_equal(ack(&flow, i), FLOW_FINE);
	}
	assert_int_equal(hear(&flow, 1), FLOW_FINE);
	assert_int_equal(hear(&flow, 3), FLOW_FINE);
	assert_false(flow_is_settled(&flow));
	assert_int_equal(flow_lost(&flow), 1);
}

static void the_last_message_can_be_lost_too(void **state)
{
	(void)state;
	struct flow flow = said(2);
	assert_int_equal(hear(&flow, 1), FLOW_FINE);
	assert_int_equal(ack(&flow, 1), FLOW_FINE);
	assert_int_equal(ack(&flow, 2), FLOW_FINE);
	assert_false(flow_is_settled(&flow));
	assert_int_equal(flow_lost(&flow), 1);
}

static void a_loss_is_remembered_however_long_ago_it_was(void **state)
{
	(void)state;
	struct flow flow = said(1000);
	for (unsigned i = 1; i <= 1000; i++) {
		assert_int_equal(ack(&flow, i), FLOW_FINE);
		if (i != 5 && i != 999) {
			assert_int_equal(hear(&flow, i), FLOW_FINE);
		}
	}
	assert_int_equal(flow_lost(&flow), 2);
}

static void an_ack_that_never_comes_is_a_loss(void **state)
{
	(void)state;
	struct flow flow = said(1);
	assert_int_equal(hear(&flow, 1), FLOW_FINE);
	assert_false(flow_is_settled(&flow));
	assert_int_equal(flow_lost(&flow), 1);
}

static void a_message_heard_twice_is_doubled(void **state)
{
	(void)state;
	struct flow flow = said(200);
	assert_int_equal(hear(&flow, 1), FLOW_FINE);
	assert_int_equal(hear(&flow, 1), FLOW_DOUBLED);
	for (unsigned i = 2; i <= 200; i++) {
		assert_int_equal(hear(&flow, i), FLOW_FINE);
	}
	assert_int_equal(hear(&flow, 200), FLOW_DOUBLED);
	assert_int_equal(hear(&flow, 3), FLOW_DOUBLED);
}

static void a_message_heard_behind_a_later_one_is_reordered_and_not_lost(void **state)
{
	(void)state;
	struct flow flow = said(3);
	assert_int_equal(hear(&flow, 1), FLOW_FINE);
	assert_int_equal(hear(&flow, 3), FLOW_FINE);
	assert_int_equal(hear(&flow, 2), FLOW_REORDERED);
	assert_int_equal(hear(&flow, 2), FLOW_DOUBLED);
	for (unsigned i = 1; i <= 3; i++) {
		assert_int_equal(ack(&flow, i), FLOW_FINE);
	}
	assert_int_equal(flow_lost(&flow), 0);
}

static void other_bytes_are_altered(void **state)
{
	(void)state;
	struct flow flow = said(1);
	assert_int_equal(flow_hear(&flow, 1, 11, false), FLOW_ALTERED);
}

static void what_was_never_said_is_told(void **state)
{
	(void)state;
	struct flow flow = said(1);
	assert_int_equal(hear(&flow, 2), FLOW_UNSAID);
	assert_int_equal(hear(&flow, 0), FLOW_UNSAID);
	assert_int_equal(ack(&flow, 2), FLOW_UNSAID);
	assert_int_equal(ack(&flow, 0), FLOW_UNSAID);
}

static void an_ack_twice_or_out_of_order_is_told(void **state)
{
	(void)state;
	struct flow flow = said(3);
	assert_int_equal(ack(&flow, 1), FLOW_FINE);
	assert_int_equal(ack(&flow, 1), FLOW_DOUBLED);
	assert_int_equal(ack(&flow, 3), FLOW_REORDERED);
}

static void an_offset_that_does_not_rise_is_misplaced(void **state)
{
	(void)state;
	struct flow flow = said(2);
	assert_int_equal(flow_hear(&flow, 1, 7, true), FLOW_FINE);
	assert_int_equal(flow_hear(&flow, 2, 7, true), FLOW_MISPLACED);
	assert_int_equal(flow_ack(&flow, 1, 7), FLOW_FINE);
	assert_int_equal(flow_ack(&flow, 2, 6), FLOW_MISPLACED);
}

static void sender_and_listener_must_agree_on_the_place(void **state)
{
	(void)state;
	struct flow flow = said(2);
	assert_int_equal(flow_ack(&flow, 1, 1), FLOW_FINE);
	assert_int_equal(flow_ack(&flow, 2, 3), FLOW_FINE);
	assert_int_equal(flow_hear(&flow, 1, 1, true), FLOW_FINE);
	assert_int_equal(flow_hear(&flow, 2, 2, true), FLOW_FINE);
	assert_true(flow_is_settled(&flow));
	assert_false(flow_agrees(&flow));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_honest_run_has_no_fault),
		cmocka_unit_test(a_message_that_never_comes_is_lost),
		cmocka_unit_test(the_last_message_can_be_lost_too),
		cmocka_unit_test(a_loss_is_remembered_however_long_ago_it_was),
		cmocka_unit_test(an_ack_that_never_comes_is_a_loss),
		cmocka_unit_test(a_message_heard_twice_is_doubled),
		cmocka_unit_test(a_message_heard_behind_a_later_one_is_reordered_and_not_lost),
		cmocka_unit_test(other_bytes_are_altered),
		cmocka_unit_test(what_was_never_said_is_told),
		cmocka_unit_test(an_ack_twice_or_out_of_order_is_told),
		cmocka_unit_test(an_offset_that_does_not_rise_is_misplaced),
		cmocka_unit_test(sender_and_listener_must_agree_on_the_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
