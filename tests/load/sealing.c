#include "tests/load/sealing.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "protocol/seal/answer.h"
#include "protocol/seal/confirm.h"
#include "protocol/seal/grant_make.h"

struct sealing *sealing_create(const uint8_t room[SEAL_ROOM_LEN], uint8_t own, uint8_t peer)
{
	struct sealing *sealing = calloc(1, sizeof *sealing);
	const struct seal_random random = seal_random_system();
	if (sealing == NULL || (sealing->key = seal_key_create(&random)) == NULL) {
		free(sealing);
		return NULL;
	}
	memcpy(sealing->room, room, SEAL_ROOM_LEN);
	sealing->own = own;
	sealing->peer = peer;
	seal_member_init(&sealing->member, room, own);
	seal_receiver_init(&sealing->receiver, own);
	seal_receiver_know(&sealing->receiver, peer, 0);
	return sealing;
}

void sealing_destroy(struct sealing *sealing)
{
	if (sealing != NULL) {
		seal_key_destroy(sealing->key);
		ident_cleanse(sealing, sizeof *sealing);
		free(sealing);
	}
}

int sealing_offer(struct sealing *sealing, const struct sealing_wish *wish, uint32_t cseq,
	struct seal_writer *writer)
{
	const struct seal_offer offer = {
		.header = {SEAL_KIND_OFFER, sealing->own, 0, cseq},
		.room = sealing->room,
		.to = sealing->peer,
		.purpose = SEAL_PURPOSE_CONVERSATION,
		.min_mode = wish->mode,
		.point = seal_key_point(sealing->key),
		.agency = wish->agency,
		.topic = wish->topic,
	};
	int err = seal_offer_make(&offer, writer);
	struct view made = seal_writer_written(writer);
	if (err == 0 && made.len <= sizeof sealing->offer) {
		memcpy(sealing->offer, made.data, made.len);
		sealing->offer_len = made.len;
		sealing->receiver.own_cseq = cseq;
	}
	return err;
}

/* The link of this side's key and the other's point, under an ANSWER. */
static int derive_link(struct sealing *sealing, const uint8_t *point,
	const uint8_t answer_hash[SEAL_HASH_LEN])
{
	memcpy(sealing->link.answer_hash, answer_hash, SEAL_HASH_LEN);
	return seal_link_derive(sealing->key, point, answer_hash, sealing->link.key);
}

enum seal_verdict sealing_answer(struct sealing *sealing, struct view offer,
	const struct papers *papers, struct view topic, struct seal_writer *writer, uint32_t cseq)
{
	const struct view statement = {papers->statement, papers->statement_len};
	const struct seal_signer device = seal_signer_of(papers->device);
	struct seal_statement own;
	struct seal_offer asked;
	uint8_t hash[SEAL_HASH_LEN];
	if (seal_statement_read(statement, &own) != 0) {
		return SEAL_CANNOT_OPEN;
	}
	const struct seal_accepted accepted = {
		.room = sealing->room,
		.seat = sealing->own,
		.purpose = SEAL_PURPOSE_CONVERSATION,
		.mode = own.mode,
		.agency = own.agency,
		.topic = topic,
	};
	if (seal_offer_check(offer, &accepted, &asked) != SEAL_OK) {
		return SEAL_CANNOT_OPEN;
	}
	ident_hash(offer.data, offer.len, hash);
	const struct seal_answer answer = {
		.header = {SEAL_KIND_ANSWER, sealing->own, asked.header.epoch, cseq},
		.room = sealing->room,
		.offer_hash = hash,
		.point = seal_key_point(sealing->key),
		.statement = statement,
		.certificate = {papers->certificate, papers->certificate_len},
	};
	if (seal_answer_make(&answer, &device, writer) != 0) {
		return SEAL_CANNOT_OPEN;
	}
	struct view made = seal_writer_written(writer);
	ident_hash(made.data, made.len, hash);
	if (derive_link(sealing, asked.point, hash) != 0) {
		return SEAL_CANNOT_OPEN;
	}
	seal_member_answered(&sealing->member, &sealing->link);
	sealing->receiver.own_cseq = cseq;
	return SEAL_OK;
}

enum seal_verdict sealing_grant(struct sealing *sealing, struct view answer,
	const struct seal_trust *trust, struct seal_writer *writer, uint32_t cseq)
{
	const struct seal_random random = seal_random_system();
	const struct view offer = {sealing->offer, sealing->offer_len};
	struct seal_person person;
	uint8_t seed[SEAL_KEY_LEN];
	enum seal_verdict verdict = seal_answer_check(answer, offer, trust, &person);
	if (verdict != SEAL_OK) {
		return verdict;
	}
	if (derive_link(sealing, person.point, person.hash) != 0) {
		return SEAL_CANNOT_OPEN;
	}
	random.fill(random.context, seed, sizeof seed);
	const struct seal_grant_plan plan = {
		.seed = seed,
		.room = sealing->room,
		.epoch = 1,
		.cseq = cseq,
		.member_count = 1,
		.members = {{.seat = sealing->peer,
			.answer_hash = sealing->link.answer_hash,
			.link = sealing->link.key}},
	};
	int err = seal_grant_make(&plan, &random, writer, &sealing->epoch);
	ident_cleanse(seed, sizeof seed);
	if (err != 0) {
		return SEAL_CANNOT_OPEN;
	}
	seal_receiver_use(&sealing->receiver, &sealing->epoch);
	sealing->receiver.own_cseq = cseq;
	return SEAL_OK;
}

static struct seal_handshake handshake_of(const struct sealing *sealing, uint8_t seat)
{
	return (struct seal_handshake){
		.seat = seat,
		.epoch = sealing->epoch.number,
		.link = sealing->link.key,
		.answer_hash = sealing->link.answer_hash,
		.grant_hash = sealing->epoch.grant_hash,
	};
}

enum seal_verdict sealing_confirm(struct sealing *sealing, struct view grant,
	struct seal_writer *writer, uint32_t cseq)
{
	struct seal_opened opened;
	enum seal_verdict verdict = seal_member_grant(&sealing->member, grant, &opened);
	if (verdict != SEAL_OK) {
		return verdict;
	}
	sealing->epoch = opened.epoch;
	seal_opened_wipe(&opened);
	seal_receiver_use(&sealing->receiver, &sealing->epoch);
	sealing->receiver.own_cseq = cseq;
	const struct seal_handshake handshake = handshake_of(sealing, sealing->own);
	return seal_confirm_make(&handshake, cseq, writer) == 0 ? SEAL_OK : SEAL_CANNOT_OPEN;
}

enum seal_verdict sealing_confirmed(const struct sealing *sealing, struct view confirm)
{
	const struct seal_handshake handshake = handshake_of(sealing, sealing->peer);
	return seal_confirm_check(confirm, &handshake);
}

enum seal_taken sealing_pass(struct sealing *sealing, uint32_t cseq)
{
	return seal_receiver_pass(&sealing->receiver, sealing->peer, cseq);
}

int sealing_say(struct sealing *sealing, uint32_t cseq, struct view body,
	struct seal_writer *writer)
{
	const struct seal_random random = seal_random_system();
	struct seal_line line = {
		.sender = sealing->own,
		.cseq = cseq,
		.plain = {.type = SEAL_TYPE_CARD, .body = body}, /* any bytes */
	};
	int own = seal_epoch_place(&sealing->epoch, sealing->own);
	int peer = seal_epoch_place(&sealing->epoch, sealing->peer);
	if (sealing->epoch.number == 0 || own < 0 || peer < 0) {
		return ERR_RANGE;
	}
	line.plain.seen[own] = cseq;
	line.plain.seen[peer] = sealing->receiver.last[sealing->peer];
	sealing->receiver.own_cseq = cseq;
	return seal_say_make(&sealing->epoch, &line, &random, writer);
}

enum seal_taken sealing_open(struct sealing *sealing, struct view payload,
	uint8_t memory[SEAL_PLAIN_MAX], struct view *ret_body)
{
	struct seal_line line;
	enum seal_taken taken =
		seal_receiver_take(&sealing->receiver, &sealing->epoch, payload, memory, &line);
	if (taken == SEAL_TAKEN) {
		*ret_body = line.plain.body;
	}
	return taken;
}
