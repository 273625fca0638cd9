/* The built assets in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "net/files.h"

enum { PATH_BYTES = 256 };

static char folder[PATH_BYTES];

static const char *const names[] = {"a/main-1.js", "a/main-1.js.gz", "a/theme.css", "a/odd.xyz",
	"a/.hidden", "e/v1.js"};
static const char *const parts[] = {"a", "e"};

static void path_of(const char *name, char out[PATH_BYTES])
{
	assert_true(snprintf(out, PATH_BYTES, "%s/%s", folder, name) < PATH_BYTES);
}

static int make_folder(void **state)
{
	char path[PATH_BYTES];
	(void)state;
	log_set_level(LOG_LEVEL_ERROR);
	const char *base = getenv("TMPDIR");
	snprintf(folder, sizeof(folder), "%.100s/samtale-files-XXXXXX", base != NULL ? base : "/tmp");
	assert_non_null(mkdtemp(folder));
	for (unsigned i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		path_of(parts[i], path);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path_of(names[i], path);
		FILE *file = fopen(path, "we");
		assert_non_null(file);
		assert_true(fprintf(file, "content of %s", names[i]) > 0);
		assert_int_equal(fclose(file), 0);
	}
	return 0;
}

static int remove_folder(void **state)
{
	char path[PATH_BYTES];
	(void)state;
	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path_of(names[i], path);
		unlink(path);
	}
	for (unsigned i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		path_of(parts[i], path);
		rmdir(path);
	}
	return rmdir(folder);
}

static void an_asset_is_found_by_its_path_with_its_type(void **state)
{
	(void)state;
	struct files *files = files_load(folder);
	assert_non_null(files);
	const struct file *script = files_find(files, view_text("/a/main-1.js"));
	assert_non_null(script);
	assert_true(view_is(script->plain, "content of a/main-1.js"));
	assert_string_equal(script->type, "text/javascript; charset=utf-8");
	assert_string_equal(files_find(files, view_text("/a/theme.css"))->type,
		"text/css; charset=utf-8");
	assert_string_equal(files_find(files, view_text("/a/odd.xyz"))->type,
		"application/octet-stream");
	files_destroy(files);
}

static void the_compressed_one_stands_beside_it(void **state)
{
	(void)state;
	struct files *files = files_load(folder);
	assert_true(
		view_is(files_find(files, view_text("/a/main-1.js"))->gzip, "content of a/main-1.js.gz"));
	assert_int_equal(files_find(files, view_text("/a/theme.css"))->gzip.len, 0);
	files_destroy(files);
}

static void only_a_loader_is_for_the_pages_of_any_site(void **state)
{
	(void)state;
	struct files *files = files_load(folder);
	assert_true(files_find(files, view_text("/e/v1.js"))->open);
	assert_false(files_find(files, view_text("/a/main-1.js"))->open);
	assert_null(files_find(files, view_text("/a/v1.js")));
	files_destroy(files);
}

static void nothing_else_is_served(void **state)
{
	(void)state;
	static const char *const paths[] = {"/a/main-1.js.gz", "/a/.hidden", "/a/", "/a", "",
		"/a/nothing.js", "/a/../a/main-1.js", "/a/main-1.js/"};
	struct files *files = files_load(folder);
	for (unsigned i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		if (files_find(files, view_text(paths[i])) != NULL) {
			fail_msg("'%s' is served", paths[i]);
		}
	}
	files_destroy(files);
}

static void without_a_folder_there_is_nothing_and_no_harm(void **state)
{
	(void)state;
	struct files *files = files_load("/nowhere/at/all");
	assert_non_null(files);
	assert_null(files_find(files, view_text("/a/main-1.js")));
	files_destroy(files);
	files_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_asset_is_found_by_its_path_with_its_type),
		cmocka_unit_test(the_compressed_one_stands_beside_it),
		cmocka_unit_test(only_a_loader_is_for_the_pages_of_any_site),
		cmocka_unit_test(nothing_else_is_served),
		cmocka_unit_test(without_a_folder_there_is_nothing_and_no_harm),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
