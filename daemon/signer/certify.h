/* The judgement: which request becomes a certificate of shift mode. Nothing but this looks at a
 * request, and nothing else uses the key. */
#ifndef SAMTALE_SIGNER_CERTIFY_H
#define SAMTALE_SIGNER_CERTIFY_H

#include "signer/message.h"
#include "signer/pace.h"
#include "signer/papers.h"

/* Sixteen hours: a shift with its hand-over, and the most that pages take. */
enum { CERTIFY_LIFE_SECONDS = 57600 };

/* What it is judged with; all borrowed. key may be NULL: nothing is certified. */
struct certifier {
	struct seal_key *key;
	const struct papers *papers;
	struct pace *pace;
};

/* Judges a question now. CERTIFIED: the certificate stands in the empty writer, from now until the
 * session, the statement or the longest life ends. REFUSED, LATER: *ret_why says why in words that
 * name nobody; static. */
enum signer_verdict certify(const struct certifier *certifier,
	const struct signer_question *question, struct seal_writer *writer, const char **ret_why);

/* Where the statement names this key, as one of a shift signer; -1: it does not. */
int certify_key_index(const struct seal_statement *statement, const struct seal_key *key);

#endif
