/* Papers as files and in memory: what is taken, what is refused and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "signer/key_file.h"
#include "signer/whole_file.h"
#include "unit/signer_scene.h"

enum { PATH_BYTES = 100 };

static struct signer_scene scene;
static char folder[PATH_BYTES], bundle_path[PATH_BYTES * 2], batch_path[PATH_BYTES * 2];
static char key_path[PATH_BYTES * 2];

static int begin(void **state)
{
	(void)state;
	scene_begin(&scene);
	snprintf(folder, sizeof folder, "/tmp/st-papers-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(bundle_path, sizeof bundle_path, "%s/bundle.json", folder);
	snprintf(batch_path, sizeof batch_path, "%s/statements", folder);
	snprintf(key_path, sizeof key_path, "%s/key", folder);
	assert_int_equal(whole_file_write(bundle_path, buf_view(&scene.papers.bundle_text)), 0);
	assert_int_equal(whole_file_write(batch_path, buf_view(&scene.papers.batch_text)), 0);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	unlink(bundle_path);
	unlink(batch_path);
	unlink(key_path);
	assert_int_equal(rmdir(folder), 0);
	scene_finish(&scene);
	return 0;
}

static void assert_fault(bool in_bundle, const char *words)
{
	struct papers papers = {0};
	struct papers_fault fault = {.what = ""};
	assert_int_equal(papers_load(bundle_path, batch_path, &papers, &fault), ERR_SYNTAX);
	assert_null(papers.batch);
	if (fault.in_bundle != in_bundle || strstr(fault.what, words) == NULL) {
		fail_msg("expected %s, got %s", words, fault.what);
	}
}

static void write_text(const char *path, const char *text)
{
	assert_int_equal(whole_file_write(path, view_text(text)), 0);
}

static void write_bundle(const struct seal_key *root, uint32_t min_serial)
{
	struct bundle bundle = {.root_count = 1, .min_serial = min_serial};
	struct buf text;
	memcpy(bundle.roots[0], seal_key_point(root), SEAL_POINT_LEN);
	buf_init(&text, 4096);
	assert_int_equal(bundle_write(&bundle, &text), 0);
	assert_int_equal(whole_file_write(bundle_path, buf_view(&text)), 0);
	buf_finish(&text);
}

static void good_files_go_through_memory_unchanged(void **state)
{
	(void)state;
	struct papers loaded, received;
	struct papers_fault fault;
	int fd = memfd_create("papers", MFD_CLOEXEC);
	assert_int_equal(papers_receive(fd, &received), ERR_GONE);
	assert_int_equal(papers_load(bundle_path, batch_path, &loaded, &fault), 0);
	assert_int_equal(papers_publish(&loaded, fd), 0);
	assert_int_equal(papers_receive(fd, &received), 0);
	assert_true(view_equal(buf_view(&loaded.bundle_text), buf_view(&received.bundle_text)));
	assert_int_equal(batch_serial(received.batch), SCENE_SERIAL);
	assert_true(view_is(batch_find(received.batch, "oslo")->statement.name, "Ung her"));
	assert_null(batch_find(received.batch, "drammen"));
	papers_finish(&loaded);
	papers_finish(&received);
	close(fd);
}

static void papers_that_are_half_written_are_not_taken(void **state)
{
	(void)state;
	struct papers received = {0};
	const uint8_t other = 'x';
	int fd = memfd_create("papers", MFD_CLOEXEC);
	assert_int_equal(papers_publish(&scene.papers, fd), 0);
	assert_int_equal(pwrite(fd, &other, 1, 60), 1);
	assert_int_equal(papers_receive(fd, &received), ERR_MOMENT);
	assert_null(received.batch);
	close(fd);
}

static void a_shorter_batch_may_follow_a_longer_one(void **state)
{
	(void)state;
	struct papers received, shorter = scene.papers;
	int fd = memfd_create("papers", MFD_CLOEXEC);
	assert_int_equal(papers_publish(&scene.papers, fd), 0);
	const uint8_t *first = memchr(shorter.batch_text.data, '\n', shorter.batch_text.len);
	const uint8_t *second = memchr(first + 1, '\n', shorter.batch_text.len);
	shorter.batch_text.len = (size_t)(second - shorter.batch_text.data) + 1;
	assert_int_equal(papers_publish(&shorter, fd), 0);
	assert_int_equal(papers_receive(fd, &received), 0);
	assert_non_null(batch_at(received.batch, 0));
	assert_null(batch_at(received.batch, 1));
	papers_finish(&received);
	close(fd);
}

static void a_missing_file_is_named(void **state)
{
	(void)state;
	unlink(batch_path);
	assert_fault(false, "No such file");
	unlink(bundle_path);
	assert_fault(true, "No such file");
}

static void a_bundle_that_is_none_is_named(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "{}", "[]", "{\"roots\":[],\"min_serial\":1}",
		"{\"roots\":[\"04\"],\"min_serial\":1}", "{\"roots\":[1],\"min_serial\":1}"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		write_text(bundle_path, texts[i]);
		assert_fault(true, "expects a bundle");
	}
}

static void a_batch_that_is_none_is_named(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "samtale statements 1\n", "samtale statements 2\n00\n",
		"samtale statements 1\n0x\n", "samtale statements 1\n\n"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		write_text(batch_path, texts[i]);
		assert_fault(false, "expects a batch");
	}
}

static void a_batch_names_no_agency_twice_and_has_one_serial(void **state)
{
	(void)state;
	const struct seal_signer root = seal_signer_of(scene.root);
	const struct batch_plan same = {&root, SCENE_SERIAL, SCENE_NOW, SCENE_NOW + 1};
	const struct batch_plan other = {&root, SCENE_SERIAL + 1, SCENE_NOW, SCENE_NOW + 1};
	const struct {
		const struct batch_plan *plan;
		const char *slug;
	} rows[] = {{&same, "oslo"}, {&other, "drammen"}};
	for (size_t i = 0; i < 2; i++) {
		struct buf text;
		scene_batch(&scene, 1, &text);
		assert_int_equal(batch_add(&text, rows[i].plan, scene_shift(&scene, rows[i].slug)), 0);
		assert_int_equal(whole_file_write(batch_path, buf_view(&text)), 0);
		assert_fault(false, "expects a batch");
		buf_finish(&text);
	}
}

static void a_batch_by_a_root_that_pages_do_not_trust_is_refused(void **state)
{
	(void)state;
	write_bundle(scene.device, SCENE_SERIAL);
	assert_fault(false, "not signed by a root");
}

static void a_batch_below_the_lowest_serial_is_refused(void **state)
{
	(void)state;
	write_bundle(scene.root, SCENE_SERIAL + 1);
	assert_fault(false, "below min_serial");
}

static void a_statement_longer_than_a_hundred_days_is_not_made(void **state)
{
	(void)state;
	const struct seal_signer root = seal_signer_of(scene.root);
	const struct batch_plan plan = {&root, 1, SCENE_NOW, SCENE_NOW + 100 * SCENE_DAY + 1};
	struct buf text;
	buf_init(&text, BATCH_TEXT_MAX);
	assert_int_equal(batch_add(&text, &plan, scene_shift(&scene, "oslo")), ERR_RANGE);
	assert_int_equal(text.len, 0);
	buf_finish(&text);
}

static void a_key_comes_back_from_its_file(void **state)
{
	(void)state;
	struct seal_key *made = NULL, *read = NULL;
	char point[KEY_POINT_HEX];
	uint8_t again[SEAL_POINT_LEN];
	struct stat stat_of;
	assert_int_equal(key_file_make(key_path, &made), 0);
	assert_int_equal(key_file_read(key_path, &read), 0);
	assert_memory_equal(seal_key_point(made), seal_key_point(read), SEAL_POINT_LEN);
	assert_int_equal(stat(key_path, &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0600);
	key_file_point(made, point);
	assert_int_equal(key_file_point_read(view_text(point), again), 0);
	assert_memory_equal(again, seal_key_point(made), SEAL_POINT_LEN);
	seal_key_destroy(made);
	seal_key_destroy(read);
}

static void a_key_is_never_written_over(void **state)
{
	(void)state;
	struct seal_key *key = NULL;
	assert_int_equal(key_file_make(key_path, &key), 0);
	seal_key_destroy(key);
	assert_int_equal(key_file_make(key_path, &key), ERR_SYSTEM);
	assert_int_equal(errno, EEXIST);
}

static void a_key_that_others_may_open_is_refused(void **state)
{
	(void)state;
	struct seal_key *key = NULL;
	assert_int_equal(key_file_make(key_path, &key), 0);
	seal_key_destroy(key);
	assert_int_equal(chmod(key_path, 0640), 0);
	assert_int_equal(key_file_read(key_path, &key), ERR_DENIED);
}

static void a_file_that_is_no_key_is_refused(void **state)
{
	(void)state;
	struct seal_key *key = NULL;
	char zeros[66];
	memset(zeros, '0', 64);
	zeros[64] = '\n';
	zeros[65] = '\0';
	write_text(key_path, zeros);
	assert_int_equal(key_file_read(key_path, &key), ERR_SYNTAX);
	write_text(key_path, "key\n");
	assert_int_equal(key_file_read(key_path, &key), ERR_SYNTAX);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(good_files_go_through_memory_unchanged),
		TEST(papers_that_are_half_written_are_not_taken),
		TEST(a_shorter_batch_may_follow_a_longer_one),
		TEST(a_missing_file_is_named),
		TEST(a_bundle_that_is_none_is_named),
		TEST(a_batch_that_is_none_is_named),
		TEST(a_batch_names_no_agency_twice_and_has_one_serial),
		TEST(a_batch_by_a_root_that_pages_do_not_trust_is_refused),
		TEST(a_batch_below_the_lowest_serial_is_refused),
		TEST(a_statement_longer_than_a_hundred_days_is_not_made),
		TEST(a_key_comes_back_from_its_file),
		TEST(a_key_is_never_written_over),
		TEST(a_key_that_others_may_open_is_refused),
		TEST(a_file_that_is_no_key_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
