/* OK, state, capacity, load, then fifteen texts a room. */
#include "store/internal/shift_read.h"

#include "store/internal/news_read.h"
#include "store/room.h"

enum { SHIFT_FIXED = 4, SHIFT_ROOM = 15, SHIFT_ROOMS_MAX = 3, SHIFT_LOAD_MAX = 9 };

static int read_visit(const struct redisReply *reply, size_t at, struct store_visit *visit)
{
	if (answer_text(reply, at, &visit->sid) != 0 ||
		answer_text(reply, at + 1, &visit->topic) != 0 ||
		answer_text(reply, at + 2, &visit->municipality) != 0 ||
		answer_text(reply, at + 3, &visit->county) != 0 ||
		answer_text(reply, at + 4, &visit->languages) != 0 ||
		answer_small(reply, at + 5, 2, &visit->level) != 0 ||
		answer_small(reply, at + 6, 2, &visit->urgency) != 0 ||
		answer_small(reply, at + 7, 2, &visit->who) != 0 ||
		answer_number(reply, at + 8, &visit->waited_ms) != 0 ||
		answer_small(reply, at + 9, 1, &visit->invited) != 0) {
		return ERR_DOWN;
	}
	return 0;
}

static int read_rooms(const struct redisReply *reply, struct presence_place *place)
{
	size_t count = answer_count(reply) - SHIFT_FIXED;

	if (count % SHIFT_ROOM != 0 || count / SHIFT_ROOM > SHIFT_ROOMS_MAX) {
		return ERR_DOWN;
	}
	place->room_count = (unsigned)(count / SHIFT_ROOM);
	for (unsigned i = 0; i < place->room_count; i++) {
		size_t at = SHIFT_FIXED + i * SHIFT_ROOM;
		if (answer_text(reply, at, &place->rooms[i].room) != 0 ||
			answer_small(reply, at + 1, ROOM_SEAT_LAST, &place->rooms[i].seat) != 0 ||
			answer_number(reply, at + 2, &place->rooms[i].offer) != 0 ||
			answer_number(reply, at + 3, &place->rooms[i].since_ms) != 0 ||
			read_visit(reply, at + 4, &place->rooms[i].visit) != 0 ||
			answer_text(reply, at + 14, &place->rooms[i].beside) != 0) {
			return ERR_DOWN;
		}
	}
	return 0;
}

int shift_read(const struct redisReply *reply, struct presence_place *ret_place)
{
	struct presence_place place = {.person = ""};
	const char *letter;
	unsigned state;

	if (answer_count(reply) < SHIFT_FIXED || answer_text(reply, 1, &letter) != 0 ||
		news_presence(letter, &state) != 0 ||
		answer_small(reply, 2, SHIFT_ROOMS_MAX, &place.capacity) != 0 ||
		answer_small(reply, 3, SHIFT_LOAD_MAX, &place.load) != 0 ||
		read_rooms(reply, &place) != 0) {
		return ERR_DOWN;
	}
	place.state = (enum presence)state;
	*ret_place = place;
	return 0;
}
