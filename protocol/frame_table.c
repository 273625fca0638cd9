/* The rows of frames.def and words.def as C tables. Everything here is made by including the two
 * files; there is nothing to edit when a frame is added. */
#include "protocol/frame.h"

#include <stddef.h>

/* The names that frames.def uses for sets of states, each a bit or several. */
enum {
#define STATE(number, NAME, word) NAME = 1 << (number),
#include "protocol/words.def"
	ANYTIME = ((1 << STATE_COUNT) - 1) & ~(NEW | CLOSING),
};

/* FIRST_say is the place of the frame's first field among all fields, LAST_say the place behind its
 * last one. The names with BEFORE take the step back that an enum would otherwise count. */
enum {
#define FRAME(number, name, NAME, direction, permission, states) \
	FIRST_##name, BEFORE_FIRST_##name = FIRST_##name - 1,
#define FIELD(frame, name, TYPE, bound) AT_##frame##_##name,
#define END(frame) LAST_##frame, BEFORE_LAST_##frame = LAST_##frame - 1,
#include "protocol/frames.def"
};

static const struct frame_field fields[] = {
#define FIELD(frame, name, TYPE, bound) \
	[AT_##frame##_##name] = { \
		#name, \
		FIELD_##TYPE, \
		offsetof(struct frame_##frame, name), \
		(bound), \
		{ \
			[FIELD_FINE] = "nothing wrong in field " #name, \
			[FIELD_WRONG_TYPE] = "wrong type in field " #name, \
			[FIELD_OUT_OF_BOUNDS] = "out of bounds in field " #name, \
			[FIELD_WRONG_LENGTH] = "wrong length in field " #name, \
			[FIELD_TOO_LONG] = "too long in field " #name, \
			[FIELD_NOT_UTF8] = "not UTF-8 in field " #name, \
			[FIELD_CONTROL] = "control character in field " #name, \
		}, \
	},
#include "protocol/frames.def"
};

static const struct frame_info infos[FRAME_TYPE_COUNT] = {
#define FRAME(number, name, NAME, direction, permission, states) \
	[number] = { \
		#name, \
		DIRECTION_##direction, \
		PERMISSION_##permission, \
		(states), \
		LAST_##name - FIRST_##name, \
		fields + FIRST_##name, \
	},
#include "protocol/frames.def"
};

/* What the structs of frame.h promise to hold. */
#define FRAME(number, name, NAME, direction, permission, states) \
	_Static_assert((number) < FRAME_TYPE_COUNT, "a number above FRAME_TYPE_COUNT: " #name); \
	_Static_assert(LAST_##name - FIRST_##name <= FRAME_FIELDS_MAX, "too many fields: " #name);
#define FIELD_FITS_TEXTS(bound) ((bound) <= FRAME_LIST_MAX)
#define FIELD_FITS_LINES(bound) ((bound) <= FRAME_LIST_MAX)
#define FIELD_FITS_UINTS(bound) ((bound) <= FRAME_LIST_MAX)
#define FIELD_FITS_IDS(bound) ((bound) <= FRAME_LIST_MAX)
#define FIELD_FITS_UINT(bound) ((bound) <= LIMIT_NUMBER)
#define FIELD_FITS_TEXT(bound) ((bound) < LIMIT_FRAME_YOUTH)
#define FIELD_FITS_BYTES(bound) ((bound) < LIMIT_FRAME_YOUTH)
#define FIELD_FITS_ID16(bound) ((bound) == 16)
#define FIELD_FITS_ID32(bound) ((bound) == 32)
#define FIELD(frame, name, TYPE, bound) \
	_Static_assert(FIELD_FITS_##TYPE((uint64_t)(bound)), "bound of " #frame "." #name);
#include "protocol/frames.def"

const struct frame_info *frame_info(uint64_t number)
{
	return number < FRAME_TYPE_COUNT && infos[number].name != NULL ? &infos[number] : NULL;
}

const char *role_word(enum role role)
{
	static const char *const words[ROLE_COUNT] = {
#define ROLE(number, NAME, word) [number] = (word),
#include "protocol/words.def"
	};
	return words[role];
}

const char *state_word(enum state state)
{
	static const char *const words[STATE_COUNT] = {
#define STATE(number, NAME, word) [number] = (word),
#include "protocol/words.def"
	};
	return words[state];
}

const char *ending_word(enum ending ending)
{
	static const char *const words[ENDING_COUNT] = {
#define ENDING(NAME, close_code, word) [ENDING_##NAME] = (word),
#include "protocol/words.def"
	};
	return words[ending];
}

uint16_t ending_close_code(enum ending ending)
{
	static const uint16_t codes[ENDING_COUNT] = {
#define ENDING(NAME, close_code, word) [ENDING_##NAME] = (close_code),
#include "protocol/words.def"
	};
	return codes[ending];
}

const char *refusal_word(enum refusal refusal)
{
	static const char *const words[REFUSAL_COUNT] = {
#define REFUSAL(NAME, word) [REFUSAL_##NAME] = (word),
#include "protocol/words.def"
	};
	return words[refusal];
}

const char *finish_word(enum finish finish)
{
	static const char *const words[FINISH_COUNT] = {
#define FINISH(NAME, word) [FINISH_##NAME] = (word),
#include "protocol/words.def"
	};
	return words[finish];
}
