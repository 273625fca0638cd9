/* Things in the order in which something was last heard of them, the longest silent first. Embed `struct silent` in the
 * thing; nothing is allocated, every step costs the same however many there are. */
#ifndef SAMTALE_CHAT_SILENCE_H
#define SAMTALE_CHAT_SILENCE_H

#include <stdint.h>

struct silent {
	struct silent *before, *after;
	uint64_t heard_ms;
};

struct silence {
	struct silent ends; /* the list is a ring; this one is nobody's */
};

/* An empty list. It must stay where it is while anything is in it. */
void silence_init(struct silence *silence);

/* Puts it in as heard of now. It must not be in any list. */
void silence_add(struct silence *silence, struct silent *silent, uint64_t now_ms);

/* Takes it out of the list it is in. */
void silence_remove(struct silent *silent);

/* Something was heard of it now. */
void silence_heard(struct silence *silence, struct silent *silent, uint64_t now_ms);

/* The longest silent one, or NULL when that is for less than span_ms. */
struct silent *silence_longest(const struct silence *silence, uint64_t span_ms, uint64_t now_ms);

#endif
