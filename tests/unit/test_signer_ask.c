/* A worker's side: who hears which answer, and what is heard when nobody answers. The test plays the
 * signing process at the other end of the socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include "base/clock.h"
#include "signer/ask.h"

static uv_loop_t loop;
static int ends[2];
static struct signer_client *client;

/* What was heard, in order. */
static struct {
	unsigned count;
	uint64_t session;
	int err;
	size_t len;
} heard;

static const uint8_t staff[SEAL_STAFF_LEN] = {7};

static int begin(void **state)
{
	(void)state;
	memset(&heard, 0, sizeof heard);
	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	client = signer_client_create(&loop, ends[0]);
	assert_non_null(client);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	clock_use_system();
	signer_client_stop(client);
	uv_run(&loop, UV_RUN_DEFAULT);
	signer_client_destroy(client);
	assert_int_equal(uv_loop_close(&loop), 0);
	close(ends[0]);
	close(ends[1]);
	return 0;
}

static void on_done(void *context, uint64_t session, int err, struct view certificate)
{
	assert_ptr_equal(context, &heard);
	heard.count++;
	heard.session = session;
	heard.err = err;
	heard.len = certificate.len;
}

static int ask(uint64_t session)
{
	const struct signer_question question = {
		.staff = staff,
		.role = SEAL_ROLE_COUNSELLOR,
		.until = 12345,
		.agency = view_text("oslo"),
		.alias = view_text("Kari"),
		.request = view_text("a request"),
	};
	return signer_ask(client, &question, session, on_done, &heard);
}

/* The question at the other end; its number. */
static uint64_t receive(struct signer_question *ret_question)
{
	static uint8_t bytes[MESSAGE_MAX];
	uint64_t number = 0;
	ssize_t len = recv(ends[1], bytes, sizeof bytes, 0);
	assert_true(len > 0);
	assert_int_equal(message_read_question((struct view){bytes, (size_t)len}, &number,
						 ret_question),
		0);
	return number;
}

static void answer(uint64_t number, enum signer_verdict verdict, const char *certificate)
{
	uint8_t bytes[MESSAGE_MAX];
	struct seal_writer writer = seal_writer_of(bytes, sizeof bytes);
	const struct signer_answer said = {verdict, view_text(certificate)};
	assert_int_equal(message_write_answer(&writer, number, &said), 0);
	struct view written = seal_writer_written(&writer);
	assert_int_equal(send(ends[1], written.data, written.len, 0), written.len);
}

static void a_question_arrives_whole_and_its_answer_goes_to_who_asked(void **state)
{
	(void)state;
	struct signer_question first, second;
	assert_int_equal(ask(41), 0);
	uint64_t one = receive(&first);
	assert_memory_equal(first.staff, staff, SEAL_STAFF_LEN);
	assert_int_equal(first.role, SEAL_ROLE_COUNSELLOR);
	assert_int_equal(first.until, 12345);
	assert_true(view_is(first.agency, "oslo"));
	assert_true(view_is(first.alias, "Kari"));
	assert_true(view_is(first.request, "a request"));
	assert_int_equal(ask(42), 0);
	uint64_t two = receive(&second);
	answer(two, SIGNER_CERTIFIED, "paper");
	uv_run(&loop, UV_RUN_ONCE);
	assert_int_equal(heard.session, 42);
	assert_int_equal(heard.err, 0);
	assert_int_equal(heard.len, 5);
	answer(one, SIGNER_REFUSED, "");
	uv_run(&loop, UV_RUN_ONCE);
	assert_int_equal(heard.session, 41);
	assert_int_equal(heard.err, ERR_DENIED);
	assert_int_equal(heard.count, 2);
}

static void too_often_is_an_error_of_its_own(void **state)
{
	(void)state;
	struct signer_question question;
	assert_int_equal(ask(1), 0);
	answer(receive(&question), SIGNER_LATER, "");
	uv_run(&loop, UV_RUN_ONCE);
	assert_int_equal(heard.err, ERR_FULL);
}

static void what_answers_no_question_is_passed_over(void **state)
{
	(void)state;
	struct signer_question question;
	assert_int_equal(ask(1), 0);
	uint64_t number = receive(&question);
	answer(number + 1, SIGNER_REFUSED, "");
	answer(0, SIGNER_REFUSED, "");
	assert_int_equal(send(ends[1], "noise", 5, 0), 5);
	answer(number, SIGNER_CERTIFIED, "paper");
	answer(number, SIGNER_REFUSED, "");
	while (heard.count == 0) {
		uv_run(&loop, UV_RUN_ONCE);
	}
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.err, 0);
}

static void without_an_answer_it_is_told_so_in_the_end(void **state)
{
	(void)state;
	clock_set(1000, 1000);
	assert_int_equal(ask(9), 0);
	clock_set(1000 + SIGNER_PATIENCE_MS, 1000);
	while (heard.count == 0) {
		uv_run(&loop, UV_RUN_ONCE);
	}
	assert_int_equal(heard.session, 9);
	assert_int_equal(heard.err, ERR_DOWN);
}

static void so_many_may_wait_and_not_one_more(void **state)
{
	(void)state;
	unsigned taken = 0;
	struct signer_question question;
	while (ask(taken) == 0) {
		receive(&question);
		taken++;
	}
	assert_int_equal(taken, SIGNER_QUESTIONS_MAX);
	assert_int_equal(ask(taken), ERR_FULL);
	assert_int_equal(heard.count, 0);
}

static void a_question_that_is_too_long_is_not_sent(void **state)
{
	(void)state;
	static const uint8_t long_request[MESSAGE_MAX] = {0};
	const struct signer_question question = {.staff = staff,
		.request = {long_request, sizeof long_request}};
	assert_int_equal(signer_ask(client, &question, 1, on_done, &heard), ERR_RANGE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_question_arrives_whole_and_its_answer_goes_to_who_asked),
		TEST(too_often_is_an_error_of_its_own),
		TEST(what_answers_no_question_is_passed_over),
		TEST(without_an_answer_it_is_told_so_in_the_end),
		TEST(so_many_may_wait_and_not_one_more),
		TEST(a_question_that_is_too_long_is_not_sent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
