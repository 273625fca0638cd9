/* What waits to be sent on one socket: in order, bounded, with room in front. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <libwebsockets.h>

#include "net/ws_outbox.h"

static void push(struct ws_outbox *outbox, const char *text)
{
	assert_int_equal(ws_outbox_push(outbox, view_text(text), 1000), 0);
}

static void expect_front(struct ws_outbox *outbox, const char *text)
{
	size_t len = 0;
	uint8_t *bytes = ws_outbox_front(outbox, &len);
	assert_true(view_is((struct view){bytes, len}, text));
	ws_outbox_pop(outbox);
}

static void messages_come_out_in_the_order_they_went_in(void **state)
{
	(void)state;
	struct ws_outbox outbox;
	ws_outbox_init(&outbox);
	assert_true(ws_outbox_is_empty(&outbox));
	push(&outbox, "en");
	push(&outbox, "to");
	expect_front(&outbox, "en");
	push(&outbox, "tre");
	expect_front(&outbox, "to");
	expect_front(&outbox, "tre");
	assert_true(ws_outbox_is_empty(&outbox));
	push(&outbox, "fire");
	expect_front(&outbox, "fire");
	assert_int_equal(outbox.bytes, 0);
}

static void the_limit_holds_to_the_byte(void **state)
{
	(void)state;
	struct ws_outbox outbox;
	ws_outbox_init(&outbox);
	assert_int_equal(ws_outbox_push(&outbox, view_text("12345"), 10), 0);
	assert_int_equal(ws_outbox_push(&outbox, view_text("123456"), 10), ERR_FULL);
	assert_int_equal(ws_outbox_push(&outbox, view_text("12345"), 10), 0);
	assert_int_equal(ws_outbox_push(&outbox, view_text("1"), 10), ERR_FULL);
	assert_int_equal(outbox.bytes, 10);
	ws_outbox_pop(&outbox);
	assert_int_equal(ws_outbox_push(&outbox, view_text("1"), 10), 0);
	ws_outbox_finish(&outbox);
}

static void a_message_that_was_too_much_leaves_the_others_alone(void **state)
{
	(void)state;
	struct ws_outbox outbox;
	ws_outbox_init(&outbox);
	push(&outbox, "en");
	assert_int_equal(ws_outbox_push(&outbox, view_text("to"), 3), ERR_FULL);
	push(&outbox, "tre");
	expect_front(&outbox, "en");
	expect_front(&outbox, "tre");
}

/* The library writes its header there. */
static void the_room_in_front_may_be_overwritten(void **state)
{
	(void)state;
	struct ws_outbox outbox;
	size_t len = 0;
	ws_outbox_init(&outbox);
	push(&outbox, "en");
	push(&outbox, "to");
	uint8_t *bytes = ws_outbox_front(&outbox, &len);
	memset(bytes - LWS_PRE, 0xff, LWS_PRE);
	expect_front(&outbox, "en");
	expect_front(&outbox, "to");
}

static void finishing_forgets_everything(void **state)
{
	(void)state;
	struct ws_outbox outbox;
	ws_outbox_init(&outbox);
	push(&outbox, "en");
	push(&outbox, "to");
	ws_outbox_finish(&outbox);
	assert_true(ws_outbox_is_empty(&outbox));
	assert_int_equal(outbox.bytes, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_come_out_in_the_order_they_went_in),
		cmocka_unit_test(the_limit_holds_to_the_byte),
		cmocka_unit_test(a_message_that_was_too_much_leaves_the_others_alone),
		cmocka_unit_test(the_room_in_front_may_be_overwritten),
		cmocka_unit_test(finishing_forgets_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
