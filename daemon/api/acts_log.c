/* What stands is told from memory, lines are read. */
#include <stdlib.h>
#include <string.h>

#include "api/acts.h"
#include "api/lists.h"
#include "api/query.h"
#include "directory/scopes.h"
#include "store/acts.h"

enum { ID_SIZE = 48 };

static json_t *texts_json(const char *texts)
{
	json_t *all = json_object();
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *code = language_code((enum language)i);
		unsigned len;
		const char *text = act_text(texts, code, &len);
		bool is_there = text - texts > (ptrdiff_t)strlen(code) &&
			strncmp(text - strlen(code) - 1, code, strlen(code)) == 0;
		if (is_there) {
			json_object_set_new(all, code, json_stringn(text, len));
		}
	}
	return all;
}

static json_t *words_json(const char *words)
{
	json_t *list = json_array();
	while (*words != '\0') {
		size_t len = strcspn(words, " ");
		json_array_append_new(list, json_stringn(words, len));
		words += len + (words[len] == ' ' ? 1 : 0);
	}
	return list;
}

/* A request whose lines are being read. */
struct log_call {
	char reach[65];   /* the own agency; "": everything, but no municipality beside a topic */
	bool may_lead;    /* everything, as long as the rota says so */
	const char *pool; /* the directory's */
};

static json_t *scopes_json(const struct log_call *log, const char *text)
{
	const struct api *api = api_current();
	struct scopes scopes = {.text = ""};
	if (*log->reach != '\0') {
		return words_json(text);
	}
	int err = scopes_of_counties(api->directory, log->pool, view_text(text), &scopes);
	return err == 0 ? words_json(scopes.text) : json_array();
}

static json_t *act_json(const struct log_call *log, const struct act_row *act)
{
	return json_pack("{s:I,s:s,s:I,s:I,s:s,s:s,s:o,s:s,s:s,s:s,s:s,s:o}", "id", (json_int_t)act->id,
		"kind", act->kind, "from", (json_int_t)act->from_ms, "until", (json_int_t)act->until_ms,
		"reach", act->reach, "place", act->place, "scopes", scopes_json(log, act->scopes), "topic",
		act->topic, "target", act->target, "level", act->level, "name", act->name, "texts",
		texts_json(act->texts));
}

/* What is done to somebody, at once, names a person. */
static bool is_of_person(const struct act_row *act)
{
	return act->until_ms == 0;
}

/* A supervisor hears of what was done in its agency and in the whole pool, but not of the people of another one. */
static bool is_seen(const struct log_call *log, const struct act_row *act)
{
	bool of_pool = *act->reach == '\0';
	if (*log->reach == '\0' || (of_pool && !is_of_person(act))) {
		return true;
	}
	return strcmp(of_pool ? act->place : act->reach, log->reach) == 0;
}

static json_t *line_json(const struct log_call *log, const struct acts_line *line)
{
	struct act_row act;
	char *text = strdup(line->text);
	json_t *one = NULL;
	if (text && act_read(text, &act) == 0 && is_seen(log, &act)) {
		act.id = line->act;
		one = json_pack("{s:I,s:s,s:s,s:o}", "at", (json_int_t)line->at_ms, "name", line->name,
			"what", line->what, "act", act_json(log, &act));
	}
	free(text);
	return one;
}

static json_t *standing_json(const struct log_call *log, const struct acts *acts)
{
	json_t *list = json_array();
	const struct act_row *act;
	for (unsigned i = 0; (act = acts_at(acts, i)) != NULL; i++) {
		if (is_seen(log, act)) {
			json_array_append_new(list, act_json(log, act));
		}
	}
	return list;
}

static json_t *lines_json(const struct log_call *call, const struct acts_log *log)
{
	json_t *list = json_array();
	for (unsigned i = 0; i < log->count; i++) {
		json_t *one = line_json(call, &log->lines[i]);
		if (one) {
			json_array_append_new(list, one);
		}
	}
	return list;
}

static json_t *log_json(const struct log_call *call, const struct acts_log *log)
{
	const struct directory *directory = api_current()->directory;
	return json_pack("{s:o,s:o,s:s,s:o}", "standing",
		standing_json(call, directory_acts(directory, call->pool)), "lines", lines_json(call, log),
		"more", log->count == ACTS_LINES_MAX ? log->lines[log->count - 1].id : "", "topics",
		lists_hidden_topics(directory));
}

/* A duty lead reads as it sees: the whole pool in its hours, and outside them what its agency may. */
static void on_log(void *context, struct reply_to to, int err, const struct acts_log *log)
{
	struct api *api = api_current();
	struct log_call *call = context;
	if (api && err != 0) {
		api_reply_failure(api, to.session, &api_down);
	} else if (api) {
		if (call->may_lead && log->leads) {
			call->reach[0] = '\0';
		}
		staff_call_reply(api, to.session, log_json(call, log));
	}
	free(call);
}

void acts_get_call(struct api *api, const struct staff_call *call)
{
	const struct agency *own = directory_agency(api->directory, call->person.agency);
	const struct pool *pool = own ? directory_pool(api->directory, agency_get(own, "pool")) : NULL;
	struct log_call *log = pool ? calloc(1, sizeof(*log)) : NULL;
	char before[ID_SIZE];
	if (!log) {
		staff_call_refuse(api, call);
		return;
	}
	query_get(call->query, "before", before, sizeof(before));
	log->pool = pool->id;
	log->may_lead = call->reach == REACH_POOL;
	memcpy(log->reach, call->person.agency, sizeof(log->reach));
	const struct acts_asker asker = {.pool = pool->id, .cid = call->person.id, .before = before};
	int err = acts_log(api->store, (struct reply_to){.session = call->id}, &asker, on_log, log);
	if (err != 0) {
		free(log);
		api_reply_failure(api, call->id, &api_down);
	}
}
