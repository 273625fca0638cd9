/* Any bytes as a message, in both directions: frame_decode must refuse them with a reason, or give
 * a frame that encodes and decodes to itself. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds) {
		abort();
	}
}

static struct buf encoded(const struct frame *frame)
{
	struct buf out;

	buf_init(&out, LIMIT_FRAME_STAFF);
	must(frame_encode(frame, &out) == 0);
	return out;
}

/* Two frames are equal when their one encoding is; that it can be decoded again is asked as well.
 * */
static void check_round_trip(const struct frame *frame, enum direction direction)
{
	struct frame again;
	const char *why = NULL;
	struct buf first = encoded(frame);

	must(frame_decode(buf_view(&first), direction, &again, &why) == 0);
	must(again.type == frame->type);
	struct buf second = encoded(&again);
	must(view_equal(buf_view(&first), buf_view(&second)));
	buf_finish(&second);
	buf_finish(&first);
}

static void check(struct view message, enum direction direction)
{
	struct frame frame;
	const char *why = NULL;
	const int err = frame_decode(message, direction, &frame, &why);

	if (err == 0) {
		must(frame_info(frame.type)->direction == direction);
		check_round_trip(&frame, direction);
	} else {
		must(why != NULL && strlen(why) > 0 && strlen(why) < 114);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct view message = {data, size};

	check(message, DIRECTION_UP);
	check(message, DIRECTION_DOWN);
	return 0;
}
