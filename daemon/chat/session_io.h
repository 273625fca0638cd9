/* The way down to the socket: chat decides what to send, net does it. Wired in app. */
#ifndef SAMTALE_CHAT_SESSION_IO_H
#define SAMTALE_CHAT_SESSION_IO_H

#include "protocol/frame.h"

/* conn is what net gave to chat_open; it is valid until chat_closed. */
struct session_io {
	/* Sends or queues the frame, which is copied. What cannot be queued closes the socket by itself, later. */
	void (*send)(void *conn, const struct frame *frame);
	/* How many bytes wait to be sent. */
	size_t (*waiting)(const void *conn);
	/* Begins to close with the ending's code; why is a static phrase for the reason, or NULL. chat_closed follows later,
	 * never from inside this call. */
	void (*close)(void *conn, enum ending ending, const char *why);
};

#endif
