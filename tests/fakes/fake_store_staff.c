/* A handful of accounts and tickets. A request is kept as a small record and carried out when it
 * is answered. */
#include "fakes/fake_store_staff.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACCOUNTS = 16, TICKETS = 32, REQUESTS = 64, TEXT = 400 };

enum kind { ADD, GET, SET, LIST, PUT, TAKE };

struct account {
	char id[33], name[65], alias[129], agency[65], role[32], lives_in[17], hash[160];
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
	struct account account;
	bool has_hash;
	struct ticket ticket;
};

static struct {
	struct account accounts[ACCOUNTS];
	unsigned account_count;
	struct ticket tickets[TICKETS];
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
	return &account->view;
}

const struct staff_account *fake_staff_account(const char *name)
{
	struct account *account = find(name);
	return account ? view(account) : NULL;
}

static struct ticket *find_ticket(const uint8_t hash[32])
{
	for (unsigned i = 0; i < TICKETS; i++) {
		if (fake.tickets[i].there && memcmp(fake.tickets[i].hash, hash, 32) == 0) {
			return &fake.tickets[i];
		}
	}
	return NULL;
}

bool fake_staff_ticket(const uint8_t hash[32], uint32_t *ret_ttl_seconds)
{
	const struct ticket *ticket = find_ticket(hash);
	if (ticket) {
		*ret_ttl_seconds = ticket->ttl_seconds;
	}
	return ticket != NULL;
}

static int carry_add(const struct request *request)
{
	if (find(request->account.name)) {
		return ERR_MOMENT;
	}
	assert(fake.account_count < ACCOUNTS);
	fake.accounts[fake.account_count++] = request->account;
	return 0;
}

static int carry_set(const struct request *request)
{
	struct account *account = find(request->account.name);
	if (!account) {
		return ERR_GONE;
	}
	if (request->has_hash) {
		memcpy(account->hash, request->account.hash, sizeof(account->hash));
	}
	account->view.disabled = request->account.view.disabled;
	return 0;
}

static int carry_put(const struct request *request)
{
	unsigned i = 0;
	while (i < TICKETS && fake.tickets[i].there) {
		i++;
	}
	assert(i < TICKETS);
	fake.tickets[i] = request->ticket;
	fake.tickets[i].there = true;
	return 0;
}

static void carry_out(const struct request *request)
{
	struct account *account = find(request->account.name);
	struct ticket *ticket = find_ticket(request->ticket.hash);
	void *context = request->context;
	switch (request->kind) {
	case ADD: request->done(context, request->to, carry_add(request)); break;
	case SET: request->done(context, request->to, carry_set(request)); break;
	case PUT: request->done(context, request->to, carry_put(request)); break;
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

static void copy(char *out, size_t size, const char *text)
{
	int len = snprintf(out, size, "%s", text);
	assert(len >= 0 && (size_t)len < size);
	(void)len;
}

int store_staff_add(struct store *store, struct reply_to to, const struct staff_account *account,
	store_done_fn done, void *context)
{
	(void)store;
	struct request request = {.kind = ADD, .to = to, .context = context, .done = done};
	struct account *kept = &request.account;
	copy(kept->id, sizeof(kept->id), account->id);
	copy(kept->name, sizeof(kept->name), account->name);
	copy(kept->alias, sizeof(kept->alias), account->alias);
	copy(kept->agency, sizeof(kept->agency), account->agency);
	copy(kept->role, sizeof(kept->role), account->role);
	copy(kept->lives_in, sizeof(kept->lives_in), account->lives_in);
	copy(kept->hash, sizeof(kept->hash), account->hash);
	kept->view.disabled = account->disabled;
	return take(&request);
}

int store_staff_get(struct store *store, struct reply_to to, const char *name,
	staff_account_fn done, void *context)
{
	(void)store;
	struct request request = {.kind = GET, .to = to, .context = context, .account_done = done};
	copy(request.account.name, sizeof(request.account.name), name);
	return take(&request);
}

int store_staff_set(struct store *store, struct reply_to to, const char *name, const char *hash,
	bool disabled, store_done_fn done, void *context)
{
	(void)store;
	struct request request = {.kind = SET,
		.to = to,
		.context = context,
		.done = done,
		.has_hash = hash != NULL};
	copy(request.account.name, sizeof(request.account.name), name);
	copy(request.account.hash, sizeof(request.account.hash), hash ? hash : "");
	request.account.view.disabled = disabled;
	return take(&request);
}

int store_staff_list(struct store *store, struct reply_to to, staff_account_fn each, void *context)
{
	(void)store;
	const struct request request = {.kind = LIST,
		.to = to,
		.context = context,
		.account_done = each};
	return take(&request);
}

int store_staff_of(struct store *store, struct reply_to to, const char *agency,
	staff_account_fn each, void *context)
{
	(void)store;
	struct request request = {.kind = LIST, .to = to, .context = context, .account_done = each};
	copy(request.account.agency, sizeof(request.account.agency), agency);
	return take(&request);
}

int store_ticket_put(struct store *store, struct reply_to to, const uint8_t hash[32],
	const char *text, uint32_t ttl_seconds, store_done_fn done, void *context)
{
	(void)store;
	struct request request = {.kind = PUT, .to = to, .context = context, .done = done};
	memcpy(request.ticket.hash, hash, 32);
	request.ticket.ttl_seconds = ttl_seconds;
	copy(request.ticket.text, sizeof(request.ticket.text), text);
	return take(&request);
}

int store_ticket_take(struct store *store, struct reply_to to, const uint8_t hash[32],
	ticket_fn done, void *context)
{
	(void)store;
	struct request request = {.kind = TAKE, .to = to, .context = context, .ticket_done = done};
	memcpy(request.ticket.hash, hash, 32);
	return take(&request);
}
