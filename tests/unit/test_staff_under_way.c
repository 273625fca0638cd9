/* What happens while a login is under way: others come, the store or the hasher is busy, the account becomes another one. Against
 * accounts in memory and a thread pool that works at once or when told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/ident.h"
#include "fakes/fake_store_login.h"
#include "fakes/fake_store_staff.h"
#include "staff/staff.h"

enum { WAITING_MAX = 4 };

/* A pool without threads. */
static struct {
	bool hold;
	unsigned count, submitted;
	void (*done[WAITING_MAX])(void *data);
	void *data[WAITING_MAX];
} pool;

static int submit(void *context, void (*run)(void *data), void (*done)(void *data), void *data)
{
	(void)context;
	pool.submitted++;
	if (!pool.hold) {
		run(data);
		done(data);
		return 0;
	}
	assert_true(pool.count < WAITING_MAX);
	pool.done[pool.count] = done;
	pool.data[pool.count++] = data;
	return 0;
}

/* Ends what waits; returns how many pieces that was. The hashing itself, which takes its time,
 * is left out: to these logins it does not matter. */
static unsigned pool_end(void)
{
	unsigned count = pool.count;
	pool.count = 0;
	for (unsigned i = 0; i < count; i++) {
		pool.done[i](pool.data[i]);
	}
	return count;
}

static const struct work_port work = {.submit = submit};
static struct staff *staff;

/* The last answers. */
static struct {
	unsigned count;
	uint64_t id;
	int err;
	char ticket[IDENT_TOKEN_HEX], device[IDENT_TOKEN_HEX], enrol[IDENT_TOKEN_HEX];
	char role[32], password[32], why[200];
	uint32_t retry_after;
} heard;

static void keep(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static void on_login(void *context, uint64_t id, int err, const struct staff_entry *entry)
{
	(void)context;
	heard.count++;
	heard.id = id;
	heard.err = err;
	heard.retry_after = entry->retry_after;
	keep(heard.ticket, sizeof(heard.ticket), entry->ticket);
	keep(heard.role, sizeof(heard.role), entry->role);
	keep(heard.device, sizeof(heard.device), entry->device);
	keep(heard.enrol, sizeof(heard.enrol), entry->enrol);
	keep(heard.why, sizeof(heard.why), entry->why);
}

static void on_added(void *context, uint64_t id, int err, const char *password, const char *why)
{
	(void)context;
	heard.count++;
	heard.id = id;
	heard.err = err;
	snprintf(heard.password, sizeof(heard.password), "%s", password ? password : "");
	snprintf(heard.why, sizeof(heard.why), "%s", why ? why : "");
}

static const struct staff_new ida = {"ida", "Ida", "oslo", "counsellor", "0301"};

static void add_ida(void)
{
	staff_add(staff, &ida, 1, on_added, NULL);
	assert_int_equal(heard.err, 0);
}

static void attempt(const char *name, const char *password, const char *code, const char *device)
{
	const struct staff_attempt wanted = {view_text(name), view_text(password), view_text(code),
		view_text(device)};
	heard.err = 1;
	staff_login(staff, &wanted, 7, on_login, NULL);
}

static void log_in(const char *name, const char *password)
{
	attempt(name, password, "", "");
}

static int begin(bool must_enrol)
{
	memset(&pool, 0, sizeof(pool));
	memset(&heard, 0, sizeof(heard));
	fake_staff_reset();
	fake_login_reset();
	staff = staff_create(NULL, &work, must_enrol);
	return staff ? 0 : -1;
}

static int set_up(void **state)
{
	(void)state;
	return begin(false);
}

static int set_up_strict(void **state)
{
	(void)state;
	return begin(true);
}

static int tear_down(void **state)
{
	(void)state;
	bool idle = staff_idle(staff);
	staff_destroy(staff);
	return idle ? 0 : -1;
}

static void hashes_are_made_one_at_a_time(void **state)
{
	(void)state;
	pool.hold = true;
	log_in("a", "x");
	log_in("b", "x");
	log_in("c", "x");
	assert_int_equal(pool.count, 1);
	assert_int_equal(pool_end(), 1);
	assert_int_equal(heard.count, 1);
	assert_int_equal(pool.count, 1);
	while (pool_end() > 0) {
	}
	assert_int_equal(heard.count, 3);
}

static void the_eighteenth_at_once_is_told_to_come_back(void **state)
{
	(void)state;
	pool.hold = true;
	for (int i = 0; i < 17; i++) {
		log_in("nobody", "x");
	}
	assert_int_equal(heard.count, 0);
	log_in("nobody", "x");
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.err, ERR_FULL);
	assert_true(heard.retry_after > 0);
	assert_false(staff_idle(staff));
	while (pool_end() > 0) {
	}
	assert_int_equal(heard.count, 18);
}

static void a_thousand_wait_for_the_store_and_as_many_are_worked_on_as_the_queue_holds(void **state)
{
	(void)state;
	char device[IDENT_TOKEN_HEX];
	add_ida();
	log_in("ida", heard.password);
	assert_int_equal(heard.err, 0);
	memcpy(device, heard.device, sizeof(device));
	heard.count = 0;
	fake_staff_hold(true);
	for (int i = 0; i < 1024; i++) {
		attempt("ida", "x", "", device);
	}
	assert_int_equal(heard.count, 0);
	attempt("ida", "x", "", device);
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.err, ERR_FULL);
	assert_string_equal(heard.why, "busy");
	pool.hold = true; /* their answers come at once */
	assert_int_equal(fake_staff_answer(), 1024);
	assert_int_equal(heard.count, 1 + 1024 - 17);
	fake_staff_hold(false);
	while (pool_end() > 0) {
	}
	assert_int_equal(heard.count, 1025);
}

static void strangers_leave_no_more_tries_than_a_worker_takes(void **state)
{
	(void)state;
	clock_set(1000, 1000);
	fake_staff_hold(true);
	for (int i = 0; i < 100; i++) {
		log_in("nobody", "x");
	}
	clock_use_system();
	assert_int_equal(fake_login_taken(), 64);
	assert_int_equal(heard.count, 36);
	assert_int_equal(heard.err, ERR_FULL);
	assert_string_equal(heard.why, "busy");
	assert_true(heard.retry_after > 0);
	pool.hold = true;
	assert_int_equal(fake_staff_answer(), 64);
	while (pool_end() > 0) {
	}
}

static void a_try_is_given_back_when_nothing_was_judged(void **state)
{
	(void)state;
	fake_staff_fail(ERR_DOWN);
	log_in("ida", "x");
	assert_int_equal(heard.err, ERR_DOWN);
	assert_int_equal(fake_login_taken(), 0);
	fake_staff_fail(0);
	pool.hold = true;
	for (int i = 0; i < 18; i++) {
		log_in("nobody", "x");
	}
	assert_int_equal(heard.err, ERR_FULL);
	assert_string_equal(heard.why, "busy");
	assert_int_equal(fake_login_taken(), 17);
	while (pool_end() > 0) {
	}
	assert_int_equal(fake_login_taken(), 17);
}

static void give_another_password(void)
{
	fake_login_between(NULL);
	staff_reset(staff, "ida", 1, on_added, NULL);
}

static void give_another_app(void)
{
	fake_login_between(NULL);
	fake_staff_enrol("ida", NULL, NULL, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

static void a_login_begun_before_a_new_password_or_code_app_does_not_come_in_after_it(void **state)
{
	(void)state;
	static void (*const happens[])(void) = {give_another_password, give_another_app};
	add_ida();
	for (size_t i = 0; i < sizeof(happens) / sizeof(happens[0]); i++) {
		char password[32];
		keep(password, sizeof(password), heard.password);
		log_in("ida", password);
		assert_int_equal(heard.err, 0);
		fake_login_between(happens[i]);
		log_in("ida", password);
		assert_int_equal(heard.err, ERR_DENIED);
		assert_string_equal(heard.ticket, "");
		assert_string_equal(heard.why, "");
	}
}

static void a_login_begun_before_a_new_password_earns_no_invitation(void **state)
{
	(void)state;
	char password[32];
	add_ida();
	keep(password, sizeof(password), heard.password);
	fake_login_between(give_another_password);
	log_in("ida", password);
	assert_int_equal(heard.err, ERR_DENIED);
	assert_string_equal(heard.enrol, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(hashes_are_made_one_at_a_time),
		TEST(the_eighteenth_at_once_is_told_to_come_back),
		TEST(a_thousand_wait_for_the_store_and_as_many_are_worked_on_as_the_queue_holds),
		TEST(strangers_leave_no_more_tries_than_a_worker_takes),
		TEST(a_try_is_given_back_when_nothing_was_judged),
		TEST(a_login_begun_before_a_new_password_or_code_app_does_not_come_in_after_it),
		cmocka_unit_test_setup_teardown(a_login_begun_before_a_new_password_earns_no_invitation,
			set_up_strict, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
