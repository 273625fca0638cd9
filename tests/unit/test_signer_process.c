/* The signing process itself, forked off with its sockets as the parent does it, killed, started
 * again, given another key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "signer/key_file.h"
#include "signer/signer.h"
#include "signer/whole_file.h"
#include "unit/signer_scene.h"

enum { PAPERS_FD = 40, FIRST_FD = 41, CHANNELS = 2, PATIENCE_MS = 20000 };

static struct signer_scene scene;
static char folder[64], key_path[100];
static int own_ends[CHANNELS];
static pid_t pid;

/* The number of a test's own, so that a key's file can be written for a key of the scene. */
static void write_key(const char *path, uint8_t number)
{
	char line[66];
	memset(line, '0', 64);
	snprintf(line + 62, 4, "%02x\n", number);
	assert_int_equal(whole_file_write(path, (struct view){(const uint8_t *)line, 65}), 0);
}

static void start_process(void)
{
	const struct signer_start start = {key_path, PAPERS_FD, FIRST_FD, CHANNELS};
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		clock_set(SCENE_NOW * 1000ull, SCENE_NOW * 1000ull);
		_exit(signer_run(&start));
	}
}

static int begin(void **state)
{
	(void)state;
	const uint8_t one[SEAL_KEY_LEN] = {[SEAL_KEY_LEN - 1] = 1};
	scene_begin(&scene);
	/* Statements name the key whose number is one in place of the scene's shift signer. */
	seal_key_destroy(scene.signer);
	scene.signer = seal_key_from_number(one);
	papers_finish(&scene.papers);
	scene_batch(&scene, 100, &scene.papers.batch_text);
	scene.papers.bundle = (struct bundle){.root_count = 1};
	memcpy(scene.papers.bundle.roots[0], seal_key_point(scene.root), SEAL_POINT_LEN);
	buf_init(&scene.papers.bundle_text, 4096);
	assert_int_equal(bundle_write(&scene.papers.bundle, &scene.papers.bundle_text), 0);

	snprintf(folder, sizeof folder, "/tmp/st-signer-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(key_path, sizeof key_path, "%s/key", folder);
	write_key(key_path, 1);
	int papers = memfd_create("papers", MFD_CLOEXEC);
	assert_int_equal(papers_publish(&scene.papers, papers), 0);
	assert_int_equal(dup2(papers, PAPERS_FD), PAPERS_FD);
	close(papers);
	for (int i = 0; i < CHANNELS; i++) {
		int ends[2];
		assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
		own_ends[i] = ends[0];
		assert_int_equal(dup2(ends[1], FIRST_FD + i), FIRST_FD + i);
		close(ends[1]);
	}
	start_process();
	return 0;
}

static int end_process(int number)
{
	int status = 0;
	kill(pid, number);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static int finish(void **state)
{
	(void)state;
	end_process(SIGKILL);
	for (int i = 0; i < CHANNELS; i++) {
		close(own_ends[i]);
		close(FIRST_FD + i);
	}
	close(PAPERS_FD);
	unlink(key_path);
	assert_int_equal(rmdir(folder), 0);
	scene_finish(&scene);
	return 0;
}

static void ask(int channel, uint64_t number)
{
	uint8_t bytes[MESSAGE_MAX];
	struct seal_writer writer = seal_writer_of(bytes, sizeof bytes);
	const struct signer_question question = scene_question(&scene);
	assert_int_equal(message_write_question(&writer, number, &question), 0);
	struct view written = seal_writer_written(&writer);
	assert_int_equal(send(own_ends[channel], written.data, written.len, 0), written.len);
}

static enum signer_verdict hear(int channel, uint64_t number)
{
	uint8_t bytes[MESSAGE_MAX];
	uint64_t about = 0;
	struct signer_answer answer;
	struct pollfd wait = {.fd = own_ends[channel], .events = POLLIN};
	assert_int_equal(poll(&wait, 1, PATIENCE_MS), 1);
	ssize_t len = recv(own_ends[channel], bytes, sizeof bytes, 0);
	assert_true(len > 0);
	assert_int_equal(message_read_answer((struct view){bytes, (size_t)len}, &about, &answer), 0);
	assert_int_equal(about, number);
	return answer.verdict;
}

static void every_channel_is_answered_on_itself(void **state)
{
	(void)state;
	ask(1, 11);
	ask(0, 10);
	assert_int_equal(hear(0, 10), SIGNER_CERTIFIED);
	assert_int_equal(hear(1, 11), SIGNER_CERTIFIED);
}

static void what_is_asked_while_it_is_dead_is_answered_by_its_follower(void **state)
{
	(void)state;
	ask(0, 1);
	assert_int_equal(hear(0, 1), SIGNER_CERTIFIED);
	end_process(SIGKILL);
	ask(0, 2);
	start_process();
	assert_int_equal(hear(0, 2), SIGNER_CERTIFIED);
}

static void what_is_no_question_is_passed_over(void **state)
{
	(void)state;
	assert_int_equal(send(own_ends[0], "noise", 5, 0), 5);
	ask(0, 3);
	assert_int_equal(hear(0, 3), SIGNER_CERTIFIED);
}

static void a_key_that_others_may_open_signs_nothing(void **state)
{
	(void)state;
	end_process(SIGKILL);
	assert_int_equal(chmod(key_path, 0644), 0);
	start_process();
	ask(0, 4);
	assert_int_equal(hear(0, 4), SIGNER_REFUSED);
}

static void sigterm_ends_it_calmly(void **state)
{
	(void)state;
	ask(0, 5);
	assert_int_equal(hear(0, 5), SIGNER_CERTIFIED);
	int status = end_process(SIGTERM);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EX_OK);
	start_process();
}

/* The signal comes first or the question does: whoever asks again hears the new key in the end. */
static void sighup_reads_the_key_again(void **state)
{
	(void)state;
	ask(0, 6);
	assert_int_equal(hear(0, 6), SIGNER_CERTIFIED);
	write_key(key_path, 2);
	kill(pid, SIGHUP);
	enum signer_verdict verdict = SIGNER_CERTIFIED;
	for (uint64_t number = 7; verdict == SIGNER_CERTIFIED && number < 30; number++) {
		ask(0, number);
		verdict = hear(0, number);
	}
	assert_int_equal(verdict, SIGNER_REFUSED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_channel_is_answered_on_itself),
		TEST(what_is_asked_while_it_is_dead_is_answered_by_its_follower),
		TEST(what_is_no_question_is_passed_over),
		TEST(a_key_that_others_may_open_signs_nothing),
		TEST(sigterm_ends_it_calmly),
		TEST(sighup_reads_the_key_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
