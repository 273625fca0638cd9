/* What a worker and the signing process say to each other: one datagram a question, one an answer,
 * in the layouts of SE1's own writer and reader. */
#ifndef SAMTALE_SIGNER_MESSAGE_H
#define SAMTALE_SIGNER_MESSAGE_H

#include "protocol/seal/certificate.h"
#include "protocol/seal/request.h"

enum { MESSAGE_MAX = 512 };

/* A request, and what the worker knows of who is logged in. Borrows. */
struct signer_question {
	const uint8_t *staff; /* SEAL_STAFF_LEN */
	enum seal_role role;
	uint32_t until; /* when the session is over, seconds since 1970 */
	struct view agency, alias;
	struct view request; /* as it came */
};

/* LATER: asked too often; nothing was looked at. */
enum signer_verdict { SIGNER_CERTIFIED, SIGNER_REFUSED, SIGNER_LATER };

struct signer_answer {
	enum signer_verdict verdict;
	struct view certificate; /* empty unless CERTIFIED */
};

/* Each writes one into an empty writer under the number that the answer repeats. ERR_FULL. */
int message_write_question(struct seal_writer *writer, uint64_t number,
	const struct signer_question *question) MUST_CHECK;
int message_write_answer(struct seal_writer *writer, uint64_t number,
	const struct signer_answer *answer) MUST_CHECK;

/* Each reads one; what is returned borrows from bytes. ERR_SYNTAX. */
int message_read_question(struct view bytes, uint64_t *ret_number,
	struct signer_question *ret_question) MUST_CHECK;
int message_read_answer(struct view bytes, uint64_t *ret_number,
	struct signer_answer *ret_answer) MUST_CHECK;

#endif
