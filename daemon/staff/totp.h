/* Codes of a code app (RFC 6238): six digits, a new one each 30 s. The only file of the house with liboath. Only for this
 * floor. */
#ifndef SAMTALE_STAFF_TOTP_H
#define SAMTALE_STAFF_TOTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* A secret of 160 bits is 32 letters of base32. The code of a step before and after ours is taken, too; one that is up to 20
 * steps off is known for a clock that goes wrong. */
enum { TOTP_SECRET_SIZE = 33, TOTP_URI_SIZE = 320, TOTP_CODE_DIGITS = 6 };
enum { TOTP_STEP_SECONDS = 30, TOTP_WINDOW = 1, TOTP_FAR = 20 };

/* Once, before anything else here. ERR_SYSTEM. */
int totp_init(void) MUST_CHECK;

/* What somebody is shown who is to have a code app; whoever made it cleanses it. */
struct totp_offer {
	char secret[TOTP_SECRET_SIZE]; /* new and random, in base32 */
	char uri[TOTP_URI_SIZE];       /* what the app reads from its picture: otpauth://totp/... */
};

/* For the account `name` at `agency`, both plain. ERR_NOMEM, ERR_RANGE. */
int totp_offer_make(const char *name, const char *agency, struct totp_offer *ret_offer) MUST_CHECK;

/* Whether it is one of ours by its form. */
bool totp_secret_is_right(const char *secret);

/* Looks a code up. 0: it is good, and *ret_step is the step it is of: whoever takes it notes that, since a code is good once.
 * ERR_RANGE: it is right by a clock that is off. ERR_DENIED: it is none of this secret. */
int totp_check(const char *secret, const char *code, uint64_t now_s, uint64_t *ret_step) MUST_CHECK;

#endif
