/* The node's inbox: one blocking read over all pools, and the news it brings, handed on in order
 * and never before the answer to the call that caused them. */
#ifndef SAMTALE_STORE_INTERNAL_INBOX_H
#define SAMTALE_STORE_INTERNAL_INBOX_H

struct store;

/* Starts to read, unless it reads already. */
void inbox_read(struct store *store);

/* Throws away what was read and not handed on. */
void inbox_drop(struct store *store);

#endif
