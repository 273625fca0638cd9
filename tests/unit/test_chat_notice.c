/* What supervisors have done that stands has changed: who is looked up again, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chat/chat.h"
#include "fakes/fake_house.h"

enum { TICK_MS = 50, MANY = 40, EACH_TICK = 32 };

static void a_change_without_texts_asks_for_nobody_who_waits(void **state)
{
	struct house *house = *state;
	(void)house_waiting(house);
	chat_acts_changed(house->chat, "no", false);
	chat_acts_changed(house->chat, "dk", true);
	house_wait(house, 2 * TICK_MS);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
}

static void who_waits_is_looked_up_for_a_text_so_many_at_a_time(void **state)
{
	struct house *house = *state;
	for (unsigned i = 0; i < MANY; i++) {
		(void)house_waiting(house);
	}
	chat_acts_changed(house->chat, "no", true);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), 0);
	house_wait(house, TICK_MS);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), EACH_TICK);
	house_wait(house, TICK_MS);
	assert_int_equal(fake_count(house->store, QUEUE_STATUS), MANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(a_change_without_texts_asks_for_nobody_who_waits),
		HOUSE_TEST(who_waits_is_looked_up_for_a_text_so_many_at_a_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
