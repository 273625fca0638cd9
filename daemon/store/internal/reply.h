/* Where replies live: what hiredis makes and frees them with. Nearly every answer is one short text or one number; those are
 * records that are kept. Lists and long texts are hiredis' own. */
#ifndef SAMTALE_STORE_INTERNAL_REPLY_H
#define SAMTALE_STORE_INTERNAL_REPLY_H

struct redisReader;
struct redisReply;

/* From now on the reader's replies come from here. */
void reply_attach(struct redisReader *reader);

/* Within the callback that was given the reply: it is the caller's from now on. One process has one loop, so one such reply
 * at a time. */
void reply_keep(struct redisReply *reply);

/* Frees a reply that was kept. */
void reply_free(struct redisReply *reply);

#endif
