/* The embedded library and the one list of rights: the numbers of the version agree, and no command is
 * called that the list does not have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal/functions_embedded.h"
#include "store/library.h"

enum { SOURCE_BYTES_MAX = 256 * 1024, NAME_MAX_BYTES = 32 };

/* The number after a mark; -1 when there is none. */
static long number_after(const char *text, const char *mark)
{
	const char *at = strstr(text, mark);

	return at == NULL || !isdigit((unsigned char)at[strlen(mark)])
		? -1
		: strtol(at + strlen(mark), NULL, 10);
}

/* How many functions' names in the text carry another version than this. */
static unsigned other_versions(const char *text, unsigned version)
{
	unsigned count = 0;

	for (const char *at = strstr(text, "'s"); at != NULL; at = strstr(at + 1, "'s")) {
		char *end;
		if (isdigit((unsigned char)at[2])) {
			unsigned long found = strtoul(at + 2, &end, 10);
			count += *end == '_' && found != version;
		}
	}
	return count;
}

static bool listed(const char *name)
{
	char line[NAME_MAX_BYTES + 3], list[4096];

	snprintf(line, sizeof line, "\n%.*s\n", NAME_MAX_BYTES, name);
	snprintf(list, sizeof list, "\n%s", library_commands());
	return strstr(list, line) != NULL;
}

/* What only the parent sends, as the loader, what goes to Sentinels, and what needs no right. */
static bool of_the_loader(const char *name)
{
	static const char *const names[] = {"FUNCTION", "ACL", "COMMAND", "BGREWRITEAOF", "AUTH",
		"CONFIG", "SENTINEL"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], name) == 0) {
			return true;
		}
	}
	return false;
}

/* The first command that a C source sends without a right for it, "" when there is none. Counts those
 * it has met. */
static void find_unlisted(const char *source, char out[NAME_MAX_BYTES], unsigned *met)
{
	out[0] = '\0';
	for (const char *at = strstr(source, "args_init("); at != NULL && out[0] == '\0';
		 at = strstr(at + 1, "args_init(")) {
		const char *line_end = strchr(at, '\n');
		const char *quote = line_end == NULL ? NULL : strchr(line_end, '"');
		const char *text = line_end == NULL ? NULL : strstr(line_end, "args_text(");
		size_t length = quote == NULL ? 0 : strspn(quote + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (text == NULL || quote == NULL || text > quote || quote - text > 20 || length == 0) {
			continue;
		}
		char name[NAME_MAX_BYTES];
		snprintf(name, sizeof name, "%.*s", (int)length, quote + 1);
		(*met)++;
		if (!listed(name) && !of_the_loader(name)) {
			memcpy(out, name, sizeof name);
		}
	}
}

static void name_functions_and_header_carry_one_version(void **state)
{
	unsigned names = 0;

	(void)state;
	assert_int_equal(number_after(store_function_sources[0].text, "#!lua name=samtale"),
		STORE_LIBRARY_VERSION);
	for (const struct store_function_source *source = store_function_sources; source->name != NULL;
		 source++) {
		assert_int_equal(other_versions(source->text, STORE_LIBRARY_VERSION), 0);
		names += other_versions(source->text, STORE_LIBRARY_VERSION + 1);
	}
	assert_true(names > 25);
}

static void a_piece_of_another_version_is_found(void **state)
{
	(void)state;
	assert_int_equal(other_versions("redis.register_function('s7_end', x) -- 's8_'", 8), 1);
	assert_int_equal(other_versions("redis.register_function('s8_end', x) 'st' 's1'", 8), 0);
	assert_int_equal(number_after("#!lua name=samtale12\n", "#!lua name=samtale"), 12);
}

static void every_command_the_functions_name_is_listed_once(void **state)
{
	const char *list = library_commands();

	(void)state;
	assert_true(listed("ZADD"));
	assert_true(listed("HSET"));
	assert_true(listed("FCALL"));
	assert_false(listed("FLUSHALL"));
	for (const char *line = list; *line != '\0'; line = strchr(line, '\n') + 1) {
		char name[NAME_MAX_BYTES + 2];
		snprintf(name, sizeof name, "%.*s\n", (int)strcspn(line, "\n"), line);
		const char *again = strstr(line + 1, name);
		while (again != NULL && again[-1] != '\n') {
			again = strstr(again + 1, name);
		}
		assert_null(again);
	}
}

static void a_subcommand_is_a_right_of_its_own(void **state)
{
	(void)state;
	if (strstr(library_commands(), "XINFO") != NULL) {
		assert_true(listed("XINFO|STREAM"));
		assert_false(listed("XINFO"));
	}
}

/* The scan reads literals; a command in a variable comes in by a helper whose mark it knows. */
static void only_one_helper_calls_a_command_by_a_variable(void **state)
{
	unsigned computed = 0;

	(void)state;
	for (const struct store_function_source *source = store_function_sources; source->name != NULL;
		 source++) {
		for (const char *at = strstr(source->text, "call("); at != NULL;
			 at = strstr(at + 1, "call(")) {
			computed += at[5] != '\'';
		}
	}
	assert_true(computed <= 1);
}

static void every_command_the_store_sends_is_listed(void **state)
{
	static char text[SOURCE_BYTES_MAX];
	char unlisted[NAME_MAX_BYTES];
	unsigned met = 0;
	glob_t files;

	(void)state;
	assert_int_equal(glob(SAMTALE_SOURCE_DIR "/daemon/store/*.c", 0, NULL, &files), 0);
	assert_int_equal(glob(SAMTALE_SOURCE_DIR "/daemon/store/internal/*.c", GLOB_APPEND, NULL,
						 &files),
		0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		FILE *file = fopen(files.gl_pathv[i], "re");
		assert_non_null(file);
		text[fread(text, 1, sizeof text - 1, file)] = '\0';
		fclose(file);
		find_unlisted(text, unlisted, &met);
		assert_string_equal(unlisted, "");
	}
	globfree(&files);
	assert_true(met > 15);
}

static void a_command_without_a_right_is_found(void **state)
{
	char unlisted[NAME_MAX_BYTES];
	unsigned met = 0;

	(void)state;
	find_unlisted("args_init(&args);\n\targs_text(&args, \"GET\");\n"
				  "args_init(args);\n\targs_text(args, \"FLUSHALL\");\n",
		unlisted, &met);
	assert_string_equal(unlisted, "FLUSHALL");
	assert_int_equal(met, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(name_functions_and_header_carry_one_version),
		cmocka_unit_test(a_piece_of_another_version_is_found),
		cmocka_unit_test(every_command_the_functions_name_is_listed_once),
		cmocka_unit_test(a_subcommand_is_a_right_of_its_own),
		cmocka_unit_test(only_one_helper_calls_a_command_by_a_variable),
		cmocka_unit_test(every_command_the_store_sends_is_listed),
		cmocka_unit_test(a_command_without_a_right_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
