/* Who may decide about a duty to warn and a duty hold: the other supervisors of an agency, by the accounts of the staff. Nobody's
 * account is of the agency to practise in: there it is the supervisors of all, as far as they are there. */
#ifndef SAMTALE_CHAT_DECIDERS_H
#define SAMTALE_CHAT_DECIDERS_H

#include "base/ident.h"
#include "chat/session.h"

enum { DECIDERS_MAX = 256 };

struct deciders {
	bool of_all; /* agencies: whoever is not on shift with the one who asks is none */
	unsigned count;
	struct {
		char id[IDENT_ID_HEX];
		char alias[LIMIT_NAME + 1];
	} list[DECIDERS_MAX];
};

/* What was asked for; copied. */
struct deciders_question {
	uint8_t room[IDENT_ID_LEN];
	char supervisor[IDENT_ID_HEX]; /* "": all */
	bool told;
	unsigned decision; /* as in DECIDE */
	uint64_t number;   /* of the frame */
};

/* err is 0 or what kept the accounts from being read. Everything is borrowed until it returns. */
typedef void (*deciders_fn)(struct session *session, int err,
	const struct deciders_question *question, const struct deciders *deciders);

/* Reads them; done is called once, unless the session is gone by then. */
int deciders_find(struct session *session, const struct deciders_question *question,
	deciders_fn done) MUST_CHECK;

#endif
