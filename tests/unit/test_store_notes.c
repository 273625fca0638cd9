/* Notes against a real Redis: what a note comes to, and what the lane gives back. */
#include "store/notes.h"
#include "unit/store_scene.h"

static struct note_appended noted;
static char noted_room[STORE_ID_HEX];

static void on_noted(void *context, struct reply_to to, int err,
	const struct note_appended *appended)
{
	(void)to;
	noted = *appended;
	snprintf(noted_room, sizeof noted_room, "%s", appended->room);
	answered(context, err);
}

static int write_note(uint64_t cseq, uint64_t key_epoch, const char *text)
{
	struct heard *staff = &world.staff;
	struct note_append note = {
		.room = staff->room,
		.seat = 1,
		.claim = staff->view.claim,
		.cseq = cseq,
		.key_epoch = key_epoch,
		.payload = view_text(text),
	};

	return ask(staff, note_append(staff->store, by_staff, &note, on_noted));
}

static unsigned found;

static void on_looked(void *context, struct reply_to to, int err, const struct room_found *rooms,
	unsigned count)
{
	(void)to;
	found = count == 1 ? rooms[0].index : 99;
	answered(context, err);
}

static void a_note_is_stored_and_read_back(void **state)
{
	struct heard *staff = &world.staff;
	uint8_t token[32];

	(void)state;
	memset(token, 9, sizeof token);
	meet(token);
	assert_int_equal(write_note(1, 0, "en"), 0);
	assert_int_equal(noted.offset, 1);
	assert_int_equal(noted.peer_count, 0);
	assert_false(noted.duplicate);
	assert_string_equal(noted_room, staff->room);
	assert_int_equal(write_note(2, 0, "to"), 0);
	assert_int_equal(ask(staff, notes_read(staff->store, by_staff, staff->room, 1, on_entries)), 0);
	assert_int_equal(staff->entry_count, 2);
	assert_string_equal(staff->text, "1/2/to");
	assert_int_equal(ask(staff, room_read(staff->store, by_staff, staff->room, 1, on_entries)), 0);
	assert_int_equal(staff->entry_count, 0);
}

static void a_note_that_cannot_be_stored_says_why(void **state)
{
	(void)state;
	assert_int_equal(write_note(1, 0, "en"), 0);
	assert_true(noted.duplicate);
	assert_int_equal(noted.offset, 1);
	assert_int_equal(write_note(5, 0, "x"), ERR_RANGE);
	assert_int_equal(noted.expected, 3);
	assert_int_equal(noted.cseq, 5);
	assert_int_equal(write_note(3, 1, "x"), ERR_MOMENT);
	world.staff.view.claim++;
	assert_int_equal(write_note(3, 0, "x"), ERR_DENIED);
	world.staff.view.claim--;
}

static void a_look_tells_the_lane_from_the_log(void **state)
{
	struct heard *staff = &world.staff;
	const struct room_look looks[] = {{staff->room, 0, false}, {staff->room, 1, true}};

	(void)state;
	assert_int_equal(ask(staff, room_look(staff->store, by_staff, looks, 2, on_looked)), 0);
	assert_int_equal(found, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_is_stored_and_read_back),
		cmocka_unit_test(a_note_that_cannot_be_stored_says_why),
		cmocka_unit_test(a_look_tells_the_lane_from_the_log),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
