/* Each a call of functions/88_staff.lua, where a written edit rings every node, as an import does. */
#include "store/agency_edits.h"

#include "store/internal/call.h"

enum { LINE_TEXTS = 8 };

/* ERR_DOWN. */
static int begin(const struct store *store, const char *function, const char *slug,
	struct args *args)
{
	int err = call_keeper(store, KEY_AGENCIES, function, args);

	if (err == 0) {
		args_text(args, slug);
	}
	return err;
}

static void on_edited(struct call *call, const struct redisReply *reply)
{
	agency_edited_fn done = (agency_edited_fn)call->done;
	const char *field = NULL, *is = NULL;
	int err = answer_err(reply);

	if (err == ERR_MOMENT &&
		(answer_text(reply, 1, &field) != 0 || answer_text(reply, 2, &is) != 0)) {
		err = ERR_DOWN;
		field = NULL;
	}
	done(call->context, call->to, err, field, is);
	call_destroy(call);
}

int agency_edit(struct store *store, struct reply_to to, const struct agency_editing *editing,
	const struct agency_change *changes, unsigned count, agency_edited_fn done, void *context)
{
	struct args args;
	int err = begin(store, "agency_edit", editing->slug, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, editing->who);
	args_text(&args, editing->name);
	for (unsigned i = 0; i < count; i++) {
		args_text(&args, changes[i].field);
		args_text(&args, changes[i].was);
		args_text(&args, changes[i].now);
	}
	return call_ask(store, to, &args, (call_done_fn)done, on_edited, context);
}

int agency_add(struct store *store, struct reply_to to, const struct agency_invited *invited,
	store_done_fn done, void *context)
{
	const struct agency_editing *editing = &invited->editing;
	struct args args;
	int err = begin(store, "agency_add", editing->slug, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, editing->who);
	args_text(&args, editing->name);
	args_text(&args, invited->buddy);
	for (unsigned i = 0; i < invited->count; i++) {
		args_text(&args, invited->pairs[i].field);
		args_text(&args, invited->pairs[i].value);
	}
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

int agency_note(struct store *store, struct reply_to to, const char *slug,
	const struct agency_line *line, store_done_fn done, void *context)
{
	const char *const words[] = {line->who, line->name, line->what, line->about, line->was,
		line->now};
	struct args args;
	int err = begin(store, "agency_note", slug, &args);

	if (err != 0) {
		return err;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		args_text(&args, words[i]);
	}
	return call_ask(store, to, &args, (call_done_fn)done, call_on_word, context);
}

static int read_line(const struct redisReply *reply, size_t at, struct agency_line *line)
{
	bool is_good = answer_text(reply, at, &line->id) == 0 &&
		answer_number(reply, at + 1, &line->at_ms) == 0 &&
		answer_text(reply, at + 2, &line->who) == 0 &&
		answer_text(reply, at + 3, &line->name) == 0 &&
		answer_text(reply, at + 4, &line->what) == 0 &&
		answer_text(reply, at + 5, &line->about) == 0 &&
		answer_text(reply, at + 6, &line->was) == 0 && answer_text(reply, at + 7, &line->now) == 0;

	return is_good ? 0 : ERR_DOWN;
}

static void on_lines(struct call *call, const struct redisReply *reply)
{
	agency_lines_fn done = (agency_lines_fn)call->done;
	struct agency_line lines[AGENCY_LINES_MAX];
	unsigned count = 0;
	int err = answer_err(reply);

	for (size_t at = 1; err == 0 && at < answer_count(reply); at += LINE_TEXTS) {
		err = count < AGENCY_LINES_MAX ? read_line(reply, at, &lines[count++]) : ERR_DOWN;
	}
	done(call->context, call->to, err, lines, err == 0 ? count : 0);
	call_destroy(call);
}

int agency_audit(struct store *store, struct reply_to to, const char *slug, const char *before,
	agency_lines_fn done, void *context)
{
	struct args args;
	int err = begin(store, "agency_audit", slug, &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, before);
	return call_ask(store, to, &args, (call_done_fn)done, on_lines, context);
}
