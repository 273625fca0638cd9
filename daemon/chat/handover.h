/* What both sides hear of a hand-over: the question, and what became of it. */
#ifndef SAMTALE_CHAT_HANDOVER_H
#define SAMTALE_CHAT_HANDOVER_H

#include "chat/seat.h"

/* Kinds as in the frame PROPOSE. */
enum handover_on_wire { WIRE_COUNSELLOR, WIRE_TOPIC, WIRE_AGENCY };

/* Tells PROPOSED. kind is a word of routing: counsellor, topic or agency; any other is not told. */
void handover_tell_proposed(const struct seat *seat, const char *kind, const char *target);

/* Tells HANDED. */
void handover_tell(const struct seat *seat, const char *result);

#endif
