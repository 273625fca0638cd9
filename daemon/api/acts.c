/* The body is judged here by the directory, whose names routing does not know; what is within reach is judged there. */
#include "api/acts.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "store/acts.h"

enum { SCOPES_SIZE = 256, TEXTS_SIZE = 2200, TEXT_MOST = 400, MEMBERS_MOST = 9 };

static const struct failure bad_body = {400, "body", "The body is not what this address takes.",
	"Send {\"kind\":\"text\",...}; docs/openapi.yaml says what each kind takes.", 0};
static const struct failure wrong_value = {422, "value",
	"That is not an act, or it is not within your reach.",
	"Name places, topics and people of your own agency, or, as duty lead, of your pool.", 0};
static const struct failure not_leading = {409, "not_leading", "The rota does not name you now.",
	"A duty lead acts in the hours of the rota.", 0};
static const struct failure policy = {403, "policy", "The pool does not let a duty lead do that.",
	"The pool's duty_lead in the configuration says what.", 0};
static const struct failure off = {409, "off", "Nobody is available there now.", "", 0};
static const struct failure full = {409, "full", "There is no room for one more.",
	"Undo something that stands, or choose who has a free place.", 0};
static const struct failure wish = {409, "wish", "The young person has wished otherwise.", "", 0};
static const struct failure missing = {404, "missing", "There is no such thing, or no more.", "",
	0};

static const struct failure *failure_of(int err)
{
	switch (err) {
	case ERR_RANGE: return &wrong_value;
	case ERR_MOMENT: return &not_leading;
	case ERR_FULL: return &full;
	case ERR_OFF: return &off;
	case ERR_WISH: return &wish;
	case ERR_GONE: return &missing;
	default: return &api_down;
	}
}

static void fail(struct api *api, uint64_t id, const struct failure *failure)
{
	api_reply_failure(api, id, failure);
}

/* An act on its way to the store. */
struct act_call {
	const struct agency *own;
	const struct pool *pool;
	struct acts_wish wish;
	char scopes[SCOPES_SIZE], texts[TEXTS_SIZE];
};

/* Kinds, the word of the pool's policy that allows them, and how their end is said. */
static const struct kind {
	const char *word, *policy;
	bool stands;
} kinds[] = {
	{"door", "door", true},
	{"redirect", "redirect", true},
	{"scope", "scope", true},
	{"announce", "announce", true},
	{"text", "text", true},
	{"pause", "people", false},
	{"drain", "people", false},
	{"reassign", "people", false},
};

static const struct kind *find_kind(const char *word)
{
	for (size_t i = 0; word && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].word, word) == 0) {
			return &kinds[i];
		}
	}
	return NULL;
}

static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = list; (at = strstr(at, word)) != NULL; at += len) {
		if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
			return true;
		}
	}
	return false;
}

/* A county is known by its municipalities. */
static bool is_county(const struct directory *directory, const char *pool, const char *code)
{
	const struct region *region;
	for (size_t i = 0; (region = directory_region_at(directory, i)) != NULL; i++) {
		if (strcmp(region->pool, pool) == 0 && strcmp(region->county, code) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_scope(const struct api *api, const char *pool, const char *scope)
{
	switch (scope[0]) {
	case 'n': return scope[1] == '\0';
	case 'c': return is_county(api->directory, pool, scope + 1);
	case 'm': return directory_region(api->directory, pool, scope + 1) != NULL;
	default: return false;
	}
}

static int read_scopes(const struct api *api, struct act_call *act, const json_t *list)
{
	size_t used = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *scope = json_string_value(json_array_get(list, i));
		if (!scope || !is_scope(api, act->pool->id, scope) ||
			used + strlen(scope) + 2 > sizeof(act->scopes)) {
			return ERR_RANGE;
		}
		used += (size_t)snprintf(act->scopes + used, sizeof(act->scopes) - used, "%s%s",
			used ? " " : "", scope);
	}
	act->wish.scopes = act->scopes;
	return 0;
}

/* On one line, with something in it. */
static bool is_text(const char *text)
{
	size_t len = text ? strlen(text) : 0;
	return len > 0 && len <= TEXT_MOST && utf8_is_plain(view_text(text));
}

static int read_texts(struct act_call *act, json_t *texts)
{
	size_t used = 0, found = 0;
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *code = language_code((enum language)i);
		json_t *one = json_object_get(texts, code);
		const char *text = json_string_value(one);
		if (!one) {
			continue;
		}
		if (!is_text(text) || used + strlen(text) + 8 > sizeof(act->texts)) {
			return ERR_RANGE;
		}
		found++;
		used += (size_t)snprintf(act->texts + used, sizeof(act->texts) - used, "%s%s %s",
			used ? "\n" : "", code, text);
	}
	act->wish.texts = act->texts;
	return found == json_object_size(texts) ? 0 : ERR_RANGE;
}

static bool is_topic(const struct api *api, const char *topic)
{
	return *topic == '\0' || directory_topic(api->directory, topic);
}

/* The agency that a place names is of this pool; whose municipality it is routing is told. */
static int read_place(const struct api *api, struct act_call *act, bool is_person)
{
	const char *place = act->wish.place;
	if (*place == '\0' || is_person) {
		return 0;
	}
	const struct agency *agency = directory_agency(api->directory, place);
	if (!agency || strcmp(agency_get(agency, "pool"), act->pool->id) != 0) {
		return ERR_RANGE;
	}
	act->wish.municipality = agency_get(agency, "municipality");
	return 0;
}

/* A text of the body; "" when it is not there. */
static const char *text_of(const struct staff_call *call, const char *name)
{
	const char *text = staff_call_text(call, name);
	return text ? text : "";
}

/* Whether the body has nothing but these members, each of its type. */
static bool is_formed(const json_t *body)
{
	static const struct {
		const char *name;
		json_type type;
	} members[MEMBERS_MOST] = {{"kind", JSON_STRING}, {"place", JSON_STRING},
		{"scopes", JSON_ARRAY}, {"topic", JSON_STRING}, {"target", JSON_STRING},
		{"level", JSON_INTEGER}, {"until", JSON_INTEGER}, {"texts", JSON_OBJECT},
		{"check", JSON_TRUE}};
	size_t found = 0;
	for (size_t i = 0; i < MEMBERS_MOST; i++) {
		const json_t *one = json_object_get(body, members[i].name);
		bool is_bool = members[i].type == JSON_TRUE && json_is_boolean(one);
		if (one && json_typeof(one) != members[i].type && !is_bool) {
			return false;
		}
		found += one ? 1 : 0;
	}
	return found == json_object_size(body);
}

/* The whole number of a member, 0 when it is not there or below. */
static uint64_t number_of(const struct staff_call *call, const char *name)
{
	json_int_t number = json_integer_value(json_object_get(call->body, name));
	return number > 0 ? (uint64_t)number : 0;
}

static int read_wish(const struct api *api, const struct staff_call *call, const struct kind *kind,
	struct act_call *act)
{
	bool is_person = strcmp(kind->word, "reassign") == 0;
	act->wish = (struct acts_wish){.kind = kind->word,
		.place = text_of(call, "place"),
		.scopes = "",
		.topic = text_of(call, "topic"),
		.target = text_of(call, "target"),
		.municipality = "",
		.texts = "",
		.level = (unsigned)number_of(call, "level"),
		.until_ms = kind->stands ? number_of(call, "until") : 0,
		.check = json_is_true(json_object_get(call->body, "check"))};
	bool redirects = strcmp(kind->word, "redirect") == 0;
	int err = read_scopes(api, act, json_object_get(call->body, "scopes"));
	err = err == 0 ? read_texts(act, json_object_get(call->body, "texts")) : err;
	err = err == 0 ? read_place(api, act, is_person) : err;
	if (err == 0 &&
		(!is_topic(api, act->wish.topic) || (redirects && !is_topic(api, act->wish.target)))) {
		err = ERR_RANGE;
	}
	return err;
}

/* The own pool and agency of who calls; false: this person has none. */
static bool find_own(const struct api *api, const struct staff_call *call, struct act_call *act)
{
	act->own = directory_agency(api->directory, call->person.agency);
	act->pool = act->own ? directory_pool(api->directory, agency_get(act->own, "pool")) : NULL;
	return act->pool != NULL;
}

/* Only of the agency that answers for it: one that is not live yet, or the place's second, has none to act on. */
static const char *municipality_of(const struct api *api, const struct act_call *act)
{
	const char *code = agency_get(act->own, "municipality");
	return directory_agency_of(api->directory, act->pool->id, code) == act->own ? code : "";
}

static struct acts_actor actor_of(const struct api *api, const struct staff_call *call,
	const struct act_call *act)
{
	bool in_agency = call->reach == REACH_AGENCY;
	return (struct acts_actor){.pool = act->pool->id,
		.cid = call->person.id,
		.name = call->person.alias,
		.reach = in_agency ? call->person.agency : "",
		.may = act->pool->duty_lead,
		.municipality = in_agency ? municipality_of(api, act) : ""};
}

static void on_done(void *context, struct reply_to to, int err, uint64_t id, uint64_t reached)
{
	struct api *api = api_current();
	(void)context;
	if (!api) {
		return;
	}
	if (err != 0) {
		fail(api, to.session, failure_of(err));
		return;
	}
	staff_call_reply(api, to.session,
		json_pack("{s:I,s:I}", "id", (json_int_t)id, "reached", (json_int_t)reached));
}

void acts_post_call(struct api *api, const struct staff_call *call)
{
	struct act_call act = {0};
	const struct kind *kind = find_kind(staff_call_text(call, "kind"));
	if (!kind || !is_formed(call->body)) {
		fail(api, call->id, &bad_body);
		return;
	}
	if (!find_own(api, call, &act)) {
		staff_call_refuse(api, call);
		return;
	}
	if (call->reach == REACH_POOL && !has_word(act.pool->duty_lead, kind->policy)) {
		fail(api, call->id, &policy);
		return;
	}
	const struct acts_actor actor = actor_of(api, call, &act);
	int err = read_wish(api, call, kind, &act);
	if (err == 0) {
		err =
			acts_do(api->store, (struct reply_to){.session = call->id}, &actor, &act.wish, on_done);
	}
	if (err != 0) {
		fail(api, call->id, failure_of(err));
	}
}

static void on_undone(void *context, struct reply_to to, int err)
{
	struct api *api = api_current();
	(void)context;
	if (api && err != 0) {
		fail(api, to.session, err == ERR_OFF ? &policy : failure_of(err));
	} else if (api) {
		staff_call_done(api, to.session, 0);
	}
}

void acts_undo_call(struct api *api, const struct staff_call *call)
{
	struct act_call act = {0};
	uint64_t id = number_of(call, "id");
	if (id == 0 || json_object_size(call->body) != 1) {
		fail(api, call->id, &bad_body);
		return;
	}
	if (!find_own(api, call, &act)) {
		staff_call_refuse(api, call);
		return;
	}
	const struct acts_actor actor = actor_of(api, call, &act);
	int err = acts_undo(api->store, (struct reply_to){.session = call->id}, &actor, id, on_undone);
	if (err != 0) {
		fail(api, call->id, failure_of(err));
	}
}
