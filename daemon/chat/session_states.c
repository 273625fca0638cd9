/* Which state may follow which: the whole life of a session as one table. */
#include "chat/session.h"

#define TO(NAME) (1u << STATE_##NAME)

static const unsigned next_states[STATE_COUNT] = {
	[STATE_NEW] = TO(OPEN) | TO(CLOSING),
	[STATE_OPEN] = TO(WAITING) | TO(TALKING) | TO(OFF) | TO(ON) | TO(CLOSING),
	[STATE_WAITING] = TO(TALKING) | TO(OPEN) | TO(CLOSING),
	[STATE_TALKING] = TO(WAITING) | TO(OPEN) | TO(CLOSING),
	[STATE_OFF] = TO(ON) | TO(OPEN) | TO(CLOSING),
	[STATE_ON] = TO(OFF) | TO(OPEN) | TO(CLOSING),
	[STATE_CLOSING] = 0,
};

bool session_may_become(enum state from, enum state to)
{
	return (next_states[from] & (1u << to)) != 0;
}
