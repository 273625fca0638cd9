/* What both sides hear of a hand-over: the question, and what became of it. */
#ifndef SAMTALE_CHAT_HANDOVER_H
#define SAMTALE_CHAT_HANDOVER_H

#include "chat/seat.h"

/* Kinds as in the frame PROPOSE. */
enum handover_on_wire { WIRE_COUNSELLOR, WIRE_TOPIC, WIRE_AGENCY, WIRE_INVITE };

/* Tells PROPOSED. kind is a word of routing: counsellor, topic, agency or invite; any other is not told. target: a topic, the
 * slug of the agency that is meant, or of who would come in; of a counsellor nothing is told. */
void handover_tell_proposed(const struct seat *seat, const char *kind, const char *target);

/* Tells HANDED. */
void handover_tell(const struct seat *seat, const char *result);

#endif
