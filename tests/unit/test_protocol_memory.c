/* What is decoded without memory is no fault of who sent it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protocol/frame.h"

/* What msgpack-c unpacks into; the linker sends the call here. */
struct msgpack_zone;
struct msgpack_zone *__real_msgpack_zone_new(size_t size);
struct msgpack_zone *__wrap_msgpack_zone_new(size_t size);

static bool failing;

struct msgpack_zone *__wrap_msgpack_zone_new(size_t size)
{
	return failing ? NULL : __real_msgpack_zone_new(size);
}

static void a_message_that_finds_no_memory_is_not_called_malformed(void **state)
{
	static const uint8_t ping[] = {0x92, 0x08, 0x07};
	const struct view message = {ping, sizeof ping};
	const char *why = NULL;
	struct frame frame;

	(void)state;
	failing = true;
	assert_int_equal(frame_decode(message, DIRECTION_UP, &frame, &why), ERR_NOMEM);
	assert_string_equal(why, "no memory");
	failing = false;
	assert_int_equal(frame_decode(message, DIRECTION_UP, &frame, &why), 0);
	assert_int_equal(frame.type, FRAME_PING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_that_finds_no_memory_is_not_called_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
