/* Accounts of the staff and their one-time tickets, as they lie in Redis. Knows nothing of
 * passwords but their hash. */
#ifndef SAMTALE_STORE_STAFF_H
#define SAMTALE_STORE_STAFF_H

#include "store/store.h"

/* An account; texts are borrowed until the call or callback returns. */
struct staff_account {
	const char *id;   /* 32 hex digits */
	const char *name; /* login name, unique, lower case */
	const char *alias;
	const char *agency;   /* slug */
	const char *role;     /* a word of ROLE */
	const char *lives_in; /* municipality or "" */
	const char *hash;     /* argon2id string */
	const char *totp;     /* secret of the code app in base32, or "" */
	bool own;             /* the person has chosen the password */
	bool came;            /* the person has been in at least once */
	bool disabled;
};
typedef void (*staff_account_fn)(void *context, struct reply_to to, int err,
	const struct staff_account *account);

/* Makes an account. ERR_MOMENT: the name is taken. */
int store_staff_add(struct store *store, struct reply_to to, const struct staff_account *account,
	store_done_fn done, void *context) MUST_CHECK;
/* Finds by name. ERR_GONE. */
int store_staff_get(struct store *store, struct reply_to to, const char *name,
	staff_account_fn done, void *context) MUST_CHECK;
/* Replaces the password hash by one that is not the person's own. A disabled account stays so. ERR_GONE. */
int store_staff_password(struct store *store, struct reply_to to, const char *name,
	const char *hash, store_done_fn done, void *context) MUST_CHECK;
/* Sets or takes off the disabled mark. ERR_GONE. */
int store_staff_disable(struct store *store, struct reply_to to, const char *name, bool disabled,
	store_done_fn done, void *context) MUST_CHECK;
/* Calls each for every account, then once with NULL and the final err. */
int store_staff_list(struct store *store, struct reply_to to, staff_account_fn each,
	void *context) MUST_CHECK;
/* The same of one agency. */
int store_staff_of(struct store *store, struct reply_to to, const char *agency,
	staff_account_fn each, void *context) MUST_CHECK;

/* A ticket: hash -> text for ttl seconds; taking it uses it up (ERR_GONE when it is not there). */
typedef void (*ticket_fn)(void *context, struct reply_to to, int err, const char *text);
int store_ticket_put(struct store *store, struct reply_to to, const uint8_t hash[32],
	const char *text, uint32_t ttl_seconds, store_done_fn done, void *context) MUST_CHECK;
int store_ticket_take(struct store *store, struct reply_to to, const uint8_t hash[32],
	ticket_fn done, void *context) MUST_CHECK;

#endif
