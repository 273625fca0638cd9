/* Which passwords a person may choose: long ones, of any letters (NIST SP 800-63B, section 5.1.1.2). Only for this floor. */
#ifndef SAMTALE_STAFF_WISH_H
#define SAMTALE_STAFF_WISH_H

#include "base/buf.h"

enum { WISH_LETTERS_MIN = 12 };

/* Why not: a word for the page, or NULL when it may be. `name` is the login name.
 * "short": under 12 letters; "long": above 256 bytes or no plain text; "common": much tried by whoever guesses; "name": little
 * but the own name; "same": few different letters. */
const char *wish_refused(struct view password, const char *name);

#endif
