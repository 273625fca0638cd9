/* The six digits that two people read to each other before a device is approved. The device commits
 * itself before it hears the approver's number, so neither side can look for digits that fit. */
#ifndef SAMTALE_SEAL_DIGITS_H
#define SAMTALE_SEAL_DIGITS_H

#include "base/buf.h"
#include "protocol/seal/seal.h"

enum { SEAL_DIGITS_LEN = 6, SEAL_DIGITS_RANDOM_LEN = 32 };

/* What the device sends first: the hash of its request and its own random bytes. */
void seal_digits_commit(struct view request, const uint8_t device[SEAL_DIGITS_RANDOM_LEN],
	uint8_t ret_commitment[SEAL_HASH_LEN]);

/* What both have when everything is told. Borrows all of it. */
struct seal_digits {
	struct view request;
	const uint8_t *commitment; /* SEAL_HASH_LEN */
	const uint8_t *device;     /* SEAL_DIGITS_RANDOM_LEN, by the device */
	const uint8_t *approver;   /* SEAL_DIGITS_RANDOM_LEN, by the approver */
};

/* The digits with leading zeros and a zero byte. SEAL_NOT_PROVEN, and no digits, unless request and
 * random bytes fit the commitment. The request itself is for seal_request_check. */
enum seal_verdict seal_digits_show(const struct seal_digits *digits,
	char ret_digits[SEAL_DIGITS_LEN + 1]);

#endif
