/* A handful of accounts, sessions and tickets. A request is a small record until it is answered. */
#include "fakes/fake_store_staff.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "fakes/fake_store_staff_request.h"

enum { ACCOUNTS = 16, TICKETS = 32, REQUESTS = 1100, SESSIONS = 8 };

static struct {
	struct account accounts[ACCOUNTS];
	unsigned account_count;
	struct ticket tickets[TICKETS], sessions[TICKETS];
	char revoked[TEXT]; /* the last that was revoked */
	struct request requests[REQUESTS];
	unsigned request_count;
	bool hold;
	int fail;
} fake;

void fake_staff_reset(void)
{
	memset(&fake, 0, sizeof(fake));
}

void fake_staff_hold(bool hold)
{
	fake.hold = hold;
}

void fake_staff_fail(int err)
{
	fake.fail = err;
}

static struct account *find(const char *name)
{
	for (unsigned i = 0; i < fake.account_count; i++) {
		if (strcmp(fake.accounts[i].name, name) == 0) {
			return &fake.accounts[i];
		}
	}
	return NULL;
}

static const struct staff_account *view(struct account *account)
{
	account->view.id = account->id;
	account->view.name = account->name;
	account->view.alias = account->alias;
	account->view.agency = account->agency;
	account->view.role = account->role;
	account->view.lives_in = account->lives_in;
	account->view.hash = account->hash;
	account->view.totp = account->totp;
	return &account->view;
}

const struct staff_account *fake_staff_account(const char *name)
{
	struct account *account = find(name);
	return account ? view(account) : NULL;
}

static struct ticket *find_in(struct ticket *tickets, const uint8_t hash[32])
{
	for (unsigned i = 0; i < TICKETS; i++) {
		if (tickets[i].there && memcmp(tickets[i].hash, hash, 32) == 0) {
			return &tickets[i];
		}
	}
	return NULL;
}

bool fake_staff_session(const uint8_t hash[32])
{
	return find_in(fake.sessions, hash) != NULL;
}

const char *fake_staff_revoked(void)
{
	return fake.revoked;
}

bool fake_staff_ticket(const uint8_t hash[32], uint32_t *ret_ttl_seconds)
{
	const struct ticket *ticket = find_in(fake.tickets, hash);
	*ret_ttl_seconds = ticket ? ticket->ttl_seconds : 0;
	return ticket != NULL;
}

static int carry_add(const struct request *request)
{
	if (find(request->account.name)) {
		return ERR_MOMENT;
	}
	fake.accounts[fake.account_count++] = request->account;
	return 0;
}

static int carry_set(const struct request *request)
{
	struct account *account = find(request->account.name);
	if (!account) {
		return ERR_GONE;
	}
	if (request->kind == DISABLE) {
		account->view.disabled = request->account.view.disabled;
	} else {
		memcpy(account->hash, request->account.hash, sizeof(account->hash));
		account->view.own = false;
	}
	return 0;
}

static int carry_put(const struct request *request, struct ticket *tickets)
{
	unsigned i = 0;
	while (i < TICKETS && tickets[i].there) {
		i++;
	}
	assert(i < TICKETS);
	tickets[i] = request->ticket;
	tickets[i].there = true;
	return 0;
}

/* The person's first session, when there are eight; first is oldest here, as long as none has ended. */
static struct ticket *one_too_many(const char *name)
{
	struct ticket *first = NULL;
	unsigned count = 0;
	for (unsigned i = 0; i < TICKETS; i++) {
		struct ticket *session = &fake.sessions[i];
		if (session->there && strcmp(session->text, name) == 0) {
			first = first ? first : session;
			count++;
		}
	}
	return count >= SESSIONS ? first : NULL;
}

static void carry_open(const struct request *request)
{
	const struct account *account = find(request->ticket.text);
	struct ticket *oldest = one_too_many(request->ticket.text);
	char id[SESSION_ID_SIZE] = "";
	int err = !account || account->view.disabled ? ERR_GONE : 0;
	if (err == 0 && request->account.hash[0] && strcmp(account->hash, request->account.hash) != 0) {
		err = ERR_DENIED;
	}
	if (err == 0 && oldest) {
		ident_hex(oldest->hash, sizeof(oldest->hash), id);
		oldest->there = strcmp(id, request->only) != 0;
		err = oldest->there ? ERR_FULL : 0;
	}
	err = err == 0 ? carry_put(request, fake.sessions) : err;
	request->opened_done(request->context, request->to, err, err == ERR_FULL ? account->id : NULL,
		err == ERR_FULL ? id : NULL);
}

static void carry_use(const struct request *request)
{
	const struct ticket *session = find_in(fake.sessions, request->ticket.hash);
	struct account *account = session ? find(session->text) : NULL;
	bool good = account && !account->view.disabled;
	request->account_done(request->context, request->to, good ? 0 : ERR_GONE,
		good ? view(account) : NULL);
}

static void carry_end(const struct request *request)
{
	const struct account *account = find(request->account.name);
	char ended[TEXT] = "", id[SESSION_ID_SIZE];
	for (unsigned i = 0; account && i < TICKETS; i++) {
		struct ticket *session = &fake.sessions[i];
		ident_hex(session->hash, sizeof(session->hash), id);
		bool meant = session->there && strcmp(session->text, account->name) == 0 &&
			strcmp(id, request->keep) != 0 && (!request->only[0] || strcmp(id, request->only) == 0);
		if (meant) {
			session->there = request->kind == LOOK;
			snprintf(ended + strlen(ended), sizeof(ended) - strlen(ended), "%s%s",
				ended[0] ? " " : "", id);
		}
	}
	request->ended_done(request->context, request->to, account ? 0 : ERR_GONE,
		account ? account->id : NULL, account ? ended : NULL);
}

static void carry_out(const struct request *request)
{
	struct account *account = find(request->account.name);
	struct ticket *ticket = find_in(fake.tickets, request->ticket.hash);
	void *context = request->context;
	switch (request->kind) {
	case ADD: request->done(context, request->to, carry_add(request)); break;
	case PASSWORD:
	case DISABLE: request->done(context, request->to, carry_set(request)); break;
	case PUT: request->done(context, request->to, carry_put(request, fake.tickets)); break;
	case OPEN: carry_open(request); break;
	case USE: carry_use(request); break;
	case LOOK:
	case END: carry_end(request); break;
	case REVOKE:
		COPY(fake.revoked, request->ticket.text);
		request->done(context, request->to, 0);
		break;
	case GET:
		request->account_done(context, request->to, account ? 0 : ERR_GONE,
			account ? view(account) : NULL);
		break;
	case LIST:
		for (unsigned i = 0; i < fake.account_count; i++) {
			const char *agency = request->account.agency;
			if (agency[0] == '\0' || strcmp(agency, fake.accounts[i].agency) == 0) {
				request->account_done(context, request->to, 0, view(&fake.accounts[i]));
			}
		}
		request->account_done(context, request->to, 0, NULL);
		break;
	case TAKE:
		if (ticket) {
			ticket->there = false;
		}
		request->ticket_done(context, request->to, ticket ? 0 : ERR_GONE,
			ticket ? ticket->text : NULL);
		break;
	}
}

int fake_staff_take(const struct request *request)
{
	if (fake.fail != 0) {
		return fake.fail;
	}
	if (!fake.hold) {
		carry_out(request);
		return 0;
	}
	assert(fake.request_count < REQUESTS);
	fake.requests[fake.request_count++] = *request;
	return 0;
}

unsigned fake_staff_answer(void)
{
	unsigned count = fake.request_count;
	struct request *requests = malloc((count + 1) * sizeof(*requests));
	assert(requests);
	memcpy(requests, fake.requests, count * sizeof(*requests));
	fake.request_count = 0;
	for (unsigned i = 0; i < count; i++) {
		carry_out(&requests[i]);
	}
	free(requests);
	return count;
}

void fake_staff_enrol(const char *name, const char *hash, const char *alias, const char *totp)
{
	struct account *account = find(name);
	if (hash) {
		account->view.own = true;
		COPY(account->hash, hash);
		COPY(account->alias, alias);
	}
	COPY(account->totp, totp);
}
