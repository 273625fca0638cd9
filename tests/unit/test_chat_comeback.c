/* What a returning client brought along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chat/comeback.h"

static const uint8_t rooms[3][IDENT_ID_LEN] = {{1}, {2}, {3}};

static struct frame_resume resume_of(unsigned count_rooms, unsigned count_numbers)
{
	struct frame_resume resume = {0};
	resume.rooms.count = count_rooms;
	resume.log_epochs.count = count_numbers;
	resume.offsets.count = count_numbers;
	for (unsigned i = 0; i < 3; i++) {
		resume.rooms.item[i] = (struct view){rooms[i], IDENT_ID_LEN};
		resume.log_epochs.item[i] = i + 1;
		resume.offsets.item[i] = 10 * (i + 1);
	}
	return resume;
}

static void each_room_is_recalled_with_its_own_numbers(void **state)
{
	(void)state;
	struct frame_resume resume = resume_of(3, 3);
	struct comeback *comeback = comeback_create(&resume);
	uint64_t epoch = 0, offset = 0;
	comeback_recall(comeback, rooms[1], &epoch, &offset);
	assert_int_equal(epoch, 2);
	assert_int_equal(offset, 20);
	comeback_destroy(comeback);
}

static void a_room_nobody_remembers_is_zeros(void **state)
{
	(void)state;
	static const uint8_t other[IDENT_ID_LEN] = {9};
	struct frame_resume resume = resume_of(3, 3);
	struct comeback *comeback = comeback_create(&resume);
	uint64_t epoch = 5, offset = 5;
	comeback_recall(comeback, other, &epoch, &offset);
	assert_int_equal(epoch, 0);
	assert_int_equal(offset, 0);
	comeback_destroy(comeback);
}

static void a_room_without_its_numbers_counts_as_forgotten(void **state)
{
	(void)state;
	struct frame_resume resume = resume_of(3, 1);
	struct comeback *comeback = comeback_create(&resume);
	uint64_t epoch = 5, offset = 5;
	assert_int_equal(comeback->count, 1);
	comeback_recall(comeback, rooms[2], &epoch, &offset);
	assert_int_equal(offset, 0);
	comeback_destroy(comeback);
}

static void an_offset_of_no_epoch_is_no_offset(void **state)
{
	(void)state;
	struct frame_resume resume = resume_of(1, 1);
	resume.log_epochs.item[0] = 0;
	struct comeback *comeback = comeback_create(&resume);
	uint64_t epoch = 5, offset = 5;
	comeback_recall(comeback, rooms[0], &epoch, &offset);
	assert_int_equal(offset, 0);
	comeback_destroy(comeback);
}

static void the_next_token_is_new_each_time_and_known_by_its_hash(void **state)
{
	(void)state;
	struct frame_resume resume = resume_of(0, 0);
	struct comeback *one = comeback_create(&resume);
	struct comeback *two = comeback_create(&resume);
	uint8_t hash[IDENT_HASH_LEN];
	ident_hash(one->token, IDENT_TOKEN_LEN, hash);
	assert_memory_equal(one->hash, hash, sizeof(hash));
	assert_memory_not_equal(one->token, two->token, IDENT_TOKEN_LEN);
	comeback_destroy(one);
	comeback_destroy(two);
	comeback_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_room_is_recalled_with_its_own_numbers),
		cmocka_unit_test(a_room_nobody_remembers_is_zeros),
		cmocka_unit_test(a_room_without_its_numbers_counts_as_forgotten),
		cmocka_unit_test(an_offset_of_no_epoch_is_no_offset),
		cmocka_unit_test(the_next_token_is_new_each_time_and_known_by_its_hash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
