/* What supervisors write to those who wait and to who is on shift: each is told the newest text that reaches it, and when there is
 * none any more. What stands lies in the directory. */
#ifndef SAMTALE_CHAT_NOTICE_H
#define SAMTALE_CHAT_NOTICE_H

#include "chat/session.h"
#include "store/queue.h"

/* Where the visit waits is known: NOTICE, unless its client has it. */
void notice_tell(struct session *session, const struct queue_place *place);

/* The staff person is on shift: ANNOUNCED, unless its desk has it. */
void notice_announce(struct session *session);

/* A supervisor has paused or drained this shift: ANNOUNCED says who. */
void notice_on_bidden(struct session *session, const struct store_news *news);

/* Whether a door that somebody has closed refuses who asks so: the pool's all, an agency's those who want nobody else. */
bool notice_is_closed(const struct chat *chat, const struct queue_ask *ask);

#endif
