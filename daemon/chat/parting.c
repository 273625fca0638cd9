/* A list in the order in which the sockets went. */
#include "chat/parting.h"

#include <stdio.h>
#include <stdlib.h>

#include "chat/internal.h"
#include "store/presence.h"
#include "store/queue.h"

/* As many sockets as a node has, at most, go at once. */
enum { PARTINGS_MOST = 20000 };

struct parting {
	struct parting *next;
	enum parting_of of;
	uint64_t session;
	char pool[STORE_WORD_MAX];
	char id[STORE_ID_HEX];
};

/* True when nothing is left to do: Redis was told, or the lease is over and the next one begins without it. */
static bool tell(struct chat *chat, enum parting_of of, uint64_t session, const char *pool,
	const char *id)
{
	struct reply_to to = {.session = session};
	int err = of == PARTING_VISIT ? queue_detach(chat->ports.store, to, pool, id, NULL)
								  : presence_detach(chat->ports.store, to, pool, id, NULL);
	return err != ERR_FULL && err != ERR_NOMEM;
}

static void keep(struct partings *partings, struct parting *parting)
{
	if (partings->oldest == NULL) {
		partings->oldest = parting;
	} else {
		partings->newest->next = parting;
	}
	partings->newest = parting;
	partings->count++;
}

static void forget_oldest(struct partings *partings)
{
	struct parting *parting = partings->oldest;
	partings->oldest = parting->next;
	partings->count--;
	free(parting);
}

void parting_tell(struct chat *chat, enum parting_of of, uint64_t session, const char *pool,
	const char *id)
{
	struct partings *partings = &chat->partings;
	if (partings->oldest == NULL && tell(chat, of, session, pool, id)) {
		return;
	}
	struct parting *parting = partings->count < PARTINGS_MOST ? calloc(1, sizeof *parting) : NULL;
	if (parting == NULL) {
		partings->missed = true;
		return;
	}
	parting->of = of;
	parting->session = session;
	snprintf(parting->pool, sizeof parting->pool, "%s", pool);
	snprintf(parting->id, sizeof parting->id, "%s", id);
	keep(partings, parting);
}

void parting_beat(struct chat *chat)
{
	struct partings *partings = &chat->partings;
	if (partings->missed) {
		partings->missed = false;
		store_begin_anew(chat->ports.store); /* who is here is taken up again, and nobody else */
		return;
	}
	for (const struct parting *parting; (parting = partings->oldest) != NULL;) {
		if (!tell(chat, parting->of, parting->session, parting->pool, parting->id)) {
			return;
		}
		forget_oldest(partings);
	}
}

void parting_forget_all(struct chat *chat)
{
	while (chat->partings.oldest != NULL) {
		forget_oldest(&chat->partings);
	}
}
