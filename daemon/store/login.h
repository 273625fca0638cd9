/* What logging in needs of Redis beside the account: tries, devices that are known, codes that are good once, invitations.
 * Knows only hashes of all of them. */
#ifndef SAMTALE_STORE_LOGIN_H
#define SAMTALE_STORE_LOGIN_H

#include "store/store.h"

/* Who wants to try a password. name is empty when it can be nobody's; bucket is the hash of whatever was typed there. device
 * and code: hashes of the device's mark and of a recovery code, NULL without. room: whether whoever is not known may try. */
struct login_try {
	const char *name;
	const uint8_t *bucket, *device, *code;
	bool room;
};

/* err 0 or ERR_FULL: how it is with the tries; known: by its device or a recovery code; wait_s after ERR_FULL, 0 when it is not the
 * tries that have run out. ERR_DOWN. */
typedef void (
	*login_try_fn)(void *context, struct reply_to to, int err, bool known, uint32_t wait_s);
int login_try(struct store *store, struct reply_to to, const struct login_try *wanted,
	login_try_fn done, void *context) MUST_CHECK;

/* Nothing came of the try, so it is given back to the bucket that it came out of. Nobody hears whether. */
void login_give_back(struct store *store, struct reply_to to, const uint8_t bucket[32]);

/* The password was right: the code's step, or the recovery code, is used up, and the device is known from now on. ERR_MOMENT: it was used
 * before; ERR_GONE: the account is disabled or no more; ERR_DENIED: it has another password or code app than was judged. */
struct login_pass {
	const char *name;
	const char *hash, *totp; /* what password and code were held against; "" for no app */
	uint64_t step;           /* 0: no code of the app */
	const uint8_t *code;     /* NULL: no recovery code */
	const uint8_t
		*bucket; /* the try came out of: the name's, or that of the device or recovery code */
	const uint8_t *device; /* hash of its mark */
};
int login_pass(struct store *store, struct reply_to to, const struct login_pass *pass,
	store_done_fn done, void *context) MUST_CHECK;

/* The same of somebody who is in, whose proofs become others with it; NULL or none of each: it stays. bucket: the try came out of.
 * With another password or app every session but `keep` is over. */
struct login_renewal {
	const char *name, *hash, *totp, *keep;
	uint64_t step;
	const uint8_t *code, *bucket;
	const char *new_hash, *new_totp;
	uint64_t new_step; /* of the code that the other app has shown */
	const uint8_t (*codes)[32];
	unsigned code_count;
};
int login_renew(struct store *store, struct reply_to to, const struct login_renewal *renewal,
	store_done_fn done, void *context) MUST_CHECK;

/* An invitation by the hash of its token, for ttl seconds; the account's one before is good no more. hash: that of the password
 * which earns it, NULL when none does. ERR_GONE: no such account; ERR_DENIED: it has another password by now. */
struct login_invitation {
	const char *name, *hash;
	const uint8_t *token;
	uint32_t ttl_seconds;
};
int login_invite(struct store *store, struct reply_to to, const struct login_invitation *wanted,
	store_done_fn done, void *context) MUST_CHECK;

/* Whose invitation: name is borrowed until the call returns, NULL unless err is 0. ERR_GONE: not good, or not any more. */
typedef void (*login_name_fn)(void *context, struct reply_to to, int err, const char *name);
int login_invited(struct store *store, struct reply_to to, const uint8_t token[32],
	login_name_fn done, void *context) MUST_CHECK;

/* Uses the invitation up: what the account has from then on. codes: hashes of the recovery codes. ERR_GONE as above. */
struct login_enrol {
	const uint8_t *token;
	const char *hash, *alias, *totp;
	uint64_t step;
	const uint8_t (*codes)[32];
	unsigned code_count;
	const uint8_t *device;
};
int login_enrol(struct store *store, struct reply_to to, const struct login_enrol *enrol,
	login_name_fn done, void *context) MUST_CHECK;

/* Another secret of the code app (NULL: it stays) and other recovery codes. ERR_GONE. */
int login_second(struct store *store, struct reply_to to, const char *name, const char *totp,
	const uint8_t (*codes)[32], unsigned code_count, store_done_fn done, void *context) MUST_CHECK;

#endif
