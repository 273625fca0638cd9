/* One letter out of the house, by mail or to a webhook; the one place of libcurl. It blocks for seconds: for the thread pool
 * alone. Certificates are checked, no proxy is asked, nobody is followed elsewhere. */
#ifndef SAMTALE_PARENT_DELIVER_H
#define SAMTALE_PARENT_DELIVER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/err.h"

enum { DELIVER_WHY_SIZE = 200 };

/* Borrowed for the call; "" for what there is not. */
struct letter {
	const char *url;          /* smtp://, smtps://, https://; http:// on this machine */
	const char *from, *to;    /* addresses of a mail; to is "" for a webhook */
	const char *user;         /* at the mail server */
	const char *secret;       /* its password, or the bearer for a webhook */
	const char *authorities;  /* a file of certificates to trust instead of the system's */
	const char *body;         /* a whole mail with its headers, or JSON */
	const atomic_bool *ended; /* set: it is given up */
};

/* Once a process, before the first letter; on the main thread. ERR_NOMEM. */
int deliver_begin(void) MUST_CHECK;
void deliver_end(void);

/* ERR_DOWN: ret_why says why, in words for the log. */
int deliver(const struct letter *letter, char ret_why[DELIVER_WHY_SIZE]) MUST_CHECK;

/* Whether the address is one of this machine, where nobody listens on the way. */
bool deliver_stays_here(const char *url);

#endif
