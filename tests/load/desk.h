/* A counsellor: logs in over HTTP, goes on shift, takes every offer, has up to three rooms. */
#ifndef SAMTALE_LOAD_DESK_H
#define SAMTALE_LOAD_DESK_H

#include "tests/load/papers.h"
#include "tests/load/room.h"

enum { DESK_ROOMS = 3, DESK_NAME_SIZE = 65 };

/* What a counsellor's shift is set to. */
struct shift_wish {
	unsigned capacity;
	const char *topic;
	const char *language;
};

struct desk {
	struct client client;
	struct conn *login; /* the HTTP request, while it lasts */
	struct room *rooms[DESK_ROOMS];
	struct shift_wish wish;
	uint8_t ticket[IDENT_TOKEN_LEN];
	struct papers papers; /* when talks are sealed */
	char name[DESK_NAME_SIZE];
	bool on;      /* on shift */
	bool leaving; /* its socket may be closed */
	bool watches; /* offers are told and not taken */
};

/* Logs in and goes on shift; desk->on becomes true. NULL: no memory. */
struct desk *desk_create(struct load *load, const char *name, const struct shift_wish *wish);

/* Drops its line; its rooms are forgotten without being judged. */
void desk_destroy(struct desk *desk);

/* Answers an offer with RECEIVED and ACCEPT. */
void desk_take(struct desk *desk, uint64_t offer);

/* Asks the youth of a room whether it may be handed over to somebody else for this topic. */
void desk_propose(struct desk *desk, const struct room *room, const char *topic);

#endif
