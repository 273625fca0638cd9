/* Telling Redis that a session has gone: its visit waits for its client, its shift is lost to its rooms. While Redis takes no
 * more commands this is kept, for a node that lives holds what it does not give up. */
#ifndef SAMTALE_CHAT_PARTING_H
#define SAMTALE_CHAT_PARTING_H

#include <stdbool.h>
#include <stdint.h>

struct chat;
struct parting;

enum parting_of { PARTING_VISIT, PARTING_SHIFT };

/* Fields are its own. Starts as zeros. */
struct partings {
	struct parting *oldest;
	struct parting *newest;
	unsigned count;
	bool missed; /* one could not even be kept */
};

/* Detaches what that session holds, a visit by its sid or a shift by its person's id: now, or as soon as Redis takes it. */
void parting_tell(struct chat *chat, enum parting_of of, uint64_t session, const char *pool,
	const char *id);

/* Tells what was kept, as far as it is taken. */
void parting_beat(struct chat *chat);

/* The lease is over, and with it all that it held; or the chat is. */
void parting_forget_all(struct chat *chat);

#endif
