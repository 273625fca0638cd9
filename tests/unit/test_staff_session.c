/* Sessions of HTTP and their tickets, against a store in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fakes/fake_store_staff.h"
#include "staff/session.h"

/* The hashing of passwords is left out: whoever opens a session here has proven who it is. */
static int submit(void *context, void (*run)(void *data), void (*done)(void *data), void *data)
{
	(void)context;
	(void)run;
	done(data);
	return 0;
}

static const struct work_port work = {.submit = submit};
static struct staff *staff;

static struct {
	unsigned count;
	int err;
	struct staff_pass pass;
	char ticket[IDENT_TOKEN_HEX];
	struct auth_person person;
} heard;

static void on_pass(void *context, uint64_t id, int err, const struct staff_pass *pass)
{
	(void)context;
	(void)id;
	heard.count++;
	heard.err = err;
	assert_int_equal(pass != NULL, err == 0);
	heard.pass = pass ? *pass : (struct staff_pass){"", ""};
}

static void on_ticket(void *context, uint64_t id, int err, const char *ticket)
{
	(void)context;
	(void)id;
	heard.err = err;
	snprintf(heard.ticket, sizeof(heard.ticket), "%s", ticket ? ticket : "");
}

static void on_person(void *context, uint64_t id, int err, const struct auth_person *person)
{
	(void)context;
	(void)id;
	heard.count++;
	heard.err = err;
	assert_int_equal(person != NULL, err == 0);
	heard.person = person ? *person : (struct auth_person){0};
}

static void on_ended(void *context, uint64_t id, int err)
{
	(void)context;
	(void)id;
	heard.err = err;
}

static void on_changed(void *context, uint64_t id, int err, const char *password, const char *why)
{
	(void)context;
	(void)id;
	(void)password;
	(void)why;
	heard.err = err;
}

static void on_stored(void *context, struct reply_to to, int err)
{
	(void)context;
	(void)to;
	assert_int_equal(err, 0);
}

static int set_up(void **state)
{
	(void)state;
	memset(&heard, 0, sizeof(heard));
	fake_staff_reset();
	staff = staff_create(NULL, &work, false);
	const struct staff_account ida = {.id = "0123456789abcdef0123456789abcdef",
		.name = "ida",
		.alias = "Ida",
		.agency = "oslo",
		.role = "owner",
		.lives_in = "",
		.hash = "!"};
	return store_staff_add(NULL, (struct reply_to){0}, &ida, on_stored, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	bool idle = staff_idle(staff);
	staff_destroy(staff);
	return idle ? 0 : -1;
}

static struct staff_pass open_session(void)
{
	staff_session_open(staff, "ida", NULL, 1, on_pass, NULL);
	assert_int_equal(heard.err, 0);
	return heard.pass;
}

static void find(const char *bearer)
{
	staff_session_find(staff, view_text(bearer), 2, on_person, NULL);
}

static int redeem(const char *ticket)
{
	uint8_t bytes[IDENT_TOKEN_LEN];
	const struct auth_port *port = staff_auth_port(staff);
	assert_int_equal(ident_from_hex(view_text(ticket), bytes, sizeof(bytes)), 0);
	assert_int_equal(port->redeem(port->staff, bytes, 3, on_person, NULL), 0);
	return heard.err;
}

static void only_the_hash_of_a_session_is_stored(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	uint8_t bearer[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN];
	assert_int_equal(ident_from_hex(view_text(pass.session), bearer, sizeof(bearer)), 0);
	ident_hash(bearer, sizeof(bearer), hash);
	assert_true(fake_staff_session(hash));
	assert_false(fake_staff_session(bearer));
	assert_string_not_equal(pass.session, pass.ticket);
}

static void a_session_names_its_person_again_and_again(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	for (int i = 0; i < 2; i++) {
		find(pass.session);
		assert_int_equal(heard.err, 0);
		assert_string_equal(heard.person.name, "ida");
		assert_int_equal(heard.person.role, 5);
		assert_int_equal(strlen(heard.person.session), 64);
		assert_string_not_equal(heard.person.session, pass.session);
	}
}

static void what_is_no_session_names_nobody(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	static const char *const wrong[] = {"", "abc", "zz"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		find(wrong[i]);
		assert_int_equal(heard.err, ERR_GONE);
	}
	pass.session[0] = pass.session[0] == '0' ? '1' : '0';
	find(pass.session);
	assert_int_equal(heard.err, ERR_GONE);
	find(pass.ticket);
	assert_int_equal(heard.err, ERR_GONE);
}

static void each_ticket_of_a_session_logs_in_once(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	assert_int_equal(redeem(pass.ticket), 0);
	assert_int_equal(redeem(pass.ticket), ERR_GONE);
	char id[SESSION_ID_SIZE];
	find(pass.session);
	memcpy(id, heard.person.session, sizeof(id));
	staff_session_ticket(staff, &(struct staff_ticket){.session = id}, 4, on_ticket, NULL);
	assert_int_equal(heard.err, 0);
	assert_int_equal(redeem(heard.ticket), 0);
	assert_string_equal(heard.person.session, id);
}

static void by_a_ticket_to_practise_an_owner_is_a_counsellor_of_that_agency_alone(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	char id[SESSION_ID_SIZE];
	find(pass.session);
	memcpy(id, heard.person.session, sizeof(id));
	const char *alias = "Ida";
	staff_session_ticket(staff, &(struct staff_ticket){.session = id, .practice = "practice"}, 4,
		on_ticket, NULL);
	assert_int_equal(heard.err, 0);
	assert_int_equal(redeem(heard.ticket), 0);
	assert_string_equal(heard.person.agency, "practice");
	assert_string_equal(heard.person.lives_in, "");
	assert_string_equal(heard.person.alias, alias);
	assert_string_equal(heard.person.session, id);
	assert_int_equal(heard.person.role, 2);
	find(pass.session);
	assert_string_not_equal(heard.person.agency, "practice");
	assert_int_equal(heard.person.role, 5);
}

static void a_ticket_of_a_session_that_was_ended_is_good_no_more(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	staff_session_end(staff, "ida", "", "", 5, on_ended, NULL);
	assert_int_equal(heard.err, 0);
	assert_int_equal(redeem(pass.ticket), ERR_GONE);
	find(pass.session);
	assert_int_equal(heard.err, ERR_GONE);
}

static void one_session_is_ended_and_the_others_stay(void **state)
{
	(void)state;
	struct staff_pass one = open_session(), other = open_session();
	char id[SESSION_ID_SIZE], expected[200];
	find(one.session);
	memcpy(id, heard.person.session, sizeof(id));
	staff_session_end(staff, "ida", id, "", 5, on_ended, NULL);
	snprintf(expected, sizeof(expected), "0123456789abcdef0123456789abcdef some %s", id);
	assert_string_equal(fake_staff_revoked(), expected);
	find(one.session);
	assert_int_equal(heard.err, ERR_GONE);
	find(other.session);
	assert_int_equal(heard.err, 0);
}

static void a_session_that_was_ended_by_half_can_be_ended_again(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	char id[SESSION_ID_SIZE];
	find(pass.session);
	memcpy(id, heard.person.session, sizeof(id));
	fake_staff_hold(true);
	staff_session_end(staff, "ida", id, "", 5, on_ended, NULL);
	fake_staff_fail(ERR_DOWN); /* what comes after the first step */
	assert_int_equal(fake_staff_answer(), 1);
	assert_int_equal(heard.err, ERR_DOWN);
	fake_staff_hold(false);
	fake_staff_fail(0);
	find(pass.session);
	assert_int_equal(heard.err, 0); /* so that who logs out can do it again */
	staff_session_end(staff, "ida", id, "", 5, on_ended, NULL);
	assert_int_equal(heard.err, 0);
	assert_non_null(strstr(fake_staff_revoked(), id));
	find(pass.session);
	assert_int_equal(heard.err, ERR_GONE);
}

static void the_ninth_session_closes_the_sockets_of_the_oldest(void **state)
{
	(void)state;
	struct staff_pass first = open_session();
	char id[SESSION_ID_SIZE], expected[200];
	find(first.session);
	memcpy(id, heard.person.session, sizeof(id));
	for (int i = 1; i < 8; i++) {
		(void)open_session();
	}
	assert_string_equal(fake_staff_revoked(), "");
	struct staff_pass ninth = open_session();
	snprintf(expected, sizeof(expected), "0123456789abcdef0123456789abcdef some %s", id);
	assert_string_equal(fake_staff_revoked(), expected);
	find(first.session);
	assert_int_equal(heard.err, ERR_GONE);
	find(ninth.session);
	assert_int_equal(heard.err, 0);
}

static void the_oldest_session_stays_when_its_sockets_cannot_be_closed(void **state)
{
	(void)state;
	struct staff_pass first = open_session();
	for (int i = 1; i < 8; i++) {
		(void)open_session();
	}
	fake_staff_hold(true);
	staff_session_open(staff, "ida", NULL, 1, on_pass, NULL);
	fake_staff_fail(ERR_DOWN); /* what comes after the first step */
	assert_int_equal(fake_staff_answer(), 1);
	assert_int_equal(heard.err, ERR_DOWN);
	fake_staff_hold(false);
	fake_staff_fail(0);
	find(first.session);
	assert_int_equal(heard.err, 0);
}

static void all_but_one_are_ended(void **state)
{
	(void)state;
	struct staff_pass one = open_session(), other = open_session();
	find(one.session);
	staff_session_end(staff, "ida", "", heard.person.session, 5, on_ended, NULL);
	find(other.session);
	assert_int_equal(heard.err, ERR_GONE);
	find(one.session);
	assert_int_equal(heard.err, 0);
}

static void all_but_one_that_were_ended_by_half_are_closed_when_it_is_asked_again(void **state)
{
	(void)state;
	struct staff_pass one = open_session(), other = open_session();
	find(one.session);
	char keep[SESSION_ID_SIZE];
	memcpy(keep, heard.person.session, sizeof(keep));
	fake_staff_hold(true);
	staff_session_end(staff, "ida", "", keep, 5, on_ended, NULL);
	fake_staff_fail(ERR_DOWN); /* what comes after the first step */
	assert_int_equal(fake_staff_answer(), 1);
	assert_int_equal(heard.err, ERR_DOWN);
	fake_staff_hold(false);
	fake_staff_fail(0);
	find(other.session);
	assert_int_equal(heard.err, ERR_GONE); /* and its sockets are there */
	staff_session_end(staff, "ida", "", keep, 5, on_ended, NULL);
	assert_int_equal(heard.err, 0);
	assert_non_null(strstr(fake_staff_revoked(), " others "));
}

static void a_disabled_account_loses_its_sessions_and_every_login(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	staff_disable(staff, "ida", 6, on_changed, NULL);
	assert_int_equal(heard.err, 0);
	assert_non_null(strstr(fake_staff_revoked(), " all "));
	find(pass.session);
	assert_int_equal(heard.err, ERR_GONE);
	assert_int_equal(redeem(pass.ticket), ERR_GONE);
	staff_session_open(staff, "ida", NULL, 1, on_pass, NULL);
	assert_int_equal(heard.err, ERR_GONE);
}

static void a_store_that_is_down_is_said(void **state)
{
	(void)state;
	struct staff_pass pass = open_session();
	fake_staff_fail(ERR_DOWN);
	unsigned before = heard.count;
	find(pass.session);
	assert_int_equal(heard.err, ERR_DOWN);
	staff_session_open(staff, "ida", NULL, 1, on_pass, NULL);
	assert_int_equal(heard.err, ERR_DOWN);
	assert_int_equal(heard.count, before + 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(only_the_hash_of_a_session_is_stored),
		TEST(a_session_names_its_person_again_and_again),
		TEST(what_is_no_session_names_nobody),
		TEST(each_ticket_of_a_session_logs_in_once),
		TEST(by_a_ticket_to_practise_an_owner_is_a_counsellor_of_that_agency_alone),
		TEST(a_ticket_of_a_session_that_was_ended_is_good_no_more),
		TEST(one_session_is_ended_and_the_others_stay),
		TEST(a_session_that_was_ended_by_half_can_be_ended_again),
		TEST(the_ninth_session_closes_the_sockets_of_the_oldest),
		TEST(the_oldest_session_stays_when_its_sockets_cannot_be_closed),
		TEST(all_but_one_are_ended),
		TEST(all_but_one_that_were_ended_by_half_are_closed_when_it_is_asked_again),
		TEST(a_disabled_account_loses_its_sessions_and_every_login),
		TEST(a_store_that_is_down_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
