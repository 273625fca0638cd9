/* What a counsellor proves with who answers: a device key of its own, the agency's statement, and the certificate that the daemon's
 * signing process gave for the key. */
#ifndef SAMTALE_LOAD_PAPERS_H
#define SAMTALE_LOAD_PAPERS_H

#include "protocol/frame.h"
#include "protocol/seal/certificate.h"
#include "protocol/seal/statement.h"

/* Zeroed it is empty. */
struct papers {
	struct seal_key *device;
	size_t statement_len;
	size_t certificate_len;
	uint8_t statement[SEAL_STATEMENT_MAX];
	uint8_t certificate[SEAL_CERTIFICATE_MAX];
};

/* Makes the device key, keeps the statement, and writes the request for CERTIFY. ERR_NOMEM, ERR_RANGE: PERSON says nothing that
 * a request can be made of. */
int papers_request(struct papers *papers, const struct frame_person *person,
	struct seal_writer *writer) MUST_CHECK;

/* CERTIFIED. ERR_RANGE: longer than one can be. */
int papers_keep(struct papers *papers, struct view certificate) MUST_CHECK;

void papers_finish(struct papers *papers);

#endif
