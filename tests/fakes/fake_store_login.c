/* Devices, used steps, recovery codes and invitations of a few accounts in memory. Answers come at once; tries never run out unless
 * fake_login_tries says so. */
#include "fakes/fake_store_login.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "fakes/fake_store_staff.h"

enum { DEVICES = 8, CODES = 16, NAME = 65 };

static struct {
	struct {
		char name[NAME];
		uint8_t hash[IDENT_HASH_LEN];
	} devices[DEVICES], codes[CODES], invitation;
	unsigned device_count, code_count;
	uint64_t step;
	uint32_t wait_s;
	int taken;
	void (*between)(void);
} fake;

void fake_login_reset(void)
{
	memset(&fake, 0, sizeof(fake));
}

void fake_login_tries(uint32_t wait_s)
{
	fake.wait_s = wait_s;
}

void fake_login_between(void (*happens)(void))
{
	fake.between = happens;
}

static bool is_same(const char *name, const uint8_t *hash, const char *other, const uint8_t *shown)
{
	return shown && strcmp(name, other) == 0 && memcmp(hash, shown, IDENT_HASH_LEN) == 0;
}

static int find_code(const char *name, const uint8_t *hash)
{
	for (unsigned i = 0; i < fake.code_count; i++) {
		if (is_same(fake.codes[i].name, fake.codes[i].hash, name, hash)) {
			return (int)i;
		}
	}
	return -1;
}

static void note_device(const char *name, const uint8_t *hash)
{
	for (unsigned i = 0; i < fake.device_count; i++) {
		if (is_same(fake.devices[i].name, fake.devices[i].hash, name, hash)) {
			return;
		}
	}
	assert(fake.device_count < DEVICES);
	snprintf(fake.devices[fake.device_count].name, NAME, "%s", name);
	memcpy(fake.devices[fake.device_count].hash, hash, IDENT_HASH_LEN);
	fake.device_count++;
}

static void set_codes(const char *name, const uint8_t (*codes)[32], unsigned count)
{
	assert(count <= CODES);
	fake.code_count = count;
	for (unsigned i = 0; i < count; i++) {
		snprintf(fake.codes[i].name, NAME, "%s", name);
		memcpy(fake.codes[i].hash, codes[i], IDENT_HASH_LEN);
	}
}

int login_try(struct store *store, struct reply_to to, const struct login_try *wanted,
	login_try_fn done, void *context)
{
	(void)store;
	bool known = find_code(wanted->name, wanted->code) >= 0;
	for (unsigned i = 0; !known && i < fake.device_count; i++) {
		known = is_same(fake.devices[i].name, fake.devices[i].hash, wanted->name, wanted->device);
	}
	bool waits = !known && fake.wait_s > 0;
	bool full = waits || (!known && !wanted->room);
	fake.taken += full ? 0 : 1;
	done(context, to, full ? ERR_FULL : 0, known, waits ? fake.wait_s : 0);
	return 0;
}

int fake_login_taken(void)
{
	return fake.taken;
}

void login_give_back(struct store *store, struct reply_to to, const uint8_t bucket[32])
{
	(void)store;
	(void)to;
	(void)bucket;
	fake.taken--;
}

/* What password and code were held against, and which code it was. */
struct proof {
	const char *name, *hash, *totp;
	uint64_t step;
	const uint8_t *code;
};

static int use_up(const struct proof *proof)
{
	int code = find_code(proof->name, proof->code), err = 0;
	if (fake.between) {
		fake.between();
	}
	const struct staff_account *account = fake_staff_account(proof->name);
	if (strcmp(account->hash, proof->hash) != 0 || strcmp(account->totp, proof->totp) != 0) {
		err = ERR_DENIED;
	} else if (proof->code) {
		err = code >= 0 ? 0 : ERR_MOMENT;
		fake.codes[code >= 0 ? code : 0].name[0] = '\0';
	} else if (proof->step > 0) {
		err = proof->step > fake.step ? 0 : ERR_MOMENT;
		fake.step = proof->step > fake.step ? proof->step : fake.step;
	}
	fake.taken -= err == 0 ? 1 : 0;
	return err;
}

int login_pass(struct store *store, struct reply_to to, const struct login_pass *pass,
	store_done_fn done, void *context)
{
	(void)store;
	const struct proof proof = {pass->name, pass->hash, pass->totp, pass->step, pass->code};
	int err = use_up(&proof);
	if (err == 0) {
		note_device(pass->name, pass->device);
	}
	done(context, to, err);
	return 0;
}

int login_renew(struct store *store, struct reply_to to, const struct login_renewal *renewal,
	store_done_fn done, void *context)
{
	(void)store;
	const struct proof proof = {renewal->name, renewal->hash, renewal->totp, renewal->step,
		renewal->code};
	int err = use_up(&proof);
	if (err == 0) {
		const struct staff_account *account = fake_staff_account(renewal->name);
		char alias[NAME], totp[NAME];
		snprintf(alias, NAME, "%s", account->alias);
		snprintf(totp, NAME, "%s", renewal->new_totp ? renewal->new_totp : account->totp);
		fake_staff_enrol(renewal->name, renewal->new_hash, alias, totp);
		fake.step = renewal->new_totp ? renewal->new_step : fake.step;
	}
	if (err == 0 && renewal->code_count > 0) {
		set_codes(renewal->name, renewal->codes, renewal->code_count);
	}
	done(context, to, err);
	return 0;
}

int login_invite(struct store *store, struct reply_to to, const struct login_invitation *wanted,
	store_done_fn done, void *context)
{
	(void)store;
	bool there = fake_staff_account(wanted->name) != NULL;
	if (there) {
		snprintf(fake.invitation.name, NAME, "%s", wanted->name);
		memcpy(fake.invitation.hash, wanted->token, IDENT_HASH_LEN);
	}
	done(context, to, there ? 0 : ERR_GONE);
	return 0;
}

static bool is_invited(const uint8_t *token)
{
	return fake.invitation.name[0] && memcmp(fake.invitation.hash, token, IDENT_HASH_LEN) == 0;
}

int login_invited(struct store *store, struct reply_to to, const uint8_t token[32],
	login_name_fn done, void *context)
{
	(void)store;
	bool good = is_invited(token);
	done(context, to, good ? 0 : ERR_GONE, good ? fake.invitation.name : NULL);
	return 0;
}

int login_enrol(struct store *store, struct reply_to to, const struct login_enrol *enrol,
	login_name_fn done, void *context)
{
	(void)store;
	char name[NAME];
	if (!is_invited(enrol->token)) {
		done(context, to, ERR_GONE, NULL);
		return 0;
	}
	memcpy(name, fake.invitation.name, sizeof(name));
	if (fake.between) {
		fake.between();
	}
	fake.invitation.name[0] = '\0';
	fake_staff_enrol(name, enrol->hash, enrol->alias, enrol->totp);
	fake.step = enrol->step;
	fake.device_count = 0;
	set_codes(name, enrol->codes, enrol->code_count);
	note_device(name, enrol->device);
	done(context, to, 0, name);
	return 0;
}

int login_second(struct store *store, struct reply_to to, const char *name, const char *totp,
	const uint8_t (*codes)[32], unsigned code_count, store_done_fn done, void *context)
{
	(void)store;
	if (totp) {
		fake_staff_enrol(name, NULL, NULL, totp);
		fake.step = 0;
	}
	set_codes(name, codes, code_count);
	done(context, to, 0);
	return 0;
}
