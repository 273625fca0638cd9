/* SEAL: AES-256-GCM with a 12-byte nonce and a 16-byte tag behind the ciphertext. */
#ifndef SAMTALE_SEAL_BOX_H
#define SAMTALE_SEAL_BOX_H

#include <stdbool.h>

#include "base/buf.h"
#include "protocol/seal/seal.h"

/* What a box is closed and opened with. Borrows all of it. */
struct seal_box {
	const uint8_t *key;   /* SEAL_KEY_LEN */
	const uint8_t *nonce; /* SEAL_NONCE_LEN */
	struct view aad;
};

/* Writes plain.len + SEAL_TAG_LEN bytes. ERR_NOMEM when the library has none. */
int seal_box_close(const struct seal_box *box, struct view plain, uint8_t *out) MUST_CHECK;

/* Writes sealed.len - SEAL_TAG_LEN bytes, also when it returns false: they are wiped then, and mean
 * nothing. False unless the tag fits. */
bool seal_box_open(const struct seal_box *box, struct view sealed, uint8_t *ret_plain);

#endif
