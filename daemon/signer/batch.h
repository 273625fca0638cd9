/* A batch: the statements about all agencies, signed together under one serial. Its file is text: a
 * first line that names the form, then a statement a line in hexadecimal. */
#ifndef SAMTALE_SIGNER_BATCH_H
#define SAMTALE_SIGNER_BATCH_H

#include "base/buf.h"
#include "protocol/seal/statement.h"
#include "signer/bundle.h"

struct batch;

/* A statement with the bytes that clients are given. Borrowed from the batch. */
struct batch_entry {
	struct view bytes;
	struct seal_statement statement;
	char slug[33];
};

enum { BATCH_TEXT_MAX = 8 * 1024 * 1024 };

/* Reads the form: one serial for all, no agency twice. ERR_SYNTAX; ERR_NOMEM. Destroy takes NULL. */
int batch_read(struct view text, struct batch **ret_batch) MUST_CHECK;
void batch_destroy(struct batch *batch);

/* NULL, or what keeps pages that trust this bundle from taking its statements; dates are not looked
 * at. Static. */
const char *batch_problem(const struct batch *batch, const struct bundle *bundle);

uint32_t batch_serial(const struct batch *batch);

/* Walks: index from 0, NULL behind the last. */
const struct batch_entry *batch_at(const struct batch *batch, size_t index);

/* The statement about an agency, NULL when there is none; batch may be NULL. */
const struct batch_entry *batch_find(const struct batch *batch, const char *slug);

/* Whether the dates hold at this second. */
bool batch_entry_holds(const struct batch_entry *entry, int64_t now_s);

/* What a batch is made of. Borrows all of it. */
struct batch_plan {
	const struct seal_signer *root;
	uint32_t serial, not_before, not_after;
};

/* The first line, into an empty buffer. */
int batch_begin(struct buf *out) MUST_CHECK;

/* Signs a statement about one agency and appends its line. keys are points: of shift signers in
 * SEAL_MODE_SHIFT, of the agency's holders in SEAL_MODE_AGENCY. ERR_RANGE: it cannot be read again,
 * because of a name, a life or a number of keys. */
int batch_add(struct buf *out, const struct batch_plan *plan,
	struct seal_statement agency) MUST_CHECK;

#endif
