/* The cards of a shift: what its counsellor is told of each room, OPENED and who is beside. */
#ifndef SAMTALE_CHAT_CARD_H
#define SAMTALE_CHAT_CARD_H

#include "chat/beside.h"
#include "store/news.h"

struct seat;
struct shift;

/* What the counsellor is told of a visit, kept from the offer to the end of its room. */
struct card {
	char room[STORE_ID_HEX]; /* empty: free */
	char topic[STORE_WORD_MAX];
	char region[STORE_WORD_MAX]; /* municipality, or county */
	char languages[STORE_WORD_MAX * 2];
	uint64_t offer;
	uint64_t since_ms;
	uint64_t waited_ms;
	unsigned level, urgency;
	bool invited; /* it is a colleague's room */
	struct beside beside;
};

/* The card of that room; "": a free one. NULL: there is none. */
struct card *card_find(struct shift *shift, const char *room);

/* What routing tells of the visit; the rest of the card stays. */
void card_fill(struct card *card, const struct store_visit *visit);

/* The seat is attached: OPENED, then JOINED of each who is beside. */
void card_announce(struct seat *seat);

#endif
