/* A session is made, asked for and ended in the store; a ticket is a name of its session that can be used once. */
#include "staff/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/internal.h"
#include "staff/person.h"
#include "staff/secret.h"
#include "store/presence.h"

enum { NAME_SIZE = 65, SLUG_SIZE = 65, TICKET_TEXT_SIZE = SESSION_ID_SIZE + SLUG_SIZE };

/* A request on its way; each uses what it needs of the rest. */
struct asked {
	struct staff *staff;
	uint64_t id;
	void *context;
	union {
		staff_pass_fn pass;
		staff_ticket_fn ticket;
		auth_done_fn person;
		staff_ended_fn ended;
	} done;
	char session[SESSION_ID_SIZE]; /* the id, never the bearer */
	char closed[SESSION_ID_SIZE];  /* of the one that gives its place */
	char name[NAME_SIZE];
	char password[HASHER_HASH_SIZE]; /* that was judged, or empty */
	char practice[SLUG_SIZE];        /* the agency to practise in, or empty */
	char keep[SESSION_ID_SIZE];      /* when all others end; or empty */
	struct staff_pass pass;
};

static struct asked *asked_create(struct staff *staff, uint64_t id, void *context)
{
	struct asked *asked = calloc(1, sizeof(*asked));
	if (asked) {
		*asked = (struct asked){.staff = staff, .id = id, .context = context};
		staff_request_begin(staff);
	}
	return asked;
}

static void asked_destroy(struct asked *asked)
{
	staff_request_end(asked->staff);
	hasher_wipe(asked, sizeof(*asked));
	free(asked);
}

static struct reply_to reply_to(const struct asked *asked)
{
	return (struct reply_to){.session = asked->id};
}

/* Closes the sockets that came by these sessions. */
static int revoke(struct asked *asked, const char *cid, const char *sessions, store_done_fn done)
{
	const struct presence_ended ended = {cid, sessions, "", false};
	return presence_revoke(asked->staff->store, reply_to(asked), &ended, done, asked);
}

/* --- tickets --- */

/* Puts a ticket of asked->session there, its text the session and, to practise, a space and the agency; done is called once,
 * unless an error is returned. */
static int put_ticket(struct asked *asked, store_done_fn done)
{
	uint8_t hash[IDENT_HASH_LEN];
	char text[TICKET_TEXT_SIZE];
	snprintf(text, sizeof(text), "%s%s%s", asked->session, *asked->practice ? " " : "",
		asked->practice);
	secret_make(asked->pass.ticket, hash);
	return store_ticket_put(asked->staff->store, reply_to(asked), hash, text, STAFF_TICKET_SECONDS,
		done, asked);
}

static void on_ticket(void *context, struct reply_to to, int err)
{
	(void)to;
	struct asked *asked = context;
	asked->done.ticket(asked->context, asked->id, err, err == 0 ? asked->pass.ticket : NULL);
	asked_destroy(asked);
}

void staff_session_ticket(struct staff *staff, const struct staff_ticket *wanted, uint64_t id,
	staff_ticket_fn done, void *context)
{
	struct asked *asked = asked_create(staff, id, context);
	if (!asked) {
		done(context, id, ERR_NOMEM, NULL);
		return;
	}
	const char *practice = wanted->practice ? wanted->practice : "";
	asked->done.ticket = done;
	memcpy(asked->session, wanted->session, strnlen(wanted->session, SESSION_ID_SIZE - 1));
	memcpy(asked->practice, practice, strnlen(practice, SLUG_SIZE - 1));
	int err = put_ticket(asked, on_ticket);
	if (err != 0) {
		on_ticket(asked, reply_to(asked), err);
	}
}

/* --- opening --- */

/* A person who has eight sessions gives the place of the oldest. As when it is ended by hand its sockets are closed first, so that
 * none is left when this stops half-way. */
static void open_session(struct asked *asked);

static void on_pass_ticket(void *context, struct reply_to to, int err)
{
	(void)to;
	struct asked *asked = context;
	asked->done.pass(asked->context, asked->id, err, err == 0 ? &asked->pass : NULL);
	asked_destroy(asked);
}

static void on_oldest_closed(void *context, struct reply_to to, int err)
{
	if (err == 0) {
		open_session(context);
	} else {
		on_pass_ticket(context, to, err);
	}
}

static void on_opened(void *context, struct reply_to to, int err, const char *cid,
	const char *oldest)
{
	struct asked *asked = context;
	if (err == 0) {
		err = put_ticket(asked, on_pass_ticket);
	} else if (err == ERR_FULL && oldest) {
		memcpy(asked->closed, oldest, strnlen(oldest, SESSION_ID_SIZE - 1));
		err = revoke(asked, cid, asked->closed, on_oldest_closed);
	}
	if (err != 0) {
		on_pass_ticket(asked, to, err);
	}
}

static void open_session(struct asked *asked)
{
	uint8_t hash[IDENT_HASH_LEN];
	const struct sessions_new wanted = {.name = asked->name,
		.password = asked->password,
		.hash = hash,
		.closed = asked->closed,
		.seconds = STAFF_SESSION_SECONDS};
	int err = ident_from_hex(view_text(asked->session), hash, sizeof(hash));
	err = err == 0 ? sessions_open(asked->staff->store, reply_to(asked), &wanted, on_opened, asked)
				   : err;
	if (err != 0) {
		on_pass_ticket(asked, reply_to(asked), err);
	}
}

void staff_session_open(struct staff *staff, const char *name, const char *password_hash,
	uint64_t id, staff_pass_fn done, void *context)
{
	uint8_t hash[IDENT_HASH_LEN];
	struct asked *asked = asked_create(staff, id, context);
	if (!asked) {
		done(context, id, ERR_NOMEM, NULL);
		return;
	}
	asked->done.pass = done;
	secret_make(asked->pass.session, hash);
	ident_hex(hash, sizeof(hash), asked->session);
	memcpy(asked->name, name, strnlen(name, NAME_SIZE - 1));
	snprintf(asked->password, sizeof(asked->password), "%s", password_hash ? password_hash : "");
	open_session(asked);
}

/* --- asking --- */

/* person is NULL unless err is 0. */
static void answer(struct asked *asked, int err, const struct auth_person *person)
{
	asked->done.person(asked->context, asked->id, err, person);
	asked_destroy(asked);
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct asked *asked = context;
	struct auth_person person;
	if (err == 0 && person_of_account(account, &person) != 0) {
		err = ERR_GONE;
	}
	if (err != 0) {
		answer(asked, err, NULL);
		return;
	}
	memcpy(person.session, asked->session, sizeof(person.session));
	if (*asked->practice) {
		person_practises(&person, asked->practice);
	}
	answer(asked, 0, &person);
}

/* Whose is the session of asked->session? */
static void ask(struct asked *asked)
{
	uint8_t hash[IDENT_HASH_LEN];
	int err = ident_from_hex(view_text(asked->session), hash, sizeof(hash));
	err = err == 0 ? sessions_use(asked->staff->store, reply_to(asked), hash, on_account, asked)
				   : ERR_GONE;
	if (err != 0) {
		answer(asked, err, NULL);
	}
}

void staff_session_find(struct staff *staff, struct view bearer, uint64_t id, auth_done_fn done,
	void *context)
{
	uint8_t secret[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN];
	bool can_be = ident_from_hex(bearer, secret, sizeof(secret)) == 0;
	struct asked *asked = can_be ? asked_create(staff, id, context) : NULL;
	if (!asked) {
		done(context, id, can_be ? ERR_NOMEM : ERR_GONE, NULL);
		return;
	}
	asked->done.person = done;
	ident_hash(secret, sizeof(secret), hash);
	ident_cleanse(secret, sizeof(secret));
	ident_hex(hash, sizeof(hash), asked->session);
	ask(asked);
}

static void on_ticket_taken(void *context, struct reply_to to, int err, const char *text)
{
	(void)to;
	struct asked *asked = context;
	size_t length = err == 0 ? strcspn(text, " ") : 0;
	const char *practice = err == 0 && text[length] == ' ' ? text + length + 1 : "";
	if (err != 0 || length >= sizeof(asked->session) ||
		strlen(practice) >= sizeof(asked->practice)) {
		answer(asked, err != 0 ? err : ERR_GONE, NULL);
		return;
	}
	memcpy(asked->session, text, length);
	memcpy(asked->practice, practice, strlen(practice) + 1);
	ask(asked);
}

int staff_session_redeem(void *context, const uint8_t ticket[32], uint64_t session,
	auth_done_fn done, void *done_context)
{
	struct staff *staff = context;
	struct asked *asked = asked_create(staff, session, done_context);
	uint8_t hash[IDENT_HASH_LEN];
	if (!asked) {
		return ERR_FULL;
	}
	asked->done.person = done;
	ident_hash(ticket, IDENT_TOKEN_LEN, hash);
	int err = store_ticket_take(staff->store, reply_to(asked), hash, on_ticket_taken, asked);
	if (err != 0) {
		asked_destroy(asked);
	}
	return err;
}

/* --- ending --- */

/* One session is closed first and forgotten then: what was done by half can be done again. All, or all but one, are forgotten
 * first, so that none comes in between, and closed whether there were any or not. */

static void on_revoked(void *context, struct reply_to to, int err)
{
	(void)to;
	struct asked *asked = context;
	asked->done.ended(asked->context, asked->id, err);
	asked_destroy(asked);
}

static void on_ended(void *context, struct reply_to to, int err, const char *cid, const char *ended)
{
	struct asked *asked = context;
	if (err == 0) {
		const struct presence_ended others = {cid, ended, asked->keep, true};
		err = presence_revoke(asked->staff->store, to, &others, on_revoked, asked);
	}
	if (err != 0) {
		on_revoked(asked, to, err);
	}
}

static void on_forgotten(void *context, struct reply_to to, int err, const char *cid,
	const char *ended)
{
	(void)cid;
	(void)ended;
	on_revoked(context, to, err);
}

static void on_closed(void *context, struct reply_to to, int err)
{
	struct asked *asked = context;
	err = err == 0 ? sessions_end(asked->staff->store, to, asked->name, asked->session, "",
						 on_forgotten, asked)
				   : err;
	if (err != 0) {
		on_revoked(asked, to, err);
	}
}

static void on_looked(void *context, struct reply_to to, int err, const char *cid,
	const char *found)
{
	struct asked *asked = context;
	bool any = err == 0 && *found != '\0';
	if (any) {
		err = revoke(asked, cid, found, on_closed);
	}
	if (!any || err != 0) {
		on_revoked(asked, to, err);
	}
}

void staff_session_end(struct staff *staff, const char *name, const char *only, const char *keep,
	uint64_t id, staff_ended_fn done, void *context)
{
	struct asked *asked = asked_create(staff, id, context);
	if (!asked) {
		done(context, id, ERR_NOMEM);
		return;
	}
	asked->done.ended = done;
	memcpy(asked->session, only, strnlen(only, SESSION_ID_SIZE - 1));
	memcpy(asked->keep, keep, strnlen(keep, SESSION_ID_SIZE - 1));
	memcpy(asked->name, name, strnlen(name, NAME_SIZE - 1));
	int err = *only ? sessions_look(staff->store, reply_to(asked), name, only, on_looked, asked)
					: sessions_end(staff->store, reply_to(asked), name, "", keep, on_ended, asked);
	if (err != 0) {
		on_revoked(asked, reply_to(asked), err);
	}
}
