/* Keys of P-256: one's own, and the points of others. A point comes as 65 bytes that begin with 04;
 * libraries that also take 02, 03, 06 and 07 are not asked about those. */
#ifndef SAMTALE_SEAL_KEY_H
#define SAMTALE_SEAL_KEY_H

#include <stdbool.h>

#include "base/err.h"
#include "protocol/seal/seal.h"

/* A private key with its point. Who creates it destroys it; destroying wipes it. */
struct seal_key;

/* A fresh key. NULL: no memory. */
struct seal_key *seal_key_create(const struct seal_random *random);

/* The key of this number, big-endian. NULL: no memory, or not from 1 to the order less one. */
struct seal_key *seal_key_from_number(const uint8_t number[SEAL_KEY_LEN]);

void seal_key_destroy(struct seal_key *key);

/* Its point, SEAL_POINT_LEN bytes; borrowed from the key. */
const uint8_t *seal_key_point(const struct seal_key *key);

/* True for a point that is written as it must be and lies on the curve. */
bool seal_point_is_valid(const uint8_t point[SEAL_POINT_LEN]);

/* ECDH: the x-coordinate of what both sides can compute, a secret. ERR_SYNTAX when the point is
 * none. */
int seal_key_agree(const struct seal_key *key, const uint8_t point[SEAL_POINT_LEN],
	uint8_t ret_secret[SEAL_KEY_LEN]) MUST_CHECK;

#endif
