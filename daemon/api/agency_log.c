/* Both only read. Requests carry the number of the call; of the export what has been written so far goes along. */
#include "api/agency_log.h"

#include <stdlib.h>
#include <string.h>

#include "api/own_agency.h"
#include "api/query.h"
#include "directory/agency_yaml.h"
#include "store/agencies.h"
#include "store/agency_edits.h"
#include "store/replies.h"

enum { ID_SIZE = 48 };

static const char type_yaml[] = "application/yaml; charset=utf-8";

static const char *value_of(const struct agency_pair *pairs, unsigned count, const char *field)
{
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(pairs[i].field, field) == 0) {
			return pairs[i].value;
		}
	}
	return "";
}

/* The replies, which stand last. */
static int write_replies(struct buf *file, const struct replies_row *rows, size_t count)
{
	struct agency_reply replies[AGENCY_REPLIES_MAX];
	if (count > AGENCY_REPLIES_MAX) {
		return ERR_FULL;
	}
	for (size_t i = 0; i < count; i++) {
		replies[i] = (struct agency_reply){rows[i].code, rows[i].language, rows[i].text};
	}
	return agency_yaml_replies(file, replies, count);
}

static void on_replies(void *context, struct reply_to to, int err, const struct replies_row *rows,
	size_t count)
{
	struct api *api = api_current();
	struct buf *file = context;
	if (api && err != 0) {
		own_agency_fail(api, to.session, err);
	} else if (api) {
		err = write_replies(file, rows, count);
		const struct answer answer = {.status = err == 0 ? 200 : 500, .type = type_yaml};
		api_reply(api, to.session, &answer, err == 0 ? buf_view(file) : view_text(""));
	}
	buf_finish(file);
	free(file);
}

static int write_fields(struct buf *file, const char *slug, const struct agency_pair *pairs,
	unsigned count)
{
	const char *field;
	int err = 0;
	for (size_t i = 0; err == 0 && (field = agency_field_at(i)) != NULL; i++) {
		bool is_slug = strcmp(field, "slug") == 0;
		err = agency_yaml_line(file, field, is_slug ? slug : value_of(pairs, count, field));
	}
	return err;
}

/* Called for the agency, then with NULL; with the first the replies are asked for. */
static void on_exported(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct api *api = api_current();
	(void)context;
	if (!api || (!slug && err == 0)) {
		return;
	}
	if (!slug) {
		own_agency_fail(api, to.session, err);
		return;
	}
	struct buf *file = malloc(sizeof *file);
	if (!file) {
		own_agency_fail(api, to.session, ERR_NOMEM);
		return;
	}
	buf_init(file, AGENCY_YAML_MAX);
	err = write_fields(file, slug, pairs, count);
	err = err == 0 ? replies_kept(api->store, to, slug, on_replies, file) : err;
	if (err != 0) {
		own_agency_fail(api, to.session, err);
		buf_finish(file);
		free(file);
	}
}

void agency_export_call(struct api *api, const struct staff_call *call)
{
	char slug[OWN_SLUG_SIZE];
	if (!own_agency_asked(api, call, slug)) {
		return;
	}
	int err =
		agencies_read(api->store, (struct reply_to){.session = call->id}, slug, on_exported, NULL);
	if (err != 0) {
		own_agency_fail(api, call->id, err);
	}
}

static void on_lines(void *context, struct reply_to to, int err, const struct agency_line *lines,
	unsigned count)
{
	struct api *api = api_current();
	(void)context;
	if (!api) {
		return;
	}
	if (err != 0) {
		own_agency_fail(api, to.session, err);
		return;
	}
	json_t *list = json_array();
	for (unsigned i = 0; i < count; i++) {
		json_array_append_new(list,
			json_pack("{s:I,s:s,s:s,s:s,s:s,s:s}", "at", (json_int_t)lines[i].at_ms, "name",
				lines[i].name, "what", lines[i].what, "about", lines[i].about, "was", lines[i].was,
				"now", lines[i].now));
	}
	staff_call_reply(api, to.session,
		json_pack("{s:o,s:s}", "lines", list, "more",
			count == AGENCY_LINES_MAX ? lines[count - 1].id : ""));
}

void agency_audit_call(struct api *api, const struct staff_call *call)
{
	char slug[OWN_SLUG_SIZE], before[ID_SIZE];
	if (!own_agency_asked(api, call, slug)) {
		return;
	}
	query_get(call->query, "before", before, sizeof(before));
	int err = agency_audit(api->store, (struct reply_to){.session = call->id}, slug, before,
		on_lines, NULL);
	if (err != 0) {
		own_agency_fail(api, call->id, err);
	}
}
