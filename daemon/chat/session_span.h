/* How long a whole session may be. It is no idle limit: what lasts that long is no conversation any more. */
#ifndef SAMTALE_CHAT_SESSION_SPAN_H
#define SAMTALE_CHAT_SESSION_SPAN_H

#include <stdint.h>

struct session;

/* The session has said HELLO: it ends when its span is over, with DONE, and a youth's visit with it. */
void session_span_begin(struct session *session);

/* A visit that was taken up began so long ago: its span counts from there, over all its sockets. */
void session_span_gone(struct session *session, uint64_t gone_ms);

/* Milliseconds that are left of it. */
uint64_t session_span_left(const struct session *session);

#endif
