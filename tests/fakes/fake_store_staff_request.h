/* A request to the accounts in memory, until it is answered: what fake_store_staff_calls.c makes and fake_store_staff.c carries out. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_STORE_STAFF_REQUEST_H
#define SAMTALE_TESTS_FAKES_FAKE_STORE_STAFF_REQUEST_H

#include <stdio.h>

#include "store/sessions.h"

enum { TEXT = 400 };

/* What every request begins with; its member keeps done. */
#define REQUEST(what, member) \
	(void)store; \
	struct request request = {.kind = (what), .to = to, .context = context, .member = done}
#define COPY(out, text) snprintf((out), sizeof(out), "%s", (text))

enum kind { ADD, GET, PASSWORD, DISABLE, LIST, PUT, TAKE, OPEN, USE, LOOK, END, REVOKE };

struct account {
	char id[33], name[65], alias[129], agency[65], role[32], lives_in[17], hash[160], totp[40];
	struct staff_account view;
};

struct ticket {
	bool there;
	uint8_t hash[32];
	uint32_t ttl_seconds;
	char text[TEXT];
};

struct request {
	enum kind kind;
	struct reply_to to;
	void *context;
	store_done_fn done;
	staff_account_fn account_done;
	ticket_fn ticket_done;
	sessions_ended_fn ended_done;
	sessions_opened_fn opened_done;
	struct account account;
	bool has_hash;        /* in account: to be set, or to be the one that is there */
	struct ticket ticket; /* or a session: its text is whose */
	char only[SESSION_ID_SIZE], keep[SESSION_ID_SIZE];
};

/* Answers it, at once or when the test says so; or refuses it. */
int fake_staff_take(const struct request *request) MUST_CHECK;

#endif
