/* The subject itself, as net and app see it: sockets come in, frames come in, Redis has news. */
#ifndef SAMTALE_CHAT_CHAT_H
#define SAMTALE_CHAT_CHAT_H

#include "chat/session_io.h"
#include "directory/directory.h"
#include "options/auth_port.h"
#include "options/options.h"
#include "options/seal_port.h"
#include "store/news.h"

struct chat;
struct session;

/* What chat leans on; all borrowed for its life. */
struct chat_ports {
	const struct session_io *io;
	const struct auth_port *auth;
	const struct seal_port *seal;
	const struct directory *directory;
	struct store *store;
};

/* NULL without memory. options are copied. The ports come later, because the store needs chat's events first. */
struct chat *chat_create(const struct chat_options *options, uint64_t now_ms);
void chat_connect(struct chat *chat, const struct chat_ports *ports);

/* Only when every session is closed. Takes NULL. */
void chat_destroy(struct chat *chat);

/* What the store is given; asker and context are the chat. */
struct store_events chat_store_events(struct chat *chat);

/* A socket has been upgraded. NULL: no memory, close it. */
struct session *chat_open(struct chat *chat, void *conn);

/* A frame came from the session's socket. Borrowed until the call returns. */
void chat_frame(struct session *session, const struct frame *frame);

/* How many bytes a message from this session may have: staff have longer ones. */
size_t chat_message_limit(const struct session *session);

/* How many bytes may wait to be sent to it. */
size_t chat_backlog_limit(const struct session *session);

/* The socket must end: net begins to close it, and the session with it. why is a static phrase or NULL. */
void chat_ending(struct session *session, enum ending ending, const char *why);

/* The socket is gone, by whichever side; the session ends with it. */
void chat_closed(struct session *session, enum ending ending);

/* Time goes on. Call every 100 ms or so. */
void chat_tick(struct chat *chat, uint64_t now_ms);

/* What supervisors have done that stands in this pool is other than before: whoever it concerns is told. texts: those to who waits
 * are; many who wait are looked up again one after the other. */
void chat_acts_changed(struct chat *chat, const char *pool, bool texts);

/* Agencies of the directory have been read anew. */
void chat_agencies_changed(struct chat *chat);

/* Begins to send every client on to another node: each session closes with DRAIN at a calm moment, everybody's within
 * so many milliseconds, and no new one is taken. Said again, the new time holds; 0: now. */
void chat_drain(struct chat *chat, uint64_t within_ms);

/* Every session has been closed from our side; the sockets follow as the clients answer. */
bool chat_is_drained(const struct chat *chat);

/* Sessions that are open. */
size_t chat_count(const struct chat *chat);

#endif
