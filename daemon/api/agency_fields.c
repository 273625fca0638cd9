/* What an agency holds is asked of Redis, not of this node's directory: an edit is held against it. */
#include "api/agency_fields.h"

#include <stdlib.h>

#include "api/own_agency.h"

json_t *agency_texts(const struct agency_pair *pairs, unsigned count)
{
	json_t *texts = json_object();
	const char *field;
	for (size_t i = 0; (field = agency_field_at(i)) != NULL; i++) {
		json_object_set_new(texts, field, json_string(""));
	}
	for (unsigned i = 0; i < count; i++) {
		if (json_object_get(texts, pairs[i].field)) {
			json_object_set_new(texts, pairs[i].field, json_string(pairs[i].value));
		}
	}
	return texts;
}

bool agency_may_change(enum permission permission, enum reach reach, const char *field)
{
	enum agency_editor editor = agency_field_editor(field);
	if (permission == PERMISSION_AGENCY_INVITE) {
		return editor == BY_COORDINATOR;
	}
	return editor == BY_OWNER || (editor == BY_ADMINISTRATOR && reach == REACH_ALL);
}

/* The answer to a look, while it is put together. */
struct look {
	uint64_t id;
	enum reach reach;
	json_t *fields;
};

/* Names of the fields that somebody of that reach may change. */
static json_t *changeable(enum reach reach)
{
	json_t *names = json_array();
	const char *field;
	for (size_t i = 0; (field = agency_field_at(i)) != NULL; i++) {
		if (agency_may_change(PERMISSION_AGENCY_EDIT, reach, field)) {
			json_array_append_new(names, json_string(field));
		}
	}
	return names;
}

static void on_looked(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	(void)to;
	struct look *look = context;
	if (slug) {
		json_decref(look->fields);
		look->fields = agency_texts(pairs, count);
		return;
	}
	if (api_current() && err == 0 && look->fields) {
		staff_call_reply(api_current(), look->id,
			json_pack("{s:O,s:o}", "fields", look->fields, "may_change", changeable(look->reach)));
	} else if (api_current()) {
		own_agency_fail(api_current(), look->id, err != 0 ? err : ERR_NOMEM);
	}
	json_decref(look->fields);
	free(look);
}

void agency_fields_call(struct api *api, const struct staff_call *call)
{
	char slug[OWN_SLUG_SIZE];
	if (!own_agency_asked(api, call, slug)) {
		return;
	}
	struct look *look = calloc(1, sizeof(*look));
	int err = look ? 0 : ERR_NOMEM;
	if (look) {
		look->id = call->id;
		look->reach = call->reach;
		err = agencies_read(api->store, (struct reply_to){.session = call->id}, slug, on_looked,
			look);
	}
	if (err != 0) {
		free(look);
		own_agency_fail(api, call->id, err);
	}
}
