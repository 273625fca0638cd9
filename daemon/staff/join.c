/* Coming in by an invitation: whoever has its token chooses a password, enrols a code app, and gets recovery codes and a ticket.
 * The token is used up with that, and only its hash was ever kept. */
#include "staff/join.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"
#include "staff/codes.h"
#include "staff/internal.h"
#include "staff/person.h"
#include "staff/secret.h"
#include "staff/session.h"
#include "staff/totp.h"
#include "staff/wish.h"
#include "store/login.h"

enum { MS_PER_S = 1000, ALIAS_SIZE = 33, ROLE_SIZE = 32, CODE_SIZE = TOTP_CODE_DIGITS + 1 };

/* An invitation on its way: made, or looked at. */
struct asking {
	struct staff *staff;
	uint64_t id;
	staff_invited_fn invited;
	staff_guest_fn guest;
	void *context;
	char token[IDENT_TOKEN_HEX];
};

/* What is chosen on the page. */
struct chosen {
	uint8_t token[IDENT_HASH_LEN];
	char alias[ALIAS_SIZE], totp[TOTP_SECRET_SIZE], code[CODE_SIZE];
	char password[HASHER_PASSWORD_MAX];
	size_t password_len;
};

/* Somebody who joins. */
struct joining {
	struct staff *staff;
	uint64_t id;
	staff_joined_fn done;
	void *context;
	struct chosen chosen;
	struct codes codes;
	struct auth_person person;
	char role[ROLE_SIZE], hash[HASHER_HASH_SIZE];
	uint64_t step;
	const char *why;
	char device[IDENT_TOKEN_HEX];
};

/* --- an invitation is made --- */

static void on_invited(void *context, struct reply_to to, int err)
{
	(void)to;
	struct asking *asking = context;
	staff_request_end(asking->staff);
	asking->invited(asking->context, asking->id, err, err == 0 ? asking->token : NULL);
	ident_cleanse(asking, sizeof(*asking));
	free(asking);
}

void staff_invite(struct staff *staff, const char *name, uint64_t id, staff_invited_fn done,
	void *context)
{
	struct asking *asking = staff_name_is_right(name) ? calloc(1, sizeof(*asking)) : NULL;
	if (!asking) {
		done(context, id, staff_name_is_right(name) ? ERR_NOMEM : ERR_GONE, NULL);
		return;
	}
	*asking = (struct asking){.staff = staff, .id = id, .invited = done, .context = context};
	uint8_t hash[IDENT_HASH_LEN];
	secret_make(asking->token, hash);
	staff_request_begin(staff);
	const struct reply_to to = {.session = id};
	const struct login_invitation wanted = {.name = name,
		.token = hash,
		.ttl_seconds = STAFF_INVITED_SECONDS};
	int err = login_invite(staff->store, to, &wanted, on_invited, asking);
	if (err != 0) {
		on_invited(asking, to, err);
	}
}

/* --- it is looked at --- */

static void finish_look(struct asking *asking, int err, const struct staff_guest *guest)
{
	staff_request_end(asking->staff);
	asking->guest(asking->context, asking->id, err, guest);
	free(asking);
}

static void on_guest(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct totp_offer offer;
	err = err == 0 ? totp_offer_make(account->name, account->agency, &offer) : err;
	if (err != 0) {
		finish_look(context, err, NULL);
		return;
	}
	const struct staff_guest guest = {.name = account->name,
		.alias = account->alias,
		.agency = account->agency,
		.role = account->role,
		.secret = offer.secret,
		.uri = offer.uri};
	finish_look(context, 0, &guest);
	ident_cleanse(&offer, sizeof(offer));
}

static void on_looked(void *context, struct reply_to to, int err, const char *name)
{
	struct asking *asking = context;
	err = err == 0 ? store_staff_get(asking->staff->store, to, name, on_guest, asking) : err;
	if (err != 0) {
		finish_look(asking, err, NULL);
	}
}

void staff_look(struct staff *staff, struct view token, uint64_t id, staff_guest_fn done,
	void *context)
{
	uint8_t hash[IDENT_HASH_LEN];
	struct asking *asking = calloc(1, sizeof(*asking));
	if (!asking || secret_hash(token, hash) != 0) {
		done(context, id, asking ? ERR_GONE : ERR_NOMEM, NULL);
		free(asking);
		return;
	}
	*asking = (struct asking){.staff = staff, .id = id, .guest = done, .context = context};
	staff_request_begin(staff);
	const struct reply_to to = {.session = id};
	int err = login_invited(staff->store, to, hash, on_looked, asking);
	if (err != 0) {
		finish_look(asking, err, NULL);
	}
}

/* --- it is used --- */

static void finish_join(struct joining *joining, int err, const struct staff_pass *pass)
{
	struct staff_joined joined = {.why = err == 0 ? NULL : joining->why};
	for (unsigned i = 0; err == 0 && i < CODES_COUNT; i++) {
		joined.codes[i] = joining->codes.texts[i];
	}
	if (err == 0) {
		joined.entry = (struct staff_entry){.ticket = pass ? pass->ticket : NULL,
			.session = pass ? pass->session : NULL,
			.role = pass ? joining->role : NULL,
			.device = joining->device};
	}
	staff_request_end(joining->staff);
	joining->done(joining->context, joining->id, err, &joined);
	hasher_wipe(joining, sizeof(*joining));
	free(joining);
}

static void on_opened(void *context, uint64_t id, int err, const struct staff_pass *pass)
{
	(void)id;
	(void)err; /* the invitation is used up and the codes are made: who has no session logs in */
	finish_join(context, 0, pass);
}

static void on_ended(void *context, uint64_t id, int err)
{
	struct joining *joining = context;
	if (err != 0) {
		log_error("an account was enrolled anew, and its sockets of before could not be closed: %s",
			err_text(err));
		finish_join(joining, 0, NULL);
	} else {
		staff_session_open(joining->staff, joining->person.name, joining->hash, id, on_opened,
			joining);
	}
}

/* Whoever was in with the password or the app of before is so no more. */
static void on_enrolled(void *context, struct reply_to to, int err, const char *name)
{
	(void)name;
	struct joining *joining = context;
	if (err != 0) {
		finish_join(joining, err, NULL);
	} else {
		staff_session_end(joining->staff, joining->person.name, "", "", to.session, on_ended,
			joining);
	}
}

static void on_hashed(void *context, int err, const char *hash)
{
	struct joining *joining = context;
	const struct reply_to to = {.session = joining->id};
	if (err == 0) {
		uint8_t device[IDENT_HASH_LEN];
		memcpy(joining->hash, hash, strnlen(hash, sizeof(joining->hash) - 1));
		secret_make(joining->device, device);
		codes_make(&joining->codes);
		const struct login_enrol enrol = {.token = joining->chosen.token,
			.hash = hash,
			.alias = joining->person.alias,
			.totp = joining->chosen.totp,
			.step = joining->step,
			.codes = (const uint8_t(*)[32])joining->codes.hashes,
			.code_count = CODES_COUNT,
			.device = device};
		err = login_enrol(joining->staff->store, to, &enrol, on_enrolled, joining);
	}
	if (err != 0) {
		finish_join(joining, err, NULL);
	}
}

/* Why what was chosen will not do, or NULL. */
static const char *refused(struct joining *joining)
{
	const struct chosen *chosen = &joining->chosen;
	const struct view password = {(const uint8_t *)chosen->password, chosen->password_len};
	const char *why = wish_refused(password, joining->person.name);
	if (why) {
		return why;
	}
	int err = totp_check(chosen->totp, chosen->code, clock_wall_ms() / MS_PER_S, &joining->step);
	return err == 0 ? NULL : err == ERR_RANGE ? "clock" : "code";
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct joining *joining = context;
	if (err == 0 && strlen(account->role) >= sizeof(joining->role)) {
		err = ERR_RANGE;
	}
	err = err == 0 ? person_of_account(account, &joining->person) : err;
	if (err == 0) {
		memcpy(joining->role, account->role, strlen(account->role) + 1);
		if (*joining->chosen.alias) {
			memcpy(joining->person.alias, joining->chosen.alias, sizeof(joining->chosen.alias));
		}
		joining->why = refused(joining);
		err = joining->why ? ERR_RANGE : 0;
	}
	if (err == 0) {
		const struct view password = {(const uint8_t *)joining->chosen.password,
			joining->chosen.password_len};
		err = hasher_make(joining->staff->hasher, password, on_hashed, joining);
	}
	if (err != 0) {
		finish_join(joining, err, NULL);
	}
}

static void on_token(void *context, struct reply_to to, int err, const char *name)
{
	struct joining *joining = context;
	err = err == 0 ? store_staff_get(joining->staff->store, to, name, on_account, joining) : err;
	if (err != 0) {
		finish_join(joining, err, NULL);
	}
}

/* ERR_GONE without a token; ERR_RANGE with why. */
static int read_choice(struct joining *joining, const struct staff_choice *choice)
{
	struct chosen *chosen = &joining->chosen;
	if (secret_hash(choice->token, chosen->token) != 0) {
		return ERR_GONE;
	}
	if (view_copy(choice->alias, chosen->alias, sizeof(chosen->alias)) != 0 ||
		!utf8_is_plain(choice->alias)) {
		joining->why = "alias";
		return ERR_RANGE;
	}
	if (choice->password.len > sizeof(chosen->password)) {
		joining->why = "long";
		return ERR_RANGE;
	}
	if (view_copy(choice->secret, chosen->totp, sizeof(chosen->totp)) != 0 ||
		!totp_secret_is_right(chosen->totp) ||
		view_copy(choice->code, chosen->code, sizeof(chosen->code)) != 0) {
		joining->why = "code";
		return ERR_RANGE;
	}
	chosen->password_len = choice->password.len;
	memcpy(chosen->password, choice->password.data, choice->password.len);
	return 0;
}

void staff_join(struct staff *staff, const struct staff_choice *choice, uint64_t id,
	staff_joined_fn done, void *context)
{
	struct joining *joining = calloc(1, sizeof(*joining));
	if (!joining) {
		done(context, id, ERR_NOMEM, &(struct staff_joined){0});
		return;
	}
	*joining = (struct joining){.staff = staff, .id = id, .done = done, .context = context};
	staff_request_begin(staff);
	const struct reply_to to = {.session = id};
	int err = read_choice(joining, choice);
	err =
		err == 0 ? login_invited(staff->store, to, joining->chosen.token, on_token, joining) : err;
	if (err != 0) {
		finish_join(joining, err, NULL);
	}
}
