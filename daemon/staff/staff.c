/* Logging in, and the tickets that carry a login from HTTP to a socket. Making and changing
 * accounts is accounts.c. */
#include "staff/staff.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "staff/internal.h"
#include "staff/person.h"

enum { TICKET_SECONDS = 30, RETRY_SECONDS = 5, ROLE_SIZE = 32 };

/* A login on its way: looked up, hashed, given a ticket. */
struct login {
	struct staff *staff;
	uint64_t id;
	staff_login_fn done;
	void *context;
	bool known; /* there is such an account, and it may log in */
	struct auth_person person;
	char role[ROLE_SIZE];
	char hash[HASHER_HASH_SIZE];
	char ticket[IDENT_TOKEN_HEX];
	size_t password_len;
	char password[HASHER_PASSWORD_MAX];
};

/* A ticket being used up. */
struct redeeming {
	struct staff *staff;
	uint64_t session;
	auth_done_fn done;
	void *context;
};

static int redeem(void *context, const uint8_t ticket[32], uint64_t session, auth_done_fn done,
	void *done_context);

struct staff *staff_create(struct store *store, const struct work_port *work)
{
	struct staff *staff = calloc(1, sizeof(*staff));
	if (!staff) {
		return NULL;
	}
	staff->store = store;
	staff->hasher = hasher_create(work);
	staff->port = (struct auth_port){.staff = staff, .redeem = redeem};
	if (!staff->hasher) {
		staff_destroy(staff);
		return NULL;
	}
	return staff;
}

void staff_destroy(struct staff *staff)
{
	if (staff) {
		hasher_destroy(staff->hasher);
		free(staff);
	}
}

bool staff_idle(const struct staff *staff)
{
	return staff->requests == 0 && hasher_is_idle(staff->hasher);
}

const struct auth_port *staff_auth_port(struct staff *staff)
{
	return &staff->port;
}

void staff_request_begin(struct staff *staff)
{
	staff->requests++;
}

void staff_request_end(struct staff *staff)
{
	staff->requests--;
}

/* Answers and forgets a login; everything secret in it is wiped. */
static void finish_login(struct login *login, int err)
{
	staff_request_end(login->staff);
	login->done(login->context, login->id, err, err == 0 ? login->ticket : NULL,
		err == 0 ? login->role : NULL, err == ERR_FULL ? RETRY_SECONDS : 0);
	hasher_wipe(login, sizeof(*login));
	free(login);
}

static void on_ticket_put(void *context, struct reply_to to, int err)
{
	(void)to;
	finish_login(context, err);
}

static void give_ticket(struct login *login)
{
	uint8_t ticket[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN];
	char text[PERSON_TEXT_SIZE];
	ident_random(ticket, sizeof(ticket));
	ident_hash(ticket, sizeof(ticket), hash);
	ident_hex(ticket, sizeof(ticket), login->ticket);
	hasher_wipe(ticket, sizeof(ticket));
	person_write(&login->person, text);
	const struct reply_to to = {.session = login->id};
	int err =
		store_ticket_put(login->staff->store, to, hash, text, TICKET_SECONDS, on_ticket_put, login);
	if (err != 0) {
		finish_login(login, err);
	}
}

static void on_verified(void *context, int err, const char *hash)
{
	(void)hash;
	struct login *login = context;
	if (err == 0 && login->known) {
		give_ticket(login);
	} else {
		finish_login(login, err == ERR_NOMEM ? ERR_NOMEM : ERR_DENIED);
	}
}

/* Takes over what the account says; an account that cannot log in is worked on like one that is
 * not there. */
static void take_account(struct login *login, const struct staff_account *account)
{
	if (account->disabled || account->hash[0] != '$' ||
		strlen(account->hash) >= sizeof(login->hash) ||
		strlen(account->role) >= sizeof(login->role) ||
		person_of_account(account, &login->person) != 0) {
		return;
	}
	login->known = true;
	memcpy(login->hash, account->hash, strlen(account->hash) + 1);
	memcpy(login->role, account->role, strlen(account->role) + 1);
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct login *login = context;
	login->staff->logins--;
	if (err != 0 && err != ERR_GONE) {
		finish_login(login, err);
		return;
	}
	if (account) {
		take_account(login, account);
	}
	uint8_t password[HASHER_PASSWORD_MAX];
	const struct view given = {password, login->password_len};
	memcpy(password, login->password, sizeof(password));
	hasher_wipe(login->password, sizeof(login->password));
	err = hasher_verify(login->staff->hasher, given, login->known ? login->hash : NULL, on_verified,
		login);
	hasher_wipe(password, sizeof(password));
	if (err != 0) {
		finish_login(login, err);
	}
}

void staff_login(struct staff *staff, struct view name, struct view password, uint64_t id,
	staff_login_fn done, void *context)
{
	char login_name[65];
	if (staff->logins >= HASHER_QUEUE || hasher_is_full(staff->hasher)) {
		done(context, id, ERR_FULL, NULL, NULL, RETRY_SECONDS);
		return;
	}
	struct login *login = calloc(1, sizeof(*login));
	if (!login) {
		done(context, id, ERR_NOMEM, NULL, NULL, 0);
		return;
	}
	*login = (struct login){.staff = staff, .id = id, .done = done, .context = context};
	/* too long to be anybody's: worked on like a wrong one */
	login->password_len = password.len <= sizeof(login->password) ? password.len : 0;
	if (login->password_len > 0) {
		memcpy(login->password, password.data, login->password_len);
	}
	bool can_be =
		view_copy(name, login_name, sizeof(login_name)) == 0 && person_name_is_right(login_name);
	staff_request_begin(staff);
	staff->logins++;
	const struct reply_to to = {.session = id};
	int err = can_be ? store_staff_get(staff->store, to, login_name, on_account, login) : ERR_GONE;
	if (err != 0) {
		on_account(login, to, err, NULL);
	}
}

static void on_ticket_taken(void *context, struct reply_to to, int err, const char *text)
{
	(void)to;
	struct redeeming *redeeming = context;
	struct auth_person person;
	if (err == 0 && person_read(text, &person) != 0) {
		err = ERR_GONE;
	}
	staff_request_end(redeeming->staff);
	redeeming->done(redeeming->context, redeeming->session, err, err == 0 ? &person : NULL);
	free(redeeming);
}

static int redeem(void *context, const uint8_t ticket[32], uint64_t session, auth_done_fn done,
	void *done_context)
{
	struct staff *staff = context;
	struct redeeming *redeeming = malloc(sizeof(*redeeming));
	if (!redeeming) {
		return ERR_FULL;
	}
	*redeeming = (struct redeeming){staff, session, done, done_context};
	uint8_t hash[IDENT_HASH_LEN];
	ident_hash(ticket, IDENT_TOKEN_LEN, hash);
	staff_request_begin(staff);
	const struct reply_to to = {.session = session};
	int err = store_ticket_take(staff->store, to, hash, on_ticket_taken, redeeming);
	if (err != 0) {
		staff_request_end(staff);
		free(redeeming);
	}
	return err;
}
