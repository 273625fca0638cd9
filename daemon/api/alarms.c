/* Whose an alarm is stands in Redis with it, and there it is judged. */
#include "api/alarms.h"

#include "store/alarms.h"

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send {\"id\":\"...\"} of an alarm that stands.", 0};
static const struct failure others = {403, "permission", "This alarm is not yours to take now.",
	"A duty lead takes the pool's in the hours of the rota, a supervisor those of the own agency.",
	0};

static void on_taken(void *context, struct reply_to to, int err)
{
	struct api *api = api_current();
	(void)context;
	if (api && (err == ERR_RANGE || err == ERR_OFF)) {
		api_reply_failure(api, to.session, err == ERR_OFF ? &others : &bad_body);
	} else if (api) {
		staff_call_done(api, to.session, err);
	}
}

void alarms_take_call(struct api *api, const struct staff_call *call)
{
	const struct auth_person *person = &call->person;
	const struct agency *agency = directory_agency(api->directory, person->agency);
	const char *id = staff_call_text(call, "id");
	const struct reply_to to = {.session = call->id};
	if (!id) {
		api_reply_failure(api, call->id, &bad_body);
		return;
	}
	const struct alarm_take take = {.pool = agency ? agency_get(agency, "pool") : "",
		.cid = person->id,
		.name = person->alias[0] != '\0' ? person->alias : person->name,
		.agency = person->agency,
		.whole = call->reach == REACH_POOL,
		.id = id};
	int err = agency ? alarm_take(api->store, to, &take, on_taken) : ERR_GONE;
	if (err != 0) {
		on_taken(NULL, to, err);
	}
}
