/* A code that people write down and type again: 80 bits as 16 signs in groups of four, in Crockford's base 32
 * (https://www.crockford.com/base32.html), which has no letter that looks like a digit. */
#ifndef SAMTALE_BASE_CODE_H
#define SAMTALE_BASE_CODE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { CODE_LEN = 10, CODE_SIZE = 20 };

/* The label under which a code is hashed, see ident_hash_labelled. */
#define CODE_LABEL "samtale code"

/* "K7QM-2XTA-9WHD-4RPE" and a zero. */
void code_write(const uint8_t code[CODE_LEN], char out[CODE_SIZE]);

/* The way back, as people type: letters large or small, O for 0, I and L for 1, spaces and hyphens anywhere. ERR_SYNTAX for
 * anything else, or another count of signs. */
int code_read(struct view text, uint8_t ret_code[CODE_LEN]) MUST_CHECK;

#endif
