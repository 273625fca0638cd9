/* Frames as bytes, one behind the other. */
#include "fakes/fake_conn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { BYTES_MAX = 4 * 1024 * 1024 };

static void send_frame(void *context, const struct frame *frame)
{
	struct fake_conn *conn = context;
	assert_non_null(conn->session);
	if (conn->closed) {
		return;
	}
	if (conn->chokes) {
		conn->closed = true;
		conn->ending = ENDING_SLOW;
		chat_ending(conn->session, ENDING_SLOW, NULL);
		return;
	}
	assert_true(conn->count < FAKE_FRAMES_MAX);
	assert_int_equal(frame_encode(frame, &conn->bytes), 0);
	conn->ends[conn->count++] = conn->bytes.len;
}

static void close_conn(void *context, enum ending ending, const char *why)
{
	struct fake_conn *conn = context;
	if (!conn->closed) {
		conn->closed = true;
		conn->ending = ending;
		conn->why = why;
	}
}

static size_t waiting(const void *context)
{
	return ((const struct fake_conn *)context)->waiting;
}

const struct session_io fake_io = {.send = send_frame, .waiting = waiting, .close = close_conn};

void fake_conn_init(struct fake_conn *conn)
{
	*conn = (struct fake_conn){0};
	buf_init(&conn->bytes, BYTES_MAX);
}

void fake_conn_finish(struct fake_conn *conn)
{
	buf_finish(&conn->bytes);
}

const struct frame *fake_read(struct fake_conn *conn)
{
	const char *why = NULL;
	if (conn->read == conn->count) {
		return NULL;
	}
	size_t begin = conn->read > 0 ? conn->ends[conn->read - 1] : 0;
	struct view message = {conn->bytes.data + begin, conn->ends[conn->read] - begin};
	conn->read++;
	if (frame_decode(message, DIRECTION_DOWN, &conn->frame, &why) != 0) {
		fail_msg("chat sent what no client can read: %s", why);
	}
	return &conn->frame;
}

const struct frame *fake_expect(struct fake_conn *conn, enum frame_type type)
{
	const struct frame *frame = fake_read(conn);
	if (frame == NULL) {
		fail_msg("%s was expected, nothing came", frame_info(type)->name);
		return NULL;
	}
	if (frame->type != type) {
		fail_msg("%s was expected, %s came", frame_info(type)->name, frame_info(frame->type)->name);
	}
	return frame;
}

const struct frame *fake_expect_refused(struct fake_conn *conn, enum frame_type type,
	enum refusal code)
{
	const struct frame *frame = fake_expect(conn, FRAME_REFUSED);
	assert_int_equal(frame->refused.frame, type);
	if (!view_is(frame->refused.code, refusal_word(code))) {
		fail_msg("refusal %s was expected, %.*s came", refusal_word(code),
			(int)frame->refused.code.len, (const char *)frame->refused.code.data);
	}
	return frame;
}

void fake_expect_nothing(struct fake_conn *conn)
{
	const struct frame *frame = fake_read(conn);
	if (frame != NULL) {
		fail_msg("nothing was expected, %s came", frame_info(frame->type)->name);
	}
}

unsigned fake_skip(struct fake_conn *conn, enum frame_type type)
{
	unsigned count = 0;
	for (const struct frame *frame; (frame = fake_read(conn)) != NULL;) {
		count += frame->type == type ? 1 : 0;
	}
	return count;
}
