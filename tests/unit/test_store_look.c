/* One look over many rooms, against a real Redis: it finds exactly those whose logs go on. */
#include "unit/store_scene.h"

enum { NONE = 99 };

static struct room_found found[ROOM_LOOKS_MAX];
static unsigned found_count;

static void on_looked(void *context, struct reply_to to, int err, const struct room_found *rooms,
	unsigned count)
{
	(void)to;
	found_count = count;
	memcpy(found, rooms, count * sizeof *rooms);
	answered(context, err);
}

static void look(const struct room_look *looks, unsigned count)
{
	struct heard *youth = &world.youth;

	found_count = NONE;
	assert_int_equal(ask(youth, room_look(youth->store, by_youth, looks, count, on_looked)), 0);
}

static void a_look_finds_what_goes_on_and_nothing_else(void **state)
{
	const char *nowhere = "ffffffffffffffffffffffffffffffff";
	const char *room = world.youth.room;
	uint8_t token[32];

	(void)state;
	memset(token, 8, sizeof token);
	meet(token);
	assert_int_equal(append(&world.youth, 0, 1, "en"), 0);
	assert_int_equal(append(&world.youth, 0, 2, "to"), 0);
	assert_int_equal(append(&world.youth, 0, 3, "tre"), 0);
	const struct room_look news[] = {{nowhere, 0, false}, {room, 1, false}, {nowhere, 2, false}};
	look(news, 3);
	assert_int_equal(found_count, 1);
	assert_int_equal(found[0].index, 1);
	assert_int_equal(found[0].offset, 2);
	const struct room_look known[] = {{room, 3, false}, {nowhere, 0, false}};
	look(known, 2);
	assert_int_equal(found_count, 0);
}

static void a_room_named_twice_is_told_apart(void **state)
{
	const char *room = world.youth.room;
	const struct room_look first[] = {{room, 3, false}, {room, 0, false}};
	const struct room_look second[] = {{room, 1, false}, {room, 3, false}};
	const struct room_look both[] = {{room, 2, false}, {room, 0, false}};

	(void)state;
	look(first, 2);
	assert_int_equal(found_count, 1);
	assert_int_equal(found[0].index, 1);
	assert_int_equal(found[0].offset, 1);
	look(second, 2);
	assert_int_equal(found_count, 1);
	assert_int_equal(found[0].index, 0);
	look(both, 2);
	assert_int_equal(found_count, 2);
	assert_int_equal(found[0].offset, 3);
	assert_int_equal(found[1].offset, 1);
}

static void a_look_over_as_many_as_there_may_be_is_one_command(void **state)
{
	static char names[ROOM_LOOKS_MAX][STORE_ID_HEX];
	static struct room_look looks[ROOM_LOOKS_MAX];

	(void)state;
	for (unsigned i = 0; i < ROOM_LOOKS_MAX; i++) {
		snprintf(names[i], sizeof names[i], "%032x", i);
		looks[i] = (struct room_look){names[i], UINT64_C(9007199254740991), false};
	}
	looks[ROOM_LOOKS_MAX - 1] = (struct room_look){world.youth.room, 0, false};
	look(looks, ROOM_LOOKS_MAX);
	assert_int_equal(found_count, 1);
	assert_int_equal(found[0].index, ROOM_LOOKS_MAX - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_look_finds_what_goes_on_and_nothing_else),
		cmocka_unit_test(a_room_named_twice_is_told_apart),
		cmocka_unit_test(a_look_over_as_many_as_there_may_be_is_one_command),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
