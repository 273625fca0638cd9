/* The rows come from the store as they lie there; what replaces what is said here. */
#include "api/replies.h"

#include <string.h>

#include "api/own_agency.h"
#include "api/query.h"
#include "store/replies.h"

static const struct failure bad_reply = {400, "body", "The body is not what this address takes.",
	"Send scope (own, agency, network), code, language and text; docs/protocol.md tells their "
	"bounds.",
	0};
static const struct failure full = {409, "full", "There are as many replies as there may be.",
	"Delete one first.", 0};
static const struct failure overtaken = {409, "changed",
	"Somebody else has changed this meanwhile.", "Nothing was written; read it again.", 0};

/* --- reading --- */

/* The network's row that one of the agency replaces; NULL when it replaces none. */
static const struct replies_row *replaced(const struct replies_row *row,
	const struct replies_row *rows, size_t count)
{
	for (size_t i = 0; row->scope == REPLIES_AGENCY && i < count; i++) {
		const struct replies_row *other = &rows[i];
		if (other->scope == REPLIES_NETWORK && strcmp(other->code, row->code) == 0 &&
			strcmp(other->language, row->language) == 0) {
			return other;
		}
	}
	return NULL;
}

static bool is_replaced(const struct replies_row *row, const struct replies_row *rows, size_t count)
{
	for (size_t i = 0; row->scope == REPLIES_NETWORK && i < count; i++) {
		const struct replies_row *other = &rows[i];
		if (other->scope == REPLIES_AGENCY && strcmp(other->code, row->code) == 0 &&
			strcmp(other->language, row->language) == 0) {
			return true;
		}
	}
	return false;
}

/* An agency's way to say that one of the network's is not shown to its people. */
static bool is_hidden(const struct replies_row *row)
{
	return row->scope == REPLIES_AGENCY && strcmp(row->text, REPLIES_HIDDEN) == 0;
}

static json_t *row_json(const struct replies_row *row, const struct replies_row *network)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:b,s:s}", "code", row->code, "language", row->language,
		"text", row->text, "source", replies_word(network ? REPLIES_NETWORK : row->scope),
		"changed", network != NULL, "network", network ? network->text : "");
}

/* What a person may use. */
static void add_usable(json_t *list, const struct replies_row *row,
	const struct replies_row *network)
{
	if (!is_hidden(row)) {
		json_array_append_new(list, row_json(row, network));
	}
}

/* What whoever keeps the agency's sees: the hidden ones, too, and nobody's own. */
static void add_kept(json_t *list, const struct replies_row *row, const struct replies_row *network)
{
	if (row->scope != REPLIES_OWN) {
		json_t *one = row_json(row, network);
		json_object_set_new(one, "hidden", json_boolean(is_hidden(row)));
		json_array_append_new(list, one);
	}
}

static void reply_rows(uint64_t id, int err, const struct replies_row *rows, size_t count,
	void (*add)(json_t *list, const struct replies_row *row, const struct replies_row *network))
{
	struct api *api = api_current();
	if (!api) {
		return;
	}
	if (err != 0) {
		staff_call_done(api, id, err);
		return;
	}
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		if (!is_replaced(&rows[i], rows, count)) {
			add(list, &rows[i], replaced(&rows[i], rows, count));
		}
	}
	staff_call_reply(api, id, json_pack("{s:o}", "replies", list));
}

static void on_rows(void *context, struct reply_to to, int err, const struct replies_row *rows,
	size_t count)
{
	(void)context;
	reply_rows(to.session, err, rows, count, add_usable);
}

static void on_agency_rows(void *context, struct reply_to to, int err,
	const struct replies_row *rows, size_t count)
{
	(void)context;
	reply_rows(to.session, err, rows, count, add_kept);
}

/* The pool of an agency; NULL for one that is not known. */
static const char *pool_of(const struct api *api, const char *slug)
{
	const struct agency *agency = directory_agency(api->directory, slug);
	return agency ? agency_get(agency, "pool") : NULL;
}

void replies_get(struct api *api, const struct staff_call *call)
{
	const struct auth_person *person = &call->person;
	char slug[OWN_SLUG_SIZE];
	query_get(call->query, "slug", slug, sizeof(slug));
	bool is_kept = *slug != '\0';
	if (is_kept && !staff_call_reaches_with(api, call, PERMISSION_AGENCY_EDIT, slug)) {
		staff_call_refuse(api, call);
		return;
	}
	const char *agency = is_kept ? slug : person->agency;
	const char *pool = pool_of(api, agency);
	const struct reply_to to = {.session = call->id};
	int err = pool ? replies_read(api->store, to, person->id, agency, pool,
						 is_kept ? on_agency_rows : on_rows, NULL)
				   : ERR_GONE;
	if (err != 0) {
		staff_call_done(api, call->id, err);
	}
}

/* --- changing --- */

/* Whose it is that one would change, borrowed; NULL when it is not within reach. */
static const char *owner_of(const struct api *api, const struct staff_call *call,
	enum replies_scope scope)
{
	static const enum permission needed[REPLIES_SCOPES] = {
		[REPLIES_OWN] = PERMISSION_REPLIES_OWN,
		[REPLIES_AGENCY] = PERMISSION_AGENCY_EDIT,
		[REPLIES_NETWORK] = PERMISSION_REPLIES_NETWORK,
	};
	const struct auth_person *person = &call->person;
	const char *agency = staff_call_text(call, "agency");
	agency = agency ? agency : person->agency;
	if (!permission_allows(needed[scope], (enum role)person->role)) {
		return NULL;
	}
	if (scope == REPLIES_AGENCY) {
		bool reaches = staff_call_reaches_with(api, call, needed[scope], agency);
		return reaches && directory_agency(api->directory, agency) ? agency : NULL;
	}
	return scope == REPLIES_OWN ? person->id : pool_of(api, person->agency);
}

static void on_written(void *context, struct reply_to to, int err)
{
	struct api *api = api_current();
	(void)context;
	if (api && (err == ERR_FULL || err == ERR_RANGE || err == ERR_MOMENT)) {
		api_reply_failure(api, to.session,
			err == ERR_FULL         ? &full
				: err == ERR_MOMENT ? &overtaken
									: &bad_reply);
	} else if (api) {
		staff_call_done(api, to.session, err);
	}
}

void replies_post(struct api *api, const struct staff_call *call)
{
	const char *scope_word = staff_call_text(call, "scope");
	const char *text = staff_call_text(call, "text");
	enum replies_scope scope = scope_word ? replies_scope_of(scope_word) : REPLIES_SCOPES;
	const struct replies_row row = {scope, staff_call_text(call, "code"),
		staff_call_text(call, "language"), text};
	if (scope == REPLIES_SCOPES || !row.code || !row.language || !text) {
		api_reply_failure(api, call->id, &bad_reply);
		return;
	}
	const char *owner = owner_of(api, call, scope);
	if (!owner) {
		staff_call_refuse(api, call);
		return;
	}
	const struct replies_change change = {row, owner, call->person.id, call->person.name,
		staff_call_text(call, "was")};
	const struct reply_to to = {.session = call->id};
	int err = replies_write(api->store, to, &change, on_written, NULL);
	if (err != 0) {
		on_written(NULL, to, err);
	}
}
