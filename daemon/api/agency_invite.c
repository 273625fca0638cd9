/* Four things become of one request: the agency, its first owner's account, the link, and the line of audit about both. Each is
 * asked for only while it is not there, so that the same request again goes on where the last one stopped. */
#include "api/agency_invite.h"

#include <stdlib.h>
#include <string.h>

#include "api/agency_fields.h"
#include "api/agency_new.h"
#include "api/own_agency.h"
#include "base/ident.h"
#include "base/log.h"
#include "staff/join.h"
#include "store/agency_edits.h"
#include "store/staff.h"

enum { TRIES = 4 };

/* An invitation on its way. */
struct invite {
	uint64_t id;
	struct auth_person person;
	json_t *asked;       /* the body; owned */
	json_t *buddy, *own; /* fields as Redis has them; NULL: not there; owned */
	bool has_account;    /* of that owner, who has not come yet */
	bool is_taken;       /* the login name is somebody's */
	bool has_come; /* somebody of the agency has been in: its people are its owners' to invite */
	unsigned tries;
	char token[65];
};

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send {\"slug\",\"name\",\"pool\",\"municipality\",\"buddy\",\"owner\",\"alias\"}, all texts.",
	0};
static const struct failure wrong_value = {422, "value", "A value is not right.",
	"fields says what was expected of each; docs/config.md tells more.", 0};

static void look(struct invite *invite);

static const char *asked(const struct invite *invite, const char *name)
{
	return json_string_value(json_object_get(invite->asked, name));
}

static struct reply_to to_of(const struct invite *invite)
{
	return (struct reply_to){.session = invite->id};
}

static void destroy(struct invite *invite)
{
	json_decref(invite->asked);
	json_decref(invite->buddy);
	json_decref(invite->own);
	ident_cleanse(invite->token, sizeof(invite->token));
	free(invite);
}

static void fail(struct invite *invite, int err)
{
	if (api_current()) {
		own_agency_fail(api_current(), invite->id, err == ERR_GONE ? ERR_DOWN : err);
	}
	destroy(invite);
}

/* Takes faults. */
static void refuse(struct invite *invite, json_t *faults)
{
	if (api_current()) {
		api_reply_fields(api_current(), invite->id, &wrong_value, faults);
	} else {
		json_decref(faults);
	}
	destroy(invite);
}

/* Somebody else was quicker: what there is is looked at anew. */
static void look_again(struct invite *invite)
{
	if (++invite->tries < TRIES) {
		look(invite);
	} else {
		fail(invite, ERR_DOWN);
	}
}

/* --- the steps, last first --- */

static void succeed(struct invite *invite)
{
	if (api_current()) {
		staff_call_reply(api_current(), invite->id,
			json_pack("{s:s,s:s,s:o}", "slug", asked(invite, "slug"), "owner",
				asked(invite, "owner"), "join", json_sprintf("/join#%s", invite->token)));
	}
	destroy(invite);
}

/* What was done is done; a line that could not be written is told to the operator. */
static void on_noted(void *context, struct reply_to to, int err)
{
	struct invite *invite = context;
	(void)to;
	if (err != 0) {
		log_error("agency=%s staff.invited is not in its audit: %s", asked(invite, "slug"),
			err_text(err));
	}
	succeed(invite);
}

static void on_invited(void *context, uint64_t id, int err, const char *token)
{
	struct invite *invite = context;
	(void)id;
	if (err != 0 || !api_current()) {
		fail(invite, err);
		return;
	}
	memcpy(invite->token, token, sizeof(invite->token));
	const struct agency_line line = {.who = invite->person.id,
		.name = invite->person.name,
		.what = "staff.invited",
		.about = asked(invite, "owner"),
		.was = "",
		.now = ""};
	err = agency_note(api_current()->store, to_of(invite), asked(invite, "slug"), &line, on_noted,
		invite);
	if (err != 0) {
		on_noted(invite, to_of(invite), err);
	}
}

static void make_link(struct invite *invite)
{
	staff_invite(api_current()->staff, asked(invite, "owner"), invite->id, on_invited, invite);
}

/* The password is nobody's: the link is the way in. */
static void on_account(void *context, uint64_t id, int err, const char *password, const char *why)
{
	struct invite *invite = context;
	(void)id;
	(void)password;
	(void)why;
	if (err == ERR_MOMENT && api_current()) {
		look_again(invite);
	} else if (err != 0 || !api_current()) {
		fail(invite, err);
	} else {
		make_link(invite);
	}
}

static void make_account(struct invite *invite)
{
	const struct staff_new owner = {.name = asked(invite, "owner"),
		.alias = asked(invite, "alias"),
		.agency = asked(invite, "slug"),
		.role = "owner",
		.lives_in = ""};
	staff_add(api_current()->staff, &owner, invite->id, on_account, invite);
}

static void on_agency(void *context, struct reply_to to, int err)
{
	struct invite *invite = context;
	(void)to;
	if (err == ERR_MOMENT && api_current()) {
		look_again(invite);
	} else if (err != 0 || !api_current()) {
		fail(invite, err);
	} else if (invite->has_account) {
		make_link(invite);
	} else {
		make_account(invite);
	}
}

/* Takes agency. */
static void make_agency(struct invite *invite, struct agency *agency)
{
	struct agency_pair pairs[AGENCY_CHANGES_MAX];
	struct agency_invited invited = {.editing = {asked(invite, "slug"), invite->person.id,
										 invite->person.name},
		.buddy = asked(invite, "buddy"),
		.pairs = pairs};
	const char *field;
	for (size_t i = 0; (field = agency_field_at(i)) != NULL && invited.count < AGENCY_CHANGES_MAX;
		 i++) {
		pairs[invited.count++] = (struct agency_pair){field, agency_get(agency, field)};
	}
	int err = agency_add(api_current()->store, to_of(invite), &invited, on_agency, invite);
	agency_destroy(agency);
	if (err != 0) {
		fail(invite, err);
	}
}

/* --- what there is --- */

static void decide(struct invite *invite)
{
	const struct agency_wish wish = {.asked = invite->asked,
		.buddy = invite->buddy,
		.own = invite->own,
		.is_taken = invite->is_taken,
		.has_come = invite->has_come};
	json_t *faults = json_object();
	struct agency *agency = agency_new(api_current()->directory, &wish, faults);
	if (json_object_size(faults) > 0) {
		agency_destroy(agency);
		refuse(invite, faults);
		return;
	}
	json_decref(faults);
	if (!agency) {
		fail(invite, ERR_NOMEM);
	} else if (invite->own) {
		agency_destroy(agency);
		on_agency(invite, to_of(invite), 0);
	} else {
		make_agency(invite, agency);
	}
}

static void on_owner(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct invite *invite = context;
	(void)to;
	if ((err != 0 && err != ERR_GONE) || !api_current()) {
		fail(invite, err);
		return;
	}
	invite->has_account = account && !account->came && !account->disabled &&
		strcmp(account->agency, asked(invite, "slug")) == 0 && strcmp(account->role, "owner") == 0;
	invite->is_taken = account && !invite->has_account;
	decide(invite);
}

static void on_people(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct invite *invite = context;
	(void)to;
	if (account) {
		invite->has_come = invite->has_come || account->came;
		return;
	}
	if (err == 0 && api_current()) {
		err = store_staff_get(api_current()->store, to_of(invite), asked(invite, "owner"), on_owner,
			invite);
	}
	if (err != 0 || !api_current()) {
		fail(invite, err);
	}
}

static void on_own(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct invite *invite = context;
	(void)to;
	if (slug) {
		invite->own = agency_texts(pairs, count);
		return;
	}
	err = err == ERR_GONE ? 0 : err;
	if (err == 0 && api_current()) {
		err = store_staff_of(api_current()->store, to_of(invite), asked(invite, "slug"), on_people,
			invite);
	}
	if (err != 0 || !api_current()) {
		fail(invite, err);
	}
}

static void on_buddy(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct invite *invite = context;
	(void)to;
	if (slug) {
		invite->buddy = agency_texts(pairs, count);
		return;
	}
	err = err == ERR_GONE ? 0 : err;
	if (err == 0 && api_current()) {
		err = agencies_read(api_current()->store, to_of(invite), asked(invite, "slug"), on_own,
			invite);
	}
	if (err != 0 || !api_current()) {
		fail(invite, err);
	}
}

static void look(struct invite *invite)
{
	json_decref(invite->buddy);
	json_decref(invite->own);
	invite->buddy = invite->own = NULL;
	invite->has_come = false;
	int err = agencies_read(api_current()->store, to_of(invite), asked(invite, "buddy"), on_buddy,
		invite);
	if (err != 0) {
		fail(invite, err);
	}
}

/* Whether these and no others are there, as texts that can be looked for. */
static bool is_whole(const json_t *body)
{
	static const char *const names[] = {"slug", "name", "pool", "municipality", "buddy", "owner",
		"alias"};
	enum { COUNT = sizeof(names) / sizeof(names[0]), LONGEST = 256 };
	for (size_t i = 0; i < COUNT; i++) {
		const json_t *text = json_object_get(body, names[i]);
		if (!json_is_string(text) || json_string_length(text) > LONGEST) {
			return false;
		}
	}
	return json_object_size(body) == COUNT;
}

/* Whether the pool is within reach: of a coordinator the own one. */
static bool reaches(struct api *api, const struct staff_call *call, const char *pool)
{
	const struct agency *own = directory_agency(api->directory, call->person.agency);
	return call->reach == REACH_ALL || (own && strcmp(agency_get(own, "pool"), pool) == 0);
}

void agency_invite_call(struct api *api, const struct staff_call *call)
{
	if (!is_whole(call->body)) {
		api_reply_failure(api, call->id, &bad_body);
	} else if (!reaches(api, call, staff_call_text(call, "pool"))) {
		staff_call_refuse(api, call);
	} else {
		struct invite *invite = calloc(1, sizeof(*invite));
		if (!invite) {
			own_agency_fail(api, call->id, ERR_NOMEM);
			return;
		}
		*invite = (struct invite){.id = call->id,
			.person = call->person,
			.asked = json_incref(call->body)};
		look(invite);
	}
}
