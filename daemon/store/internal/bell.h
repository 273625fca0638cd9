/* Doorbells between nodes by PUBLISH: rings of rooms, and agencies that were written. May be
 * lost. */
#ifndef SAMTALE_STORE_INTERNAL_BELL_H
#define SAMTALE_STORE_INTERNAL_BELL_H

#include "store/news.h"

/* Subscribes; bell_good becomes true and store_review is called when it stands. */
void bell_listen(struct store *store);

/* The text of a ring. out holds BELL_TEXT_MAX bytes. */
enum { BELL_TEXT_MAX = 160, BELL_NODE_MAX = 32 };
void bell_write(const struct store_ring *ring, char out[BELL_TEXT_MAX]);

/* What a parsed ring borrows from. */
struct bell_texts {
	char room[STORE_ID_HEX];
	char node[BELL_NODE_MAX];
};

/* The way back, strictly. ERR_SYNTAX. */
int bell_parse(const char *text, struct bell_texts *texts, struct store_ring *ret_ring) MUST_CHECK;

#endif
