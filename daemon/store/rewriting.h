/* What is deleted stays in the append-only file of a Redis until that file is written anew. Here is one look at such a
 * server, and the rule by which it is asked: when something was deleted since the file was last written anew, and that is
 * old enough; never for each end of a room (spec: delivery, section 3). One struct rewriting a server. */
#ifndef SAMTALE_STORE_REWRITING_H
#define SAMTALE_STORE_REWRITING_H

#include "store/store.h"

/* What a server says of its file. */
struct rewriting_state {
	bool kept;        /* it has one */
	bool busy;        /* it is being written anew, or will be at once */
	bool failed;      /* the last time came to nothing */
	uint64_t deleted; /* how often something was deleted since the server was started */
	struct redis_address replicas[REDIS_ADDRESSES_MAX];
	unsigned replica_count;
};

/* What is known of a server's file; all zero before the first look. */
struct rewriting {
	uint64_t age_ms;     /* how old a deletion grows before the file is written anew */
	uint64_t counted;    /* the count of deletions when it was last asked */
	uint64_t looked_ms;  /* when somebody looked last; 0: never */
	uint64_t deleted_ms; /* what is deleted and still in the file was so no earlier; with stale */
	bool stale;          /* the file holds something that was deleted */
	bool failed;         /* as the server said at the last look */
};

/* Takes a look into account: shall the file be written anew now? now_ms is any clock that goes on evenly, not 0. A file that
 * somebody else may have left behind, before the first look, is due at once; one that could not be written is due at each
 * look. */
bool rewriting_judge(struct rewriting *rewriting, const struct rewriting_state *state,
	uint64_t now_ms);

typedef void (*rewriting_fn)(void *context, int err, const struct rewriting_state *state);

/* Asks the server that this store is connected to. Needs the loader's user. The state is there with err 0, until done
 * returns. */
int rewriting_look(struct store *store, rewriting_fn done, void *context) MUST_CHECK;

/* Reads the state from the text of INFO. ERR_SYNTAX: it does not tell of the file. */
int rewriting_read(const char *info, struct rewriting_state *ret_state) MUST_CHECK;

#endif
