/* The end of a node that is stopped or replaced: it takes nothing new, and sends every client on to another node, at a
 * moment at which the client does not feel it. Visits and shifts are not let go meanwhile: whoever takes one up has it as
 * it was, with its offer still ringing; what nobody takes up is detached when the lease ends (node_down). */
#ifndef SAMTALE_CHAT_DRAIN_H
#define SAMTALE_CHAT_DRAIN_H

#include "base/wheel.h"
#include "chat/chat.h"

struct drain {
	bool on;
	uint64_t until_ms; /* from then on no moment is waited for */
	size_t a_step;     /* so many are sent on at most before the others have their turn to dial */
	size_t left;       /* sessions that have not been sent on */
	unsigned spread;   /* counts who has been sent on */
	struct wheel_timer timer;
};

/* Begins, or hurries: within so many milliseconds everybody has been sent on, with 0 before this call returns. */
void drain_begin(struct chat *chat, uint64_t within_ms);

/* Closes the session with DRAIN and the time after which its client dials again. */
void drain_send_on(struct session *session);

#endif
