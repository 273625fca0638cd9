/* Who has hung up while waiting to be accepted is told from who is there, whatever either has sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/newcomer.h"

static int listening = -1;
static struct sockaddr_in address;

static int begin(void **state)
{
	socklen_t size = sizeof address;
	(void)state;
	address =
		(struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	listening = socket(AF_INET, SOCK_STREAM, 0);
	return bind(listening, (struct sockaddr *)&address, sizeof address) == 0 &&
			listen(listening, 8) == 0 &&
			getsockname(listening, (struct sockaddr *)&address, &size) == 0
		? 0
		: -1;
}

static int finish(void **state)
{
	(void)state;
	return close(listening);
}

/* Dials, and says something; on the loopback both have come when the calls return. */
static int dial(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(send(fd, "hello", 5, 0), 5);
	return fd;
}

static bool is_accepted_gone(void)
{
	int fd = accept(listening, NULL, NULL);
	assert_true(fd >= 0);
	bool gone = newcomer_is_gone(fd);
	close(fd);
	return gone;
}

static void who_is_there_is_not_gone(void **state)
{
	(void)state;
	int fd = dial();
	assert_false(is_accepted_gone());
	close(fd);
}

static void who_has_hung_up_is_gone(void **state)
{
	(void)state;
	close(dial());
	assert_true(is_accepted_gone());
}

static void who_has_reset_the_connection_is_gone(void **state)
{
	struct linger at_once = {.l_onoff = 1};
	(void)state;
	int fd = dial();
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	close(fd);
	assert_true(is_accepted_gone());
}

/* The kernel counts while the test looks; who has just said something has not waited. */
static void how_long_somebody_waits_is_known(void **state)
{
	enum { LONG_MS = 40, MOST_LOOKS = 100000 };
	(void)state;
	int fd = dial();
	int accepted = accept(listening, NULL, NULL);
	assert_true(accepted >= 0);
	int looks = 0;
	while (newcomer_waited_ms(accepted) < LONG_MS && looks < MOST_LOOKS) {
		looks++;
		poll(NULL, 0, 1);
	}
	assert_true(looks < MOST_LOOKS);
	assert_false(newcomer_is_gone(accepted));
	close(accepted);
	close(fd);
}

static void a_socket_of_another_kind_has_not_waited(void **state)
{
	int ends[2];
	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(newcomer_waited_ms(ends[0]), 0);
	close(ends[0]);
	close(ends[1]);
}

static bool four_is_near(const char *text)
{
	struct sockaddr_in peer = {.sin_family = AF_INET};
	assert_int_equal(inet_pton(AF_INET, text, &peer.sin_addr), 1);
	return newcomer_address_is_near((struct sockaddr *)&peer);
}

static bool six_is_near(const char *text)
{
	struct sockaddr_in6 peer = {.sin6_family = AF_INET6};
	assert_int_equal(inet_pton(AF_INET6, text, &peer.sin6_addr), 1);
	return newcomer_address_is_near((struct sockaddr *)&peer);
}

static void only_this_machine_is_near(void **state)
{
	int ends[2];
	(void)state;
	int fd = dial(), accepted = accept(listening, NULL, NULL);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_true(newcomer_is_near(accepted));
	assert_true(newcomer_is_near(ends[0]));
	assert_false(newcomer_is_near(listening));
	close(fd);
	close(accepted);
	close(ends[0]);
	close(ends[1]);
	assert_true(four_is_near("127.0.0.1"));
	assert_true(four_is_near("127.255.255.254"));
	assert_false(four_is_near("128.0.0.1"));
	assert_false(four_is_near("10.127.0.1"));
	assert_false(four_is_near("0.0.0.0"));
	assert_true(six_is_near("::1"));
	assert_true(six_is_near("::ffff:127.0.0.1"));
	assert_false(six_is_near("::ffff:192.0.2.1"));
	assert_false(six_is_near("2001:db8::1"));
	assert_false(six_is_near("fe80::1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_there_is_not_gone),
		cmocka_unit_test(who_has_hung_up_is_gone),
		cmocka_unit_test(who_has_reset_the_connection_is_gone),
		cmocka_unit_test(how_long_somebody_waits_is_known),
		cmocka_unit_test(a_socket_of_another_kind_has_not_waited),
		cmocka_unit_test(only_this_machine_is_near),
	};
	return cmocka_run_group_tests(tests, begin, finish);
}
