/* The frames of samtale.v1 in memory: one struct a frame, made from frames.def, and the two ways to
 * and from bytes.
 *
 * A decoded frame borrows: its texts and bytes point into the message it was decoded from and live
 * as long as that. */
#ifndef SAMTALE_PROTOCOL_FRAME_H
#define SAMTALE_PROTOCOL_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* LIMIT_PAYLOAD and its like. Those that fit an int are one; gcc and clang make 64-bit constants of
 * the others. */
enum limit {
#define LIMIT(NAME, value) NAME = (value),
#include "protocol/words.def"
};

#define FRAME_NUMBER_MAX UINT64_C(9007199254740991)
enum { FRAME_LIST_MAX = 32, FRAME_FIELDS_MAX = 16, FRAME_VERSION = 1 };

enum role {
#define ROLE(number, NAME, word) ROLE_##NAME = (number),
#include "protocol/words.def"
	ROLE_COUNT
};

enum state {
#define STATE(number, NAME, word) STATE_##NAME = (number),
#include "protocol/words.def"
	STATE_COUNT
};

/* Why a session ends. */
enum ending {
#define ENDING(NAME, close_code, word) ENDING_##NAME,
#include "protocol/words.def"
	ENDING_COUNT
};

/* Why a request is refused. */
enum refusal {
#define REFUSAL(NAME, word) REFUSAL_##NAME,
#include "protocol/words.def"
	REFUSAL_COUNT
};

/* Why a room or a wait ends. */
enum finish {
#define FINISH(NAME, word) FINISH_##NAME,
#include "protocol/words.def"
	FINISH_COUNT
};

/* What somebody may do; protocol/permission.h says who. */
enum permission {
#define PERMISSION(NAME, word, own, agency, pool, all) PERMISSION_##NAME,
#include "protocol/permissions.def"
	PERMISSION_COUNT
};

enum direction { DIRECTION_UP, DIRECTION_DOWN };

/* Lists keep their items in place: nothing is allocated for a frame. */
struct frame_texts {
	uint32_t count;
	struct view item[FRAME_LIST_MAX];
};
struct frame_uints {
	uint32_t count;
	uint64_t item[FRAME_LIST_MAX];
};

#define FRAME_C_UINT uint64_t
#define FRAME_C_TEXT struct view
#define FRAME_C_BYTES struct view
#define FRAME_C_ID16 struct view
#define FRAME_C_ID32 struct view
#define FRAME_C_TEXTS struct frame_texts
#define FRAME_C_LINES struct frame_texts
#define FRAME_C_UINTS struct frame_uints
#define FRAME_C_IDS struct frame_texts

/* struct frame_say and its like, fields as in frames.def. */
#define FRAME(number, name, NAME, direction, permission, states) struct frame_##name {
#define FIELD(frame, name, TYPE, bound) FRAME_C_##TYPE name;
/* clang-format off */
#define END(frame) };
/* clang-format on */
#include "protocol/frames.def"

/* FRAME_SAY and its like; the value is the number on the wire. */
enum frame_type {
#define FRAME(number, name, NAME, direction, permission, states) FRAME_##NAME = (number),
#include "protocol/frames.def"
	FRAME_TYPE_COUNT = 104 /* above every number */
};

struct frame {
	enum frame_type type;
	union {
#define FRAME(number, name, NAME, direction, permission, states) struct frame_##name name;
#include "protocol/frames.def"
	};
};

enum field_type {
	FIELD_UINT,
	FIELD_TEXT,
	FIELD_BYTES,
	FIELD_ID16,
	FIELD_ID32,
	FIELD_TEXTS,
	FIELD_LINES,
	FIELD_UINTS,
	FIELD_IDS,
	FIELD_TYPE_COUNT
};

/* What can be wrong with a field by itself. */
enum field_fault {
	FIELD_FINE,
	FIELD_WRONG_TYPE,
	FIELD_OUT_OF_BOUNDS,
	FIELD_WRONG_LENGTH,
	FIELD_TOO_LONG,
	FIELD_NOT_UTF8,
	FIELD_CONTROL,
	FIELD_FAULT_COUNT
};

struct frame_field {
	const char *name;
	enum field_type type;
	uint16_t at; /* offset in the frame's struct */
	uint64_t bound;
	/* A phrase for each fault, such as "too long in field payload". */
	const char *why[FIELD_FAULT_COUNT];
};

/* What frames.def says of one frame. */
struct frame_info {
	const char *name; /* "say" */
	enum direction direction;
	enum permission permission; /* that the sender (UP) or the reader (DOWN) has */
	uint16_t states;            /* bits 1 << enum state */
	uint8_t field_count;
	const struct frame_field *fields;
};

/* The row of a number, or NULL when no frame has it. */
const struct frame_info *frame_info(uint64_t number);

/* Words of the tables, static. */
const char *role_word(enum role role);
const char *state_word(enum state state);
const char *ending_word(enum ending ending);
uint16_t ending_close_code(enum ending ending);
const char *refusal_word(enum refusal refusal);
const char *finish_word(enum finish finish);

/* Decodes one message of the given direction. Strict: exact count of fields, types and bounds,
 * UTF-8, nothing left over; the shortest encoding is not required. Counts and depth are checked
 * against the input before anything is unpacked. On failure *ret_why is a static phrase for the
 * close reason, such as "unknown frame". Returns 0, ERR_SYNTAX or ERR_RANGE, or ERR_NOMEM, which says
 * nothing about the message. */
int frame_decode(struct view message, enum direction direction, struct frame *ret_frame,
	const char **ret_why) MUST_CHECK;

/* Appends the encoded frame to out. Asserts that the frame keeps its own bounds. ERR_FULL or
 * ERR_NOMEM. */
int frame_encode(const struct frame *frame, struct buf *out) MUST_CHECK;

#endif
