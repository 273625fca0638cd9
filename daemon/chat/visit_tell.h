/* What a waiting youth is told: QUEUED, and MATCHED. */
#ifndef SAMTALE_CHAT_VISIT_TELL_H
#define SAMTALE_CHAT_VISIT_TELL_H

#include "chat/seat.h"
#include "store/queue.h"

/* Tells QUEUED, with the reason of a room that was given back the first time. */
void visit_tell_queued(struct session *session, const struct queue_place *place);

/* Somebody took the visit before QUEUED could tell why the room before was given back: tells it now. Nothing when there
 * is no such reason. */
void visit_tell_given_back(struct session *session);

/* Tells MATCHED; seat is the open room's, or NULL when READY is still to come. */
void visit_tell_matched(struct session *session, const struct seat *seat);

#endif
