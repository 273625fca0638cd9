/* Random bytes, SHA-256, hexadecimal and both alphabets of base64. OpenSSL is asked for what must be right against an
 * attacker; the process ends when it fails at that, because nothing sensible can follow. */
#include "base/ident.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/log.h"

_Noreturn static void die(const char *what)
{
	log_error("the cryptographic library failed at %s", what);
	abort();
}

void ident_random(void *out, size_t len)
{
	uint8_t *at = out;

	while (len > 0) {
		const int part = len > INT_MAX ? INT_MAX : (int)len;
		if (RAND_priv_bytes(at, part) != 1) {
			die("random numbers");
		}
		at += part;
		len -= (size_t)part;
	}
}

/* SHA-256 over the parts, one behind the other. */
static void hash_parts(const struct view *parts, size_t count, uint8_t *ret_hash)
{
	EVP_MD_CTX *digest = EVP_MD_CTX_new();
	bool ok = digest != NULL && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;

	for (size_t i = 0; ok && i < count; i++) {
		ok = parts[i].len == 0 || EVP_DigestUpdate(digest, parts[i].data, parts[i].len) == 1;
	}
	ok = ok && EVP_DigestFinal_ex(digest, ret_hash, NULL) == 1;
	EVP_MD_CTX_free(digest);
	if (!ok) {
		die("SHA-256");
	}
}

void ident_hash(const void *data, size_t len, uint8_t ret_hash[IDENT_HASH_LEN])
{
	const struct view part = {data, len};

	hash_parts(&part, 1, ret_hash);
}

void ident_hash_labelled(const char *label, const void *data, size_t len,
	uint8_t ret_hash[IDENT_HASH_LEN])
{
	const struct view parts[] = {
		{(const uint8_t *)label, strlen(label) + 1},
		{data, len},
	};

	hash_parts(parts, 2, ret_hash);
}

void ident_hex(const void *data, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *bytes = data;

	for (size_t i = 0; i < len; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * len] = '\0';
}

static int hex_digit(uint8_t character)
{
	if (character >= '0' && character <= '9') {
		return character - '0';
	}
	if (character >= 'a' && character <= 'f') {
		return character - 'a' + 10;
	}
	if (character >= 'A' && character <= 'F') {
		return character - 'A' + 10;
	}
	return -1;
}

int ident_from_hex(struct view hex, uint8_t *out, size_t len)
{
	if (hex.len / 2 != len || hex.len % 2 != 0) {
		return ERR_SYNTAX;
	}
	for (size_t i = 0; i < hex.len; i++) {
		if (hex_digit(hex.data[i]) < 0) {
			return ERR_SYNTAX;
		}
	}
	for (size_t i = 0; i < len; i++) {
		unsigned high = (unsigned)hex_digit(hex.data[2 * i]);
		unsigned low = (unsigned)hex_digit(hex.data[2 * i + 1]);
		out[i] = (uint8_t)(high << 4 | low);
	}
	return 0;
}

int ident_base64(const void *data, size_t len, char *out, size_t size)
{
	if (len > INT_MAX / 2 || size <= (len + 2) / 3 * 4) {
		return ERR_RANGE;
	}
	out[0] = '\0';
	if (len > 0) {
		(void)EVP_EncodeBlock((unsigned char *)out, data, (int)len);
	}
	return 0;
}

void ident_name(const uint8_t *hash, char out[IDENT_NAME_SIZE])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned bits = 0, count = 0;
	size_t used = 0;

	for (size_t i = 0; i < IDENT_NAME_LEN; i++) {
		bits = bits << 8 | hash[i];
		for (count += 8; count >= 6; count -= 6) {
			out[used++] = digits[bits >> (count - 6) & 63];
		}
	}
	out[used++] = digits[bits << (6 - count) & 63];
	out[used] = '\0';
}

bool ident_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void ident_cleanse(void *data, size_t len)
{
	OPENSSL_cleanse(data, len);
}
