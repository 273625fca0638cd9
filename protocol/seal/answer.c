/* ANSWER, its checks, and the link key that comes of it. */
#include "protocol/seal/answer.h"

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/kdf.h"
#include "protocol/seal/offer.h"

static const char label[] = SEAL_LABEL("answer");

int seal_answer_read(struct view payload, struct seal_answer *ret_answer)
{
	struct seal_answer read = {0};
	struct seal_reader reader = seal_reader_of(payload);

	read.header = seal_header_read(&reader, SEAL_KIND_ANSWER);
	read.room = seal_reader_bytes(&reader, SEAL_ROOM_LEN);
	read.offer_hash = seal_reader_bytes(&reader, SEAL_HASH_LEN);
	read.point = seal_reader_point(&reader);
	read.statement = seal_reader_view(&reader, seal_reader_u16(&reader));
	read.certificate = seal_reader_view(&reader, seal_reader_u16(&reader));
	read.body = seal_reader_done_part(&reader);
	read.signature = seal_reader_bytes(&reader, SEAL_SIGNATURE_LEN);
	if (seal_reader_end(&reader) < 0) {
		return ERR_SYNTAX;
	}
	*ret_answer = read;
	return 0;
}

int seal_answer_make(const struct seal_answer *answer, const struct seal_signer *device,
	struct seal_writer *writer)
{
	struct seal_answer made;

	seal_header_write(writer, &answer->header);
	seal_writer_bytes(writer, answer->room, SEAL_ROOM_LEN);
	seal_writer_bytes(writer, answer->offer_hash, SEAL_HASH_LEN);
	seal_writer_bytes(writer, answer->point, SEAL_POINT_LEN);
	seal_writer_u16(writer, (uint16_t)answer->statement.len);
	seal_writer_view(writer, answer->statement);
	seal_writer_u16(writer, (uint16_t)answer->certificate.len);
	seal_writer_view(writer, answer->certificate);
	const int err = seal_sign(device, label, writer);
	if (err < 0) {
		return err;
	}
	return seal_answer_read(seal_writer_written(writer), &made) < 0 ? ERR_RANGE : 0;
}

/* Chain and signature: what youth and colleague check alike. */
static enum seal_verdict check_person(struct view payload, const struct seal_answer *answer,
	const struct seal_trust *trust, struct seal_person *ret_person)
{
	struct seal_person person;
	const enum seal_verdict verdict =
		seal_chain_check(answer->statement, answer->certificate, trust, &person.chain);

	if (verdict == SEAL_NOT_PROVEN ||
		!seal_verify(person.chain.certificate.device, label, answer->body, answer->signature)) {
		return SEAL_NOT_PROVEN;
	}
	person.seat = answer->header.sender;
	person.point = answer->point;
	ident_hash(payload.data, payload.len, person.hash);
	*ret_person = person;
	return verdict;
}

/* Does it answer this OFFER, from the right seat and in the right place? */
static bool answers(const struct seal_answer *answer, const struct seal_offer *offer,
	struct view own_offer)
{
	uint8_t hash[SEAL_HASH_LEN];

	ident_hash(own_offer.data, own_offer.len, hash);
	return answer->header.sender == offer->to && answer->header.epoch == offer->header.epoch &&
		memcmp(answer->room, offer->room, SEAL_ROOM_LEN) == 0 &&
		memcmp(answer->offer_hash, hash, SEAL_HASH_LEN) == 0;
}

/* Is this somebody whom the OFFER was meant for? The mode is held against what the youth's screen
 * promised, so nobody can lower it on the way. */
static bool is_meant(const struct seal_certificate *certificate, const struct seal_offer *offer)
{
	return (offer->agency.len == 0 || view_equal(offer->agency, certificate->agency)) &&
		certificate->mode >= offer->min_mode &&
		(offer->purpose != SEAL_PURPOSE_HOLD || certificate->role == SEAL_ROLE_SUPERVISOR);
}

enum seal_verdict seal_answer_check(struct view payload, struct view own_offer,
	const struct seal_trust *trust, struct seal_person *ret_person)
{
	struct seal_answer answer;
	struct seal_offer offer;
	struct seal_person person;

	if (seal_offer_read(own_offer, &offer) < 0 || seal_answer_read(payload, &answer) < 0 ||
		!answers(&answer, &offer, own_offer)) {
		return SEAL_NOT_PROVEN;
	}
	const enum seal_verdict verdict = check_person(payload, &answer, trust, &person);
	if (verdict == SEAL_NOT_PROVEN || !is_meant(&person.chain.certificate, &offer)) {
		return SEAL_NOT_PROVEN;
	}
	*ret_person = person;
	return verdict;
}

enum seal_verdict seal_answer_check_colleague(struct view payload,
	const uint8_t room[SEAL_ROOM_LEN], const struct seal_trust *trust,
	struct seal_person *ret_person)
{
	struct seal_answer answer;

	if (seal_answer_read(payload, &answer) < 0 || memcmp(answer.room, room, SEAL_ROOM_LEN) != 0) {
		return SEAL_NOT_PROVEN;
	}
	return check_person(payload, &answer, trust, ret_person);
}

int seal_link_derive(const struct seal_key *own, const uint8_t point[SEAL_POINT_LEN],
	const uint8_t answer_hash[SEAL_HASH_LEN], uint8_t ret_link[SEAL_KEY_LEN])
{
	static const char info[] = SEAL_LABEL("link");
	uint8_t shared[SEAL_KEY_LEN];

	const int err = seal_key_agree(own, point, shared);
	if (err < 0) {
		return err;
	}
	seal_kdf(shared, (struct view){answer_hash, SEAL_HASH_LEN},
		(struct view){(const uint8_t *)info, sizeof(info)}, ret_link);
	ident_cleanse(shared, sizeof(shared));
	return 0;
}
