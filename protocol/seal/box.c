/* AES-256-GCM by OpenSSL's EVP. */
#include "protocol/seal/box.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

/* Gives the context key, nonce and additional data, for either direction. */
static bool begin(EVP_CIPHER_CTX *cipher, const struct seal_box *box, int encrypt)
{
	int len;

	return EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), NULL, box->key, box->nonce, encrypt) == 1 &&
		EVP_CipherUpdate(cipher, NULL, &len, box->aad.data, (int)box->aad.len) == 1;
}

int seal_box_close(const struct seal_box *box, struct view plain, uint8_t *out)
{
	EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
	int len;

	const bool ok = cipher != NULL && plain.len <= SEAL_PAYLOAD_MAX && begin(cipher, box, 1) &&
		EVP_CipherUpdate(cipher, out, &len, plain.data, (int)plain.len) == 1 &&
		EVP_CipherFinal_ex(cipher, out + plain.len, &len) == 1 &&
		EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, SEAL_TAG_LEN, out + plain.len) == 1;
	EVP_CIPHER_CTX_free(cipher);
	return ok ? 0 : ERR_NOMEM;
}

/* The plain text is written before its tag is known to fit, so a caller that ignored the answer
 * would find zeros. */
bool seal_box_open(const struct seal_box *box, struct view sealed, uint8_t *ret_plain)
{
	uint8_t tag[SEAL_TAG_LEN];
	uint8_t none[1];
	int len;

	if (sealed.len < SEAL_TAG_LEN || sealed.len > SEAL_PAYLOAD_MAX) {
		return false;
	}
	const size_t plain_len = sealed.len - SEAL_TAG_LEN;
	memcpy(tag, sealed.data + plain_len, SEAL_TAG_LEN);
	EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
	const bool ok = cipher != NULL && begin(cipher, box, 0) &&
		EVP_CipherUpdate(cipher, ret_plain, &len, sealed.data, (int)plain_len) == 1 &&
		EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, SEAL_TAG_LEN, tag) == 1 &&
		EVP_CipherFinal_ex(cipher, none, &len) == 1;
	EVP_CIPHER_CTX_free(cipher);
	if (!ok) {
		OPENSSL_cleanse(ret_plain, plain_len);
	}
	return ok;
}
