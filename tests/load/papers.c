#include "tests/load/papers.h"

#include <string.h>

#include "protocol/seal/request.h"

int papers_request(struct papers *papers, const struct frame_person *person,
	struct seal_writer *writer)
{
	const struct seal_random random = seal_random_system();
	if (person->statement.len > sizeof papers->statement) {
		return ERR_RANGE;
	}
	papers->device = seal_key_create(&random);
	if (papers->device == NULL) {
		return ERR_NOMEM;
	}
	memcpy(papers->statement, person->statement.data, person->statement.len);
	papers->statement_len = person->statement.len;
	const struct seal_signer signer = seal_signer_of(papers->device);
	const struct seal_request request = {
		.role = SEAL_ROLE_COUNSELLOR,
		.staff = person->staff.data,
		.device = seal_key_point(papers->device),
		.agency = person->agency,
		.alias = person->alias,
	};
	return seal_request_make(&request, &signer, writer);
}

int papers_keep(struct papers *papers, struct view certificate)
{
	if (certificate.len > sizeof papers->certificate) {
		return ERR_RANGE;
	}
	memcpy(papers->certificate, certificate.data, certificate.len);
	papers->certificate_len = certificate.len;
	return 0;
}

void papers_finish(struct papers *papers)
{
	seal_key_destroy(papers->device);
	*papers = (struct papers){0};
}
