/* SIGHUP: the files of certificates and the papers of the seal are read again and the workers told. Once a day the papers are
 * read, too, and the keys of tickets change. */
#ifndef SAMTALE_PARENT_HANGUP_H
#define SAMTALE_PARENT_HANGUP_H

#include <stdbool.h>
#include <uv.h>

#include "parent/certificates.h"
#include "parent/sealing.h"
#include "parent/workers.h"
#include "store/store.h"

struct hangup {
	struct certificates certificates; /* opened and closed by whoever owns us */
	struct sealing sealing;           /* the same */
	struct workers *workers;          /* borrowed */
	struct store *store;              /* borrowed; NULL until it is there */
	uv_signal_t signal;
	uv_timer_t daily;
	bool on_terminal;
};

/* Makes the handles and begins to listen. */
void hangup_start(struct hangup *hangup, uv_loop_t *loop, struct workers *workers);

/* Closes the handles. */
void hangup_close(struct hangup *hangup);

#endif
