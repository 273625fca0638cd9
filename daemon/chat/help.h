/* Calls for help as people hear of them: a counsellor of its own, a supervisor of all of its agency. */
#ifndef SAMTALE_CHAT_HELP_H
#define SAMTALE_CHAT_HELP_H

#include "chat/session.h"
#include "store/news.h"

/* CALLED, or REFUSED with that number. The caller knows that the shift is on. */
int help_tell(struct session *session, uint64_t number) MUST_CHECK;

/* NEWS_HELP: whom it concerns here is told anew. */
void help_on_news(struct chat *chat, const struct store_news *news);

#endif
