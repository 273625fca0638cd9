/* A socket that is none: what chat sends and closes is kept for the test to read. Frames are encoded and decoded on the
 * way, so that one outside its own bounds fails the test. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_CONN_H
#define SAMTALE_TESTS_FAKES_FAKE_CONN_H

#include "chat/chat.h"

enum { FAKE_FRAMES_MAX = 512 };

struct fake_conn {
	struct session *session;
	struct buf bytes;
	size_t ends[FAKE_FRAMES_MAX]; /* where each message ends in bytes */
	unsigned count, read;
	struct frame frame; /* the one last read */
	bool
		chokes; /* the next frame is one too many: closed as SLOW from inside the call, as net does */
	size_t waiting; /* what it says is not sent yet */
	bool closed;
	enum ending ending;
	const char *why;
};

/* What chat is wired to. */
extern const struct session_io fake_io;

void fake_conn_init(struct fake_conn *conn);
void fake_conn_finish(struct fake_conn *conn);

/* The next frame that has not been read, or NULL. Valid until the next one is read. */
const struct frame *fake_read(struct fake_conn *conn);

/* The next frame, which must be of that type. */
const struct frame *fake_expect(struct fake_conn *conn, enum frame_type type);

/* The next must be REFUSED of that frame with that code. */
const struct frame *fake_expect_refused(struct fake_conn *conn, enum frame_type frame,
	enum refusal code);

/* Nothing may be unread. */
void fake_expect_nothing(struct fake_conn *conn);

/* Reads everything away; how many of the type there were. */
unsigned fake_skip(struct fake_conn *conn, enum frame_type type);

#endif
