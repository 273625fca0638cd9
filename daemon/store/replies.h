/* Canned replies: what staff insert instead of writing it anew. A person has own ones, an agency and
 * a pool (the network) share theirs. A row is found by code and language. At most 100, 200 and 400
 * rows of up to 1000 bytes. What changes in an agency's or a network's is a line of audit. */
#ifndef SAMTALE_STORE_REPLIES_H
#define SAMTALE_STORE_REPLIES_H

#include "store/store.h"

enum replies_scope { REPLIES_OWN, REPLIES_AGENCY, REPLIES_NETWORK, REPLIES_SCOPES };

enum {
	REPLIES_ROWS_MAX = 700,
	REPLIES_CODE_MAX = 24,
	REPLIES_LANGUAGE_MAX = 16,
	REPLIES_TEXT_MAX = 1000
};

/* One of them; texts are borrowed. */
struct replies_row {
	enum replies_scope scope;
	const char *code;     /* 1 to 24 lower-case letters, digits and hyphens, a letter first */
	const char *language; /* as BCP 47 writes it */
	const char *text;
};

/* The text by which an agency hides the network's reply of the same code and language. */
#define REPLIES_HIDDEN "-"

/* "own", "agency", "network"; NULL for what is no scope. REPLIES_SCOPES for a word that is none. */
const char *replies_word(enum replies_scope scope);
enum replies_scope replies_scope_of(const char *word);

/* Rows in no order, at most REPLIES_ROWS_MAX; none with an error. Borrowed for the call. */
typedef void (*replies_fn)(void *context, struct reply_to to, int err,
	const struct replies_row *rows, size_t count);

/* Those of a person (32 hex), of an agency (slug) and of a pool. */
int replies_read(struct store *store, struct reply_to to, const char *cid, const char *agency,
	const char *pool, replies_fn done, void *context) MUST_CHECK;

/* What an agency itself keeps, by code and language: at most 200. */
int replies_kept(struct store *store, struct reply_to to, const char *agency, replies_fn done,
	void *context) MUST_CHECK;

/* Who changes which row of whose; owner is a cid, a slug or a pool, as the scope says. */
struct replies_change {
	struct replies_row row; /* an empty text deletes it */
	const char *owner;
	const char *cid, *name; /* who, for the audit */
	const char *was;        /* what the text must be now; NULL: whatever it is */
};
/* ERR_FULL: a row too many. ERR_MOMENT: it was another text. ERR_RANGE: a code, a language or a text that no row has. */
int replies_write(struct store *store, struct reply_to to, const struct replies_change *change,
	store_done_fn done, void *context) MUST_CHECK;

/* What an agency or a network begins with; all rows have that scope. Nothing happens when it began
 * before, however little is left of it, or has any (still 0). At most 200 rows. */
int replies_seed(struct store *store, struct reply_to to, const char *owner,
	const struct replies_row *rows, size_t count, store_done_fn done, void *context) MUST_CHECK;

/* Gives an agency these and no others, at most 200; what that changes is audited as the operator's.
 * ERR_RANGE as above. */
int replies_replace(struct store *store, struct reply_to to, const char *agency,
	const struct replies_row *rows, size_t count, store_done_fn done, void *context) MUST_CHECK;

#endif
