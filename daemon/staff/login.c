/* Logging in. A try is asked for, the account looked up, the password hashed - also where there is nothing to compare with, so
 * that all who are refused cost the same - then the code is judged and used up, and a ticket given. */
#include <stdlib.h>
#include <string.h>

#include "base/bucket.h"
#include "base/clock.h"
#include "staff/codes.h"
#include "staff/internal.h"
#include "staff/person.h"
#include "staff/secret.h"
#include "staff/session.h"
#include "staff/totp.h"
#include "store/login.h"

enum { BUSY_SECONDS = 5, ROLE_SIZE = 32, NAME_SIZE = 65, ASKED_MAX = 1024, ENROL_SECONDS = 900 };
enum { CODE_SIZE = TOTP_CODE_DIGITS + 1, MS_PER_S = 1000 };

/* No code of an app. */
#define TOO_LONG "-"

/* More than a worker can hash, so that it is the hasher's queue that is full first; and few enough that the tries of names which
 * nobody has are no matter for Redis. */
static const struct bucket_rate stranger_rate = {64, 16};

/* What was typed, and what the browser showed. */
struct given {
	char name[NAME_SIZE]; /* empty: nobody's */
	uint8_t bucket[IDENT_HASH_LEN];
	uint8_t device[IDENT_HASH_LEN], recovery[IDENT_HASH_LEN];
	bool has_device, has_recovery;
	char code[CODE_SIZE];
	size_t password_len;
	char password[HASHER_PASSWORD_MAX];
};

/* What the account says, if there is one that may log in. */
struct found {
	bool there, own, disabled;
	struct auth_person person;
	char role[ROLE_SIZE];
	char hash[HASHER_HASH_SIZE];
	char totp[TOTP_SECRET_SIZE];
};

/* A login on its way. */
struct login {
	struct staff *staff;
	uint64_t id;
	staff_login_fn done;
	void *context;
	struct given given;
	struct found found;
	bool known; /* the device has logged in before, or a recovery code was shown */
	bool tried; /* a try was taken, and nothing judged yet */
	uint64_t step;
	const char *why;
	uint32_t retry_after;
	char device[IDENT_TOKEN_HEX], enrol[IDENT_TOKEN_HEX];
};

/* On a device of the person's own it is said what was wrong: whoever sits there has been in before. Elsewhere all that
 * is wrong is one answer. */
static bool may_hear_why(const struct login *login)
{
	return login->known && login->given.has_device && !login->given.has_recovery;
}

static const char *text_or_null(const char *text)
{
	return *text ? text : NULL;
}

/* Where the try came from. */
static const uint8_t *bucket_of(const struct login *login)
{
	const struct given *given = &login->given;
	const uint8_t *own = given->has_recovery ? given->recovery : given->device;
	return login->known ? own : given->bucket;
}

/* Answers and forgets a login; everything secret in it is wiped. pass is NULL for whoever is not in. */
static void finish_login(struct login *login, int err, const struct staff_pass *pass)
{
	const struct staff_entry entry = {.ticket = pass ? pass->ticket : NULL,
		.session = pass ? pass->session : NULL,
		.role = pass ? login->found.role : NULL,
		.device = text_or_null(login->device),
		.enrol = text_or_null(login->enrol),
		.why = err == ERR_FULL || may_hear_why(login) ? login->why : NULL,
		.retry_after = login->retry_after};
	if (login->tried) {
		login_give_back(login->staff->store, (struct reply_to){.session = login->id},
			bucket_of(login));
	}
	staff_request_end(login->staff);
	login->done(login->context, login->id, err, &entry);
	hasher_wipe(login, sizeof(*login));
	free(login);
}

static void refuse(struct login *login, const char *why)
{
	login->why = why;
	login->device[0] = login->enrol[0] = '\0';
	finish_login(login, ERR_DENIED, NULL);
}

/* Disabled, or another password or code app, since this one's were judged; the answer is the same as before. */
static bool refuse_changed(struct login *login, int err)
{
	bool changed = err == ERR_GONE || err == ERR_DENIED;
	if (changed) {
		refuse(login, err == ERR_GONE ? "disabled" : "password");
	}
	return changed;
}

static void on_invited(void *context, struct reply_to to, int err)
{
	(void)to;
	struct login *login = context;
	if (refuse_changed(login, err)) {
		return;
	}
	if (err != 0) {
		login->enrol[0] = '\0';
	}
	finish_login(login, err, NULL);
}

static void on_opened(void *context, uint64_t id, int err, const struct staff_pass *pass)
{
	(void)id;
	if (!refuse_changed(context, err)) {
		finish_login(context, err, pass);
	}
}

/* The code is used up. Whoever lacks a password of their own or a code app is sent to get them. */
static void on_passed(void *context, struct reply_to to, int err)
{
	struct login *login = context;
	struct staff *staff = login->staff;
	const struct found *found = &login->found;
	if (err == ERR_MOMENT) {
		refuse(login, "used");
		return;
	}
	if (refuse_changed(login, err)) {
		return;
	}
	if (err != 0) {
		finish_login(login, err, NULL);
		return;
	}
	if (!staff->must_enrol || (found->own && *found->totp)) {
		staff_session_open(staff, found->person.name, found->hash, login->id, on_opened, login);
		return;
	}
	uint8_t token[IDENT_HASH_LEN];
	secret_make(login->enrol, token);
	const struct login_invitation wanted = {.name = found->person.name,
		.hash = found->hash,
		.token = token,
		.ttl_seconds = ENROL_SECONDS};
	err = login_invite(staff->store, to, &wanted, on_invited, login);
	if (err != 0) {
		on_invited(login, to, err);
	}
}

/* Uses the second proof up, and knows the device from now on. */
static void pass(struct login *login)
{
	uint8_t fresh[IDENT_HASH_LEN];
	bool is_old = may_hear_why(login);
	if (!is_old) {
		secret_make(login->device, fresh);
	}
	const struct login_pass wanted = {.name = login->found.person.name,
		.hash = login->found.hash,
		.totp = login->found.totp,
		.step = login->step,
		.code = *login->found.totp && login->given.has_recovery ? login->given.recovery : NULL,
		.bucket = bucket_of(login),
		.device = is_old ? login->given.device : fresh};
	const struct reply_to to = {.session = login->id};
	int err = login_pass(login->staff->store, to, &wanted, on_passed, login);
	if (err != 0) {
		on_passed(login, to, err);
	}
}

static void on_verified(void *context, int err, const char *hash)
{
	(void)hash;
	struct login *login = context;
	login->tried = err == ERR_NOMEM;
	if (err == ERR_NOMEM) {
		finish_login(login, err, NULL);
		return;
	}
	if (err != 0 || !login->found.there) {
		refuse(login, login->found.disabled ? "disabled" : "password");
		return;
	}
	if (*login->found.totp && !login->given.has_recovery) {
		err = totp_check(login->found.totp, login->given.code, clock_wall_ms() / MS_PER_S,
			&login->step);
	}
	if (err != 0) {
		refuse(login, err == ERR_RANGE ? "clock" : *login->given.code ? "code" : "code_missing");
		return;
	}
	pass(login);
}

/* Takes over what the account says; an account that cannot log in is worked on like one that is
 * not there. */
static void take_account(struct found *found, const struct staff_account *account)
{
	found->disabled = account->disabled;
	if (account->disabled || account->hash[0] != '$' ||
		strlen(account->hash) >= sizeof(found->hash) ||
		strlen(account->role) >= sizeof(found->role) ||
		strlen(account->totp) >= sizeof(found->totp) ||
		person_of_account(account, &found->person) != 0) {
		return;
	}
	found->there = true;
	found->own = account->own;
	memcpy(found->hash, account->hash, strlen(account->hash) + 1);
	memcpy(found->role, account->role, strlen(account->role) + 1);
	memcpy(found->totp, account->totp, strlen(account->totp) + 1);
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct login *login = context;
	login->staff->asked--;
	if (err != 0 && err != ERR_GONE) {
		finish_login(login, err, NULL);
		return;
	}
	if (account) {
		take_account(&login->found, account);
	}
	const struct hasher_try wanted = {.password = {(const uint8_t *)login->given.password,
										  login->given.password_len},
		.hash = login->found.there ? login->found.hash : NULL,
		.lane = login->known ? HASHER_KNOWN : HASHER_ANYBODY};
	err = hasher_verify(login->staff->hasher, &wanted, on_verified, login);
	if (err == 0) {
		hasher_wipe(login->given.password, sizeof(login->given.password));
		return;
	}
	login->why = "busy";
	login->retry_after = err == ERR_FULL ? BUSY_SECONDS : 0;
	finish_login(login, err, NULL);
}

static void on_try(void *context, struct reply_to to, int err, bool known, uint32_t wait_s)
{
	struct login *login = context;
	login->known = known;
	login->tried = err == 0;
	if (err == 0) {
		const char *name = login->given.name;
		err = *name ? store_staff_get(login->staff->store, to, name, on_account, login) : ERR_GONE;
		if (err != 0) {
			on_account(login, to, err, NULL);
		}
		return;
	}
	login->staff->asked--;
	bool busy = err == ERR_FULL && wait_s == 0;
	login->why = busy ? "busy" : "rate";
	login->retry_after = busy ? BUSY_SECONDS : wait_s;
	finish_login(login, err, NULL);
}

/* Digits of a code app, with or without a space, or a recovery code; anything else is a wrong code. What is longer than a code
 * can be is kept as one that is wrong, so that no code is found at its beginning. */
static void read_code(struct given *given, struct view code)
{
	size_t count = 0;
	given->has_recovery = codes_hash(code, given->recovery) == 0;
	for (size_t i = 0; i < code.len; i++) {
		if (code.data[i] == ' ') {
			continue;
		}
		if (count + 1 == sizeof(given->code)) {
			memcpy(given->code, TOO_LONG, sizeof(TOO_LONG));
			return;
		}
		given->code[count] = (char)code.data[i];
		count++;
	}
}

static void read_attempt(struct given *given, const struct staff_attempt *attempt)
{
	bool can_be = view_copy(attempt->name, given->name, sizeof(given->name)) == 0 &&
		staff_name_is_right(given->name);
	if (!can_be) {
		given->name[0] = '\0';
	}
	ident_hash_labelled("samtale login name", attempt->name.data, attempt->name.len, given->bucket);
	/* too long to be anybody's: worked on like a wrong one */
	given->password_len =
		attempt->password.len <= sizeof(given->password) ? attempt->password.len : 0;
	if (given->password_len > 0) {
		memcpy(given->password, attempt->password.data, given->password_len);
	}
	given->has_device = secret_hash(attempt->device, given->device) == 0;
	read_code(given, attempt->code);
}

void staff_login(struct staff *staff, const struct staff_attempt *attempt, uint64_t id,
	staff_login_fn done, void *context)
{
	const struct staff_entry busy = {.why = "busy", .retry_after = BUSY_SECONDS};
	struct login *login = staff->asked < ASKED_MAX ? calloc(1, sizeof(*login)) : NULL;
	if (!login) {
		done(context, id, ERR_FULL, &busy);
		return;
	}
	*login = (struct login){.staff = staff, .id = id, .done = done, .context = context};
	read_attempt(&login->given, attempt);
	staff_request_begin(staff);
	staff->asked++;
	const struct login_try wanted = {.name = login->given.name,
		.bucket = login->given.bucket,
		.device = login->given.has_device ? login->given.device : NULL,
		.code = login->given.has_recovery ? login->given.recovery : NULL,
		.room = bucket_take(&staff->strangers, &stranger_rate, clock_mono_ms())};
	const struct reply_to to = {.session = id};
	int err = login_try(staff->store, to, &wanted, on_try, login);
	if (err != 0) {
		on_try(login, to, err, false, 0);
	}
}
