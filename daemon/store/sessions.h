/* The staff's sessions of HTTP as they lie in Redis: the hash of what a browser keeps, whose it is, and until when. Nothing is
 * known of the browser or of where it stands. */
#ifndef SAMTALE_STORE_SESSIONS_H
#define SAMTALE_STORE_SESSIONS_H

#include "store/staff.h"

enum { SESSION_ID_SIZE = 65 };

/* id is the SHA-256 of the bearer in 64 hexadecimal digits: it names a session and opens none. Texts are borrowed. */
struct staff_session {
	const char *id;
	uint64_t begun_s; /* Unix seconds */
	uint64_t seen_s;  /* when it was used last, by the hour */
};

/* Makes a session of this account, for so many seconds. A ninth takes the place of the oldest, whose sockets are closed first: until
 * `closed` names it, ERR_FULL, with the person's id and the id of that session, which is what presence_revoke takes. ERR_GONE: no
 * such account, or disabled; ERR_DENIED: its password is another by now. */
struct sessions_new {
	const char *name;
	const char *password; /* the argon2id string that was judged; NULL: none was */
	const uint8_t *hash;  /* of the bearer, 32 bytes */
	const char *closed;   /* the id of a session that may go; NULL: none */
	uint32_t seconds;
};
typedef void (*sessions_opened_fn)(void *context, struct reply_to to, int err, const char *cid,
	const char *oldest); /* NULL unless err is ERR_FULL */
int sessions_open(struct store *store, struct reply_to to, const struct sessions_new *wanted,
	sessions_opened_fn done, void *context) MUST_CHECK;

/* Whose is it? The account as it is now; hash and totp are not read, and empty. ERR_GONE: no such session, it is over, or its account may not log in. */
int sessions_use(struct store *store, struct reply_to to, const uint8_t hash[32],
	staff_account_fn done, void *context) MUST_CHECK;

/* A person's sessions, oldest first: each, then once NULL with the final err. */
typedef void (*staff_session_fn)(void *context, struct reply_to to, int err,
	const struct staff_session *session);
int sessions_list(struct store *store, struct reply_to to, const char *name, staff_session_fn each,
	void *context) MUST_CHECK;

/* Ends the session `only` of this person, or with "" all but `keep` ("": none is kept). cid is the person's id, ended the ids of
 * the sessions that were, parted by spaces: what presence_revoke takes. ERR_GONE: no such account. */
typedef void (*sessions_ended_fn)(void *context, struct reply_to to, int err, const char *cid,
	const char *ended);
int sessions_end(struct store *store, struct reply_to to, const char *name, const char *only,
	const char *keep, sessions_ended_fn done, void *context) MUST_CHECK;

/* The same of the session `only`, and nothing is ended: ended is `only`, or "" when this person has none such. */
int sessions_look(struct store *store, struct reply_to to, const char *name, const char *only,
	sessions_ended_fn done, void *context) MUST_CHECK;

#endif
