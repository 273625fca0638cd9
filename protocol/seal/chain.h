/* The chain: a root of the bundle signs the statement, a key in the statement signs the
 * certificate. */
#ifndef SAMTALE_SEAL_CHAIN_H
#define SAMTALE_SEAL_CHAIN_H

#include "protocol/seal/certificate.h"
#include "protocol/seal/statement.h"

enum { SEAL_ROOTS_MAX = 2 };

/* What a checker trusts: it comes with the bundle, never from the relay. Borrows the points. */
struct seal_trust {
	const uint8_t *roots[SEAL_ROOTS_MAX];
	uint8_t root_count;
	uint32_t min_serial; /* older statements count for nothing */
	int64_t now;         /* seconds since 1970 */
};

struct seal_chain {
	struct seal_statement statement;
	struct seal_certificate certificate;
};

/* SEAL_OK; SEAL_CLOCK when all but the dates is right; SEAL_NOT_PROVEN. ret_chain borrows from both
 * and is filled unless the verdict is SEAL_NOT_PROVEN. */
enum seal_verdict seal_chain_check(struct view statement, struct view certificate,
	const struct seal_trust *trust, struct seal_chain *ret_chain);

#endif
