/* The check of the chain: everything that no clock can spoil first, then the dates. */
#include "protocol/seal/chain.h"

enum { CLOCK_SLACK_SECONDS = 300 };

static bool is_by_a_root(const struct seal_statement *statement, const struct seal_trust *trust)
{
	for (uint8_t i = 0; i < trust->root_count; i++) {
		if (seal_statement_is_by(statement, trust->roots[i])) {
			return true;
		}
	}
	return false;
}

/* An agency in mode agency could otherwise be spoken for by the shift signer, and one agency by
 * another's holder. */
static bool fit_together(const struct seal_chain *chain)
{
	const struct seal_certificate *certificate = &chain->certificate;
	const struct seal_statement *statement = &chain->statement;

	return statement->mode == certificate->mode &&
		view_equal(statement->agency, certificate->agency) &&
		certificate->key_index < statement->key_count &&
		seal_certificate_is_by(certificate, statement->keys[certificate->key_index]);
}

static bool is_in_time(uint32_t not_before, uint32_t not_after, int64_t now)
{
	return now >= (int64_t)not_before - CLOCK_SLACK_SECONDS &&
		now <= (int64_t)not_after + CLOCK_SLACK_SECONDS;
}

enum seal_verdict seal_chain_check(struct view statement, struct view certificate,
	const struct seal_trust *trust, struct seal_chain *ret_chain)
{
	struct seal_chain chain;

	if (seal_statement_read(statement, &chain.statement) < 0 ||
		seal_certificate_read(certificate, &chain.certificate) < 0) {
		return SEAL_NOT_PROVEN;
	}
	if (chain.statement.serial < trust->min_serial || !is_by_a_root(&chain.statement, trust) ||
		!fit_together(&chain)) {
		return SEAL_NOT_PROVEN;
	}
	*ret_chain = chain;
	const bool in_time =
		is_in_time(chain.statement.not_before, chain.statement.not_after, trust->now) &&
		is_in_time(chain.certificate.not_before, chain.certificate.not_after, trust->now);
	return in_time ? SEAL_OK : SEAL_CLOCK;
}
