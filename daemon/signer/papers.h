/* The papers: bundle and batch, judged together, because one without the other proves nothing. The
 * parent reads the files and puts what is good into a file that exists in memory only; workers and
 * the signing process read them from there. */
#ifndef SAMTALE_SIGNER_PAPERS_H
#define SAMTALE_SIGNER_PAPERS_H

#include "signer/batch.h"

/* Owns everything. A zeroed one has no papers. */
struct papers {
	struct buf bundle_text; /* as it is served */
	struct buf batch_text;
	struct bundle bundle;
	struct batch *batch; /* NULL: there are none */
};

/* Which file is wrong, and how. */
struct papers_fault {
	bool in_bundle; /* else in the statements */
	char what[400];
};

/* Reads both files; *ret_papers is written when both are good. ERR_SYNTAX: the fault says why.
 * ERR_NOMEM. */
int papers_load(const char *bundle_path, const char *batch_path, struct papers *ret_papers,
	struct papers_fault *ret_fault) MUST_CHECK;

/* Writes them over what is in the file; readers that come meanwhile see that. ERR_SYSTEM. */
int papers_publish(const struct papers *papers, int fd) MUST_CHECK;

/* Reads them from there. ERR_GONE: none were ever published. ERR_SYSTEM, ERR_SYNTAX, ERR_NOMEM. */
int papers_receive(int fd, struct papers *ret_papers) MUST_CHECK;

/* Frees them; there are none then. */
void papers_finish(struct papers *papers);

#endif
