/* Random numbers, hashes and their text: everything that names or proves something, but for the seal. */
#ifndef SAMTALE_BASE_IDENT_H
#define SAMTALE_BASE_IDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { IDENT_HASH_LEN = 32, IDENT_TOKEN_LEN = 32, IDENT_ID_LEN = 16 };
enum { IDENT_TOKEN_HEX = 2 * IDENT_TOKEN_LEN + 1, IDENT_ID_HEX = 2 * IDENT_ID_LEN + 1 };
enum { IDENT_NAME_LEN = 16, IDENT_NAME_SIZE = 23 };

/* Fills out with random bytes fit for secrets; ends the process when the system has none. */
void ident_random(void *out, size_t len);

/* SHA-256 of data. */
void ident_hash(const void *data, size_t len, uint8_t ret_hash[IDENT_HASH_LEN]);

/* SHA-256 of label, a zero byte and data: different labels never give the same hash for the same
 * data. */
void ident_hash_labelled(const char *label, const void *data, size_t len,
	uint8_t ret_hash[IDENT_HASH_LEN]);

/* Lower-case hexadecimal with a zero at the end; out holds 2 * len + 1 bytes. */
void ident_hex(const void *data, size_t len, char *out);

/* The way back. ERR_SYNTAX unless hex is exactly 2 * len hexadecimal digits. */
int ident_from_hex(struct view hex, uint8_t *out, size_t len) MUST_CHECK;

/* Base64 with padding (RFC 4648, section 4). Writes at most size - 1 characters and a zero;
 * ERR_RANGE if too small. */
int ident_base64(const void *data, size_t len, char *out, size_t size) MUST_CHECK;

/* The short name of a hash: its first IDENT_NAME_LEN bytes as 22 characters of base64url without
 * padding (RFC 4648, section 5), and a zero. 128 bits are enough where nobody can choose what is
 * hashed, and a third shorter than hexadecimal. */
void ident_name(const uint8_t *hash, char out[IDENT_NAME_SIZE]);

/* Compares in a time that depends on len alone. */
bool ident_equal(const void *a, const void *b, size_t len);

/* Overwrites secrets in a way the compiler keeps. */
void ident_cleanse(void *data, size_t len);

#endif
