/* A worker's side of the seal: the papers that the parent hands down, and the way to the signing process; chat sees a port. */
#ifndef SAMTALE_APP_SEAL_H
#define SAMTALE_APP_SEAL_H

#include "api/api.h"
#include "app.h"
#include "options/seal_port.h"
#include "signer/ask.h"
#include "signer/papers.h"

struct app_seal {
	const struct app_start *start; /* borrowed */
	struct papers papers;          /* none until the parent has some */
	bool unread;                   /* there are newer ones, for which there was no memory */
	struct signer_client *client;
	struct seal_port port;
};

/* Begins to listen to the signing process. ERR_NOMEM. */
int app_seal_create(struct app_seal *seal, void *loop, const struct app_start *start) MUST_CHECK;

/* Reads what the parent has handed down by now; the bundle is shown to pages from then on. What was there before stays
 * when it cannot be read. */
void app_seal_reread(struct app_seal *seal, struct api *api);

/* Tries again what could not be read; every few seconds. */
void app_seal_go_on(struct app_seal *seal, struct api *api);

/* What chat is given; borrowed for the life of seal. Statements are those whose dates hold now. */
const struct seal_port *app_seal_port(const struct app_seal *seal);

/* Closes the handles; run the loop, then finish. Both take a zeroed one. */
void app_seal_stop(struct app_seal *seal);
void app_seal_finish(struct app_seal *seal);

#endif
