/* Packs answers as gzip for clients that take it (RFC 9110, section 12.5.3), and remembers what it packed last: the
 * directory and the pages of doors are the same bytes for everybody, for minutes.
 *
 * Only for answers that api calls public. The length of a packed answer tells how much a stranger's words in it are like
 * the rest of it; where a secret stands beside them, such words can be tried until the secret is known (BREACH, CVE-2013-3587).
 * So whatever holds a ticket, a token or anything of a person is sent as it is.
 *
 * Not for the built files: those are packed once, better and longer, by the build (files.h). */
#ifndef SAMTALE_NET_PACKER_H
#define SAMTALE_NET_PACKER_H

#include "base/buf.h"

struct packer;

enum {
	PACKER_BODY_MIN = 256,        /* bytes; what is shorter fits into one packet anyway */
	PACKER_BODY_MAX = 256 * 1024, /* bytes; what is longer goes out as it is */
	PACKER_KEPT =
		16, /* answers that are remembered, so 8 MiB at most and about 400 KiB in practice */
	PACKER_AT_ONCE = 32,  /* bodies that may be packed one after the other, a millisecond each */
	PACKER_A_SECOND = 16, /* and so many from then on: 2 % of a core, whatever is asked for */
};

/* NULL: no memory. */
struct packer *packer_create(void);
void packer_destroy(struct packer *packer);

/* Whether a client with this Accept-Encoding takes gzip: it names it, or *, and not with a weight of 0. */
bool packer_is_welcome(struct view accept_encoding);

/* The body as gzip, borrowed until the next call. ERR_RANGE when it is too short, too long or does not become smaller,
 * ERR_FULL when too many were packed just before now_ms (monotonic), ERR_NOMEM; then it goes out as it is. */
int packer_pack(struct packer *packer, uint64_t now_ms, struct view body,
	struct view *ret_packed) MUST_CHECK;

/* How many bodies were packed so far, those that were remembered and that gained nothing left out. */
unsigned packer_count(const struct packer *packer);

#endif
