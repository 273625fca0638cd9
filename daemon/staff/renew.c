/* A change is judged from the outside in: what was chosen, a try of this session, the password, the code. Then all of it is one step of
 * the store, which uses the code up; what was judged against an account that has changed since is refused there. */
#include "staff/renew.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "staff/codes.h"
#include "staff/internal.h"
#include "staff/person.h"
#include "staff/session.h"
#include "staff/totp.h"
#include "staff/wish.h"
#include "store/login.h"

enum { MS_PER_S = 1000, NAME_SIZE = 65, CODE_SIZE = TOTP_CODE_DIGITS + 1, BUSY_SECONDS = 5 };

/* What was typed. */
struct typed {
	char name[NAME_SIZE], session[SESSION_ID_SIZE];
	char password[HASHER_PASSWORD_MAX], wish[HASHER_PASSWORD_MAX];
	size_t password_len, wish_len;
	char code[CODE_SIZE], secret[TOTP_SECRET_SIZE];
	uint8_t bucket[IDENT_HASH_LEN], recovery[IDENT_HASH_LEN];
	bool has_code, has_recovery, wants_codes;
	uint64_t shown; /* the step of the code that the other app shows */
};

/* A change on its way. */
struct renewing {
	struct staff *staff;
	uint64_t id;
	staff_renewed_fn done;
	void *context;
	struct typed typed;
	char hash[HASHER_HASH_SIZE], totp[TOTP_SECRET_SIZE]; /* what is judged against */
	bool known;                                          /* by a recovery code */
	bool tried; /* a try was taken, and was no guess so far */
	uint64_t step;
	struct codes codes;
	bool has_codes, unended;
	const char *why;
	uint32_t retry_after;
};

static const uint8_t *bucket_of(const struct renewing *renewing)
{
	return renewing->known ? renewing->typed.recovery : renewing->typed.bucket;
}

static void finish(struct renewing *renewing, int err)
{
	struct staff_renewed renewed = {.why = renewing->why,
		.retry_after = renewing->retry_after,
		.unended = renewing->unended};
	for (unsigned i = 0; err == 0 && renewing->has_codes && i < CODES_COUNT; i++) {
		renewed.codes[i] = renewing->codes.texts[i];
	}
	if (renewing->tried) {
		login_give_back(renewing->staff->store, (struct reply_to){.session = renewing->id},
			bucket_of(renewing));
	}
	staff_request_end(renewing->staff);
	renewing->done(renewing->context, renewing->id, err, &renewed);
	hasher_wipe(renewing, sizeof(*renewing));
	free(renewing);
}

static void refuse(struct renewing *renewing, int err, const char *why)
{
	renewing->why = why;
	finish(renewing, err);
}

/* The hasher has too much to do. */
static void finish_busy(struct renewing *renewing, int err)
{
	renewing->retry_after = BUSY_SECONDS;
	refuse(renewing, err, "busy");
}

/* --- the change is made --- */

static void on_ended(void *context, uint64_t id, int err)
{
	struct renewing *renewing = context;
	(void)id;
	renewing->unended = err != 0;
	if (err != 0) {
		log_error("an account has another password or code app, and its other sessions could not "
				  "be ended: %s",
			err_text(err));
	}
	finish(renewing, 0);
}

/* Whoever was in by the password or the app of before is so no more, but for who has changed it. */
static void on_renewed(void *context, struct reply_to to, int err)
{
	struct renewing *renewing = context;
	const struct typed *typed = &renewing->typed;
	if (err == ERR_MOMENT || err == ERR_DENIED) {
		refuse(renewing, ERR_DENIED, err == ERR_MOMENT ? "used" : "password");
	} else if (err == 0 && (typed->wish_len > 0 || *typed->secret)) {
		staff_session_end(renewing->staff, typed->name, "", typed->session, to.session, on_ended,
			renewing);
	} else {
		finish(renewing, err);
	}
}

static void renew(struct renewing *renewing, const char *new_hash)
{
	const struct typed *typed = &renewing->typed;
	renewing->tried = false; /* the store gives it back */
	renewing->has_codes = typed->wants_codes || *typed->secret;
	if (renewing->has_codes) {
		codes_make(&renewing->codes);
	}
	const struct login_renewal wanted = {.name = typed->name,
		.hash = renewing->hash,
		.totp = renewing->totp,
		.keep = typed->session,
		.step = renewing->step,
		.code = *renewing->totp && typed->has_recovery ? typed->recovery : NULL,
		.bucket = bucket_of(renewing),
		.new_hash = new_hash,
		.new_totp = *typed->secret ? typed->secret : NULL,
		.new_step = typed->shown,
		.codes = (const uint8_t(*)[32])renewing->codes.hashes,
		.code_count = renewing->has_codes ? CODES_COUNT : 0};
	const struct reply_to to = {.session = renewing->id};
	int err = login_renew(renewing->staff->store, to, &wanted, on_renewed, renewing);
	if (err != 0) {
		finish(renewing, err);
	}
}

static void on_hashed(void *context, int err, const char *hash)
{
	struct renewing *renewing = context;
	if (err != 0) {
		finish(renewing, err);
	} else {
		renew(renewing, hash);
	}
}

/* --- what proves it is judged --- */

/* Why the code will not do, or NULL. */
static const char *code_refused(struct renewing *renewing)
{
	const struct typed *typed = &renewing->typed;
	if (!*renewing->totp || typed->has_recovery) {
		return NULL;
	}
	int err = totp_check(renewing->totp, typed->code, clock_wall_ms() / MS_PER_S, &renewing->step);
	return err == 0 ? NULL : err == ERR_RANGE ? "clock" : typed->has_code ? "code" : "code_missing";
}

static void on_verified(void *context, int err, const char *hash)
{
	(void)hash;
	struct renewing *renewing = context;
	const struct typed *typed = &renewing->typed;
	const char *why = err == ERR_DENIED ? "password" : err == 0 ? code_refused(renewing) : NULL;
	renewing->tried = !why;
	if (why) {
		refuse(renewing, ERR_DENIED, why);
	} else if (err == 0 && typed->wants_codes && !*renewing->totp && !*typed->secret) {
		finish(renewing, ERR_MOMENT);
	} else if (err == 0 && typed->wish_len > 0) {
		const struct view wish = {(const uint8_t *)typed->wish, typed->wish_len};
		err = hasher_make(renewing->staff->hasher, wish, on_hashed, renewing);
		if (err != 0) {
			finish_busy(renewing, err);
		}
	} else if (err == 0) {
		renew(renewing, NULL);
	} else {
		finish(renewing, err);
	}
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct renewing *renewing = context;
	const struct typed *typed = &renewing->typed;
	if (err == 0 &&
		(account->disabled || strlen(account->hash) >= sizeof(renewing->hash) ||
			strlen(account->totp) >= sizeof(renewing->totp))) {
		err = ERR_GONE;
	}
	if (err != 0) {
		finish(renewing, err);
		return;
	}
	memcpy(renewing->hash, account->hash, strlen(account->hash) + 1);
	memcpy(renewing->totp, account->totp, strlen(account->totp) + 1);
	const struct hasher_try wanted = {.password = {(const uint8_t *)typed->password,
										  typed->password_len},
		.hash = renewing->hash,
		.lane = HASHER_KNOWN};
	err = hasher_verify(renewing->staff->hasher, &wanted, on_verified, renewing);
	if (err != 0) {
		finish_busy(renewing, err);
	}
}

static void on_try(void *context, struct reply_to to, int err, bool known, uint32_t wait_s)
{
	struct renewing *renewing = context;
	renewing->known = known;
	renewing->tried = err == 0;
	if (err == ERR_FULL) {
		renewing->retry_after = wait_s;
		refuse(renewing, err, "rate");
		return;
	}
	err = err == 0
		? store_staff_get(renewing->staff->store, to, renewing->typed.name, on_account, renewing)
		: err;
	if (err != 0) {
		finish(renewing, err);
	}
}

/* --- what was typed --- */

/* A text without its spaces, as people write down codes and secrets; one that is too long is none. */
static void read_plain(struct view typed, char *out, size_t size)
{
	size_t count = 0;
	for (size_t i = 0; i < typed.len && count < size; i++) {
		if (typed.data[i] != ' ') {
			out[count] = (char)typed.data[i];
			count++;
		}
	}
	out[count < size ? count : 0] = '\0';
}

/* The other app: its secret, and that it shows codes of it. Why not, or NULL. */
static const char *read_app(struct typed *typed, const struct staff_renewal *renewal)
{
	char shown[CODE_SIZE];
	read_plain(renewal->secret, typed->secret, sizeof(typed->secret));
	read_plain(renewal->shown, shown, sizeof(shown));
	if (!totp_secret_is_right(typed->secret)) {
		return "code";
	}
	int err = totp_check(typed->secret, shown, clock_wall_ms() / MS_PER_S, &typed->shown);
	return err == 0 ? NULL : err == ERR_RANGE ? "clock" : "code";
}

static const char *read_wish(struct typed *typed, const struct staff_renewal *renewal)
{
	const char *why = wish_refused(renewal->wish, typed->name);
	if (!why) {
		typed->wish_len = renewal->wish.len;
		memcpy(typed->wish, renewal->wish.data, renewal->wish.len);
	}
	return why;
}

/* Why what was chosen will not do, or NULL. */
static const char *read_typed(struct typed *typed, const struct staff_renewal *renewal)
{
	memcpy(typed->name, renewal->name, strnlen(renewal->name, NAME_SIZE - 1));
	memcpy(typed->session, renewal->session, strnlen(renewal->session, SESSION_ID_SIZE - 1));
	ident_hash_labelled("samtale renewal", typed->session, strlen(typed->session), typed->bucket);
	/* too long to be anybody's: worked on like a wrong one */
	typed->password_len =
		renewal->password.len <= sizeof(typed->password) ? renewal->password.len : 0;
	if (typed->password_len > 0) {
		memcpy(typed->password, renewal->password.data, typed->password_len);
	}
	read_plain(renewal->code, typed->code, sizeof(typed->code));
	typed->has_code = renewal->code.len > 0;
	typed->has_recovery = codes_hash(renewal->code, typed->recovery) == 0;
	typed->wants_codes = renewal->codes;
	const char *why = renewal->wish.data ? read_wish(typed, renewal) : NULL;
	return why || !renewal->secret.data ? why : read_app(typed, renewal);
}

void staff_renew(struct staff *staff, const struct staff_renewal *renewal, uint64_t id,
	staff_renewed_fn done, void *context)
{
	struct renewing *renewing = calloc(1, sizeof(*renewing));
	if (!renewing) {
		done(context, id, ERR_NOMEM, &(struct staff_renewed){0});
		return;
	}
	*renewing = (struct renewing){.staff = staff, .id = id, .done = done, .context = context};
	staff_request_begin(staff);
	struct typed *typed = &renewing->typed;
	const char *why = read_typed(typed, renewal);
	if (why) {
		refuse(renewing, ERR_RANGE, why);
		return;
	}
	const struct login_try wanted = {.name = typed->name,
		.bucket = typed->bucket,
		.code = typed->has_recovery ? typed->recovery : NULL,
		.room = true};
	const struct reply_to to = {.session = id};
	int err = login_try(staff->store, to, &wanted, on_try, renewing);
	if (err != 0) {
		finish(renewing, err);
	}
}

/* --- what there is to change --- */

struct offering {
	struct staff *staff;
	uint64_t id;
	staff_offer_fn done;
	void *context;
};

/* offer is NULL unless err is 0. */
static void answer(struct offering *offering, int err, const struct staff_offer *offer)
{
	staff_request_end(offering->staff);
	offering->done(offering->context, offering->id, err, offer);
	free(offering);
}

static void on_offered(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct totp_offer made;
	err = err == 0 ? totp_offer_make(account->name, account->agency, &made) : err;
	if (err != 0) {
		answer(context, err, NULL);
		return;
	}
	const struct staff_offer offer = {.own = account->own,
		.app = *account->totp,
		.secret = made.secret,
		.uri = made.uri};
	answer(context, 0, &offer);
	ident_cleanse(&made, sizeof(made));
}

void staff_offer(struct staff *staff, const char *name, uint64_t id, staff_offer_fn done,
	void *context)
{
	struct offering *offering = calloc(1, sizeof(*offering));
	if (!offering) {
		done(context, id, ERR_NOMEM, NULL);
		return;
	}
	*offering = (struct offering){staff, id, done, context};
	staff_request_begin(staff);
	const struct reply_to to = {.session = id};
	int err = store_staff_get(staff->store, to, name, on_offered, offering);
	if (err != 0) {
		answer(offering, err, NULL);
	}
}
