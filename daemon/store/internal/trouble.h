/* Why a connection does not come about. Said once, when it was tried in vain for a few seconds: a Redis that is only started
 * again is back before. */
#ifndef SAMTALE_STORE_INTERNAL_TROUBLE_H
#define SAMTALE_STORE_INTERNAL_TROUBLE_H

#include <stdint.h>

enum { TROUBLE_WHY_BYTES = 100 };

struct trouble {
	unsigned in_vain; /* tries since it was there */
	char why[TROUBLE_WHY_BYTES];
};

/* What stood in the way this time; copied. NULL says nothing new. Where nothing is said, the connection broke off. */
void trouble_note(struct trouble *trouble, const char *why);

/* Counts one try in vain of the link with that name, and gives the milliseconds until the next. */
uint32_t trouble_wait_ms(struct trouble *trouble, const char *link);

/* It is there, or is to be tried at another place. */
void trouble_over(struct trouble *trouble);

#endif
