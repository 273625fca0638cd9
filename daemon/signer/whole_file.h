/* Files that are there whole or not at all. */
#ifndef SAMTALE_SIGNER_WHOLE_FILE_H
#define SAMTALE_SIGNER_WHOLE_FILE_H

#include "base/buf.h"

/* Writes the bytes beside the path and moves them there, 0600, in place of what was there.
 * ERR_SYSTEM with errno; what was there stays then. */
int whole_file_write(const char *path, struct view bytes) MUST_CHECK;

#endif
