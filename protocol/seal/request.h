/* A request: a new device asks for a certificate and shows that it has the key. */
#ifndef SAMTALE_SEAL_REQUEST_H
#define SAMTALE_SEAL_REQUEST_H

#include "protocol/seal/sign.h"

enum { SEAL_REQUEST_MAX = 256 };

/* Pointers and views are borrowed, as in struct seal_statement. */
struct seal_request {
	uint8_t role;          /* enum seal_role */
	const uint8_t *staff;  /* SEAL_STAFF_LEN */
	const uint8_t *device; /* a point */
	struct view agency;    /* a slug */
	struct view alias;
};

/* Reads a request and checks that its own key has signed it: SEAL_OK or SEAL_NOT_PROVEN. */
enum seal_verdict seal_request_check(struct view bytes, struct seal_request *ret_request);

/* Writes and signs one into an empty writer. ERR_RANGE for one that reading would refuse. */
int seal_request_make(const struct seal_request *request, const struct seal_signer *device,
	struct seal_writer *writer) MUST_CHECK;

#endif
