/* Fresh vectors in the format of protocol/vectors/se1.json, over all ops, the same for the same
 * seed. */
#ifndef SAMTALE_TESTS_SEAL_MAKE_H
#define SAMTALE_TESTS_SEAL_MAKE_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/* A file of exactly count vectors; the caller's. The program ends when one cannot be made, or when
 * something that must be refused is not. */
json_t *make_file(uint64_t seed, size_t count);

#endif
