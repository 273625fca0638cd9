/* Staff whose work is done at once: passwords cost one SHA-256 in place of argon2id, the thread pool is a call. And the secret
 * of RFC 6238 with a code of it. For test executables that wrap both functions of libsodium (tests/CMakeLists.txt). */
#ifndef SAMTALE_TESTS_SUPPORT_QUICK_STAFF_H
#define SAMTALE_TESTS_SUPPORT_QUICK_STAFF_H

#include <stdint.h>
#include <string.h>

#include "base/ident.h"
#include "options/work_port.h"

static const char rfc_secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
static const char rfc_code[] = "081804"; /* at 1111111109 */
static const uint64_t rfc_now_s = 1111111109;

int __wrap_crypto_pwhash_argon2id_str(char out[128], const char *password, unsigned long long len,
	unsigned long long passes, size_t memory);
int __wrap_crypto_pwhash_argon2id_str_verify(const char *hash, const char *password,
	unsigned long long len);

int __wrap_crypto_pwhash_argon2id_str(char out[128], const char *password, unsigned long long len,
	unsigned long long passes, size_t memory)
{
	uint8_t hash[IDENT_HASH_LEN];
	(void)passes;
	(void)memory;
	ident_hash(password, len, hash);
	out[0] = '$';
	ident_hex(hash, sizeof(hash), out + 1);
	return 0;
}

int __wrap_crypto_pwhash_argon2id_str_verify(const char *hash, const char *password,
	unsigned long long len)
{
	char made[128];
	__wrap_crypto_pwhash_argon2id_str(made, password, len, 0, 0);
	return strcmp(hash, made);
}

static int submit(void *context, void (*run)(void *data), void (*done)(void *data), void *data)
{
	(void)context;
	run(data);
	done(data);
	return 0;
}

static const struct work_port work = {.submit = submit};

#endif
