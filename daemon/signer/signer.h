/* The signing process: holds the key of the shift signer, and answers the questions of workers. It
 * speaks through descriptors it inherits and opens nothing but its key file. */
#ifndef SAMTALE_SIGNER_SIGNER_H
#define SAMTALE_SIGNER_SIGNER_H

#include "base/err.h"

struct signer_start {
	const char *key_path;
	int papers_fd; /* the parent's papers (papers.h) */
	int first_fd;  /* so many SOCK_SEQPACKET sockets, one behind the other */
	unsigned count;
};

/* Runs until SIGTERM; SIGHUP: papers and key are read again, and a key that cannot be read changes
 * nothing. Without a key it runs all the same and refuses. It ends with EX_TEMPFAIL when it has no
 * memory for the papers, to be started again. Returns the exit code. */
int signer_run(const struct signer_start *start);

#endif
