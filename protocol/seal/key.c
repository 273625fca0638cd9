/* P-256 by OpenSSL 3: a key is built from its parameters, so that a number can come from
 * anywhere. */
#include "protocol/seal/key.h"

#include <stdlib.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include "protocol/seal/internal/pkey.h"

enum { UNCOMPRESSED = 4 };

struct seal_key {
	EVP_PKEY *pkey;
	uint8_t point[SEAL_POINT_LEN];
};

/* The key with these parameters; number is NULL for a public one. */
static EVP_PKEY *build(const uint8_t point[SEAL_POINT_LEN], const BIGNUM *number)
{
	EVP_PKEY *pkey = NULL;
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM_BLD *list = OSSL_PARAM_BLD_new();
	OSSL_PARAM *parameters = NULL;
	const int selection = number != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;

	const bool listed = context != NULL && list != NULL &&
		OSSL_PARAM_BLD_push_utf8_string(list, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
		OSSL_PARAM_BLD_push_octet_string(list, OSSL_PKEY_PARAM_PUB_KEY, point, SEAL_POINT_LEN) ==
			1 &&
		(number == NULL || OSSL_PARAM_BLD_push_BN(list, OSSL_PKEY_PARAM_PRIV_KEY, number) == 1);
	if (listed) {
		parameters = OSSL_PARAM_BLD_to_param(list);
	}
	if (parameters == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
		EVP_PKEY_fromdata(context, &pkey, selection, parameters) != 1) {
		pkey = NULL;
	}
	OSSL_PARAM_free(parameters);
	OSSL_PARAM_BLD_free(list);
	EVP_PKEY_CTX_free(context);
	return pkey;
}

/* The point of a number; false when the number is out of range. */
static bool multiply(const BIGNUM *number, uint8_t ret_point[SEAL_POINT_LEN])
{
	bool ok = false;
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	EC_POINT *point = group != NULL ? EC_POINT_new(group) : NULL;

	if (point != NULL && !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(group)) < 0) {
		ok = EC_POINT_mul(group, point, number, NULL, NULL, NULL) == 1 &&
			EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, ret_point,
				SEAL_POINT_LEN, NULL) == SEAL_POINT_LEN;
	}
	EC_POINT_free(point);
	EC_GROUP_free(group);
	return ok;
}

struct seal_key *seal_key_from_number(const uint8_t number[SEAL_KEY_LEN])
{
	struct seal_key *key = calloc(1, sizeof(*key));
	BIGNUM *secret = BN_secure_new();

	if (key != NULL && secret != NULL && BN_bin2bn(number, SEAL_KEY_LEN, secret) != NULL) {
		/* The library takes its even-timed ways when it is told that the number is a secret. */
		BN_set_flags(secret, BN_FLG_CONSTTIME);
		if (multiply(secret, key->point)) {
			key->pkey = build(key->point, secret);
		}
	}
	BN_clear_free(secret);
	if (key != NULL && key->pkey == NULL) {
		free(key);
		return NULL;
	}
	return key;
}

struct seal_key *seal_key_create(const struct seal_random *random)
{
	/* One number in four thousand million is out of range; many in a row means no memory. */
	enum { TRIES = 8 };
	struct seal_key *key = NULL;
	uint8_t number[SEAL_KEY_LEN];

	for (int i = 0; key == NULL && i < TRIES; i++) {
		random->fill(random->context, number, sizeof(number));
		key = seal_key_from_number(number);
	}
	OPENSSL_cleanse(number, sizeof(number));
	return key;
}

void seal_key_destroy(struct seal_key *key)
{
	if (key != NULL) {
		EVP_PKEY_free(key->pkey); /* the library wipes the number */
		free(key);
	}
}

const uint8_t *seal_key_point(const struct seal_key *key)
{
	return key->point;
}

struct evp_pkey_st *seal_pkey_of(const struct seal_key *key)
{
	return key->pkey;
}

struct evp_pkey_st *seal_pkey_import(const uint8_t point[SEAL_POINT_LEN])
{
	return point[0] == UNCOMPRESSED ? build(point, NULL) : NULL;
}

/* Building a key decodes its point, and decoding asks whether it lies on the curve. The group has a
 * prime order, so there is no small one to fall into. */
bool seal_point_is_valid(const uint8_t point[SEAL_POINT_LEN])
{
	EVP_PKEY *pkey = seal_pkey_import(point);

	EVP_PKEY_free(pkey);
	return pkey != NULL;
}

int seal_key_agree(const struct seal_key *key, const uint8_t point[SEAL_POINT_LEN],
	uint8_t ret_secret[SEAL_KEY_LEN])
{
	EVP_PKEY *peer = seal_pkey_import(point);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->pkey, NULL);
	uint8_t secret[SEAL_KEY_LEN];
	size_t len = sizeof(secret);

	const bool ok = peer != NULL && context != NULL && EVP_PKEY_derive_init(context) == 1 &&
		EVP_PKEY_derive_set_peer(context, peer) == 1 &&
		EVP_PKEY_derive(context, secret, &len) == 1 && len == sizeof(secret);
	if (ok) {
		for (size_t i = 0; i < sizeof(secret); i++) {
			ret_secret[i] = secret[i];
		}
	}
	OPENSSL_cleanse(secret, sizeof(secret));
	EVP_PKEY_CTX_free(context);
	EVP_PKEY_free(peer);
	return ok ? 0 : ERR_SYNTAX;
}
