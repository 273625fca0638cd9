/* Canned replies on their way from a file to the daemon: their bounds, and the list that they are put
 * in. Only for this floor; who has the list empties it with conf_replies_finish (conf.h). */
#ifndef SAMTALE_CONF_REPLIES_H
#define SAMTALE_CONF_REPLIES_H

#include "conf/conf.h"

/* What is wrong with one, or NULL. The bounds are those of store/functions/89_replies.lua. */
const char *conf_reply_fault(const char *code, const char *language, const char *text);

/* Copies a row to the end. ERR_NOMEM. */
int conf_replies_add(struct conf_replies *replies, const struct conf_reply *row) MUST_CHECK;

/* Takes all rows of the other over; it is empty then, also after ERR_NOMEM. */
int conf_replies_take(struct conf_replies *replies, struct conf_replies *other) MUST_CHECK;

#endif
