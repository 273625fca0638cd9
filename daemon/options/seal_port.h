/* How chat gets what a seal needs and no room has: what the service root signed about agencies, and certificates from the
 * process that signs. Wired in app. */
#ifndef SAMTALE_OPTIONS_SEAL_PORT_H
#define SAMTALE_OPTIONS_SEAL_PORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* What the daemon knows of whoever asks for a certificate; the request must say the same. Borrowed for the call. */
struct seal_login {
	const uint8_t *staff; /* 16 bytes, stable for the person */
	unsigned role;        /* enum role of the protocol: counsellor or supervisor */
	const char *agency;   /* slug */
	const char *alias;    /* what youths see */
	uint64_t until_s;     /* Unix seconds: when the session ends at the latest */
};

/* err is 0, ERR_DENIED (the request does not fit the login, or its agency has no valid statement), ERR_SYNTAX or ERR_RANGE (it is
 * none), ERR_FULL (too many, for now) or ERR_DOWN (who signs is out of reach). The certificate is borrowed until the call returns, empty unless 0. */
typedef void (*seal_done_fn)(void *context, uint64_t session, int err, struct view certificate);

/* Whom to answer. */
struct seal_asker {
	uint64_t session;
	seal_done_fn done;
	void *context;
};

struct seal_port {
	void *seal;
	/* The agency's statement (docs/encryption.md), at most 512 bytes; borrowed until the loop turns. Empty: there is none that is
	 * valid now. */
	struct view (*statement_of)(void *seal, const char *agency);
	/* Whether it certifies its devices itself (agency mode); false when there is no statement that is valid now. */
	bool (*certifies_itself)(void *seal, const char *agency);
	/* Asks for a certificate; the request is copied. done is called exactly once, later, unless an error of done's own is
	 * returned here. */
	int (*certify)(void *seal, const struct seal_asker *asker, struct view request,
		const struct seal_login *login);
};

#endif
