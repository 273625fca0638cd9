/* Is this UTF-8 (RFC 3629)? */
#ifndef SAMTALE_BASE_UTF8_H
#define SAMTALE_BASE_UTF8_H

#include <stdbool.h>

#include "base/buf.h"

/* True when every byte belongs to a well-formed character: no surrogates, nothing overlong, nothing
 * above U+10FFFF. */
bool utf8_is_valid(struct view text);

/* True when it is valid and holds no control character (below U+0020, or U+007F). */
bool utf8_is_plain(struct view text);

#endif
