/* A statement: what the root of the service signs about an agency. It names the agency's mode, and
 * the keys that may certify devices in its name. */
#ifndef SAMTALE_SEAL_STATEMENT_H
#define SAMTALE_SEAL_STATEMENT_H

#include "protocol/seal/sign.h"

enum { SEAL_STATEMENT_KEYS_MAX = 4, SEAL_STATEMENT_MAX = 448 };

/* Times are seconds since 1970. Pointers and views are borrowed: from the bytes that were read, or
 * from whoever makes one. */
struct seal_statement {
	uint8_t mode; /* enum seal_mode */
	uint8_t key_count;
	uint32_t serial;
	uint32_t not_before;
	uint32_t not_after;
	const uint8_t *keys[SEAL_STATEMENT_KEYS_MAX]; /* points; one for each holder in agency mode */
	struct view agency;                           /* a slug */
	struct view name;                             /* what screens show */
	struct view body;                             /* what is signed; filled by reading */
	const uint8_t *signature;                     /* filled by reading */
};

/* Reads the form, also that it lives no longer than it may; says nothing about signature and date.
 * ERR_SYNTAX when anything is not as it must be. */
int seal_statement_read(struct view bytes, struct seal_statement *ret_statement) MUST_CHECK;

/* Writes and signs one into an empty writer. ERR_RANGE for one that reading would refuse. */
int seal_statement_make(const struct seal_statement *statement, const struct seal_signer *root,
	struct seal_writer *writer) MUST_CHECK;

/* True when the key of this point has signed it. */
bool seal_statement_is_by(const struct seal_statement *statement,
	const uint8_t point[SEAL_POINT_LEN]);

#endif
