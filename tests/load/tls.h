/* The client's side of TLS, from bytes to bytes: no socket. Certificates are not checked, for the bench's own daemon is on
 * the other side. Every connection makes a whole handshake: none is shortened by an earlier one. */
#ifndef SAMTALE_LOAD_TLS_H
#define SAMTALE_LOAD_TLS_H

#include "base/buf.h"

struct tls_context;
struct tls;

/* NULL: no memory. */
struct tls_context *tls_context_create(void);
void tls_context_destroy(struct tls_context *context);

struct tls *tls_create(struct tls_context *context);
void tls_destroy(struct tls *tls);

/* Takes what came from the wire, and gives what must go there (appended to wire) and what was meant for us (appended to
 * plain). The first call of a connection has nothing that came. ERR_SYNTAX: it is no TLS, or it was ended. */
int tls_take(struct tls *tls, struct view came, struct buf *wire, struct buf *plain) MUST_CHECK;

/* Whether the handshake is done. */
int tls_is_ready(const struct tls *tls);

/* Seals bytes for the wire; after the handshake only. */
int tls_seal(struct tls *tls, struct view plain, struct buf *wire) MUST_CHECK;

#endif
