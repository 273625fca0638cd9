/* A worker's side of the signing process: asks, and hears the answer later. */
#ifndef SAMTALE_SIGNER_ASK_H
#define SAMTALE_SIGNER_ASK_H

#include "signer/message.h"

struct signer_client;

enum { SIGNER_PATIENCE_MS = 3000, SIGNER_QUESTIONS_MAX = 256 };

/* Called exactly once for each question that was taken, never before signer_ask returns. err: 0,
 * the certificate is borrowed until the call returns; ERR_DENIED, the request does not fit the login
 * or its agency has no valid statement; ERR_FULL, asked too often; ERR_DOWN, nobody answered in
 * time. */
typedef void (*signer_done_fn)(void *context, uint64_t session, int err, struct view certificate);

/* Speaks on the uv_loop_t loop through this socket, which stays the caller's. NULL without memory.
 */
struct signer_client *signer_client_create(void *loop, int fd);

/* Closes the handles; run the loop, then destroy. What was asked is not answered any more. Both
 * take NULL. */
void signer_client_stop(struct signer_client *client);
void signer_client_destroy(struct signer_client *client);

/* Asks; the question is copied. ERR_FULL: too many questions wait, ERR_RANGE: it is too long,
 * ERR_DOWN: it cannot be sent; done is not called then. */
int signer_ask(struct signer_client *client, const struct signer_question *question,
	uint64_t session, signer_done_fn done, void *context) MUST_CHECK;

#endif
