/* store/staff, store/sessions and presence_revoke in front of the accounts in memory. */
#include <string.h>

#include "fakes/fake_store_staff_request.h"
#include "store/presence.h"

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
	return fake_staff_take(&request);
}

int store_staff_get(struct store *store, struct reply_to to, const char *name,
	staff_account_fn done, void *context)
{
	REQUEST(GET, account_done);
	COPY(request.account.name, name);
	return fake_staff_take(&request);
}

int store_staff_password(struct store *store, struct reply_to to, const char *name,
	const char *hash, store_done_fn done, void *context)
{
	REQUEST(PASSWORD, done);
	COPY(request.account.name, name);
	COPY(request.account.hash, hash);
	return fake_staff_take(&request);
}

int store_staff_disable(struct store *store, struct reply_to to, const char *name, bool disabled,
	store_done_fn done, void *context)
{
	REQUEST(DISABLE, done);
	COPY(request.account.name, name);
	request.account.view.disabled = disabled;
	return fake_staff_take(&request);
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
	return fake_staff_take(&request);
}

int store_ticket_put(struct store *store, struct reply_to to, const uint8_t hash[32],
	const char *text, uint32_t ttl_seconds, store_done_fn done, void *context)
{
	REQUEST(PUT, done);
	memcpy(request.ticket.hash, hash, 32);
	request.ticket.ttl_seconds = ttl_seconds;
	COPY(request.ticket.text, text);
	return fake_staff_take(&request);
}

int store_ticket_take(struct store *store, struct reply_to to, const uint8_t hash[32],
	ticket_fn done, void *context)
{
	REQUEST(TAKE, ticket_done);
	memcpy(request.ticket.hash, hash, 32);
	return fake_staff_take(&request);
}

int sessions_open(struct store *store, struct reply_to to, const struct sessions_new *wanted,
	sessions_opened_fn done, void *context)
{
	REQUEST(OPEN, opened_done);
	memcpy(request.ticket.hash, wanted->hash, 32);
	request.ticket.ttl_seconds = wanted->seconds;
	COPY(request.account.hash, wanted->password ? wanted->password : "");
	COPY(request.ticket.text, wanted->name);
	COPY(request.only, wanted->closed ? wanted->closed : "");
	return fake_staff_take(&request);
}

int sessions_use(struct store *store, struct reply_to to, const uint8_t hash[32],
	staff_account_fn done, void *context)
{
	REQUEST(USE, account_done);
	memcpy(request.ticket.hash, hash, 32);
	return fake_staff_take(&request);
}

int sessions_end(struct store *store, struct reply_to to, const char *name, const char *only,
	const char *keep, sessions_ended_fn done, void *context)
{
	REQUEST(END, ended_done);
	COPY(request.account.name, name);
	COPY(request.only, only);
	COPY(request.keep, keep);
	return fake_staff_take(&request);
}

int sessions_look(struct store *store, struct reply_to to, const char *name, const char *only,
	sessions_ended_fn done, void *context)
{
	REQUEST(LOOK, ended_done);
	COPY(request.account.name, name);
	COPY(request.only, only);
	return fake_staff_take(&request);
}

int presence_revoke(struct store *store, struct reply_to to, const struct presence_ended *ended,
	store_done_fn done, void *context)
{
	REQUEST(REVOKE, done);
	snprintf(request.ticket.text, sizeof(request.ticket.text), "%s %s %s", ended->cid,
		*ended->keep     ? "others"
			: ended->all ? "all"
						 : "some",
		ended->sessions);
	return fake_staff_take(&request);
}
