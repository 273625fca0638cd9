/* New devices of agencies that certify their devices themselves: whom the store's news of a request concern, and what they are told.
 * Nothing is kept here: each change is read from the store and told as it stands. */
#ifndef SAMTALE_CHAT_ENROL_H
#define SAMTALE_CHAT_ENROL_H

#include "chat/session.h"
#include "store/news.h"

/* A staff person is there, or the store is there again: hears how the own request stands, and approvers those of their
 * agency. */
void enrol_greet(struct session *session);

/* A request of some agency has changed. */
void enrol_on_news(struct chat *chat, const struct store_news *news);

#endif
