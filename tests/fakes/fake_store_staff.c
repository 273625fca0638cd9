/* A handful of accounts, sessions and tickets. A request is a small record until it is answered. */
#include "fakes/fake_store_staff.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "store/presence.h"

enum { ACCOUNTS = 16, TICKETS = 32, REQUESTS = 1100, TEXT = 400 };

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
	struct account account;
	bool has_hash;        /* in account: to be set, or to be the one that is there */
	struct ticket ticket; /* or a session: its text is whose */
	char only[SESSION_ID_SIZE], keep[SESSION_ID_SIZE];
};

static struct {
	struct account accounts[ACCOUNTS];
	unsigned account_count;
	struct ticket tickets[TICKETS], sessions[TICKETS];
	char revoked[TEXT]; /* the last that was revoked: cid, all or some, sessions */
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

static int carry_open(const struct request *request)
{
	const struct account *account = find(request->ticket.text);
	if (!account || account->view.disabled) {
		return ERR_GONE;
	}
	bool other = request->account.hash[0] && strcmp(account->hash, request->account.hash) != 0;
	return other ? ERR_DENIED : carry_put(request, fake.sessions);
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
	case OPEN: request->done(context, request->to, carry_open(request)); break;
	case USE: carry_use(request); break;
	case LOOK:
	case END: carry_end(request); break;
	case REVOKE: request->done(context, request->to, 0); break;
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

static int take(const struct request *request)
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

int store_staff_add(struct store *store, struct reply_to to, const struct staff_account *account,
	store_done_fn done, void *context)
{
	REQUEST(ADD, done);
	struct account *kept = &request.account;
	COPY(kept->id, account->id);
	COPY(kept->name, account->name);
	COPY(kept->alias, account->alias);
	COPY(kept->agency, account->agency);
	COPY(kept->role, account->role);
	COPY(kept->lives_in, account->lives_in);
	COPY(kept->hash, account->hash);
	kept->view.disabled = account->disabled;
	return take(&request);
}

int store_staff_get(struct store *store, struct reply_to to, const char *name,
	staff_account_fn done, void *context)
{
	REQUEST(GET, account_done);
	COPY(request.account.name, name);
	return take(&request);
}

int store_staff_password(struct store *store, struct reply_to to, const char *name,
	const char *hash, store_done_fn done, void *context)
{
	REQUEST(PASSWORD, done);
	COPY(request.account.name, name);
	COPY(request.account.hash, hash);
	return take(&request);
}

int store_staff_disable(struct store *store, struct reply_to to, const char *name, bool disabled,
	store_done_fn done, void *context)
{
	REQUEST(DISABLE, done);
	COPY(request.account.name, name);
	request.account.view.disabled = disabled;
	return take(&request);
}

int store_staff_list(struct store *store, struct reply_to to, staff_account_fn each, void *context)
{
	return store_staff_of(store, to, "", each, context);
}

int store_staff_of(struct store *store, struct reply_to to, const char *agency,
	staff_account_fn each, void *context)
{
	(void)store;
	struct request request = {.kind = LIST, .to = to, .context = context, .account_done = each};
	COPY(request.account.agency, agency);
	return take(&request);
}

int store_ticket_put(struct store *store, struct reply_to to, const uint8_t hash[32],
	const char *text, uint32_t ttl_seconds, store_done_fn done, void *context)
{
	REQUEST(PUT, done);
	memcpy(request.ticket.hash, hash, 32);
	request.ticket.ttl_seconds = ttl_seconds;
	COPY(request.ticket.text, text);
	return take(&request);
}

int store_ticket_take(struct store *store, struct reply_to to, const uint8_t hash[32],
	ticket_fn done, void *context)
{
	REQUEST(TAKE, ticket_done);
	memcpy(request.ticket.hash, hash, 32);
	return take(&request);
}

int sessions_open(struct store *store, struct reply_to to, const struct sessions_new *wanted,
	store_done_fn done, void *context)
{
	REQUEST(OPEN, done);
	memcpy(request.ticket.hash, wanted->hash, 32);
	request.ticket.ttl_seconds = wanted->seconds;
	COPY(request.account.hash, wanted->password ? wanted->password : "");
	COPY(request.ticket.text, wanted->name);
	return take(&request);
}

int sessions_use(struct store *store, struct reply_to to, const uint8_t hash[32],
	staff_account_fn done, void *context)
{
	REQUEST(USE, account_done);
	memcpy(request.ticket.hash, hash, 32);
	return take(&request);
}

int sessions_end(struct store *store, struct reply_to to, const char *name, const char *only,
	const char *keep, sessions_ended_fn done, void *context)
{
	REQUEST(END, ended_done);
	COPY(request.account.name, name);
	COPY(request.only, only);
	COPY(request.keep, keep);
	return take(&request);
}

int sessions_look(struct store *store, struct reply_to to, const char *name, const char *only,
	sessions_ended_fn done, void *context)
{
	REQUEST(LOOK, ended_done);
	COPY(request.account.name, name);
	COPY(request.only, only);
	return take(&request);
}

int presence_revoke(struct store *store, struct reply_to to, const char *cid, const char *sessions,
	bool all, store_done_fn done, void *context)
{
	(void)store;
	const struct request request = {.kind = REVOKE, .to = to, .context = context, .done = done};
	snprintf(fake.revoked, sizeof(fake.revoked), "%s %s %s", cid, all ? "all" : "some", sessions);
	return take(&request);
}
