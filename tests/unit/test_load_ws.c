/* The load generator's bytes: WebSocket framing, the little HTTP before it, and the messages it knows again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "tests/load/http.h"
#include "tests/load/payload.h"
#include "tests/load/ws.h"

static struct view text(const char *words)
{
	return view_text(words);
}

/* RFC 6455, section 5.7: "Hello" under the mask 37 fa 21 3d. */
static void a_masked_message_has_the_bytes_of_the_rfc(void **state)
{
	(void)state;
	const uint8_t wanted[] = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58};
	const uint8_t mask[] = {0x37, 0xfa, 0x21, 0x3d};
	struct buf out = {.limit = 1024};
	uint32_t seed;
	memcpy(&seed, mask, sizeof seed);
	assert_int_equal(ws_write(&out, WS_TEXT, text("Hello"), seed), 0);
	assert_int_equal(out.len, sizeof wanted);
	assert_memory_equal(out.data, wanted, sizeof wanted);
	buf_finish(&out);
}

static void check_length(size_t length, size_t head)
{
	static uint8_t payload[70000];
	struct buf out = {.limit = 1 << 20};
	assert_int_equal(ws_write(&out, WS_BINARY, (struct view){payload, length}, 0), 0);
	assert_int_equal(out.len, head + 4 + length);
	/* Without the mask it is what a server sends. */
	memmove(out.data + head, out.data + head + 4, length);
	out.data[1] &= 0x7f;
	struct ws_message message;
	assert_int_equal(ws_read((struct view){out.data, head + length}, &message), 0);
	assert_int_equal(message.payload.len, length);
	assert_int_equal(message.size, head + length);
	for (size_t cut = 0; cut < head + length; cut += cut < 16 ? 1 : 997) {
		assert_int_equal(ws_read((struct view){out.data, cut}, &message), ERR_MOMENT);
	}
	buf_finish(&out);
}

static void each_form_of_length_is_written_and_read(void **state)
{
	(void)state;
	check_length(0, 2);
	check_length(125, 2);
	check_length(126, 4);
	check_length(65535, 4);
	check_length(65536, 10);
}

static void what_no_daemon_sends_is_refused(void **state)
{
	(void)state;
	const uint8_t bad[][4] = {
		{0x82, 0x81, 0, 0}, /* masked */
		{0x02, 0x01, 0, 0}, /* a fragment */
		{0xc2, 0x01, 0, 0}, /* compressed */
		{0x83, 0x01, 0, 0}, /* of no known kind */
	};
	struct ws_message message;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(ws_read((struct view){bad[i], sizeof bad[i]}, &message), ERR_SYNTAX);
	}
	const uint8_t huge[] = {0x82, 127, 0, 0, 0, 0, 1, 0, 0, 0};
	assert_int_equal(ws_read((struct view){huge, sizeof huge}, &message), ERR_RANGE);
}

static void only_the_right_accept_makes_a_socket(void **state)
{
	(void)state;
	struct http_answer answer;
	struct view good = text("HTTP/1.1 101 Switching Protocols\r\n"
							"sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\nrest");
	assert_int_equal(http_read(good, &answer), 0);
	assert_true(answer.accepts);
	assert_int_equal(answer.size, good.len - 4);
	assert_int_equal(http_read(text("HTTP/1.1 101 Switching Protocols\r\n"
									"Sec-WebSocket-Accept: other\r\n\r\n"),
						 &answer),
		0);
	assert_false(answer.accepts);
	assert_int_equal(http_read(text("HTTP/1.1 403 Forbidden\r\n\r\n"), &answer), 0);
	assert_false(answer.accepts);
	assert_int_equal(answer.status, 403);
}

static void an_answer_is_whole_with_its_body(void **state)
{
	(void)state;
	struct http_answer answer;
	assert_int_equal(http_read(text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"), &answer),
		ERR_MOMENT);
	assert_int_equal(http_read(text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"), &answer),
		ERR_MOMENT);
	assert_int_equal(http_read(text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"), &answer),
		0);
	assert_true(view_is(answer.body, "hello"));
	assert_int_equal(http_read(text("SSH-2.0-Open and more\r\n\r\n"), &answer), ERR_SYNTAX);
}

static void a_message_is_known_again_and_no_other_one_is(void **state)
{
	(void)state;
	uint8_t bytes[128];
	const struct view view = {bytes, sizeof bytes};
	payload_make(bytes, sizeof bytes, (struct speaker){7, 1}, 3);
	assert_true(payload_is(view, sizeof bytes, (struct speaker){7, 1}, 3));
	assert_false(payload_is(view, sizeof bytes, (struct speaker){7, 1}, 4));
	assert_false(payload_is(view, sizeof bytes, (struct speaker){8, 1}, 3));
	assert_false(payload_is((struct view){bytes, 127}, sizeof bytes, (struct speaker){7, 1}, 3));
	for (size_t i = 0; i < sizeof bytes; i++) {
		bytes[i] ^= 1;
		assert_false(payload_is(view, sizeof bytes, (struct speaker){7, 1}, 3));
		bytes[i] ^= 1;
	}
	assert_int_not_equal(bytes[0], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_masked_message_has_the_bytes_of_the_rfc),
		cmocka_unit_test(each_form_of_length_is_written_and_read),
		cmocka_unit_test(what_no_daemon_sends_is_refused),
		cmocka_unit_test(only_the_right_accept_makes_a_socket),
		cmocka_unit_test(an_answer_is_whole_with_its_body),
		cmocka_unit_test(a_message_is_known_again_and_no_other_one_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
