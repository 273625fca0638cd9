/* What a session remembers of a duty hold while it is open there. */
#ifndef SAMTALE_CHAT_HOLD_CARD_H
#define SAMTALE_CHAT_HOLD_CARD_H

#include <stdbool.h>
#include <stdint.h>

#include "store/news.h"

enum { HOLDS_OPEN_MAX = 3 };

/* Taken before the hold is made, and given back when it cannot be. */
struct hold_card {
	char room[STORE_ID_HEX]; /* empty: free */
	char about[STORE_ID_HEX];
	char supervisor[STORE_ID_HEX]; /* while it is being made: who decides */
	char name[STORE_NAME_MAX];
	char topic[STORE_WORD_MAX];
	uint64_t number; /* while it is being made: which making this is, not 0 */
	uint64_t since_ms;
	uint64_t until_ms;
	uint64_t keep_seconds;
	unsigned seat;
	bool extended, told, given;
};

#endif
