/* Accounts: user add, invite, passwd, totp, disable, enable, list. What an account may be is staff's to judge; that
 * its agency exists is asked of the store here. */
#include <stdio.h>

#include "admin/verbs.h"
#include "staff/join.h"
#include "store/agencies.h"

static void fail_missing(struct control *control, const char *what)
{
	control_fail(control, "usage", what, "See samtalectl --help.");
}

/* Whoever is named by name alone may be nobody. */
static void fail_account(struct control *control, int err)
{
	if (err == ERR_GONE) {
		control_fail(control, "missing", "There is no account of that name.",
			"samtalectl user list shows them.");
	} else {
		control_fail_err(control, err);
	}
}

static void on_invited(void *context, uint64_t id, int err, const char *token);

/* The password, or why there is none. Whoever is new gets an invitation beside it. */
static void on_changed(void *context, uint64_t id, int err, const char *password, const char *why)
{
	(void)id;
	struct control *control = context;
	if (err == ERR_MOMENT || err == ERR_RANGE) {
		char message[300];
		snprintf(message, sizeof(message), "Expected %s.", why);
		control_fail(control, err == ERR_MOMENT ? "taken" : "value", message,
			"See samtalectl --help.");
		return;
	}
	if (err != 0) {
		fail_account(control, err);
		return;
	}
	static const char *const told[] = {"name", "role", "agency"};
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		if (control_text(control, told[i])) {
			control_put(control, told[i], json_string(control_text(control, told[i])));
		}
	}
	if (password) {
		control_put(control, "password", json_string(password));
	}
	if (control_text(control, "role")) {
		const char *name = control_text(control, "name");
		staff_invite(control->means->staff, name, control->id, on_invited, control);
		return;
	}
	control_done(control);
}

static void add_person(struct control *control)
{
	const struct staff_new person = {.name = control_text(control, "name"),
		.alias = control_text(control, "alias"),
		.agency = control_text(control, "agency"),
		.role = control_text(control, "role"),
		.lives_in = control_text(control, "lives_in")};
	staff_add(control->means->staff, &person, control->id, on_changed, control);
}

/* The agency is there when it was read before the end came; `step` counts. */
static void on_agency(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	(void)to;
	(void)pairs;
	(void)count;
	struct control *control = context;
	if (slug) {
		control->step++;
		return;
	}
	if (err != 0 && err != ERR_GONE) {
		control_fail_err(control, err);
	} else if (control->step == 0) {
		control_fail(control, "agency", "There is no such agency.",
			"samtalectl agency list shows them.");
	} else {
		add_person(control);
	}
}

void verb_user_add(struct control *control)
{
	const char *agency = control_text(control, "agency");
	if (!control_text(control, "name") || !control_text(control, "role") || !agency) {
		fail_missing(control, "A name, a role and an agency are needed.");
		return;
	}
	const struct reply_to to = {.session = control->id};
	int err = agencies_read(control->means->store, to, agency, on_agency, control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}

void verb_user_passwd(struct control *control)
{
	const char *name = control_text(control, "name");
	if (!name) {
		fail_missing(control, "A name is needed.");
		return;
	}
	staff_reset(control->means->staff, name, control->id, on_changed, control);
}

void verb_user_disable(struct control *control)
{
	const char *name = control_text(control, "name");
	if (!name) {
		fail_missing(control, "A name is needed.");
		return;
	}
	staff_disable(control->means->staff, name, control->id, on_changed, control);
}

void verb_user_enable(struct control *control)
{
	const char *name = control_text(control, "name");
	if (!name) {
		fail_missing(control, "A name is needed.");
		return;
	}
	staff_enable(control->means->staff, name, control->id, on_changed, control);
}

/* The way in, behind the address of the service: what stands behind # stays in the browser. Without one the account that was
 * just made is told all the same: its password is nowhere else. */
static void on_invited(void *context, uint64_t id, int err, const char *token)
{
	(void)id;
	struct control *control = context;
	bool is_made = json_object_get(control->data, "password") != NULL;
	if (err != 0 && !is_made) {
		fail_account(control, err);
		return;
	}
	if (err == 0) {
		control_put(control, "join", json_sprintf("/join#%s", token));
	}
	control_done(control);
}

void verb_user_invite(struct control *control)
{
	const char *name = control_text(control, "name");
	if (!name) {
		fail_missing(control, "A name is needed.");
		return;
	}
	staff_invite(control->means->staff, name, control->id, on_invited, control);
}

static void on_secret(void *context, uint64_t id, int err, const char *secret, const char *uri)
{
	(void)id;
	struct control *control = context;
	if (err != 0) {
		fail_account(control, err);
		return;
	}
	control_put(control, "secret", json_string(secret));
	control_put(control, "uri", json_string(uri));
	control_done(control);
}

void verb_user_totp(struct control *control)
{
	const char *name = control_text(control, "name");
	if (!name) {
		fail_missing(control, "A name is needed.");
		return;
	}
	staff_totp(control->means->staff, name, control->id, on_secret, control);
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct control *control = context;
	if (account) {
		json_array_append_new(json_object_get(control->data, "users"),
			json_pack("{s:s,s:s,s:s,s:s,s:s,s:b}", "name", account->name, "alias", account->alias,
				"agency", account->agency, "role", account->role, "lives_in", account->lives_in,
				"disabled", account->disabled));
	} else if (err != 0) {
		control_fail_err(control, err);
	} else {
		control_done(control);
	}
}

void verb_user_list(struct control *control)
{
	control_put(control, "users", json_array());
	const struct reply_to to = {.session = control->id};
	int err = store_staff_list(control->means->store, to, on_account, control);
	if (err != 0) {
		control_fail_err(control, err);
	}
}
