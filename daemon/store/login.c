/* Each is one function of functions/89_login.lua. */
#include "store/login.h"

#include "base/clock.h"
#include "base/ident.h"
#include "store/internal/call.h"

enum { MS_PER_S = 1000 };

static void add_hash(struct args *args, const uint8_t *hash)
{
	if (hash != NULL) {
		args_hex(args, hash, IDENT_HASH_LEN);
	} else {
		args_text(args, "");
	}
}

/* Hexadecimal, parted by spaces. */
static void add_codes(struct args *args, char *text, const uint8_t (*codes)[32], unsigned count)
{
	text[0] = '\0';
	for (unsigned i = 0; i < count; i++) {
		char *at = text + (size_t)i * (2 * IDENT_HASH_LEN + 1);
		ident_hex(codes[i], IDENT_HASH_LEN, at);
		at[2 * IDENT_HASH_LEN] = i + 1 < count ? ' ' : '\0';
	}
	args_text(args, text);
}

static void on_try(struct call *call, const struct redisReply *reply)
{
	login_try_fn done = (login_try_fn)call->done;
	unsigned known = 0;
	uint64_t wait_ms = 0;
	int err = answer_err(reply);

	if ((err == 0 || err == ERR_FULL) &&
		(answer_small(reply, 1, 1, &known) != 0 || answer_number(reply, 2, &wait_ms) != 0)) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, known == 1, (uint32_t)((wait_ms + MS_PER_S - 1) / MS_PER_S));
	call_destroy(call);
}

int login_try(struct store *store, struct reply_to to, const struct login_try *wanted,
	login_try_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_try", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, store_clock_ms(store, NULL));
	args_number(&args, clock_wall_ms());
	args_text(&args, wanted->name);
	add_hash(&args, wanted->bucket);
	add_hash(&args, wanted->device);
	add_hash(&args, wanted->code);
	args_text(&args, wanted->room ? "1" : "0");
	return call_ask(store, to, &args, (call_done_fn)done, on_try, context);
}

void login_give_back(struct store *store, struct reply_to to, const uint8_t bucket[32])
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_give_back", &args);

	if (err == 0) {
		add_hash(&args, bucket);
		err = call_ask(store, to, &args, NULL, call_on_word, NULL);
	}
	(void)err; /* then a minute gives it back */
}

int login_pass(struct store *store, struct reply_to to, const struct login_pass *pass,
	store_done_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_pass", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, clock_wall_ms());
	args_text(&args, pass->name);
	args_text(&args, pass->hash);
	args_text(&args, pass->totp);
	args_number(&args, pass->step);
	add_hash(&args, pass->code);
	add_hash(&args, pass->bucket);
	add_hash(&args, pass->device);
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

int login_invite(struct store *store, struct reply_to to, const struct login_invitation *wanted,
	store_done_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_invite", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, clock_wall_ms());
	args_text(&args, wanted->name);
	add_hash(&args, wanted->token);
	args_number(&args, wanted->ttl_seconds);
	args_text(&args, wanted->hash != NULL ? wanted->hash : "");
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

static void on_name(struct call *call, const struct redisReply *reply)
{
	login_name_fn done = (login_name_fn)call->done;
	const char *name = NULL;
	int err = answer_err(reply);

	if (err == 0 && answer_text(reply, 1, &name) != 0) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, err == 0 ? name : NULL);
	call_destroy(call);
}

int login_invited(struct store *store, struct reply_to to, const uint8_t token[32],
	login_name_fn done, void *context)
{
	struct args args;
	int err = call_keeper(store, KEY_STAFF, "staff_invited", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, clock_wall_ms());
	add_hash(&args, token);
	return call_ask(store, to, &args, (call_done_fn)done, on_name, context);
}

enum { CODES_MAX = 16, CODES_TEXT = CODES_MAX * (2 * IDENT_HASH_LEN + 1) + 1 };

int login_enrol(struct store *store, struct reply_to to, const struct login_enrol *enrol,
	login_name_fn done, void *context)
{
	char codes[CODES_TEXT];
	struct args args;
	int err = enrol->code_count > CODES_MAX ? ERR_RANGE
											: call_keeper(store, KEY_STAFF, "staff_enrol", &args);

	if (err != 0) {
		return err;
	}
	args_number(&args, clock_wall_ms());
	add_hash(&args, enrol->token);
	args_text(&args, enrol->hash);
	args_text(&args, enrol->alias);
	args_text(&args, enrol->totp);
	args_number(&args, enrol->step);
	add_codes(&args, codes, enrol->codes, enrol->code_count);
	add_hash(&args, enrol->device);
	return call_ask(store, to, &args, (call_done_fn)done, on_name, context);
}

int login_second(struct store *store, struct reply_to to, const char *name, const char *totp,
	const uint8_t (*codes)[32], unsigned code_count, store_done_fn done, void *context)
{
	char text[CODES_TEXT];
	struct args args;
	int err =
		code_count > CODES_MAX ? ERR_RANGE : call_keeper(store, KEY_STAFF, "staff_second", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, name);
	args_text(&args, totp);
	add_codes(&args, text, codes, code_count);
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

int login_renew(struct store *store, struct reply_to to, const struct login_renewal *renewal,
	store_done_fn done, void *context)
{
	char text[CODES_TEXT];
	struct args args;
	int err = renewal->code_count > CODES_MAX ? ERR_RANGE
											  : call_keeper(store, KEY_STAFF, "staff_renew", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, renewal->name);
	args_text(&args, renewal->hash);
	args_text(&args, renewal->totp);
	args_number(&args, renewal->step);
	add_hash(&args, renewal->code);
	add_hash(&args, renewal->bucket);
	args_text(&args, renewal->new_hash != NULL ? renewal->new_hash : "");
	args_text(&args, renewal->new_totp != NULL ? renewal->new_totp : "");
	args_number(&args, renewal->new_step);
	add_codes(&args, text, renewal->codes, renewal->code_count);
	args_text(&args, renewal->keep);
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}
