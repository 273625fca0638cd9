/* The seats of the staff in a youth's room: its counsellor's, and who is beside by invitation; and what is told of those,
 * JOINED and LEFT. */
#ifndef SAMTALE_CHAT_BESIDE_H
#define SAMTALE_CHAT_BESIDE_H

#include "store/news.h"

enum { BESIDE_MAX = 2 };

struct seat;

/* As a visit's session has heard it. */
struct beside {
	unsigned own; /* of the counsellor who answers, or of the last one */
	unsigned top; /* the highest seat that staff have had in the room */
	unsigned count;
	struct {
		unsigned seat;
		char agency[STORE_WORD_MAX]; /* slug */
	} item[BESIDE_MAX];
};

/* From "<seat> <slug>" each, parted by spaces, as queue_place has it; what does not fit is left out. The counsellor's own seat is
 * the caller's to set. */
void beside_read(struct beside *beside, unsigned top, const char *text);

/* Somebody has come, or gone. Known already, or not known: nothing changes. */
void beside_add(struct beside *beside, unsigned seat, const char *agency);
void beside_remove(struct beside *beside, unsigned seat);

/* Tells JOINED of each of them, or of one newcomer; LEFT. Nothing before the seat is attached: what is announced then says
 * it all. */
void beside_tell(const struct seat *seat, const struct beside *beside);
void beside_tell_joined(const struct seat *seat, unsigned newcomer, const char *agency);
void beside_tell_left(const struct seat *seat, unsigned gone);

#endif
