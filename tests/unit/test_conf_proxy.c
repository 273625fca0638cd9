/* The keys of an organisation's login: what is refused with which words, and that the secret leaves as a hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/ident.h"
#include "conf/conf.h"

enum { TEXT_SIZE = 32768 };

static const char off[] =
	"  header: \"\"\n  shared_secret_file: \"\"\n  groups_header: \"\"\n  service: \"\"\n"
	"  groups: []\n";
static const char secret[] = "0123456789abcdef0123456789abcdef";

/* Every problem told, one a line; the file of the configuration, and the one of the secret. */
static char told[2048], folder[] = "/tmp/samtale-proxy-XXXXXX", path[64], file[64];

static void on_problem(void *context, const char *line)
{
	(void)context;
	snprintf(told + strlen(told), sizeof(told) - strlen(told), "%s\n", line);
}

static void write_file(const char *name, const char *text)
{
	FILE *out = fopen(name, "we");
	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

static int set_up(void **state)
{
	(void)state;
	if (chdir(SAMTALE_SOURCE_DIR) != 0 || !mkdtemp(folder)) {
		return -1;
	}
	snprintf(path, sizeof(path), "%s/test.yaml", folder);
	snprintf(file, sizeof(file), "%s/secret", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path) + unlink(file) + rmdir(folder);
}

/* Loads the demo with these four values; "FILE" stands for the file of the secret. */
static int load(const char *const values[4], struct conf **ret_conf)
{
	static char base[TEXT_SIZE], text[TEXT_SIZE];
	FILE *in = fopen("config/demo/demo.yaml", "re");
	assert_non_null(in);
	base[fread(base, 1, sizeof(base) - 1, in)] = '\0';
	assert_int_equal(fclose(in), 0);
	char *at = strstr(base, off);
	assert_non_null(at);
	*at = '\0';
	snprintf(text, sizeof(text),
		"%s  header: %s\n  shared_secret_file: %s\n  groups_header: %s\n  service: Porten\n"
		"  groups: %s\n%s",
		base, values[0], strcmp(values[1], "FILE") == 0 ? file : values[1], values[2], values[3],
		at + strlen(off));
	write_file(path, text);
	told[0] = '\0';
	return conf_load(path, on_problem, NULL, ret_conf);
}

static void what_cannot_work_is_told_by_its_key(void **state)
{
	(void)state;
	static const struct {
		const char *values[4], *words;
	} rows[] = {
		{{"X Y", "FILE", "\"\"", "[]"}, "proxy_login.header: expects the name of a header"},
		{{"\"\"", "FILE", "\"\"", "[]"}, "proxy_login.header: expects a name where"},
		{{"\"\"", "\"\"", "\"\"", "[\"a=owner\"]"}, "proxy_login.header: expects a name where"},
		{{"X", "\"\"", "\"\"", "[]"}, "proxy_login.shared_secret_file: expects a file"},
		{{"X", "/nowhere/secret", "\"\"", "[]"}, "proxy_login.shared_secret_file: expects a file"},
		{{"X", "LICENSE", "\"\"", "[]"}, "32 letters or more in its first line"},
		{{"X", "FILE", "Y", "[]"}, "proxy_login.groups_header: expects the name of a header, and"},
		{{"X", "FILE", "\"\"", "[\"a=owner\"]"}, "proxy_login.groups_header: expects"},
		{{"X", "FILE", "Y", "[\"a=janitor\"]"}, "proxy_login.groups[0]: expects a group"},
		{{"X", "FILE", "Y", "[\"a=owner\", \"=owner\"]"}, "proxy_login.groups[1]: expects a group"},
		{{"X", "FILE", "Y", "[\"owner\"]"}, "proxy_login.groups[0]: expects a group"},
	};
	write_file(file, secret);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct conf *conf = NULL;
		assert_int_equal(load(rows[i].values, &conf), ERR_SYNTAX);
		if (!strstr(told, rows[i].words)) {
			fail_msg("expected \"%s\", told:\n%s", rows[i].words, told);
		}
	}
}

static void the_secret_leaves_the_configuration_as_a_hash(void **state)
{
	(void)state;
	static const char *const values[4] = {"X", "FILE", "Y", "[\"cn=a b=owner\"]"};
	struct conf *conf = NULL;
	uint8_t hash[IDENT_HASH_LEN];
	write_file(file, "0123456789abcdef0123456789abcdef\nand a second line\n");
	assert_int_equal(load(values, &conf), 0);
	ident_hash(secret, strlen(secret), hash);
	assert_memory_equal(conf->proxy_login.secret_hash, hash, sizeof(hash));
	assert_string_equal(conf->proxy_login.header, "X");
	assert_string_equal(conf->proxy_login.service, "Porten");
	assert_string_equal(conf->proxy_login.groups[0], "cn=a b=owner");
	assert_null(conf->proxy_login.groups[1]);
	conf_destroy(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_work_is_told_by_its_key),
		cmocka_unit_test(the_secret_leaves_the_configuration_as_a_hash),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
