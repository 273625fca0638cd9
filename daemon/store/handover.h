/* Hand-over of a room to another topic, agency or counsellor, or an invitation of a colleague into it:
 * proposed by the counsellor, decided by the youth (spec: routing, section 2). */
#ifndef SAMTALE_STORE_HANDOVER_H
#define SAMTALE_STORE_HANDOVER_H

#include "store/store.h"

enum handover_kind { HANDOVER_TOPIC, HANDOVER_AGENCY, HANDOVER_COUNSELLOR, HANDOVER_INVITE };

struct handover {
	const char *pool;
	const char *cid; /* who proposes */
	const char *room;
	enum handover_kind kind;
	const char *target;       /* a topic, an agency's slug, a cid */
	const char *municipality; /* of the target agency; else "" */
};

/* The youth hears NEWS_PROPOSED; a later proposal replaces the one before it. ERR_OFF: nobody of the
 * target is on duty; ERR_FULL: the counsellor meant has no slot; ERR_WISH: it is not what the youth
 * asked for. */
int handover_propose(struct store *store, struct reply_to to, const struct handover *proposal,
	store_done_fn done) MUST_CHECK;

/* word: "done" (the youth is handed over, hears NEWS_QUEUED, and the giver NEWS_ENDED, both with
 * handed; who is invited hears NEWS_OFFER, and all of them NEWS_JOINED, or the two NEWS_HANDED with
 * off, declined, missed), "no" (as the youth said), or why not any more: "off", "full", "wish". The giver hears the
 * last four as NEWS_HANDED, the youth the last three. NULL with an error; borrowed until the
 * callback returns. */
typedef void (*handover_done_fn)(void *context, struct reply_to to, int err, const char *word);

/* The youth's answer to the proposal that stands. ERR_MOMENT: there is none. */
int handover_consent(struct store *store, struct reply_to to, const char *pool, const char *sid,
	const char *room, bool yes, handover_done_fn done) MUST_CHECK;

#endif
