/* Recovery codes: ten secrets of 80 bits that each stand in once for the code of a code app. Only their hashes are kept; at 80
 * bits a plain hash is enough. Only for this floor. */
#ifndef SAMTALE_STAFF_CODES_H
#define SAMTALE_STAFF_CODES_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/ident.h"

/* As people read it: four groups of four, small letters and digits of base32. */
enum { CODES_COUNT = 10, CODES_TEXT_SIZE = 20 };

struct codes {
	char texts[CODES_COUNT][CODES_TEXT_SIZE];
	uint8_t hashes[CODES_COUNT][IDENT_HASH_LEN];
};

/* Fresh ones. The caller wipes the texts. */
void codes_make(struct codes *ret_codes);

/* The hash of what somebody has typed; capitals, spaces and hyphens do not count. ERR_SYNTAX when it is no recovery code. */
int codes_hash(struct view typed, uint8_t ret_hash[IDENT_HASH_LEN]) MUST_CHECK;

#endif
