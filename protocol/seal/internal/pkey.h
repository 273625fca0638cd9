/* The library's form of keys, for the files of this floor that call the library. */
#ifndef SAMTALE_SEAL_INTERNAL_PKEY_H
#define SAMTALE_SEAL_INTERNAL_PKEY_H

#include "protocol/seal/key.h"

struct evp_pkey_st;

/* Borrowed from the key. */
struct evp_pkey_st *seal_pkey_of(const struct seal_key *key);

/* The public key of a point; NULL when it is none. The caller frees it. */
struct evp_pkey_st *seal_pkey_import(const uint8_t point[SEAL_POINT_LEN]);

#endif
