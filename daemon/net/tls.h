/* TLS of a listener: what is agreed on in a handshake, the certificate that is shown, the tickets that make coming back
 * cheap (spec: delivery, section 7). The only file of net that knows OpenSSL. Bytes on an open socket are the WebSocket
 * library's business: it makes the SSL_CTX, here it is set up. */
#ifndef SAMTALE_NET_TLS_H
#define SAMTALE_NET_TLS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "options/options.h"

/* A certificate with its chain and its key, read and found to belong together. */
struct tls_identity;

/* What is wrong with one, in words that name no path. */
struct tls_fault {
	bool in_key;      /* else in the certificate */
	const char *what; /* static, or the crypto library's own */
};

/* Reads PEM texts: the server's certificate first, then those that lead to the root; a key without a passphrase.
 * ERR_SYNTAX with *ret_fault; ERR_NOMEM. */
int tls_identity_create(struct view certificate, struct view key,
	struct tls_identity **ret_identity, struct tls_fault *ret_fault) MUST_CHECK;
void tls_identity_destroy(struct tls_identity *identity);

/* Until when it is valid, in seconds since 1970. */
int64_t tls_identity_expires_s(const struct tls_identity *identity);

/* The TLS of one listener. */
struct tls;

/* Sets an SSL_CTX up; it is borrowed and must go before the tls does. Nobody gets in until tls_show. NULL: the crypto
 * library refuses what we want, or there is no memory. */
struct tls *tls_create(void *ssl_ctx);
void tls_destroy(struct tls *tls);

/* Every handshake from now on shows the identity, which is taken over; sessions that are open keep what they have.
 * Tickets are sealed with these keys, shared by all workers so that a client may come back at any of them: those of
 * other keys count for nothing, and the handshake is a full one. */
int tls_show(struct tls *tls, struct tls_identity *identity,
	const uint8_t ticket_keys[TLS_TICKET_KEYS_LEN]) MUST_CHECK;

#endif
