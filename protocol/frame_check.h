/* A look at the bytes of a message before anything is unpacked: is it one flat array of the few
 * kinds of values that frames use, and does it hold what its headers announce? It knows nothing of
 * particular frames. */
#ifndef SAMTALE_PROTOCOL_FRAME_CHECK_H
#define SAMTALE_PROTOCOL_FRAME_CHECK_H

#include "base/buf.h"

/* NULL when the message may be unpacked: then its size bounds the memory that unpacking takes.
 * Otherwise a static phrase that says why not. */
const char *frame_check(struct view message);

#endif
