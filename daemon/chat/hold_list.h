/* The list of holds that a person may open, and of the supervisors whom one may be given to. */
#ifndef SAMTALE_CHAT_HOLD_LIST_H
#define SAMTALE_CHAT_HOLD_LIST_H

#include "chat/session.h"

/* HELD for each, then DECIDERS; or REFUSED with that number. */
int hold_list_ask(struct session *session, uint64_t number) MUST_CHECK;

/* The same unasked, because a hold was made or given; when it cannot be, REFUSED as if it had been asked for. */
void hold_list_tell(struct session *session);

#endif
