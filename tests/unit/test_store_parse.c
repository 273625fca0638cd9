/* What the store reads and writes as text: doorbells, news, numbers; and how long it waits before
 * it tries again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <hiredis/hiredis.h>
#include <string.h>

#include "store/internal/answer.h"
#include "store/internal/args.h"
#include "store/internal/backoff.h"
#include "store/internal/bell.h"
#include "store/internal/keys.h"
#include "store/internal/news_read.h"
#include "store/presence.h"

#define ROOM "0123456789abcdef0123456789abcdef"
#define SID "AAECAwQFBgcICQoLDA0ODw"

static void the_bound_of_the_wait_doubles_up_to_its_last(void **state)
{
	(void)state;
	assert_int_equal(backoff_ms(0, 0), 1);
	assert_int_equal(backoff_ms(0, 99), 100);
	assert_int_equal(backoff_ms(0, 100), 1);
	assert_int_equal(backoff_ms(2, 399), 400);
	assert_int_equal(backoff_ms(40, BACKOFF_LAST_MS - 1), BACKOFF_LAST_MS);
	assert_int_equal(backoff_ms(UINT32_MAX, UINT32_MAX), 1 + UINT32_MAX % BACKOFF_LAST_MS);
}

static void a_redis_that_is_back_is_found_within_a_second(void **state)
{
	(void)state;
	for (unsigned failures = 0; failures < 64; failures++) {
		assert_in_range(backoff_ms(failures, BACKOFF_LAST_MS - 1), 1, 1000);
	}
}

static void a_command_is_written_as_redis_reads_it(void **state)
{
	struct args args;
	struct buf buf;

	(void)state;
	buf_init(&buf, 64);
	args_init(&args);
	args_text(&args, "SET");
	args_text(&args, "");
	args_view(&args, (struct view){(const uint8_t *)"a\0b\r\n1234567", 12});
	for (int i = 0; i < 2; i++) { /* over what it wrote before */
		assert_int_equal(args_write(&args, &buf), 0);
		assert_int_equal(buf.len, 38);
		assert_memory_equal(buf.data, "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$12\r\na\0b\r\n1234567\r\n",
			38);
	}
	args_view(&args, (struct view){(const uint8_t *)"1234567890123456789012", 22});
	assert_int_equal(args_write(&args, &buf), ERR_FULL);
	args.err = ERR_RANGE;
	assert_int_equal(args_write(&args, &buf), ERR_RANGE);
	buf_finish(&buf);
}

/* hiredis looks for the next word of a SUBSCRIBE with strchr: behind the last one there must be no remains of a longer command. */
static void a_command_ends_with_a_zero_that_is_no_part_of_it(void **state)
{
	static const char *const words[] = {"a longer command with $3 in it", "PING"};
	struct buf buf;

	(void)state;
	buf_init(&buf, 64);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		struct args args;
		args_init(&args);
		args_text(&args, words[i]);
		assert_int_equal(args_write(&args, &buf), 0);
		assert_int_equal(buf.data[buf.len], 0);
		assert_int_equal(strlen((const char *)buf.data), buf.len);
	}
	buf_finish(&buf);
}

static void a_doorbell_is_read_as_it_was_written(void **state)
{
	const struct store_ring ring = {.type = RING_TYPING,
		.session = UINT64_MAX,
		.room = ROOM,
		.seat = 127,
		.value = 42,
		.from = 7,
		.from_node = "w0-ab"};
	struct store_ring read;
	struct bell_texts texts;
	char text[BELL_TEXT_MAX];

	(void)state;
	bell_write(&ring, text);
	assert_string_equal(text, "T 18446744073709551615 " ROOM " 127 42 7 w0-ab");
	assert_int_equal(bell_parse(text, &texts, &read), 0);
	assert_int_equal(read.type, RING_TYPING);
	assert_true(read.session == UINT64_MAX);
	assert_string_equal(read.room, ROOM);
	assert_int_equal(read.seat, 127);
	assert_int_equal(read.value, 42);
	assert_int_equal(read.from, 7);
	assert_string_equal(read.from_node, "w0-ab");
}

static void a_doorbell_of_another_shape_is_refused(void **state)
{
	static const char *const bad[] = {"", "E", "E 1 " ROOM " 0", "E 1 " ROOM " 0 1 2",
		"E 1 " ROOM " 0 1 2 n 3", "Q 1 " ROOM " 0 1 2 n", "EE 1 " ROOM " 0 1 2 n",
		"E -1 " ROOM " 0 1 2 n", "E 1 abc 0 1 2 n", "E 1 " ROOM " 128 1 2 n", "E  " ROOM " 0 1 2 n",
		"E 18446744073709551616 " ROOM " 0 1 2 n", "E 1 " ROOM " 0 1 2 n ",
		"E 1 " ROOM " 0 1 2 12345678901234567890123456789012"};
	struct store_ring read;
	struct bell_texts texts;

	(void)state;
	assert_int_equal(bell_parse("E 1 " ROOM " 0 1 2 n", &texts, &read), 0);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (bell_parse(bad[i], &texts, &read) != ERR_SYNTAX) {
			fail_msg("taken for a doorbell: %s", bad[i]);
		}
	}
}

static void news_fill_the_fields_they_name_and_leave_the_others_empty(void **state)
{
	static const char *const fields[] = {"t", "shift", "s", "7", "i", ROOM, "st", "L", "ld", "2",
		"w", "lost", "new", "thing"};
	struct store_news news;

	(void)state;
	assert_int_equal(news_read("no", fields, sizeof fields / sizeof fields[0], &news), 0);
	assert_int_equal(news.type, NEWS_SHIFT);
	assert_int_equal(news.session, 7);
	assert_string_equal(news.pool, "no");
	assert_int_equal(news.state, PRESENCE_LOST);
	assert_int_equal(news.load, 2);
	assert_true(news.has_load);
	assert_string_equal(news.word, "lost");
	assert_string_equal(news.room, "");
	assert_string_equal(news.visit.topic, "");
}

static void a_load_of_nought_is_not_a_load_that_is_not_told(void **state)
{
	static const char *const fields[] = {"t", "ended", "s", "7", "i", ROOM, "ld", "0"};
	struct store_news news;

	(void)state;
	assert_int_equal(news_read("no", fields, 8, &news), 0);
	assert_true(news.has_load);
	assert_int_equal(news.load, 0);
	assert_int_equal(news_read("no", fields, 6, &news), 0);
	assert_false(news.has_load);
}

static void a_proposal_and_a_period_say_what_and_when(void **state)
{
	static const char *const proposed[] = {"t", "proposed", "s", "7", "i", SID, "r", ROOM, "k",
		"agency", "g", "oslo"};
	static const char *const period[] = {"t", "period", "s", "7", "i", ROOM, "r", "", "a",
		"1700000000123", "w", "soon"};
	struct store_news news;

	(void)state;
	assert_int_equal(news_read("no", proposed, 12, &news), 0);
	assert_int_equal(news.type, NEWS_PROPOSED);
	assert_string_equal(news.id, SID);
	assert_string_equal(news.kind, "agency");
	assert_string_equal(news.target, "oslo");
	assert_int_equal(news_read("no", period, 12, &news), 0);
	assert_int_equal(news.type, NEWS_PERIOD);
	assert_string_equal(news.room, "");
	assert_int_equal(news.at_ms, 1700000000123);
	assert_string_equal(news.word, "soon");
	assert_string_equal(news.kind, "");
}

static void a_request_of_a_device_is_told_to_the_node_itself(void **state)
{
	const char *const fields[] = {"t", "enrol", "s", "0", "i", ROOM, "ag", "oslo"};
	struct store_news news;

	(void)state;
	assert_int_equal(news_read("no", fields, 8, &news), 0);
	assert_int_equal(news.type, NEWS_ENROL);
	assert_int_equal(news.session, 0);
	assert_string_equal(news.agency, "oslo");
}

static void news_of_another_shape_are_refused(void **state)
{
	static const struct {
		const char *fields[8];
		size_t count;
	} bad[] = {
		{{"t", "party", "s", "1"}, 4},
		{{"s", "1", "t", "taken"}, 4},
		{{"t", "taken"}, 2},
		{{"t", "taken", "s", "0", "i", ROOM}, 6},
		{{"t", "enrol", "s", "1", "i", ROOM}, 6},
		{{"t", "taken", "s", "x"}, 4},
		{{"t", "taken", "s"}, 3},
		{{"t", "taken", "v", "4294967296"}, 4},
		{{"t", "taken", "st", "AP"}, 4},
		{{"t"}, 0},
		{{"t", "taken", "s", "1"}, 4},
		{{"t", "taken", "s", "1", "i", SID "A"}, 6},
		{{"t", "taken", "s", "1", "i", ROOM "0"}, 6},
		{{"t", "taken", "s", "1", "i", SID, "r", "0"}, 8},
		{{"t", "taken", "s", "1", "i", ROOM, "vs", ROOM}, 8},
	};
	struct store_news news;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (news_read("no", bad[i].fields, bad[i].count, &news) != ERR_SYNTAX) {
			fail_msg("row %zu is taken for news", i);
		}
	}
}

static void a_lost_link_is_no_answer(void **state)
{
	const char *text;

	(void)state;
	assert_int_equal(answer_err(NULL), ERR_DOWN);
	assert_int_equal(answer_plain(NULL), ERR_DOWN);
	assert_int_equal(answer_string(NULL, &text), ERR_DOWN);
	assert_int_equal(answer_count(NULL), 0);
	assert_false(answer_is(NULL, "OK"));
}

static void an_answer_of_one_text_is_read_word_by_word(void **state)
{
	char text[] = "GAP 17 n1";
	struct redisReply reply = {.type = REDIS_REPLY_STRING, .str = text, .len = sizeof text - 1};
	struct view rest, word;
	uint64_t number;

	(void)state;
	assert_int_equal(answer_err(&reply), ERR_RANGE);
	assert_true(answer_is(&reply, "GAP"));
	assert_false(answer_is(&reply, "GA"));
	rest = answer_rest(&reply);
	assert_int_equal(answer_next_number(&rest, &number), 0);
	assert_true(number == 17);
	assert_int_equal(answer_next_word(&rest, &word), 0);
	assert_memory_equal(word.data, "n1", word.len);
	assert_int_equal(word.len, 2);
	assert_int_equal(answer_next_word(&rest, &word), ERR_SYNTAX);
	assert_int_equal(answer_next_number(&rest, &number), ERR_SYNTAX);
}

static void an_answer_whose_first_word_nobody_knows_is_none(void **state)
{
	char texts[][5] = {"", " ", " OK", "OKAY", "ok 1", "O"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct redisReply reply = {.type = REDIS_REPLY_STRING,
			.str = texts[i],
			.len = strlen(texts[i])};
		assert_int_equal(answer_err(&reply), ERR_DOWN);
		assert_false(answer_is(&reply, "OK"));
	}
	struct redisReply number = {.type = REDIS_REPLY_INTEGER, .integer = 1};
	assert_int_equal(answer_err(&number), ERR_DOWN);
	assert_int_equal(answer_rest(&number).len, 0);
}

static void a_function_is_called_with_its_version_and_one_key(void **state)
{
	struct args args;

	(void)state;
	args_init(&args);
	args_function(&args, "y_enq", KEY_POOL, "no");
	assert_int_equal(args.err, 0);
	assert_int_equal(args.count, 4);
	assert_string_equal(args.argv[0], "FCALL");
	assert_string_equal(args.argv[1], "s1_y_enq");
	assert_string_equal(args.argv[2], "1");
	assert_string_equal(args.argv[3], "{no}:");
}

static void too_many_words_are_remembered_as_an_error(void **state)
{
	struct args args;
	char long_text[ARGS_SCRATCH + 1];

	(void)state;
	args_init(&args);
	for (int i = 0; i < ARGS_MAX; i++) {
		args_text(&args, "x");
	}
	assert_int_equal(args.err, 0);
	args_text(&args, "x");
	assert_int_equal(args.err, ERR_RANGE);
	args_init(&args);
	memset(long_text, 'x', sizeof long_text);
	long_text[ARGS_SCRATCH] = '\0';
	args_format(&args, "%s", long_text);
	assert_int_equal(args.err, ERR_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bound_of_the_wait_doubles_up_to_its_last),
		cmocka_unit_test(a_redis_that_is_back_is_found_within_a_second),
		cmocka_unit_test(a_command_is_written_as_redis_reads_it),
		cmocka_unit_test(a_command_ends_with_a_zero_that_is_no_part_of_it),
		cmocka_unit_test(a_doorbell_is_read_as_it_was_written),
		cmocka_unit_test(a_doorbell_of_another_shape_is_refused),
		cmocka_unit_test(news_fill_the_fields_they_name_and_leave_the_others_empty),
		cmocka_unit_test(a_load_of_nought_is_not_a_load_that_is_not_told),
		cmocka_unit_test(a_proposal_and_a_period_say_what_and_when),
		cmocka_unit_test(a_request_of_a_device_is_told_to_the_node_itself),
		cmocka_unit_test(news_of_another_shape_are_refused),
		cmocka_unit_test(a_lost_link_is_no_answer),
		cmocka_unit_test(an_answer_of_one_text_is_read_word_by_word),
		cmocka_unit_test(an_answer_whose_first_word_nobody_knows_is_none),
		cmocka_unit_test(a_function_is_called_with_its_version_and_one_key),
		cmocka_unit_test(too_many_words_are_remembered_as_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
