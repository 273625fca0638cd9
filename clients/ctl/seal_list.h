/* The list of agencies that statements are signed about: a line each, fields parted by tabs: slug,
 * name as youths see it, and for an agency with keys of its own (agency mode) the points of its two
 * to four holders. Empty lines and those that begin with # are passed over. */
#ifndef SAMTALE_CTL_SEAL_LIST_H
#define SAMTALE_CTL_SEAL_LIST_H

#include "signer/batch.h"

/* Signs a statement for each line of the text and appends it to the batch. shift is what agencies
 * without keys of their own get; its keys may be none when there is no such agency. ERR_SYNTAX:
 * *ret_line and ret_why say where and why. */
int seal_list_sign(char *text, const struct batch_plan *plan, const struct seal_statement *shift,
	struct buf *out, unsigned *ret_line, const char **ret_why) MUST_CHECK;

#endif
