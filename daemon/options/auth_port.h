/* How chat asks staff who stands behind a LOGIN ticket. Wired in app. */
#ifndef SAMTALE_OPTIONS_AUTH_PORT_H
#define SAMTALE_OPTIONS_AUTH_PORT_H

#include <stdint.h>

#include "base/err.h"

/* A person of the staff, as far as a session needs it. Copied by whoever keeps it. */
struct auth_person {
	char id[33];       /* 32 hexadecimal digits, stable for the person */
	char name[65];     /* login name */
	char alias[129];   /* what youths see */
	char agency[65];   /* slug */
	char lives_in[17]; /* municipality, or empty */
	char session[65];  /* the session of HTTP it came by, as an id that opens nothing; or empty */
	unsigned role;     /* enum role of the protocol */
};

/* err is 0, ERR_GONE (unknown, used or expired) or ERR_DOWN; person is NULL unless 0. */
typedef void (
	*auth_done_fn)(void *context, uint64_t session, int err, const struct auth_person *person);

struct auth_port {
	void *staff;
	/* Uses up a ticket. done is called exactly once, later. ERR_DOWN or ERR_FULL: it will not be called. */
	int (*redeem)(void *staff, const uint8_t ticket[32], uint64_t session, auth_done_fn done,
		void *context);
};

#endif
