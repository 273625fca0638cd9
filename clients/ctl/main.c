/* samtalectl: asks a running samtaled over its control socket; a few verbs need no daemon and are
 * done here. Exit codes: 0, 1 refused (or fsck or a self-test found something), 2 usage, 69 the
 * daemon cannot be reached. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "answer.h"
#include "args.h"
#include "code.h"
#include "base/buf.h"
#include "conf/conf.h"
#include "line.h"
#include "show.h"
#include "show_report.h"
#include "show_simulate.h"
#include "verb_seal.h"
#include "verb_simulate.h"

enum { EXIT_REFUSED = 1, EXIT_USAGE = 2, WHY_SIZE = 200, PROBLEMS_SIZE = 4096, PATIENCE_S = 60 };

static const char default_socket[] = "var/demo/control.sock";

/* The verbs that this tool does by itself: how, and how its data is shown; NULL: as that of the others. */
static const struct local_verb {
	const char *name;
	json_t *(*run)(const json_t *args);
	void (*show)(FILE *out, const json_t *data);
} local_verbs[] = {
	{"simulate", verb_simulate, show_simulate},
	{"seal root", verb_seal_key, NULL},
	{"seal signer", verb_seal_key, NULL},
	{"seal statements", verb_seal_statements, NULL},
	{"seal bundle", verb_seal_bundle, NULL},
};

static const struct local_verb *local_verb_of(const struct verb *verb)
{
	for (size_t i = 0; i < sizeof(local_verbs) / sizeof(local_verbs[0]); i++) {
		if (strcmp(local_verbs[i].name, verb->name) == 0) {
			return &local_verbs[i];
		}
	}
	return NULL;
}

static void print_help(FILE *out)
{
	fputs("usage: samtalectl [-s SOCKET] [--json] VERB ...\n\n", out);
	for (size_t i = 0; args_verb_at(i); i++) {
		fprintf(out, "  %s %s\n", args_verb_at(i)->name, args_verb_at(i)->usage);
	}
	fprintf(out, "\nThe socket is -s, else $SAMTALE_SOCKET, else %s.\n", default_socket);
}

static const char *member(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : "";
}

/* How the data of a verb of the daemon is shown; of the others as show_data does. */
static const struct {
	const char *name;
	void (*show)(FILE *out, const json_t *data);
} shown_verbs[] = {
	{"report", show_report},
};

static void show_answer(FILE *out, const char *verb, json_t *data)
{
	for (size_t i = 0; i < sizeof(shown_verbs) / sizeof(shown_verbs[0]); i++) {
		if (strcmp(shown_verbs[i].name, verb) == 0) {
			shown_verbs[i].show(out, data);
			return;
		}
	}
	show_data(out, verb, data);
}

static void print_answer(const struct args *args, const json_t *answer)
{
	const struct local_verb *local = local_verb_of(args->verb);
	if (args->json) {
		json_dumpf(answer, stdout, JSON_COMPACT);
		putchar('\n');
	} else if (json_is_true(json_object_get(answer, "ok")) && local && local->show) {
		local->show(stdout, json_object_get(answer, "data"));
	} else if (json_is_true(json_object_get(answer, "ok"))) {
		const json_t *data = json_object_get(answer, "data");
		if (*member(data, "uri")) {
			code_draw(stdout, member(data, "uri"));
		}
		show_answer(stdout, args->verb->name, json_object_get(answer, "data"));
	} else {
		const json_t *error = json_object_get(answer, "error");
		fprintf(stderr, "samtalectl: %s\n", member(error, "message"));
		if (*member(error, "hint")) {
			fprintf(stderr, "%s\n", member(error, "hint"));
		}
	}
}

/* Lines of what is wrong with a file, one below the other. */
static void on_problem(void *context, const char *line)
{
	struct buf *problems = context;
	int err = buf_printf(problems, "%s%s", problems->len > 0 ? "\n" : "", line);
	(void)err; /* the first few are enough */
}

static json_t *file_failure(const char *file, int err, const struct buf *problems)
{
	char message[PROBLEMS_SIZE];
	if (err == ERR_SYNTAX) {
		snprintf(message, sizeof(message), "%.*s", (int)problems->len,
			(const char *)problems->data);
	} else {
		snprintf(message, sizeof(message), "%s: %s", file,
			err == ERR_SYSTEM ? strerror(errno) : err_text(err));
	}
	return answer_failure("file", message, "");
}

static json_t *replies_json(const struct conf_replies *replies)
{
	json_t *list = json_array();
	for (unsigned i = 0; i < replies->count; i++) {
		const struct conf_reply *row = &replies->rows[i];
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s}", "code", row->code, "language", row->language, "text",
				row->text));
	}
	return list;
}

/* In place of the file's name: what stands in it. NULL, or the answer that says what is wrong. */
static json_t *read_agency(json_t *args)
{
	const char *file = member(args, "file");
	const char *pool = json_string_value(json_object_get(args, "pool"));
	struct conf_agency own = {0};
	struct buf problems;
	buf_init(&problems, PROBLEMS_SIZE);
	int err = conf_agency(file, NULL, pool, on_problem, &problems, &own);
	json_t *refusal = err != 0 ? file_failure(file, err, &problems) : NULL;
	buf_finish(&problems);
	if (err != 0) {
		return refusal;
	}
	json_t *fields = json_object();
	for (size_t i = 0; agency_field_at(i); i++) {
		json_object_set_new(fields, agency_field_at(i),
			json_string(agency_get(own.agency, agency_field_at(i))));
	}
	json_object_clear(args);
	json_object_set_new(args, "fields", fields);
	if (own.has_replies) {
		json_object_set_new(args, "replies", replies_json(&own.replies));
	}
	agency_destroy(own.agency);
	conf_replies_finish(&own.replies);
	return NULL;
}

static int exit_code_of(const json_t *answer)
{
	const json_t *data = json_object_get(answer, "data");
	bool unclean = json_is_false(json_object_get(data, "clean")) ||
		json_is_false(json_object_get(data, "holds"));
	return json_is_true(json_object_get(answer, "ok")) && !unclean ? EXIT_SUCCESS : EXIT_REFUSED;
}

static int run_local(const struct args *args)
{
	json_t *answer = local_verb_of(args->verb)->run(args->args);
	const json_t *error = json_object_get(answer, "error");
	int code = strcmp(member(error, "code"), "usage") == 0 ? EXIT_USAGE : exit_code_of(answer);
	print_answer(args, answer);
	json_decref(answer);
	return code;
}

static int run(const struct args *args)
{
	const char *from_environment = getenv("SAMTALE_SOCKET");
	const char *socket = args->socket ? args->socket
		: from_environment            ? from_environment
									  : default_socket;
	json_t *refusal =
		strcmp(args->verb->name, "agency import") == 0 ? read_agency(args->args) : NULL;
	if (refusal) {
		print_answer(args, refusal);
		json_decref(refusal);
		return EXIT_REFUSED;
	}
	json_t *request = json_pack("{s:s,s:O}", "verb", args->verb->name, "args", args->args);
	json_t *answer = NULL;
	int code = EX_UNAVAILABLE;
	unsigned patience_s = args->verb->waits ? 0 : PATIENCE_S;
	int err = request ? line_ask(socket, patience_s, request, &answer) : ERR_NOMEM;
	if (err == 0) {
		code = exit_code_of(answer);
	} else {
		char message[WHY_SIZE];
		snprintf(message, sizeof(message), "%s: %s", socket,
			err == ERR_DOWN ? strerror(errno) : "no answer that can be read");
		answer = answer_failure("unreachable", message,
			"Is samtaled running? -s names its control socket.");
	}
	print_answer(args, answer);
	json_decref(request);
	json_decref(answer);
	return code;
}

int main(int argc, char **argv)
{
	struct args args;
	char why[WHY_SIZE] = "no memory";
	if (args_parse(argc, argv, &args, why, sizeof(why)) != 0) {
		fprintf(stderr, "samtalectl: %s\nsamtalectl --help shows the verbs.\n", why);
		return EXIT_USAGE;
	}
	int code = EXIT_SUCCESS;
	if (args.help) {
		print_help(stdout);
	} else if (args.version) {
		puts("samtalectl " SAMTALE_VERSION);
	} else if (local_verb_of(args.verb)) {
		code = run_local(&args);
	} else {
		code = run(&args);
	}
	args_finish(&args);
	return code;
}
