/* A shift by the clock: routing is told which of the wished topics are open at the agency now, and when the shift ends, and
 * told again when either changes. Hours bind a shift that is within an opening of its agency; who comes on at another
 * time is there all the same, for every topic, without an end. */
#ifndef SAMTALE_CHAT_SHIFT_HOURS_H
#define SAMTALE_CHAT_SHIFT_HOURS_H

#include "chat/shift.h"

/* Tells routing the shift as it is wished, in that state. done is as for presence_set, and takes one off asked. */
int shift_hours_set(struct session *session, enum presence state, presence_done_fn done) MUST_CHECK;

/* Lets a shift of an agency that youths can no longer reach end: it drains. Also every minute. */
void shift_hours_look(struct session *session);

/* Looks at the clock every minute from now on, as long as the session lives. */
void shift_hours_watch(struct session *session);

/* Routing names the end of the shift: a later one than was told has been given by EXTEND. */
void shift_hours_moved(struct session *session, uint64_t ends_ms);

#endif
