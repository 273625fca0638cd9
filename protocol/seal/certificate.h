/* A certificate: that a device key belongs to a person of an agency, signed by a key that the
 * agency's statement names. */
#ifndef SAMTALE_SEAL_CERTIFICATE_H
#define SAMTALE_SEAL_CERTIFICATE_H

#include "protocol/seal/sign.h"

enum { SEAL_CERTIFICATE_MAX = 256, SEAL_ALIAS_MAX = 32 };

/* Times are seconds since 1970. Pointers and views are borrowed, as in struct seal_statement. */
struct seal_certificate {
	uint8_t mode; /* enum seal_mode */
	uint8_t role; /* enum seal_role */
	uint8_t key_index;
	uint32_t not_before;
	uint32_t not_after;
	const uint8_t *staff;     /* SEAL_STAFF_LEN bytes that stay the same for a person */
	const uint8_t *device;    /* the point that verifies answers */
	struct view agency;       /* a slug */
	struct view alias;        /* what screens show */
	struct view body;         /* what is signed; filled by reading */
	const uint8_t *signature; /* filled by reading */
};

/* Reads the form, also that it lives no longer than its mode allows; says nothing about signature
 * and date. ERR_SYNTAX when anything is not as it must be. */
int seal_certificate_read(struct view bytes, struct seal_certificate *ret_certificate) MUST_CHECK;

/* Writes and signs one into an empty writer. ERR_RANGE for one that reading would refuse. */
int seal_certificate_make(const struct seal_certificate *certificate,
	const struct seal_signer *signer, struct seal_writer *writer) MUST_CHECK;

/* True when the key of this point has signed it. */
bool seal_certificate_is_by(const struct seal_certificate *certificate,
	const uint8_t point[SEAL_POINT_LEN]);

#endif
