/* RFC 6979, section 3.2, for P-256 and SHA-256, whose lengths are the same. */
#include "seal/rfc6979.h"

#include <assert.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>

enum { LEN = 32 };

static void hmac(uint8_t key[LEN], const uint8_t *data, size_t len, uint8_t out[LEN])
{
	uint8_t made[LEN];

	assert(HMAC(EVP_sha256(), key, LEN, data, len, made, NULL) != NULL);
	memcpy(out, made, LEN);
}

/* K = HMAC(K, V || byte || extra), V = HMAC(K, V). */
static void stir(uint8_t k[LEN], uint8_t v[LEN], uint8_t byte, const uint8_t *extra, size_t len)
{
	uint8_t text[LEN + 1 + 2 * LEN];

	memcpy(text, v, LEN);
	text[LEN] = byte;
	if (len > 0) {
		memcpy(text + LEN + 1, extra, len);
	}
	hmac(k, text, LEN + 1 + len, k);
	hmac(k, v, LEN, v);
}

struct numbers {
	EC_GROUP *group;
	EC_POINT *point;
	BN_CTX *context;
	BIGNUM *d, *e, *k, *r, *s;
};

static void must(int holds)
{
	if (!holds) {
		assert(!"the library failed");
	}
}

/* Tries one nonce; 0 when it gives no signature. */
static int try_nonce(struct numbers *n, const uint8_t nonce[LEN], uint8_t ret_signature[64])
{
	const BIGNUM *order = EC_GROUP_get0_order(n->group);

	must(BN_bin2bn(nonce, LEN, n->k) != NULL);
	if (BN_is_zero(n->k) || BN_cmp(n->k, order) >= 0) {
		return 0;
	}
	must(EC_POINT_mul(n->group, n->point, n->k, NULL, NULL, n->context) == 1);
	must(EC_POINT_get_affine_coordinates(n->group, n->point, n->r, NULL, n->context) == 1);
	must(BN_nnmod(n->r, n->r, order, n->context) == 1);
	must(BN_mod_mul(n->s, n->r, n->d, order, n->context) == 1);
	must(BN_mod_add(n->s, n->s, n->e, order, n->context) == 1);
	must(BN_mod_inverse(n->k, n->k, order, n->context) != NULL);
	must(BN_mod_mul(n->s, n->s, n->k, order, n->context) == 1);
	must(BN_bn2binpad(n->r, ret_signature, LEN) == LEN);
	must(BN_bn2binpad(n->s, ret_signature + LEN, LEN) == LEN);
	return !BN_is_zero(n->r) && !BN_is_zero(n->s);
}

void rfc6979_sign(const uint8_t number[32], const uint8_t hash[32], uint8_t ret_signature[64])
{
	struct numbers n = {
		.group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1),
		.context = BN_CTX_new(),
		.d = BN_bin2bn(number, LEN, NULL),
		.e = BN_bin2bn(hash, LEN, NULL),
		.k = BN_new(),
		.r = BN_new(),
		.s = BN_new(),
	};
	uint8_t k[LEN] = {0}, v[LEN], both[2 * LEN];

	n.point = EC_POINT_new(n.group);
	must(BN_nnmod(n.e, n.e, EC_GROUP_get0_order(n.group), n.context) == 1);
	memset(v, 1, LEN);
	memcpy(both, number, LEN);
	must(BN_bn2binpad(n.e, both + LEN, LEN) == LEN);
	stir(k, v, 0, both, sizeof(both));
	stir(k, v, 1, both, sizeof(both));
	for (;;) {
		hmac(k, v, LEN, v);
		if (try_nonce(&n, v, ret_signature)) {
			break;
		}
		stir(k, v, 0, NULL, 0);
	}
	BN_free(n.d);
	BN_free(n.e);
	BN_free(n.k);
	BN_free(n.r);
	BN_free(n.s);
	EC_POINT_free(n.point);
	BN_CTX_free(n.context);
	EC_GROUP_free(n.group);
}
