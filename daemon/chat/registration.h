/* The form of a room that is over, as a page hears of it that did not see its end. */
#ifndef SAMTALE_CHAT_REGISTRATION_H
#define SAMTALE_CHAT_REGISTRATION_H

#include "chat/session.h"
#include "store/news.h"

/* NEWS_FORM: REGISTERED tells how it stands. */
void registration_on_news(struct session *session, const struct store_news *news);

#endif
