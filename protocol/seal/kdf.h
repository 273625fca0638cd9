/* The two uses of HMAC-SHA-256: deriving keys (HKDF, RFC 5869, one block) and tags. Both end the
 * process when the library has no memory: nothing sensible can follow. */
#ifndef SAMTALE_SEAL_KDF_H
#define SAMTALE_SEAL_KDF_H

#include "base/buf.h"
#include "protocol/seal/seal.h"

enum { SEAL_INFO_MAX = 128 };

/* KDF(key, salt, info): 32 bytes of HKDF-SHA-256. info is at most SEAL_INFO_MAX bytes. */
void seal_kdf(const uint8_t key[SEAL_KEY_LEN], struct view salt, struct view info,
	uint8_t ret_key[SEAL_KEY_LEN]);

/* HMAC-SHA-256 of data. */
void seal_hmac(const uint8_t key[SEAL_KEY_LEN], struct view data, uint8_t ret_tag[SEAL_HASH_LEN]);

#endif
