/* The command line of samtalectl, and the file that `agency export` writes: `agency import` must
 * read it back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clients/ctl/args.h"
#include "clients/ctl/show.h"
#include "conf/conf.h"

enum { WORDS_MAX = 16 };

/* Parses a line of words parted by spaces. */
static int parse(const char *line, struct args *ret_args, char why[200])
{
	static char name[] = "samtalectl", copy[256];
	char *words[WORDS_MAX] = {name}, *rest = copy;
	int count = 1;
	snprintf(copy, sizeof(copy), "%s", line);
	for (char *word; (word = strsep(&rest, " ")) != NULL;) {
		if (*word) {
			words[count++] = word;
		}
	}
	why[0] = '\0';
	return args_parse(count, words, ret_args, why, 200);
}

static void assert_arg(const struct args *args, const char *name, const char *expected)
{
	const char *value = json_string_value(json_object_get(args->args, name));
	assert_non_null(value);
	assert_string_equal(value, expected);
}

static void options_and_words_come_in_any_order(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"-s /x --json user add --role counsellor --agency oslo --lives-in 0301 ida",
		"user --role=counsellor add --agency=oslo ida --lives-in=0301 --json -s /x",
	};
	for (size_t i = 0; i < 2; i++) {
		struct args args;
		char why[200];
		assert_int_equal(parse(lines[i], &args, why), 0);
		assert_string_equal(args.socket, "/x");
		assert_true(args.json);
		assert_string_equal(args.verb->name, "user add");
		assert_arg(&args, "name", "ida");
		assert_arg(&args, "role", "counsellor");
		assert_arg(&args, "agency", "oslo");
		assert_arg(&args, "lives_in", "0301");
		assert_null(json_object_get(args.args, "alias"));
		args_finish(&args);
	}
}

/* Each of a list of option names, parted by spaces, with a value. */
static void write_options(const char *names, char *out, size_t size)
{
	size_t at = 0;
	out[0] = '\0';
	for (bool begins = true; *names; names++) {
		at += (size_t)snprintf(out + at, size - at, "%s%c", begins ? " --" : "",
			*names == '_' ? '-' : *names);
		begins = *names == ' ';
		at += names[1] == ' ' || names[1] == '\0' ? (size_t)snprintf(out + at, size - at, " a") : 0;
	}
}

static void every_verb_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; args_verb_at(i); i++) {
		const struct verb *verb = args_verb_at(i);
		char line[200], why[200], options[100];
		struct args args;
		write_options(verb->required, options, sizeof(options));
		snprintf(line, sizeof(line), "%s%s%s", verb->name, verb->positional ? " x" : "", options);
		assert_int_equal(parse(line, &args, why), 0);
		assert_ptr_equal(args.verb, verb);
		args_finish(&args);
	}
}

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	static const struct {
		const char *line, *why;
	} rows[] = {
		{"", "a verb is needed"},
		{"dance", "there is no verb dance"},
		{"user", "there is no verb user; there are user add, user invite, "},
		{"user dance", "there is no verb user dance; there are user add, "},
		{"user add --role a --agency b", "needed: a name"},
		{"user add ida --role a", "needed: --agency"},
		{"user add ida --role", "a value is needed for --role"},
		{"user add ida --role a --role b --agency c", "twice there: --role"},
		{"user add ida --colour red", "there is no option --colour"},
		{"user list --role a", "not an option of this verb: --role"},
		{"status now", "not expected: now"},
		{"user passwd ida per", "not expected: per"},
		{"seal bundle --root-point a b", "needed: --min-serial"},
		{"status -x", "not expected: -x"},
		{"status -s", "-s needs the path"},
		{"status --self-test", "not an option of this verb: --self-test"},
		{"simulate --self-test=1", "there is no option --self-test=1"},
		{"simulate --seed 1 --seed 2", "twice there: --seed"},
		{"simulate --set", "a value is needed for --set"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct args args;
		char why[200];
		assert_int_equal(parse(rows[i].line, &args, why), ERR_SYNTAX);
		if (!strstr(why, rows[i].why)) {
			fail_msg("\"%s\": expected \"%s\", said \"%s\"", rows[i].line, rows[i].why, why);
		}
	}
}

static void what_may_come_again_is_a_list_and_a_flag_takes_no_word(void **state)
{
	(void)state;
	struct args args;
	char why[200];
	assert_int_equal(parse("simulate --set a=1 --progress --set=b=2 --preset A", &args, why), 0);
	const json_t *pairs = json_object_get(args.args, "set");
	assert_int_equal(json_array_size(pairs), 2);
	assert_string_equal(json_string_value(json_array_get(pairs, 0)), "a=1");
	assert_string_equal(json_string_value(json_array_get(pairs, 1)), "b=2");
	assert_true(json_is_true(json_object_get(args.args, "progress")));
	assert_arg(&args, "preset", "A");
	args_finish(&args);
}

static void help_and_version_need_no_verb(void **state)
{
	(void)state;
	struct args args;
	char why[200];
	assert_int_equal(parse("--help", &args, why), 0);
	assert_true(args.help);
	args_finish(&args);
	assert_int_equal(parse("--version", &args, why), 0);
	assert_true(args.version);
	args_finish(&args);
}

/* What YAML would fold, end a line at, or not read at all. */
#define ROUGH \
	" \"Hei\\\"\n\r\n\t: # - " \
	"\x7f\xc2\x85\xc2\x9f\xc2\xa0\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf\xef\xbf\xbf\xf0\x9f\x99\x82" \
	" "

static void an_exported_agency_can_be_imported(void **state)
{
	(void)state;
	json_t *fields = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "slug", "oslo", "pool", "no",
		"name", "Ung: \"i\" \\ Oslo # <æøå> \xf0\x9f\x99\x82", "answers.nb", "rådgivere, 'her'",
		"works_with.nb", "{skolen}", "exit", "https://a.example/?b=c", "hours",
		"mon-thu 16:00-21:00");
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	json_t *replies = json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s}]", "code", "hei", "language", "nb",
		"text", ROUGH, "code", "tid", "language", "nn", "text", "-");
	show_agency(out, fields, replies);
	fclose(out);
	struct conf_agency own;
	assert_int_equal(conf_agency("export.yaml", text, NULL, NULL, NULL, &own), 0);
	const char *name;
	json_t *value;
	json_object_foreach(fields, name, value)
	{
		assert_string_equal(agency_get(own.agency, name), json_string_value(value));
	}
	assert_string_equal(agency_get(own.agency, "letterbox"), "");
	assert_true(own.has_replies);
	assert_int_equal(own.replies.count, 2);
	assert_string_equal(own.replies.rows[0].text, ROUGH);
	assert_string_equal(own.replies.rows[1].language, "nn");
	assert_string_equal(own.replies.rows[1].text, "-");
	agency_destroy(own.agency);
	conf_replies_finish(&own.replies);
	json_decref(replies);
	free(text);
	json_decref(fields);
}

static void tables_line_up_by_characters(void **state)
{
	(void)state;
	json_t *data = json_pack("{s:b,s:[{s:s,s:i},{s:s,s:i}]}", "ready", 1, "pools", "pool", "æøå",
		"waiting", 3, "pool", "dk", "waiting", 12);
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	show_data(out, "status", data);
	fclose(out);
	assert_non_null(strstr(text, "ready: yes\n"));
	assert_non_null(strstr(text, "pool  waiting  "));
	assert_non_null(strstr(text, "\næøå   3        "));
	assert_non_null(strstr(text, "\ndk    12       "));
	free(text);
	json_decref(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_and_words_come_in_any_order),
		cmocka_unit_test(every_verb_is_understood),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(what_may_come_again_is_a_list_and_a_flag_takes_no_word),
		cmocka_unit_test(help_and_version_need_no_verb),
		cmocka_unit_test(an_exported_agency_can_be_imported),
		cmocka_unit_test(tables_line_up_by_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
