/* What somebody changes who is in: password, code app, recovery codes; against accounts in memory and a thread pool that works at
 * once. Secrets and codes are those of RFC 6238, appendix B; the linker puts a cheap hash in the place of argon2id. */
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
#include "staff/renew.h"
#include "staff/session.h"
#include "staff/totp.h"
#include "unit/support/quick_staff.h"

static const char here[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char wish[] = "fire gamle sykler";

static struct staff *staff;

static struct {
	int err;
	char password[32], why[32], codes[STAFF_CODES][20];
	unsigned count;
	uint32_t retry_after;
	bool unended, own, app;
	char secret[40];
} heard;

static void on_added(void *context, uint64_t id, int err, const char *password, const char *why)
{
	(void)context;
	(void)id;
	(void)why;
	heard.err = err;
	snprintf(heard.password, sizeof(heard.password), "%s", password ? password : "");
}

static void on_renewed(void *context, uint64_t id, int err, const struct staff_renewed *renewed)
{
	(void)context;
	assert_int_equal(id, 8);
	heard.err = err;
	heard.retry_after = renewed->retry_after;
	heard.unended = renewed->unended;
	snprintf(heard.why, sizeof(heard.why), "%s", renewed->why ? renewed->why : "");
	heard.count = 0;
	for (unsigned i = 0; i < STAFF_CODES && renewed->codes[i]; i++) {
		snprintf(heard.codes[i], sizeof(heard.codes[i]), "%s", renewed->codes[i]);
		heard.count++;
	}
}

static void on_offered(void *context, uint64_t id, int err, const struct staff_offer *offer)
{
	(void)context;
	(void)id;
	heard.err = err;
	heard.own = offer && offer->own;
	heard.app = offer && offer->app;
	snprintf(heard.secret, sizeof(heard.secret), "%s", offer ? offer->secret : "");
}

static int set_up(void **state)
{
	static const struct staff_new ida = {"ida", "Ida", "oslo", "counsellor", ""};
	(void)state;
	memset(&heard, 0, sizeof(heard));
	fake_staff_reset();
	fake_login_reset();
	clock_set(1000, rfc_now_s * 1000);
	staff = staff_create(NULL, &work, false);
	if (staff) {
		staff_add(staff, &ida, 1, on_added, NULL);
	}
	return staff && heard.err == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	bool idle = staff_idle(staff) && fake_login_taken() <= 1; /* the one that was a wrong guess */
	staff_destroy(staff);
	clock_use_system();
	return idle ? 0 : -1;
}

static struct view given(const char *text)
{
	return text ? view_text(text) : (struct view){NULL, 0};
}

/* What is NULL is not given. */
struct choice {
	const char *password, *code, *wish, *secret, *shown;
	bool codes;
};

static void renew(const struct choice *choice)
{
	const struct staff_renewal wanted = {.name = "ida",
		.session = here,
		.password = given(choice->password ? choice->password : heard.password),
		.code = given(choice->code),
		.wish = given(choice->wish),
		.secret = given(choice->secret),
		.shown = given(choice->shown),
		.codes = choice->codes};
	heard.err = 1;
	staff_renew(staff, &wanted, 8, on_renewed, NULL);
}

static void another_password_is_ones_own_and_the_one_of_before_is_good_no_more(void **state)
{
	(void)state;
	renew(&(struct choice){.wish = wish});
	assert_int_equal(heard.err, 0);
	assert_int_equal(heard.count, 0);
	assert_false(heard.unended);
	assert_true(fake_staff_account("ida")->own);
	renew(&(struct choice){.wish = "fem nye og lange"});
	assert_int_equal(heard.err, ERR_DENIED);
	assert_string_equal(heard.why, "password");
	renew(&(struct choice){.password = wish, .wish = "fem nye og lange"});
	assert_int_equal(heard.err, 0);
}

static void goes_down(void)
{
	fake_staff_fail(ERR_DOWN);
}

static void other_sessions_that_could_not_be_ended_are_told_and_the_change_holds(void **state)
{
	(void)state;
	fake_login_between(goes_down);
	renew(&(struct choice){.wish = wish});
	assert_int_equal(heard.err, 0);
	assert_true(heard.unended);
	fake_login_between(NULL);
	fake_staff_fail(0);
	renew(&(struct choice){.password = wish, .wish = "fem nye og lange"});
	assert_int_equal(heard.err, 0);
	assert_false(heard.unended);
}

static void a_code_app_is_taken_when_it_has_shown_a_code_and_brings_recovery_codes(void **state)
{
	(void)state;
	staff_offer(staff, "ida", 1, on_offered, NULL);
	assert_int_equal(heard.err, 0);
	assert_false(heard.app);
	assert_true(totp_secret_is_right(heard.secret));
	renew(&(struct choice){.secret = rfc_secret, .shown = "000000"});
	assert_int_equal(heard.err, ERR_RANGE);
	assert_string_equal(heard.why, "code");
	renew(&(struct choice){.secret = "", .shown = ""});
	assert_int_equal(heard.err, ERR_RANGE);
	assert_string_equal(fake_staff_account("ida")->totp, "");
	renew(&(struct choice){.secret = rfc_secret, .shown = "081 804"});
	assert_int_equal(heard.err, 0);
	assert_int_equal(heard.count, STAFF_CODES);
	assert_string_equal(fake_staff_account("ida")->totp, rfc_secret);
	staff_offer(staff, "ida", 1, on_offered, NULL);
	assert_true(heard.app);
}

static void with_a_code_app_each_change_takes_a_code_that_is_good_once(void **state)
{
	(void)state;
	renew(&(struct choice){.secret = rfc_secret, .shown = rfc_code});
	assert_int_equal(heard.err, 0);
	static const struct {
		const char *code, *why;
	} rows[] = {{NULL, "code_missing"}, {"000000", "code"}, {"0818045", "code"}, {rfc_code, "used"},
		{"aaaa-aaaa-aaaa-aaaa", "code"}};
	char recovery[20];
	snprintf(recovery, sizeof(recovery), "%s", heard.codes[3]);
	for (size_t i = 0; i + 1 < sizeof(rows) / sizeof(rows[0]); i++) {
		renew(&(struct choice){.code = rows[i].code, .codes = true});
		assert_int_equal(heard.err, ERR_DENIED);
		assert_string_equal(heard.why, rows[i].why);
	}
	fake_login_reset();
	renew(&(struct choice){.code = recovery, .codes = true});
	assert_int_equal(heard.err, ERR_DENIED); /* its hash is gone */
	clock_set(1000, (uint64_t)1234567890 * 1000);
	renew(&(struct choice){.code = "005924", .codes = true});
	assert_int_equal(heard.err, 0);
	snprintf(recovery, sizeof(recovery), "%s", heard.codes[3]);
	renew(&(struct choice){.code = recovery, .wish = wish});
	assert_int_equal(heard.err, 0);
	fake_login_reset();
}

static void a_choice_that_will_not_do_is_told_before_the_password_is_tried(void **state)
{
	(void)state;
	renew(&(struct choice){.password = "wrong", .wish = "kort"});
	assert_int_equal(heard.err, ERR_RANGE);
	assert_string_equal(heard.why, "short");
	renew(&(struct choice){.password = "wrong", .wish = ""});
	assert_string_equal(heard.why, "short");
	assert_int_equal(fake_login_taken(), 0);
	renew(&(struct choice){.codes = true});
	assert_int_equal(heard.err, ERR_MOMENT); /* there is no app that codes could stand for */
	assert_int_equal(fake_login_taken(), 0);
	renew(&(struct choice){.password = "wrong", .wish = wish});
	assert_int_equal(fake_login_taken(), 1);
}

static void tries_that_have_run_out_are_told_with_a_time(void **state)
{
	(void)state;
	fake_login_tries(30);
	renew(&(struct choice){.wish = wish});
	assert_int_equal(heard.err, ERR_FULL);
	assert_string_equal(heard.why, "rate");
	assert_int_equal(heard.retry_after, 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			another_password_is_ones_own_and_the_one_of_before_is_good_no_more, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			other_sessions_that_could_not_be_ended_are_told_and_the_change_holds, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			a_code_app_is_taken_when_it_has_shown_a_code_and_brings_recovery_codes, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(with_a_code_app_each_change_takes_a_code_that_is_good_once,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_choice_that_will_not_do_is_told_before_the_password_is_tried, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tries_that_have_run_out_are_told_with_a_time, set_up,
			tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
