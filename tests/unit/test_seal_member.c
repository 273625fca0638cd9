/* What staff and receivers do over changes of people: chains of GRANTs, restarts, order, counts,
 * the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/grant_make.h"
#include "protocol/seal/receiver.h"
#include "unit/seal_scene.h"

static void a_grant_that_follows_is_taken_once(void **state)
{
	(void)state;
	struct seal_opened opened;
	conversation_grant(&conversation, 2, false);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_OK);
	assert_false(opened.restart);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_CANNOT_OPEN);
}

static void a_grant_behind_a_hidden_one_is_refused(void **state)
{
	(void)state;
	struct seal_opened opened;
	conversation_grant(&conversation, 2, false);
	conversation_grant(&conversation, 2, false);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_CANNOT_OPEN);
}

static void who_is_left_out_cannot_open(void **state)
{
	(void)state;
	struct seal_opened opened;
	conversation_grant(&conversation, 1, false);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_OK);
	assert_int_equal(conversation_read(&conversation, 1, &opened), SEAL_CANNOT_OPEN);
}

static void a_new_chain_without_a_new_answer_is_refused(void **state)
{
	(void)state;
	struct seal_opened opened;
	conversation_grant(&conversation, 2, true);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_CANNOT_OPEN);
}

static void a_new_chain_by_a_new_answer_is_a_restart(void **state)
{
	(void)state;
	struct seal_opened opened;
	conversation_shake(&conversation, 0);
	conversation_grant(&conversation, 1, true);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_OK);
	assert_true(opened.restart);
}

/* A relay asks for an answer to an OFFER of its own; the youth's GRANT still names the old one. */
static void an_answer_that_nobody_grants_does_not_push_out_the_current_one(void **state)
{
	(void)state;
	struct seal_opened opened;
	const struct seal_link current = conversation.staff[0].link;
	conversation_shake(&conversation, 0);
	conversation.staff[0].link = current;
	conversation_grant(&conversation, 2, false);
	assert_int_equal(conversation_read(&conversation, 0, &opened), SEAL_OK);
}

static void the_youth_makes_the_same_epoch_again_from_the_seed(void **state)
{
	(void)state;
	struct seal_epoch epoch;
	const struct view grant = payload_view(&conversation.grant);
	assert_int_equal(seal_grant_reopen(grant, conversation.room, conversation.seed, &epoch),
		SEAL_OK);
	assert_memory_equal(&epoch, &conversation.epoch, sizeof(epoch));
}

static void a_history_that_does_not_fall_is_not_made(void **state)
{
	(void)state;
	struct payload payload;
	struct seal_epoch epoch;
	struct seal_writer writer = seal_writer_of(payload.bytes, sizeof(payload.bytes));
	const struct seal_old_key history[] = {{1, {1}}, {2, {2}}};
	const struct seal_link *link = &conversation.staff[0].link;
	const struct seal_grant_plan plan = {
		.seed = conversation.seed,
		.room = conversation.room,
		.epoch = 3,
		.cseq = 1,
		.member_count = 1,
		.members = {{1, link->answer_hash, link->key, history, 2}},
	};
	assert_int_equal(seal_grant_make(&plan, &conversation.random, &writer, &epoch), ERR_RANGE);
}

/* A text of seat 1 to the youth, who is receiver 0. */
static enum seal_taken feed(struct seal_receiver *receiver, uint32_t cseq, uint32_t seen,
	uint8_t type)
{
	static uint8_t memory[SEAL_PLAIN_MAX];
	struct payload payload;
	const struct seal_line line = {
		.sender = 1,
		.cseq = cseq,
		.plain = {type, {seen, cseq, 0, 0}, view_text(type == SEAL_TYPE_END ? "" : "hei")},
	};
	struct seal_line opened;
	conversation_say(&conversation, &line, &payload);
	return seal_receiver_take(receiver, &conversation.epoch, payload_view(&payload), memory,
		&opened);
}

static void receiver_begin(struct seal_receiver *receiver)
{
	seal_receiver_init(receiver, 0);
	receiver->own_cseq = 5;
	seal_receiver_know(receiver, 1, 2);
	seal_receiver_know(receiver, 2, 2);
	seal_receiver_use(receiver, &conversation.epoch);
}

static void a_key_frame_uses_a_number_of_its_sender(void **state)
{
	(void)state;
	struct seal_receiver receiver;
	receiver_begin(&receiver);
	assert_int_equal(seal_receiver_pass(&receiver, 1, 3), SEAL_TAKEN);
	assert_int_equal(seal_receiver_pass(&receiver, 1, 3), SEAL_TAKEN_DUPLICATE);
	assert_int_equal(seal_receiver_pass(&receiver, 1, 5), SEAL_TAKEN_GAP);
	assert_int_equal(seal_receiver_pass(&receiver, 9, 1), SEAL_TAKEN_CANNOT_OPEN);
	assert_int_equal(feed(&receiver, 4, 5, SEAL_TYPE_TEXT), SEAL_TAKEN);
}

static void who_comes_later_counts_from_the_first_entry(void **state)
{
	(void)state;
	struct seal_receiver receiver;
	receiver_begin(&receiver);
	seal_receiver_meet(&receiver, 1);
	assert_int_equal(feed(&receiver, 40, 5, SEAL_TYPE_TEXT), SEAL_TAKEN);
	assert_int_equal(feed(&receiver, 42, 5, SEAL_TYPE_TEXT), SEAL_TAKEN_GAP);
	assert_int_equal(feed(&receiver, 41, 5, SEAL_TYPE_TEXT), SEAL_TAKEN);
}

static void counts_survive_a_change_of_epoch_and_fall_only_after_a_new_answer(void **state)
{
	(void)state;
	struct seal_receiver receiver;
	receiver_begin(&receiver);
	assert_int_equal(feed(&receiver, 3, 5, SEAL_TYPE_TEXT), SEAL_TAKEN);
	conversation_grant(&conversation, 2, false);
	seal_receiver_use(&receiver, &conversation.epoch);
	assert_int_equal(feed(&receiver, 4, 4, SEAL_TYPE_TEXT), SEAL_TAKEN_CANNOT_OPEN);
	seal_receiver_forget_counts(&receiver, 1);
	assert_int_equal(feed(&receiver, 4, 4, SEAL_TYPE_TEXT), SEAL_TAKEN);
}

static void an_end_behind_everything_is_whole(void **state)
{
	(void)state;
	struct seal_receiver receiver;
	receiver_begin(&receiver);
	assert_int_equal(feed(&receiver, 3, 5, SEAL_TYPE_TEXT), SEAL_TAKEN);
	assert_false(seal_receiver_is_complete(&receiver));
	assert_int_equal(feed(&receiver, 4, 5, SEAL_TYPE_END), SEAL_TAKEN);
	assert_true(seal_receiver_is_complete(&receiver));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, finish)
	const struct CMUnitTest tests[] = {
		EACH(a_grant_that_follows_is_taken_once),
		EACH(a_grant_behind_a_hidden_one_is_refused),
		EACH(who_is_left_out_cannot_open),
		EACH(a_new_chain_without_a_new_answer_is_refused),
		EACH(a_new_chain_by_a_new_answer_is_a_restart),
		EACH(an_answer_that_nobody_grants_does_not_push_out_the_current_one),
		EACH(the_youth_makes_the_same_epoch_again_from_the_seed),
		EACH(a_history_that_does_not_fall_is_not_made),
		EACH(a_key_frame_uses_a_number_of_its_sender),
		EACH(who_comes_later_counts_from_the_first_entry),
		EACH(counts_survive_a_change_of_epoch_and_fall_only_after_a_new_answer),
		EACH(an_end_behind_everything_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
