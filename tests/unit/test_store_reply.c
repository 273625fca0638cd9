/* Replies of our own beside hiredis': read by its reader, freed by whoever made them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "store/internal/reply.h"

enum { RECORD_TEXT = 463 }; /* the longest text that a record holds */

static redisReader *reader;

static int begin(void **state)
{
	(void)state;
	reader = redisReaderCreate();
	reply_attach(reader);
	return 0;
}

static int end(void **state)
{
	(void)state;
	redisReaderFree(reader);
	return 0;
}

static struct redisReply *read_reply(const char *bytes)
{
	void *reply = NULL;

	assert_int_equal(redisReaderFeed(reader, bytes, strlen(bytes)), REDIS_OK);
	assert_int_equal(redisReaderGetReply(reader, &reply), REDIS_OK);
	assert_non_null(reply);
	return reply;
}

/* What hiredis does behind each callback. */
static void end_callback(struct redisReply *reply)
{
	reader->fn->freeObject(reply);
}

static void a_reply_of_each_kind_is_read_and_freed(void **state)
{
	static const struct {
		const char *bytes;
		int type;
		const char *text;
	} kinds[] = {
		{"+OK\r\n", REDIS_REPLY_STATUS, "OK"},
		{"-ERR no\r\n", REDIS_REPLY_ERROR, "ERR no"},
		{"$0\r\n\r\n", REDIS_REPLY_STRING, ""},
		{"$5\r\nhello\r\n", REDIS_REPLY_STRING, "hello"},
		{":42\r\n", REDIS_REPLY_INTEGER, NULL},
		{"$-1\r\n", REDIS_REPLY_NIL, NULL},
		{"*-1\r\n", REDIS_REPLY_NIL, NULL},
		{"*3\r\n$1\r\na\r\n:7\r\n*1\r\n+b\r\n", REDIS_REPLY_ARRAY, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct redisReply *reply = read_reply(kinds[i].bytes);
		assert_int_equal(reply->type, kinds[i].type);
		if (kinds[i].text != NULL) {
			assert_string_equal(reply->str, kinds[i].text);
			assert_int_equal(reply->len, strlen(kinds[i].text));
		}
		end_callback(reply);
	}
}

static void a_text_is_whole_at_and_beyond_the_length_of_a_record(void **state)
{
	char text[RECORD_TEXT + 2], bytes[sizeof text + 16];

	(void)state;
	memset(text, 'x', sizeof text);
	for (int length = RECORD_TEXT - 1; length <= RECORD_TEXT + 1; length++) {
		snprintf(bytes, sizeof bytes, "$%d\r\n%.*s\r\n", length, length, text);
		struct redisReply *reply = read_reply(bytes);
		assert_int_equal(reply->len, length);
		assert_int_equal(strlen(reply->str), length);
		end_callback(reply);
	}
}

static void a_record_is_used_again_unless_it_is_kept(void **state)
{
	(void)state;
	struct redisReply *first = read_reply("+one\r\n");
	end_callback(first);
	struct redisReply *second = read_reply("+two\r\n");
	assert_ptr_equal(second, first);
	reply_keep(second);
	end_callback(second);
	struct redisReply *third = read_reply("+three\r\n");
	assert_ptr_not_equal(third, second);
	assert_string_equal(second->str, "two");
	reply_free(second);
	end_callback(third);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_reply_of_each_kind_is_read_and_freed, begin, end),
		cmocka_unit_test_setup_teardown(a_text_is_whole_at_and_beyond_the_length_of_a_record, begin,
			end),
		cmocka_unit_test_setup_teardown(a_record_is_used_again_unless_it_is_kept, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
