/* What Redis tells this node, handed to the sessions it concerns. */
#ifndef SAMTALE_CHAT_NEWS_H
#define SAMTALE_CHAT_NEWS_H

#include "chat/chat.h"
#include "store/news.h"

/* As in struct store_events; context is the chat. News for a session that is gone are dropped: it said so to Redis, or
 * Redis will find out. */
void news_on_news(void *context, const struct store_news *news);
void news_on_ring(void *context, const struct store_ring *ring);

#endif
