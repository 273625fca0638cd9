/* Accounts: made with a random password, given a new one, disabled. No password ever comes from
 * outside, so none can be a default one. */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "staff/internal.h"
#include "staff/person.h"
#include "staff/session.h"

/* A change on its way. */
struct change {
	struct staff *staff;
	uint64_t id;
	staff_added_fn done;
	void *context;
	bool add;
	char password[HASHER_GENERATED_SIZE];
	char account_id[IDENT_ID_HEX];
	char name[65], alias[129], agency[65], role[32], lives_in[17];
};

static const char *why_of(int err)
{
	switch (err) {
	case ERR_MOMENT: return "a name that nobody has yet";
	case ERR_GONE: return "the name of an account";
	default: return err_text(err);
	}
}

static void finish_change(struct change *change, int err)
{
	staff_request_end(change->staff);
	const char *password = err == 0 && change->password[0] ? change->password : NULL;
	change->done(change->context, change->id, err, password, err == 0 ? NULL : why_of(err));
	hasher_wipe(change, sizeof(*change));
	free(change);
}

static void on_ended(void *context, uint64_t id, int err)
{
	(void)id;
	finish_change(context, err);
}

/* Who has another password now, or none, has no session by the old one. */
static void on_stored(void *context, struct reply_to to, int err)
{
	(void)to;
	struct change *change = context;
	if (err != 0 || change->add) {
		finish_change(change, err);
		return;
	}
	staff_session_end(change->staff, change->name, "", "", change->id, on_ended, change);
}

static void on_hashed(void *context, int err, const char *hash)
{
	struct change *change = context;
	const struct reply_to to = {.session = change->id};
	if (err == 0 && change->add) {
		const struct staff_account account = {.id = change->account_id,
			.name = change->name,
			.alias = change->alias,
			.agency = change->agency,
			.role = change->role,
			.lives_in = change->lives_in,
			.hash = hash};
		err = store_staff_add(change->staff->store, to, &account, on_stored, change);
	} else if (err == 0) {
		err = store_staff_password(change->staff->store, to, change->name, hash, on_stored, change);
	}
	if (err != 0) {
		finish_change(change, err);
	}
}

static struct change *change_create(struct staff *staff, uint64_t id, staff_added_fn done,
	void *context)
{
	struct change *change = calloc(1, sizeof(*change));
	if (!change) {
		done(context, id, ERR_NOMEM, NULL, err_text(ERR_NOMEM));
		return NULL;
	}
	*change = (struct change){.staff = staff, .id = id, .done = done, .context = context};
	staff_request_begin(staff);
	return change;
}

/* Invents a password and has it hashed. */
static void begin_hash(struct change *change)
{
	hasher_generate(change->password);
	int err = hasher_make(change->staff->hasher, view_text(change->password), on_hashed, change);
	if (err != 0) {
		finish_change(change, err);
	}
}

/* Copies a field that person_check has found short enough. */
static void copy(char *out, const char *text)
{
	memcpy(out, text, strlen(text) + 1);
}

void staff_add(struct staff *staff, const struct staff_new *person, uint64_t id,
	staff_added_fn done, void *context)
{
	const char *why;
	if (person_check(person, &why) != 0) {
		done(context, id, ERR_RANGE, NULL, why);
		return;
	}
	struct change *change = change_create(staff, id, done, context);
	if (!change) {
		return;
	}
	uint8_t account_id[IDENT_ID_LEN];
	ident_random(account_id, sizeof(account_id));
	ident_hex(account_id, sizeof(account_id), change->account_id);
	change->add = true;
	bool has_alias = person->alias && *person->alias;
	copy(change->name, person->name);
	copy(change->alias, has_alias ? person->alias : person->name);
	copy(change->agency, person->agency);
	copy(change->role, person->role);
	copy(change->lives_in, person->lives_in ? person->lives_in : "");
	begin_hash(change);
}

void staff_reset(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	if (!staff_name_is_right(name)) {
		done(context, id, ERR_GONE, NULL, why_of(ERR_GONE));
		return;
	}
	struct change *change = change_create(staff, id, done, context);
	if (change) {
		copy(change->name, name);
		begin_hash(change);
	}
}

/* Sets or takes off the mark; sessions end either way, of which an account that was disabled has none. */
static void mark(struct staff *staff, const char *name, bool disabled, uint64_t id,
	staff_added_fn done, void *context)
{
	if (!staff_name_is_right(name)) {
		done(context, id, ERR_GONE, NULL, why_of(ERR_GONE));
		return;
	}
	struct change *change = change_create(staff, id, done, context);
	if (!change) {
		return;
	}
	copy(change->name, name);
	const struct reply_to to = {.session = id};
	int err = store_staff_disable(staff->store, to, name, disabled, on_stored, change);
	if (err != 0) {
		finish_change(change, err);
	}
}

void staff_disable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	mark(staff, name, true, id, done, context);
}

void staff_enable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	mark(staff, name, false, id, done, context);
}
