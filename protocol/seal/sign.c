/* ECDSA. The library speaks DER, the protocol the two numbers of 32 bytes each. */
#include "protocol/seal/sign.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "base/ident.h"
#include "protocol/seal/internal/pkey.h"

enum { NUMBER_LEN = SEAL_SIGNATURE_LEN / 2, DER_MAX = 80 };

/* Numbers are padded to their full width: a short one would shift the other. */
static bool der_to_raw(const uint8_t *der, size_t len, uint8_t ret_signature[SEAL_SIGNATURE_LEN])
{
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)len);

	const bool ok = pair != NULL &&
		BN_bn2binpad(ECDSA_SIG_get0_r(pair), ret_signature, NUMBER_LEN) > 0 &&
		BN_bn2binpad(ECDSA_SIG_get0_s(pair), ret_signature + NUMBER_LEN, NUMBER_LEN) > 0;
	ECDSA_SIG_free(pair);
	return ok;
}

/* The length of the DER, 0 when there is none. */
static size_t raw_to_der(const uint8_t signature[SEAL_SIGNATURE_LEN], uint8_t der[DER_MAX])
{
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(signature, NUMBER_LEN, NULL);
	BIGNUM *s = BN_bin2bn(signature + NUMBER_LEN, NUMBER_LEN, NULL);
	int len = 0;

	if (pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s) == 1) {
		r = NULL;
		s = NULL;
		uint8_t *at = der;
		len = i2d_ECDSA_SIG(pair, NULL) <= DER_MAX ? i2d_ECDSA_SIG(pair, &at) : 0;
	}
	BN_free(r);
	BN_free(s);
	ECDSA_SIG_free(pair);
	return len > 0 ? (size_t)len : 0;
}

/* The library draws the nonce; it mixes the key and the hash in, so that a bad source of random
 * bytes alone does not give the key away. */
static int sign_with_key(void *context, const uint8_t hash[SEAL_HASH_LEN],
	uint8_t ret_signature[SEAL_SIGNATURE_LEN])
{
	EVP_PKEY_CTX *signing = EVP_PKEY_CTX_new_from_pkey(NULL, seal_pkey_of(context), NULL);
	uint8_t der[DER_MAX];
	size_t len = sizeof(der);

	const bool ok = signing != NULL && EVP_PKEY_sign_init(signing) == 1 &&
		EVP_PKEY_sign(signing, der, &len, hash, SEAL_HASH_LEN) == 1 &&
		der_to_raw(der, len, ret_signature);
	EVP_PKEY_CTX_free(signing);
	return ok ? 0 : ERR_NOMEM;
}

struct seal_signer seal_signer_of(struct seal_key *key)
{
	return (struct seal_signer){sign_with_key, key};
}

int seal_sign(const struct seal_signer *signer, const char *label, struct seal_writer *writer)
{
	const struct view body = seal_writer_written(writer);
	uint8_t hash[SEAL_HASH_LEN];
	uint8_t *signature = seal_writer_place(writer, SEAL_SIGNATURE_LEN);

	if (signature == NULL) {
		return ERR_FULL;
	}
	ident_hash_labelled(label, body.data, body.len, hash);
	return signer->sign(signer->context, hash, signature);
}

/* Numbers that are 0 or not below the order are refused by the library. */
bool seal_verify_hash(const uint8_t point[SEAL_POINT_LEN], const uint8_t hash[SEAL_HASH_LEN],
	const uint8_t signature[SEAL_SIGNATURE_LEN])
{
	uint8_t der[DER_MAX];
	const size_t len = raw_to_der(signature, der);
	EVP_PKEY *pkey = seal_pkey_import(point);
	EVP_PKEY_CTX *verifying = pkey != NULL ? EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL) : NULL;

	const bool ok = len > 0 && verifying != NULL && EVP_PKEY_verify_init(verifying) == 1 &&
		EVP_PKEY_verify(verifying, der, len, hash, SEAL_HASH_LEN) == 1;
	EVP_PKEY_CTX_free(verifying);
	EVP_PKEY_free(pkey);
	return ok;
}

bool seal_verify(const uint8_t point[SEAL_POINT_LEN], const char *label, struct view body,
	const uint8_t signature[SEAL_SIGNATURE_LEN])
{
	uint8_t hash[SEAL_HASH_LEN];

	ident_hash_labelled(label, body.data, body.len, hash);
	return seal_verify_hash(point, hash, signature);
}
