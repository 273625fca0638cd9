/* Accounts as hashes {staff}:u:<name>, their names in {staff}:names; login tickets as
 * {k:<hash>}. */
#include "store/staff.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ident.h"

#include "store/internal/account.h"
#include "store/internal/listing.h"

enum { MS_PER_S = 1000 };

static int is_up(const struct store *store)
{
	return store->up ? 0 : ERR_DOWN;
}

int store_staff_add(struct store *store, struct reply_to to, const struct staff_account *account,
	store_done_fn done, void *context)
{
	const char *const pairs[][2] = {
		{"id", account->id},
		{"name", account->name},
		{"alias", account->alias},
		{"agency", account->agency},
		{"role", account->role},
		{"lives_in", account->lives_in},
		{"hash", account->hash},
		{"disabled", account->disabled ? "1" : "0"},
	};
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_add", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, account->name);
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		args_text(&args, pairs[i][0]);
		args_text(&args, pairs[i][1]);
	}
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

static int begin_set(const struct store *store, const char *name, struct args *args)
{
	int err = call_keeper(store, KEY_STAFF, "staff_set", args);

	if (err == 0) {
		args_text(args, name);
	}
	return err;
}

int store_staff_password(struct store *store, struct reply_to to, const char *name,
	const char *hash, store_done_fn done, void *context)
{
	struct args args;
	int err = begin_set(store, name, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, "hash");
	args_text(&args, hash);
	args_text(&args, "own");
	args_text(&args, "0");
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

int store_staff_disable(struct store *store, struct reply_to to, const char *name, bool disabled,
	store_done_fn done, void *context)
{
	struct args args;
	int err = begin_set(store, name, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, "disabled");
	args_text(&args, disabled ? "1" : "0");
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

/* An account of before the field has none, and of a session not all is read. */
static const char *field_or(const struct redisReply *reply, const char *field, const char *none)
{
	const char *value;

	return listing_field(reply, field, &value) == 0 ? value : none;
}

int account_read(const struct redisReply *reply, struct staff_account *ret_account)
{
	struct staff_account account = {0};
	const struct {
		const char *name;
		const char **value;
	} rows[] = {
		{"id", &account.id},
		{"name", &account.name},
		{"alias", &account.alias},
		{"agency", &account.agency},
		{"role", &account.role},
		{"lives_in", &account.lives_in},
	};

	if (answer_count(reply) == 0) {
		return ERR_GONE;
	}
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int err = listing_field(reply, rows[i].name, rows[i].value);
		if (err != 0) {
			return err;
		}
	}
	account.hash = field_or(reply, "hash", "");
	account.totp = field_or(reply, "totp", "");
	account.own = strcmp(field_or(reply, "own", "0"), "1") == 0;
	account.came = account.own || strcmp(field_or(reply, "seen", "0"), "1") == 0;
	account.disabled = strcmp(field_or(reply, "disabled", "0"), "0") != 0;
	*ret_account = account;
	return 0;
}

static void on_account(struct call *call, const struct redisReply *reply)
{
	staff_account_fn done = (staff_account_fn)call->done;
	struct staff_account account;
	int err = answer_plain(reply);

	if (err == 0) {
		err = account_read(reply, &account);
	}
	done(call->context, call->to, err, err == 0 ? &account : NULL);
	call_destroy(call);
}

int store_staff_get(struct store *store, struct reply_to to, const char *name,
	staff_account_fn done, void *context)
{
	struct args args;
	int err = is_up(store);

	if (err != 0) {
		return err;
	}
	args_init(&args);
	args_text(&args, "HGETALL");
	args_format(&args, KEY_STAFF "u:%s", name);
	return call_ask(store, to, &args, (call_done_fn)done, on_account, context);
}

static void on_each(struct call *call, const struct redisReply *reply)
{
	staff_account_fn each = (staff_account_fn)call->done;
	struct staff_account account;
	int err = reply == NULL ? 0 : account_read(reply, &account);

	if (reply == NULL || err == 0) {
		each(call->context, call->to, reply == NULL ? call->err : 0,
			reply == NULL ? NULL : &account);
	}
}

static int list_accounts(struct store *store, struct reply_to to, const struct args *names,
	staff_account_fn each, void *context)
{
	struct call *call = call_create(store, to, (call_done_fn)each, on_each);

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->context = context;
	return listing_begin(call, names, KEY_STAFF "u:%s");
}

int store_staff_list(struct store *store, struct reply_to to, staff_account_fn each, void *context)
{
	struct args names;

	if (!store->up) {
		return ERR_DOWN;
	}
	args_init(&names);
	args_text(&names, "SMEMBERS");
	args_text(&names, KEY_STAFF "names");
	return list_accounts(store, to, &names, each, context);
}

int store_staff_of(struct store *store, struct reply_to to, const char *agency,
	staff_account_fn each, void *context)
{
	struct args names;
	int err = call_keeper(store, KEY_STAFF, "staff_of", &names);

	if (err != 0) {
		return err;
	}
	args_text(&names, agency);
	return list_accounts(store, to, &names, each, context);
}

int store_ticket_put(struct store *store, struct reply_to to, const uint8_t hash[32],
	const char *text, uint32_t ttl_seconds, store_done_fn done, void *context)
{
	char hex[2 * IDENT_HASH_LEN + 1];
	struct args args;
	int err = is_up(store);

	if (err != 0) {
		return err;
	}
	ident_hex(hash, IDENT_HASH_LEN, hex);
	args_init(&args);
	args_text(&args, "SET");
	args_format(&args, KEY_TICKET, hex);
	args_format(&args, "%" PRIu64 " %s",
		store_clock_ms(store, NULL) + (uint64_t)ttl_seconds * MS_PER_S, text);
	args_text(&args, "EX");
	args_number(&args, (uint64_t)ttl_seconds + KEY_JUMP_SECONDS);
	return call_ask(store, to, &args, (call_done_fn)done, call_on_plain, context);
}

/* "end text": the text, while its end has not come. */
static int read_ticket(const struct store *store, const char *kept, const char **ret_text)
{
	size_t length = strcspn(kept, " ");
	uint64_t end_ms;
	int err = answer_parse_number((struct view){(const uint8_t *)kept, length}, &end_ms);

	if (err != 0 || kept[length] == '\0' || store_clock_ms(store, NULL) >= end_ms) {
		return ERR_GONE;
	}
	*ret_text = kept + length + 1;
	return 0;
}

static void on_taken(struct call *call, const struct redisReply *reply)
{
	ticket_fn done = (ticket_fn)call->done;
	const char *kept, *text = NULL;
	int err = answer_string(reply, &kept);

	err = err == 0 ? read_ticket(call->store, kept, &text) : err;
	done(call->context, call->to, err, text);
	call_destroy(call);
}

int store_ticket_take(struct store *store, struct reply_to to, const uint8_t hash[32],
	ticket_fn done, void *context)
{
	char hex[2 * IDENT_HASH_LEN + 1];
	struct args args;
	int err = is_up(store);

	if (err != 0) {
		return err;
	}
	ident_hex(hash, IDENT_HASH_LEN, hex);
	args_init(&args);
	args_text(&args, "GETDEL");
	args_format(&args, KEY_TICKET, hex);
	return call_ask(store, to, &args, (call_done_fn)done, on_taken, context);
}
