/* One call through four steps: list with texts, load, ask, list and remove. The text itself is
 * compared, because Redis keeps no digest of it and a version may be mended without a new number. */
#include "store/internal/versions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/log.h"
#include "store/internal/call.h"

#define LIBRARY_NAME "samtale"

enum { DECIMAL = 10, DIGITS_MAX = 6, LIBRARIES_MAX = 16 };

int versions_parse(const char *name, unsigned *ret_version)
{
	size_t prefix = sizeof LIBRARY_NAME - 1;
	const char *digits = name + prefix;

	if (strncmp(name, LIBRARY_NAME, prefix) != 0) {
		return ERR_SYNTAX;
	}
	size_t length = strspn(digits, "0123456789");
	if (length == 0 || length > DIGITS_MAX || digits[length] != '\0' ||
		(digits[0] == '0' && length > 1)) {
		return ERR_SYNTAX;
	}
	*ret_version = (unsigned)strtoul(digits, NULL, DECIMAL);
	return 0;
}

unsigned versions_previous(const unsigned *versions, size_t count, unsigned ours)
{
	unsigned previous = 0;

	for (size_t i = 0; i < count; i++) {
		if (versions[i] < ours && versions[i] > previous) {
			previous = versions[i];
		}
	}
	return previous;
}

/* The value behind a name in one entry of FUNCTION LIST, which is a flat list of both; or NULL. */
static const redisReply *field(const redisReply *entry, const char *name)
{
	for (size_t i = 0; i + 1 < answer_count(entry); i += 2) {
		const char *text;
		if (answer_text(entry, i, &text) == 0 && strcmp(text, name) == 0 &&
			entry->element[i + 1]->type == REDIS_REPLY_STRING) {
			return entry->element[i + 1];
		}
	}
	return NULL;
}

/* The version of an entry. ERR_SYNTAX: it is not of ours. */
static int version_of(const redisReply *entry, unsigned *ret_version)
{
	const redisReply *name = field(entry, "library_name");

	return name == NULL ? ERR_SYNTAX : versions_parse(name->str, ret_version);
}

static const redisReply *code_of(const redisReply *list, unsigned ours)
{
	for (size_t i = 0; i < answer_count(list); i++) {
		unsigned version;
		if (version_of(list->element[i], &version) == 0 && version == ours) {
			return field(list->element[i], "library_code");
		}
	}
	return NULL;
}

static void step(struct call *call, const struct args *args, call_answer_fn answer)
{
	call->answer = answer;
	int err = link_send(call->store->links[LINK_ROUTING], args, &call->link);
	if (err != 0) {
		call_finish(call, err);
	}
}

static void list_args(struct args *args)
{
	args_init(args);
	args_text(args, "FUNCTION");
	args_text(args, "LIST");
	args_text(args, "LIBRARYNAME");
	args_text(args, LIBRARY_NAME "*");
}

static void remove_version(struct call *call, unsigned version)
{
	struct args args;

	log_info("functions version %u removed: older than the one before ours", version);
	args_init(&args);
	args_text(&args, "FUNCTION");
	args_text(&args, "DELETE");
	args_format(&args, LIBRARY_NAME "%u", version);
	call_forget(call->store, LINK_ROUTING, &args);
}

static void on_listed_again(struct call *call, const struct redisReply *reply)
{
	unsigned versions[LIBRARIES_MAX];
	size_t count = 0;
	int err = answer_plain(reply);

	for (size_t i = 0; i < answer_count(reply) && count < LIBRARIES_MAX; i++) {
		count += version_of(reply->element[i], &versions[count]) == 0;
	}
	unsigned previous = versions_previous(versions, count, call->count);
	for (size_t i = 0; i < count; i++) {
		if (versions[i] < previous) {
			remove_version(call, versions[i]);
		}
	}
	call_finish(call, err);
}

static void on_version(struct call *call, const struct redisReply *reply)
{
	struct args args;
	int err = answer_err(reply);

	if (err == 0 &&
		(answer_count(reply) < 2 || reply->element[1]->type != REDIS_REPLY_INTEGER ||
			reply->element[1]->integer != (long long)call->count)) {
		log_error("the functions do not answer that they are version %u", call->count);
		err = ERR_DOWN;
	}
	if (err != 0) {
		call_finish(call, err);
		return;
	}
	list_args(&args);
	step(call, &args, on_listed_again);
}

static void ask_version(struct call *call)
{
	struct args args;

	args_init(&args);
	args_text(&args, "FCALL");
	args_format(&args, "s%u_version", call->count);
	args_text(&args, "0");
	step(call, &args, on_version);
}

static void on_loaded(struct call *call, const struct redisReply *reply)
{
	int err = answer_plain(reply);

	if (err != 0) {
		call_finish(call, err);
		return;
	}
	log_info("functions version %u loaded", call->count);
	ask_version(call);
}

static void on_listed(struct call *call, const struct redisReply *reply)
{
	struct args args;
	int err = answer_plain(reply);

	if (err != 0) {
		call_finish(call, err);
		return;
	}
	const redisReply *code = code_of(reply, call->count);
	if (code != NULL && strcmp(code->str, call->text) == 0) {
		ask_version(call);
		return;
	}
	args_init(&args);
	args_text(&args, "FUNCTION");
	args_text(&args, "LOAD");
	args_text(&args, "REPLACE");
	args_text(&args, call->text);
	step(call, &args, on_loaded);
}

int versions_settle(struct call *call, unsigned version, struct view text)
{
	struct args args;

	if (call == NULL) {
		return ERR_NOMEM;
	}
	call->count = version;
	call->text = strndup((const char *)text.data, text.len);
	if (call->text == NULL) {
		call_destroy(call);
		return ERR_NOMEM;
	}
	call->answer = on_listed;
	list_args(&args);
	args_text(&args, "WITHCODE");
	return call_send(call, LINK_ROUTING, &args);
}
