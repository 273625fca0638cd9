/* The header is written by hand here, so that a fault of the reader is not met by the same one. */
#include "fakes/fake_seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PAYLOADS = 8, PAYLOAD_SIZE = 256 };

static struct view statement_of(void *seal, const char *agency)
{
	(void)seal;
	return strcmp(agency, FAKE_SEAL_AGENCY) == 0 ? view_text(FAKE_SEAL_STATEMENT)
												 : (struct view){NULL, 0};
}

static bool certifies_itself(void *port, const char *agency)
{
	const struct fake_seal *seal = port;
	return seal->certifies_itself && strcmp(agency, FAKE_SEAL_AGENCY) == 0;
}

static int certify(void *port, const struct seal_asker *asker, struct view request,
	const struct seal_login *login)
{
	struct fake_seal *seal = port;
	if (seal->fail != 0) {
		return seal->fail;
	}
	seal->asked++;
	seal->asker = *asker;
	seal->login = *login;
	memcpy(seal->staff, login->staff, sizeof(seal->staff));
	snprintf(seal->agency, sizeof(seal->agency), "%s", login->agency);
	snprintf(seal->alias, sizeof(seal->alias), "%s", login->alias);
	assert_int_equal(view_copy(request, seal->request, sizeof(seal->request)), 0);
	return 0;
}

struct seal_port fake_seal_port(struct fake_seal *seal)
{
	return (struct seal_port){.seal = seal,
		.statement_of = statement_of,
		.certifies_itself = certifies_itself,
		.certify = certify};
}

void fake_seal_answer(struct fake_seal *seal, int err, const char *certificate)
{
	seal_done_fn done = seal->asker.done;
	assert_true(done != NULL);
	seal->asker.done = NULL;
	done(seal->asker.context, seal->asker.session, err, view_text(certificate));
}

static uint8_t *put_u32(uint8_t *at, uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8) {
		*at++ = (uint8_t)(number >> shift);
	}
	return at;
}

struct view fake_seal_payload(const struct seal_header *header, const char *text)
{
	static uint8_t payloads[PAYLOADS][PAYLOAD_SIZE];
	static unsigned next;
	uint8_t *payload = payloads[next++ % PAYLOADS];
	uint8_t *at = payload;
	size_t length = strlen(text);
	assert_true(SEAL_HEADER_LEN + length <= PAYLOAD_SIZE);
	*at++ = SEAL_VERSION;
	*at++ = header->kind;
	at = put_u32(at, header->epoch);
	*at++ = header->sender;
	at = put_u32(at, header->cseq);
	memcpy(at, text, length);
	return (struct view){payload, SEAL_HEADER_LEN + length};
}

struct view fake_seal_text(struct view payload)
{
	assert_true(payload.len >= SEAL_HEADER_LEN);
	return (struct view){payload.data + SEAL_HEADER_LEN, payload.len - SEAL_HEADER_LEN};
}
