/* A whole conversation in one process, for tests: a youth, one to three staff of one agency in
 * shift mode, their handshakes, and the first epoch. Every step asserts that it succeeds. */
#ifndef SAMTALE_TESTS_SEAL_CONVERSATION_H
#define SAMTALE_TESTS_SEAL_CONVERSATION_H

#include "protocol/seal/answer.h"
#include "protocol/seal/member.h"
#include "protocol/seal/note.h"
#include "protocol/seal/offer.h"
#include "protocol/seal/say.h"

enum { CONVERSATION_NOW = 1798000000 };

/* Bytes of a payload, statement or certificate. */
struct payload {
	uint8_t bytes[SEAL_PAYLOAD_MAX];
	size_t len;
};

struct view payload_view(const struct payload *payload);

struct conversation_staff {
	struct seal_key *device;
	struct seal_key *ce;
	struct seal_key *y; /* the youth's, for her */
	struct payload certificate;
	struct payload offer;
	struct payload answer;
	struct seal_link link;
	struct seal_member member;
};

struct conversation {
	struct seal_random random;
	struct seal_key *root;
	struct seal_key *signer;
	struct payload statement;
	uint8_t room[SEAL_ROOM_LEN];
	uint8_t seed[SEAL_KEY_LEN];
	uint8_t count;
	struct conversation_staff staff[SEAL_STAFF_MAX]; /* seats 1, 2, 3 */
	struct payload grant;                            /* the last */
	struct seal_epoch epoch;                         /* the current one */
};

/* Handshakes with count staff, and epoch 1 for all of them. */
void conversation_begin(struct conversation *conversation, uint8_t count);

void conversation_finish(struct conversation *conversation);

/* A new handshake of this one of the staff; link is the pending one. */
void conversation_shake(struct conversation *conversation, uint8_t index);

/* The next GRANT, for the first `members` staff, or the first of a new chain under a new seed. The
 * epoch is the youth's; members have not read it. */
void conversation_grant(struct conversation *conversation, uint8_t members, bool anew);

/* One of the staff reads the last GRANT. */
enum seal_verdict conversation_read(struct conversation *conversation, uint8_t index,
	struct seal_opened *ret_opened);

/* A text or END in the current epoch; seen has the own slot already. */
void conversation_say(struct conversation *conversation, const struct seal_line *line,
	struct payload *ret_payload);

/* What a member, or the youth's page, trusts. */
struct seal_trust conversation_trust(const struct conversation *conversation);

/* The staff of the epoch with this one as oneself. */
struct seal_circle conversation_circle(const struct conversation *conversation, uint8_t index);

#endif
