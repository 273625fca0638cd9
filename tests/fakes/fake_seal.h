/* Whoever keeps statements and signs certificates, made of what the test says; and payloads with a header in front that holds
 * whatever the test wants. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_SEAL_H
#define SAMTALE_TESTS_FAKES_FAKE_SEAL_H

#include "options/seal_port.h"
#include "protocol/frame.h"
#include "protocol/seal/header.h"

/* The only agency with a statement, and its bytes. */
#define FAKE_SEAL_AGENCY "oslo"
#define FAKE_SEAL_STATEMENT "a statement"

struct fake_seal {
	int fail;              /* what certify returns at once, if not 0 */
	bool certifies_itself; /* the agency, instead of the service */
	unsigned asked;
	struct seal_asker asker; /* of the last question, done NULL once it is answered */
	struct seal_login login; /* its texts lie in the next three */
	uint8_t staff[16];
	char agency[65];
	char alias[129];
	char request[LIMIT_PAPER + 1];
};

/* The port of a fake that is all zero; it lives as long. */
struct seal_port fake_seal_port(struct fake_seal *seal);

/* Answers the last question. */
void fake_seal_answer(struct fake_seal *seal, int err, const char *certificate);

/* The header, whatever it says, and a text behind it; static, the next few calls leave it alone. */
struct view fake_seal_payload(const struct seal_header *header, const char *text);

/* What stands behind the header. */
struct view fake_seal_text(struct view payload);

#endif
