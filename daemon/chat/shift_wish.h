/* What a person on shift has asked for, as SHIFT said it: kept, because the clock can change what it comes to, and bound to
 * the shift ticket, because the next socket may be on another node. */
#ifndef SAMTALE_CHAT_SHIFT_WISH_H
#define SAMTALE_CHAT_SHIFT_WISH_H

#include "directory/directory.h"
#include "protocol/frame.h"

enum { SHIFT_LANGUAGES_MAX = 256, SHIFT_TOPICS_MAX = 2112, SHIFT_WISH_MAX = 2560 };

struct shift_wish {
	unsigned capacity; /* 0: nothing was asked for yet */
	unsigned scope;
	uint32_t topics; /* bits by their place in the directory */
	char languages[SHIFT_LANGUAGES_MAX];
	uint64_t closes_ms;   /* end of the opening of the agency that the shift is in; 0: none */
	uint64_t extended_ms; /* the end that EXTEND has given; 0: none */
};

/* Reads what SHIFT asks for, with the topic that everybody takes; leaves the two ends alone. ERR_RANGE: no capacity,
 * or an unknown topic or language. */
int shift_wish_read(const struct directory *directory, const struct frame_shift *shift,
	struct shift_wish *wish) MUST_CHECK;

/* The topics of these bits, parted by spaces. ERR_RANGE: too long. */
int shift_wish_topics(const struct directory *directory, uint32_t topics, char *out,
	size_t size) MUST_CHECK;

/* As one text without tabs, and back. A text that is none is no wish, as before the first SHIFT. ERR_RANGE. */
int shift_wish_to_text(const struct directory *directory, const struct shift_wish *wish, char *out,
	size_t size) MUST_CHECK;
void shift_wish_from_text(const struct directory *directory, const char *text,
	struct shift_wish *ret_wish);

#endif
