/* Private keys of P-256 in files of their own: one line of 64 hexadecimal digits, readable by their
 * owner only. */
#ifndef SAMTALE_SIGNER_KEY_FILE_H
#define SAMTALE_SIGNER_KEY_FILE_H

#include "base/buf.h"
#include "protocol/seal/key.h"

enum { KEY_POINT_HEX = 2 * SEAL_POINT_LEN + 1 };

/* Reads one. ERR_SYSTEM with errno; ERR_DENIED: others than its owner may open it; ERR_SYNTAX: not
 * such a file. The key is the caller's to destroy. */
int key_file_read(const char *path, struct seal_key **ret_key) MUST_CHECK;

/* Makes a fresh key and its file, 0600. ERR_SYSTEM with errno, EEXIST when there is a file: none is
 * ever written over. ERR_NOMEM. */
int key_file_make(const char *path, struct seal_key **ret_key) MUST_CHECK;

/* The key's point in hexadecimal, as statements and bundles are told it. */
void key_file_point(const struct seal_key *key, char out[KEY_POINT_HEX]);

/* The way back. ERR_SYNTAX unless it is a point of the curve. */
int key_file_point_read(struct view hex, uint8_t ret_point[SEAL_POINT_LEN]) MUST_CHECK;

/* A phrase for what the first two return; for ERR_SYSTEM that of errno. */
const char *key_file_why(int err);

#endif
