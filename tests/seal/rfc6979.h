/* ECDSA on P-256 with the nonces of RFC 6979, so that signatures can be made again. For tests
 * only: it does not hide from a watch, and the product signs with random nonces. */
#ifndef SAMTALE_TESTS_SEAL_RFC6979_H
#define SAMTALE_TESTS_SEAL_RFC6979_H

#include <stdint.h>

/* The signature r || s of a SHA-256 hash by this private number. */
void rfc6979_sign(const uint8_t number[32], const uint8_t hash[32], uint8_t ret_signature[64]);

#endif
