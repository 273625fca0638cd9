/* A pool as it is watched, for the tests of the live view; after cmocka.h. */
#ifndef SAMTALE_UNIT_WATCH_SCENE_H
#define SAMTALE_UNIT_WATCH_SCENE_H

#include <string.h>

#include "chat/session.h"
#include "fakes/fake_house.h"

enum { SECOND_MS = 1000 };

#define KIM_ID "11111111111111111111111111111111"
#define KIM "p " KIM_ID
#define PER "p 22222222222222222222222222222222"

static const char *const scene[] = {
	"now",
	"1 0 0 0 4 2 0 3", /* */
	"w m0301 bullying",
	"1 5000", /* */
	"w c03 bullying",
	"2 4000", /* */
	"w m3201 bullying",
	"1 3000", /* */
	KIM,
	"available 1000 1 2 oslo Kim N.", /* */
	PER,
	"paused 2000 1 1 ung-norge Per", /* */
	"secret m0301",
	"1", /* */
	NULL,
};

static inline void send_watch(struct fake_conn *conn, uint64_t on)
{
	struct frame frame = {.type = FRAME_WATCH};
	frame.watch.on = on;
	house_send(conn, &frame);
}

/* The next second, in which the pool is read and is so. */
static inline void pass(struct house *house, const char *const *texts)
{
	house_wait(house, SECOND_MS);
	fake_scene(house->store, fake_take(house->store, SCENE_READ), 0, texts);
}

static inline struct fake_conn *watching(struct house *house, enum role role)
{
	struct fake_conn *conn = house_off_as(house, role);
	send_watch(conn, 1);
	return conn;
}

static inline const struct frame_scene *next_scene(struct fake_conn *conn)
{
	return &fake_expect(conn, FRAME_SCENE)->scene;
}

/* What the frame says of a name, static; "" when it is not in it, or gone. */
static inline const char *said(const struct frame_scene *frame, const char *name)
{
	static char out[LIMIT_LINE + 1];
	out[0] = '\0';
	for (uint32_t i = 0; i < frame->names.count; i++) {
		if (view_is(frame->names.item[i], name)) {
			assert_int_equal(view_copy(frame->values.item[i], out, sizeof out), 0);
		}
	}
	return out;
}

#endif
