/* Those who watch a pool live. While anybody does, the node reads the pool once a second, less often where very many
 * wait; what may be seen is made of it once for
 * each agency and for the whole pool, and each viewer is sent what is other than what it has. One that is slow to take it
 * misses moments, never the last one. */
#ifndef SAMTALE_CHAT_WATCH_H
#define SAMTALE_CHAT_WATCH_H

#include "base/wheel.h"
#include "chat/roster.h"
#include "chat/shut_hours.h"

struct chat;
struct session;
struct watched;
struct doors;

/* A shift's part of it; all zero: it does not watch. */
struct viewer {
	struct viewer *next;
	struct session *session;
	struct watched *watched;
	uint64_t seen; /* up to this moment; 0: nothing yet, or all anew */
	uint64_t seq;  /* of the last frame */
};

struct watch {
	struct wheel_timer timer;
	struct watched *watched[ROSTER_POOLS_MAX]; /* lists, by the pool's index in the directory */
	struct doors *doors[ROSTER_POOLS_MAX];     /* NULL until they were shown */
	struct shut_hours shut[ROSTER_POOLS_MAX];
	bool reading[ROSTER_POOLS_MAX];
	uint64_t next_ms[ROSTER_POOLS_MAX]; /* before, an answer would be the last one */
};

/* Shows the pool of the session's person as far as its role reaches (a duty lead's in the hours of the rota alone), from the
 * beginning. ERR_RANGE: there is nothing to see
 * where staff practise. ERR_NOMEM. */
int watch_begin(struct session *session) MUST_CHECK;

/* What stands in the pool is other than it was: the next moment shows its doors so. */
void watch_acts_changed(struct chat *chat, const char *pool);

/* No longer. Without effect on who does not watch. */
void watch_end(struct chat *chat, struct viewer *viewer);

/* Frees what is left when every session is gone. */
void watch_finish(struct watch *watch);

/* Redis is back, and may be another one: everybody is shown the whole. */
void watch_begin_anew(struct chat *chat);

#endif
