/* The list of requests under way and their answers. */
#include "admin/control.h"

#include <stdlib.h>
#include <string.h>

/* All that have not been answered; the store's answers name them by number. */
static struct control *first;
static uint64_t last_id;

static void control_destroy(struct control *control)
{
	for (struct control **link = &first; *link; link = &(*link)->next) {
		if (*link == control) {
			*link = control->next;
			break;
		}
	}
	json_decref(control->args);
	json_decref(control->data);
	free(control);
}

struct control *control_find(uint64_t id)
{
	struct control *control = first;
	while (control && control->id != id) {
		control = control->next;
	}
	return control;
}

/* Sends and forgets; NULL as answer: there was no memory for one. */
static void answer_with(struct control *control, json_t *answer)
{
	control->send(control->context, control->connection, answer);
	json_decref(answer);
	control_destroy(control);
}

void control_done(struct control *control)
{
	answer_with(control, json_pack("{s:b,s:O}", "ok", 1, "data", control->data));
}

void control_fail(struct control *control, const char *code, const char *message, const char *hint)
{
	answer_with(control,
		json_pack("{s:b,s:{s:s,s:s,s:s}}", "ok", 0, "error", "code", code, "message", message,
			"hint", hint));
}

void control_fail_err(struct control *control, int err)
{
	static const struct {
		int err;
		const char *code, *hint;
	} rows[] = {
		{ERR_DOWN, "down", "Redis does not answer; look at the log of samtaled."},
		{ERR_FULL, "busy", "Try again in a few seconds."},
		{ERR_GONE, "missing", "List what there is with: user list, agency list."},
		{ERR_MOMENT, "taken", "Choose another name."},
		{ERR_RANGE, "value", "See samtalectl --help."},
		{ERR_NOMEM, "memory", "Look at the memory of the machine and of Redis."},
	};
	const char *code = "failed", *hint = "Look at the log of samtaled.";
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].err == err) {
			code = rows[i].code;
			hint = rows[i].hint;
		}
	}
	control_fail(control, code, err_text(err), hint);
}

struct control *control_answered(uint64_t id, int err)
{
	struct control *control = control_find(id);
	if (control && err != 0) {
		control_fail_err(control, err);
		return NULL;
	}
	return control;
}

const char *control_text(const struct control *control, const char *name)
{
	return json_string_value(json_object_get(control->args, name));
}

void control_put(struct control *control, const char *name, json_t *value)
{
	json_object_set_new(control->data, name, value);
}

void control_begin(const struct control_means *means, uint64_t connection, struct view line,
	control_send_fn send, void *context)
{
	json_t *request = json_loadb((const char *)line.data, line.len, JSON_REJECT_DUPLICATES, NULL);
	const char *verb = json_string_value(json_object_get(request, "verb"));
	json_t *args = json_object_get(request, "args");
	struct control *control = calloc(1, sizeof(*control));
	json_t *data = json_object();
	if (!control || !data) {
		free(control);
		json_decref(data);
		json_decref(request);
		send(context, connection, NULL);
		return;
	}
	*control = (struct control){.next = first,
		.id = ++last_id,
		.connection = connection,
		.means = means,
		.send = send,
		.context = context,
		.args = json_is_object(args) ? json_incref(args) : json_object(),
		.data = data};
	first = control;
	verb_fn run = verb ? means->find(verb) : NULL;
	if (run) {
		run(control);
	} else {
		control_fail(control, "verb", "There is no such verb.", "See samtalectl --help.");
	}
	json_decref(request);
}
