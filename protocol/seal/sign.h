/* Signatures: ECDSA on P-256, r || s, over the SHA-256 of a label and a body. */
#ifndef SAMTALE_SEAL_SIGN_H
#define SAMTALE_SEAL_SIGN_H

#include <stdbool.h>

#include "base/buf.h"
#include "protocol/seal/key.h"
#include "protocol/seal/writer.h"

/* Who signs: a key at hand, or somebody else who holds it. sign returns 0 or a negative code. */
struct seal_signer {
	int (*sign)(void *context, const uint8_t hash[SEAL_HASH_LEN],
		uint8_t ret_signature[SEAL_SIGNATURE_LEN]);
	void *context;
};

/* The signer that uses this key, with a random nonce for each signature. Borrows the key. */
struct seal_signer seal_signer_of(struct seal_key *key);

/* Puts the signature over the label and all that has been written behind it. */
int seal_sign(const struct seal_signer *signer, const char *label,
	struct seal_writer *writer) MUST_CHECK;

/* True when the key of this point has signed the body under this label. */
bool seal_verify(const uint8_t point[SEAL_POINT_LEN], const char *label, struct view body,
	const uint8_t signature[SEAL_SIGNATURE_LEN]);

/* The same over a hash that is already made. */
bool seal_verify_hash(const uint8_t point[SEAL_POINT_LEN], const uint8_t hash[SEAL_HASH_LEN],
	const uint8_t signature[SEAL_SIGNATURE_LEN]);

#endif
