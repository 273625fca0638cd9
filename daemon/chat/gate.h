/* The entrance: what arrives is looked up in one table of frame x role x state, then handed to its handler. */
#ifndef SAMTALE_CHAT_GATE_H
#define SAMTALE_CHAT_GATE_H

#include "chat/session.h"

enum gate_verdict { GATE_PASS, GATE_ROLE, GATE_STATE };

/* What the table says. Pure. */
enum gate_verdict gate_check(enum frame_type frame, enum role role, enum state state);

/* Checks a frame, its role, its state and its rate; calls its handler, refuses it, or ends the session. */
void gate_enter(struct session *session, const struct frame *frame);

#endif
