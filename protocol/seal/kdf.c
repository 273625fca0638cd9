/* HKDF written out over HMAC: with 32 bytes wanted, "expand" is one HMAC over info and the byte
 * 1. */
#include "protocol/seal/kdf.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/log.h"

static void hmac(struct view key, struct view data, uint8_t ret_tag[SEAL_HASH_LEN])
{
	/* The library takes a missing key for "the same as before". */
	const uint8_t *bytes = key.data != NULL ? key.data : (const uint8_t *)"";

	assert(key.len <= INT_MAX);
	if (HMAC(EVP_sha256(), bytes, (int)key.len, data.data, data.len, ret_tag, NULL) == NULL) {
		log_error("the cryptographic library failed at HMAC");
		abort();
	}
}

/* RFC 5869, section 2: "extract" is keyed by the salt. */
void seal_kdf(const uint8_t key[SEAL_KEY_LEN], struct view salt, struct view info,
	uint8_t ret_key[SEAL_KEY_LEN])
{
	uint8_t extracted[SEAL_HASH_LEN];
	uint8_t block[SEAL_INFO_MAX + 1];

	assert(info.len > 0 && info.len <= SEAL_INFO_MAX);
	memcpy(block, info.data, info.len);
	block[info.len] = 1;
	hmac(salt, (struct view){key, SEAL_KEY_LEN}, extracted);
	hmac((struct view){extracted, sizeof(extracted)}, (struct view){block, info.len + 1}, ret_key);
	OPENSSL_cleanse(extracted, sizeof(extracted));
}

void seal_hmac(const uint8_t key[SEAL_KEY_LEN], struct view data, uint8_t ret_tag[SEAL_HASH_LEN])
{
	hmac((struct view){key, SEAL_KEY_LEN}, data, ret_tag);
}
