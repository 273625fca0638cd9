/* The bundle: the roots that a page trusts and the serial below which no statement counts, as the
 * JSON that pages fetch, {"roots":["04..."],"min_serial":1}. */
#ifndef SAMTALE_SIGNER_BUNDLE_H
#define SAMTALE_SIGNER_BUNDLE_H

#include "base/buf.h"
#include "protocol/seal/chain.h"

struct bundle {
	uint8_t roots[SEAL_ROOTS_MAX][SEAL_POINT_LEN];
	uint8_t root_count;
	uint32_t min_serial;
};

/* ERR_SYNTAX unless it has these two members and nothing else, with one or two roots. */
int bundle_read(struct view text, struct bundle *ret_bundle) MUST_CHECK;

/* Appends its text. */
int bundle_write(const struct bundle *bundle, struct buf *out) MUST_CHECK;

#endif
