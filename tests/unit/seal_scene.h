/* What the tests of members and of tampering play: a youth and two of the staff in a room, from before the first test, or
 * each, until behind it. */
#ifndef SAMTALE_TESTS_UNIT_SEAL_SCENE_H
#define SAMTALE_TESTS_UNIT_SEAL_SCENE_H

#include "seal/conversation.h"

static struct conversation conversation;

/* Says how often something was tried that must not be taken; tests/seal/full/tampering.test.mjs reads it. */
static inline void told(const char *what, unsigned tried, unsigned taken)
{
	print_message("tampering: %s: %u tried, %u taken\n", what, tried, taken);
}

static inline int begin(void **state)
{
	(void)state;
	conversation_begin(&conversation, 2);
	return 0;
}

static inline int finish(void **state)
{
	(void)state;
	conversation_finish(&conversation);
	return 0;
}

#endif
