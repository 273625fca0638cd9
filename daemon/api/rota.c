/* Who is a duty lead is asked of the accounts each time: an account that changed its role gets no watch. */
#include "api/rota.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/rota.h"
#include "store/staff.h"

enum { CID_SIZE = 33, POOL_SIZE = 32, SLUG_SIZE = 65, NAME_SIZE = 129 };

static const char duty_lead[] = "duty_lead";

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send cid of a duty lead, from and until in Unix milliseconds, at most a day; or cid, from and "
	"drop true.",
	0};
static const struct failure busy = {409, "busy", "This person has another watch then.",
	"Take that one away first.", 0};
static const struct failure full = {409, "full", "There are as many watches as there may be.", "",
	0};
static const struct failure nobody = {404, "missing", "There is no such duty lead in the pool.", "",
	0};

/* A call that waits for the accounts. */
struct rota_call {
	uint64_t id;
	char pool[POOL_SIZE];
	char by[CID_SIZE], agency[SLUG_SIZE]; /* who asks */
	json_t *data;                         /* of a look; NULL: a change */
	char cid[CID_SIZE], name[NAME_SIZE];  /* of a change, as the two below */
	uint64_t from_ms, until_ms;
};

static void destroy(struct rota_call *rota)
{
	if (rota) {
		json_decref(rota->data);
		free(rota);
	}
}

/* NULL: without memory, or the caller's agency is not known. */
static struct rota_call *create(const struct api *api, const struct staff_call *call)
{
	const struct agency *agency = directory_agency(api->directory, call->person.agency);
	struct rota_call *rota = agency ? calloc(1, sizeof *rota) : NULL;
	if (rota) {
		rota->id = call->id;
		snprintf(rota->pool, sizeof rota->pool, "%s", agency_get(agency, "pool"));
		snprintf(rota->by, sizeof rota->by, "%s", call->person.id);
		snprintf(rota->agency, sizeof rota->agency, "%s", call->person.agency);
	}
	return rota;
}

bool rota_could_lead(const struct directory *directory, const char *pool,
	const struct staff_account *account)
{
	const struct agency *agency = directory_agency(directory, account->agency);
	return strcmp(account->role, duty_lead) == 0 && !account->disabled && agency &&
		strcmp(agency_get(agency, "pool"), pool) == 0;
}

static const char *name_of(const struct staff_account *account)
{
	return account->alias[0] != '\0' ? account->alias : account->name;
}

static const struct failure *failure_of(int err)
{
	switch (err) {
	case ERR_RANGE: return &bad_body;
	case ERR_MOMENT: return &busy;
	case ERR_FULL: return &full;
	case ERR_OFF: return &nobody;
	default: return NULL;
	}
}

/* Answers what it came to, 0 as well, and ends it. */
static void finish(struct rota_call *rota, int err)
{
	struct api *api = api_current();
	const struct failure *failure = failure_of(err);
	if (api && failure) {
		api_reply_failure(api, rota->id, failure);
	} else if (api) {
		staff_call_done(api, rota->id, err);
	}
	destroy(rota);
}

/* --- looking --- */

static void on_person(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct rota_call *rota = context;
	struct api *api = api_current();
	(void)to;
	if (api && account) {
		if (rota_could_lead(api->directory, rota->pool, account)) {
			json_array_append_new(json_object_get(rota->data, "people"),
				json_pack("{s:s,s:s,s:s}", "cid", account->id, "name", name_of(account), "agency",
					account->agency));
		}
		return;
	}
	if (api && err == 0) {
		staff_call_reply(api, rota->id, json_incref(rota->data));
		destroy(rota);
	} else {
		finish(rota, err);
	}
}

static void on_rows(void *context, struct reply_to to, int err, const struct rota_row *rows,
	unsigned count)
{
	struct rota_call *rota = context;
	struct api *api = api_current();
	json_t *list = json_array();
	for (unsigned i = 0; i < count; i++) {
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:I,s:I}", "cid", rows[i].cid, "name", rows[i].name, "from",
				(json_int_t)rows[i].from_ms, "until", (json_int_t)rows[i].until_ms));
	}
	rota->data = json_pack("{s:s,s:o,s:[]}", "pool", rota->pool, "watches", list, "people");
	err = err == 0 && rota->data == NULL ? ERR_NOMEM : err;
	err = err == 0 && api ? store_staff_list(api->store, to, on_person, rota) : err;
	if (err != 0 || !api) {
		finish(rota, err);
	}
}

void rota_look_call(struct api *api, const struct staff_call *call)
{
	struct rota_call *rota = create(api, call);
	int err = rota ? rota_read(api->store, (struct reply_to){.session = call->id}, rota->pool,
						 clock_wall_ms(), on_rows, rota)
				   : ERR_GONE;
	if (err != 0) {
		staff_call_done(api, call->id, err);
		destroy(rota);
	}
}

/* --- changing --- */

static void on_written(void *context, struct reply_to to, int err)
{
	(void)to;
	finish(context, err);
}

static int write_watch(struct api *api, const struct rota_call *rota, const char *name)
{
	const struct rota_writer writer = {rota->pool, rota->by, rota->agency};
	const struct rota_row row = {rota->cid, name, rota->from_ms, rota->until_ms};
	const struct reply_to to = {.session = rota->id};
	return name ? rota_add(api->store, to, &writer, &row, on_written, (void *)rota)
				: rota_drop(api->store, to, &writer, &row, on_written, (void *)rota);
}

/* The watch is written when the person comes by, and answered when both are there. */
static void on_candidate(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct rota_call *rota = context;
	struct api *api = api_current();
	(void)to;
	if (account) {
		bool is_it = strcmp(account->id, rota->cid) == 0;
		if (api && is_it && rota_could_lead(api->directory, rota->pool, account)) {
			snprintf(rota->name, sizeof rota->name, "%s", name_of(account));
		}
		return;
	}
	err = err == 0 && rota->name[0] == '\0' ? ERR_OFF : err;
	err = err == 0 && api ? write_watch(api, rota, rota->name) : err;
	if (err != 0 || !api) {
		finish(rota, err);
	}
}

/* Whether the body says a watch. */
static bool read_watch(const struct staff_call *call, struct rota_call *rota)
{
	const char *cid = staff_call_text(call, "cid");
	const json_t *from = json_object_get(call->body, "from");
	const json_t *until = json_object_get(call->body, "until");
	if (!cid || strlen(cid) >= sizeof rota->cid || !json_is_integer(from) ||
		json_integer_value(from) < 0) {
		return false;
	}
	snprintf(rota->cid, sizeof rota->cid, "%s", cid);
	rota->from_ms = (uint64_t)json_integer_value(from);
	rota->until_ms = json_integer_value(until) > 0 ? (uint64_t)json_integer_value(until) : 0;
	return true;
}

void rota_change_call(struct api *api, const struct staff_call *call)
{
	struct rota_call *rota = create(api, call);
	if (!rota) {
		staff_call_done(api, call->id, ERR_GONE);
		return;
	}
	bool drops = json_is_true(json_object_get(call->body, "drop"));
	int err = read_watch(call, rota) ? 0 : ERR_RANGE;
	if (err == 0) {
		err = drops ? write_watch(api, rota, NULL)
					: store_staff_list(api->store, (struct reply_to){.session = call->id},
						  on_candidate, rota);
	}
	if (err != 0) {
		finish(rota, err);
	}
}
