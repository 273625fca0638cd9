/* The second proof: codes of an app, recovery codes, known devices, and joining by an invitation; against accounts in memory
 * and a thread pool that works at once. The secret is that of RFC 6238, appendix B, and so are its codes. What a password's hash costs
 * is test_staff_login's: here the linker puts a cheap one in its place. */
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
#include "staff/codes.h"
#include "staff/join.h"
#include "staff/totp.h"
#include "unit/support/quick_staff.h"

static const char own_password[] = "fire gamle sykler";

static struct staff *staff;

static struct {
	int err;
	char ticket[IDENT_TOKEN_HEX], device[IDENT_TOKEN_HEX], token[IDENT_TOKEN_HEX];
	char password[32], why[32], codes[STAFF_CODES][CODES_TEXT_SIZE], secret[40], alias[33];
} heard;

static void keep(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static void hear(int err, const struct staff_entry *entry)
{
	heard.err = err;
	keep(heard.ticket, sizeof(heard.ticket), entry->ticket);
	keep(heard.device, sizeof(heard.device), entry->device);
	keep(heard.token, sizeof(heard.token), entry->enrol);
	keep(heard.why, sizeof(heard.why), entry->why);
}

static void on_login(void *context, uint64_t id, int err, const struct staff_entry *entry)
{
	(void)context;
	(void)id;
	hear(err, entry);
}

static void on_added(void *context, uint64_t id, int err, const char *password, const char *why)
{
	(void)context;
	(void)id;
	(void)why;
	heard.err = err;
	keep(heard.password, sizeof(heard.password), password);
}

static void on_invited(void *context, uint64_t id, int err, const char *token)
{
	(void)context;
	(void)id;
	heard.err = err;
	keep(heard.token, sizeof(heard.token), token);
}

static void on_guest(void *context, uint64_t id, int err, const struct staff_guest *guest)
{
	(void)context;
	(void)id;
	heard.err = err;
	keep(heard.secret, sizeof(heard.secret), guest ? guest->secret : NULL);
	keep(heard.alias, sizeof(heard.alias), guest ? guest->alias : NULL);
}

static void on_joined(void *context, uint64_t id, int err, const struct staff_joined *joined)
{
	(void)context;
	(void)id;
	hear(err, &joined->entry);
	keep(heard.why, sizeof(heard.why), joined->why);
	for (int i = 0; i < STAFF_CODES; i++) {
		keep(heard.codes[i], CODES_TEXT_SIZE, joined->codes[i]);
	}
}

static void attempt(const char *password, const char *code, const char *device)
{
	const struct staff_attempt wanted = {view_text("ida"), view_text(password), view_text(code),
		view_text(device)};
	heard.err = 1;
	staff_login(staff, &wanted, 7, on_login, NULL);
}

static void join(const char *token, const char *password, const char *code)
{
	const struct staff_choice choice = {view_text(token), view_text("Ida B"), view_text(password),
		view_text(rfc_secret), view_text(code)};
	heard.err = 1;
	staff_join(staff, &choice, 8, on_joined, NULL);
}

static void at_s(uint64_t now_s)
{
	clock_set(1000, now_s * 1000);
}

static int begin(bool must_enrol)
{
	static const struct staff_new ida = {"ida", "Ida", "oslo", "counsellor", ""};
	memset(&heard, 0, sizeof(heard));
	fake_staff_reset();
	fake_login_reset();
	at_s(rfc_now_s);
	staff = staff_create(NULL, &work, must_enrol);
	if (staff) {
		staff_add(staff, &ida, 1, on_added, NULL);
	}
	return staff && heard.err == 0 ? 0 : -1;
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
	clock_use_system();
	return idle ? 0 : -1;
}

/* Ida has joined; heard holds what she was given. */
static void enrolled(void)
{
	staff_invite(staff, "ida", 1, on_invited, NULL);
	assert_int_equal(heard.err, 0);
	join(heard.token, own_password, rfc_code);
	assert_int_equal(heard.err, 0);
}

static void an_invitation_becomes_a_password_a_code_app_and_recovery_codes_once(void **state)
{
	(void)state;
	char token[IDENT_TOKEN_HEX];
	staff_invite(staff, "ida", 1, on_invited, NULL);
	keep(token, sizeof(token), heard.token);
	staff_look(staff, view_text(token), 2, on_guest, NULL);
	assert_int_equal(heard.err, 0);
	assert_string_equal(heard.alias, "Ida");
	assert_true(totp_secret_is_right(heard.secret));
	join(token, own_password, rfc_code);
	assert_int_equal(heard.err, 0);
	assert_int_equal(strlen(heard.ticket), 64);
	assert_int_equal(strlen(heard.codes[9]), 19);
	const struct staff_account *account = fake_staff_account("ida");
	assert_string_equal(account->alias, "Ida B");
	assert_string_equal(account->totp, rfc_secret);
	assert_true(account->own);
	join(token, own_password, rfc_code);
	assert_int_equal(heard.err, ERR_GONE);
	staff_look(staff, view_text(token), 2, on_guest, NULL);
	assert_int_equal(heard.err, ERR_GONE);
	staff_invite(staff, "nobody", 1, on_invited, NULL);
	assert_int_equal(heard.err, ERR_GONE);
}

static void go_down(void)
{
	fake_staff_fail(ERR_DOWN);
}

static void who_has_joined_gets_the_codes_though_what_comes_after_fails(void **state)
{
	(void)state;
	staff_invite(staff, "ida", 1, on_invited, NULL);
	fake_login_between(go_down);
	join(heard.token, own_password, rfc_code);
	assert_int_equal(heard.err, 0);
	assert_string_equal(heard.ticket, "");
	assert_int_equal(strlen(heard.codes[9]), 19);
	fake_login_between(NULL);
	fake_staff_fail(0);
	at_s(1234567890);
	attempt(own_password, "005924", heard.device);
	assert_int_equal(heard.err, 0);
	assert_int_equal(strlen(heard.ticket), 64);
}

static void a_choice_that_will_not_do_leaves_the_invitation_good(void **state)
{
	(void)state;
	char token[IDENT_TOKEN_HEX];
	staff_invite(staff, "ida", 1, on_invited, NULL);
	keep(token, sizeof(token), heard.token);
	static const struct {
		const char *password, *code, *why;
		uint64_t now_s;
	} rows[] = {
		{"short", rfc_code, "short", rfc_now_s},
		{own_password, "000000", "code", rfc_now_s},
		{own_password, "0818041", "code", rfc_now_s},
		{own_password, rfc_code, "clock", rfc_now_s + 90},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		at_s(rows[i].now_s);
		join(token, rows[i].password, rows[i].code);
		assert_int_equal(heard.err, ERR_RANGE);
		assert_string_equal(heard.why, rows[i].why);
	}
	at_s(rfc_now_s);
	join(token, own_password, rfc_code);
	assert_int_equal(heard.err, 0);
}

static void a_code_is_asked_for_once_there_is_an_app_and_is_good_once(void **state)
{
	(void)state;
	enrolled();
	attempt(own_password, rfc_code, "");
	assert_int_equal(heard.err, ERR_DENIED); /* it was the one of joining */
	at_s(1234567890);
	attempt(own_password, "", "");
	assert_int_equal(heard.err, ERR_DENIED);
	assert_string_equal(heard.why, "");
	static const char *const longer[] = {"0059240", "005 924 005924", "005924 -"};
	for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++) {
		attempt(own_password, longer[i], "");
		assert_int_equal(heard.err, ERR_DENIED);
	}
	attempt(own_password, "005 924", "");
	assert_int_equal(heard.err, 0);
	assert_int_equal(strlen(heard.ticket), 64);
	attempt(own_password, "005924", "");
	assert_int_equal(heard.err, ERR_DENIED);
	assert_string_equal(heard.ticket, "");
}

static void a_known_device_hears_what_was_wrong(void **state)
{
	(void)state;
	enrolled();
	char device[IDENT_TOKEN_HEX];
	keep(device, sizeof(device), heard.device);
	assert_int_equal(strlen(device), 64);
	static const struct {
		const char *password, *code, *why;
		uint64_t now_s;
	} rows[] = {
		{"wrong", rfc_code, "password", rfc_now_s},
		{own_password, "", "code_missing", rfc_now_s},
		{own_password, "000000", "code", rfc_now_s},
		{own_password, "0818041", "code", rfc_now_s},
		{own_password, rfc_code, "used", rfc_now_s},
		{own_password, rfc_code, "clock", rfc_now_s + 60},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		at_s(rows[i].now_s);
		attempt(rows[i].password, rows[i].code, device);
		assert_int_equal(heard.err, ERR_DENIED);
		assert_string_equal(heard.why, rows[i].why);
		attempt(rows[i].password, rows[i].code, "");
		assert_int_equal(heard.err, ERR_DENIED);
		assert_string_equal(heard.why, "");
	}
	at_s(1234567890);
	attempt(own_password, "005924", device);
	assert_int_equal(heard.err, 0);
	assert_string_equal(heard.device, ""); /* the one it has goes on */
	staff_disable(staff, "ida", 1, on_added, NULL);
	attempt(own_password, "", device);
	assert_string_equal(heard.why, "disabled");
	attempt(own_password, "", "");
	assert_string_equal(heard.why, "");
}

static void a_recovery_code_stands_in_for_the_app_once(void **state)
{
	(void)state;
	enrolled();
	char code[CODES_TEXT_SIZE];
	keep(code, sizeof(code), heard.codes[3]);
	attempt("wrong", code, "");
	assert_int_equal(heard.err, ERR_DENIED);
	attempt(own_password, code, "");
	assert_int_equal(heard.err, 0);
	attempt(own_password, code, "");
	assert_int_equal(heard.err, ERR_DENIED);
	attempt(own_password, "aaaa-bbbb-cccc-dddd", "");
	assert_int_equal(heard.err, ERR_DENIED);
}

static void tries_that_are_used_up_keep_out_neither_the_device_nor_a_recovery_code(void **state)
{
	(void)state;
	enrolled();
	char device[IDENT_TOKEN_HEX], code[CODES_TEXT_SIZE];
	keep(device, sizeof(device), heard.device);
	keep(code, sizeof(code), heard.codes[0]);
	fake_login_tries(40);
	at_s(1234567890);
	attempt(own_password, "005924", "");
	assert_int_equal(heard.err, ERR_FULL);
	assert_string_equal(heard.why, "rate");
	attempt(own_password, "005924", device);
	assert_int_equal(heard.err, 0);
	attempt(own_password, code, "");
	assert_int_equal(heard.err, 0);
}

static void nobody_comes_in_before_password_and_app_are_their_own_where_that_is_asked(void **state)
{
	(void)state;
	char password[32], token[IDENT_TOKEN_HEX];
	keep(password, sizeof(password), heard.password);
	attempt(password, "", "");
	assert_int_equal(heard.err, 0);
	assert_string_equal(heard.ticket, "");
	assert_int_equal(strlen(heard.token), 64);
	keep(token, sizeof(token), heard.token);
	join(token, own_password, rfc_code);
	assert_int_equal(heard.err, 0);
	assert_int_equal(strlen(heard.ticket), 64);
	at_s(1234567890);
	attempt(own_password, "005924", "");
	assert_int_equal(heard.err, 0);
	assert_int_equal(strlen(heard.ticket), 64);
	staff_reset(staff, "ida", 1, on_added, NULL);
	keep(password, sizeof(password), heard.password);
	at_s(1111111111); /* the app's code is asked for with the new password, too */
	attempt(password, "", "");
	assert_int_equal(heard.err, ERR_DENIED);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_invitation_becomes_a_password_a_code_app_and_recovery_codes_once),
		TEST(who_has_joined_gets_the_codes_though_what_comes_after_fails),
		TEST(a_choice_that_will_not_do_leaves_the_invitation_good),
		TEST(a_code_is_asked_for_once_there_is_an_app_and_is_good_once),
		TEST(a_known_device_hears_what_was_wrong),
		TEST(a_recovery_code_stands_in_for_the_app_once),
		TEST(tries_that_are_used_up_keep_out_neither_the_device_nor_a_recovery_code),
		cmocka_unit_test_setup_teardown(
			nobody_comes_in_before_password_and_app_are_their_own_where_that_is_asked,
			set_up_strict, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
