/* One side of a room's seal: payloads in, verdicts and payloads out (docs/encryption.md). The youth's makes OFFER, GRANT and its
 * texts, the counsellor's ANSWER, CONFIRM and hers. Knows neither frames nor sockets. For a room of one epoch: nobody else comes. */
#ifndef SAMTALE_LOAD_SEALING_H
#define SAMTALE_LOAD_SEALING_H

#include "protocol/seal/chain.h"
#include "protocol/seal/member.h"
#include "protocol/seal/offer.h"
#include "protocol/seal/receiver.h"
#include "tests/load/papers.h"

struct sealing {
	uint8_t room[SEAL_ROOM_LEN];
	uint8_t own;  /* 0: the youth */
	uint8_t peer; /* the other side's seat */
	struct seal_key *key;
	size_t offer_len;
	uint8_t offer[SEAL_OFFER_MAX]; /* the youth's own */
	struct seal_link link;
	struct seal_member member; /* the counsellor's */
	struct seal_epoch epoch;   /* number 0: none yet */
	struct seal_receiver receiver;
};

/* A side of that room. NULL: no memory. */
struct sealing *sealing_create(const uint8_t room[SEAL_ROOM_LEN], uint8_t own, uint8_t peer);
void sealing_destroy(struct sealing *sealing);

/* The youth opens the handshake. mode: what its screen promises; agency and topic are borrowed. ERR_NOMEM, ERR_RANGE. */
struct sealing_wish {
	uint8_t mode;
	struct view agency;
	struct view topic;
};
int sealing_offer(struct sealing *sealing, const struct sealing_wish *wish, uint32_t cseq,
	struct seal_writer *writer) MUST_CHECK;

/* The counsellor answers an OFFER that asks for what she accepted; her agency is what her statement says. */
enum seal_verdict sealing_answer(struct sealing *sealing, struct view offer,
	const struct papers *papers, struct view topic, struct seal_writer *writer, uint32_t cseq);

/* The youth checks who answers, and lets her in. */
enum seal_verdict sealing_grant(struct sealing *sealing, struct view answer,
	const struct seal_trust *trust, struct seal_writer *writer, uint32_t cseq);

/* The counsellor is in, and confirms it. */
enum seal_verdict sealing_confirm(struct sealing *sealing, struct view grant,
	struct seal_writer *writer, uint32_t cseq);

/* The youth has proof that she is: texts may be said. */
enum seal_verdict sealing_confirmed(const struct sealing *sealing, struct view confirm);

/* A step of the other side was taken, by its number. */
enum seal_taken sealing_pass(struct sealing *sealing, uint32_t cseq);

/* Seals a text of the own side. ERR_RANGE: the body is too long, or there is no epoch. */
int sealing_say(struct sealing *sealing, uint32_t cseq, struct view body,
	struct seal_writer *writer) MUST_CHECK;

/* Opens a text of the other side; the body lies in memory. SEAL_TAKEN, or what is wrong with it. */
enum seal_taken sealing_open(struct sealing *sealing, struct view payload,
	uint8_t memory[SEAL_PLAIN_MAX], struct view *ret_body);

#endif
