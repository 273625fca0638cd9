/* The control socket itself: rights, lines in pieces and in heaps, a line without end, stopping.
 * The verb used is `version`, which asks nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>
#include <uv.h>

#include "admin/admin.h"

static const char request[] = "{\"verb\":\"version\"}\n";
static const char answer[] = "{\"ok\":true,\"data\":{\"version\":\"" SAMTALE_VERSION "\"}}\n";

static struct {
	uv_loop_t loop;
	struct admin *admin;
	char folder[32], path[64];
} house;

static int set_up(void **state)
{
	(void)state;
	const struct admin_ports ports = {0};
	snprintf(house.folder, sizeof(house.folder), "/tmp/samtale-admin-XXXXXX");
	if (!mkdtemp(house.folder) || uv_loop_init(&house.loop) != 0) {
		return -1;
	}
	snprintf(house.path, sizeof(house.path), "%s/control.sock", house.folder);
	return admin_create(&house.loop, house.path, NULL, NULL, NULL, &ports, &house.admin);
}

static int tear_down(void **state)
{
	(void)state;
	admin_stop(house.admin);
	admin_stop(house.admin); /* twice is once */
	uv_run(&house.loop, UV_RUN_DEFAULT);
	admin_destroy(house.admin);
	int left = uv_loop_close(&house.loop);
	(void)remove(house.path);
	return left != 0 ? left : rmdir(house.folder);
}

static int connect_to_house(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", house.path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	return fd;
}

static void say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
	for (int i = 0; i < 4; i++) {
		uv_run(&house.loop, UV_RUN_NOWAIT);
	}
}

/* What has come; "closed" when the other side has closed. */
static const char *hear(int fd, char *out, size_t size)
{
	ssize_t len = recv(fd, out, size - 1, 0);
	if (len == 0) {
		return "closed";
	}
	out[len > 0 ? len : 0] = '\0';
	return out;
}

static void only_owner_and_group_may_connect(void **state)
{
	(void)state;
	struct stat st;
	assert_int_equal(stat(house.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0660);
}

static void a_line_may_come_in_pieces(void **state)
{
	(void)state;
	char text[512];
	int fd = connect_to_house();
	say(fd, "{\"verb\":\"ver");
	assert_string_equal(hear(fd, text, sizeof(text)), "");
	say(fd, "sion\"}\n");
	assert_string_equal(hear(fd, text, sizeof(text)), answer);
	close(fd);
}

static void lines_in_a_heap_are_answered_one_by_one(void **state)
{
	(void)state;
	char lines[256], text[512], expected[512];
	int fd = connect_to_house();
	snprintf(lines, sizeof(lines), "%s%s{\"verb", request, request);
	snprintf(expected, sizeof(expected), "%s%s", answer, answer);
	say(fd, lines);
	assert_string_equal(hear(fd, text, sizeof(text)), expected);
	say(fd, "\":\"version\"}\n");
	assert_string_equal(hear(fd, text, sizeof(text)), answer);
	close(fd);
}

static void a_line_without_end_closes(void **state)
{
	(void)state;
	char text[512], part[16385];
	memset(part, 'a', sizeof(part) - 1);
	part[sizeof(part) - 1] = '\0';
	int fd = connect_to_house();
	for (int i = 0; i < 40; i++) {
		if (send(fd, part, sizeof(part) - 1, MSG_NOSIGNAL) < 0) {
			break;
		}
		for (int j = 0; j < 4; j++) {
			uv_run(&house.loop, UV_RUN_NOWAIT);
		}
	}
	assert_string_not_equal(hear(fd, text, sizeof(text)), answer);
	assert_true(send(fd, part, 1, MSG_NOSIGNAL) < 0);
	close(fd);
}

static void the_seventeenth_connection_is_closed_and_the_others_go_on(void **state)
{
	(void)state;
	char text[512];
	int fds[17];
	for (int i = 0; i < 17; i++) {
		fds[i] = connect_to_house();
		uv_run(&house.loop, UV_RUN_NOWAIT);
	}
	uv_run(&house.loop, UV_RUN_NOWAIT);
	assert_string_equal(hear(fds[16], text, sizeof(text)), "closed");
	say(fds[0], request);
	assert_string_equal(hear(fds[0], text, sizeof(text)), answer);
	for (int i = 0; i < 17; i++) {
		close(fds[i]);
	}
}

static void a_folder_that_is_not_there_is_said(void **state)
{
	(void)state;
	const struct admin_ports ports = {0};
	struct admin *admin = NULL;
	char longest[200];
	assert_int_equal(admin_create(&house.loop, "/nowhere/control.sock", NULL, NULL, NULL, &ports,
						 &admin),
		ERR_SYSTEM);
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(admin_create(&house.loop, longest, NULL, NULL, NULL, &ports, &admin),
		ERR_SYSTEM);
	assert_null(admin);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(only_owner_and_group_may_connect),
		TEST(a_line_may_come_in_pieces),
		TEST(lines_in_a_heap_are_answered_one_by_one),
		TEST(a_line_without_end_closes),
		TEST(the_seventeenth_connection_is_closed_and_the_others_go_on),
		TEST(a_folder_that_is_not_there_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
