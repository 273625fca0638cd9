/* Accounts, logging in and tickets, against accounts in memory and a thread pool that works at
 * once or when told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/ident.h"
#include "fakes/fake_store_staff.h"
#include "staff/hasher.h"
#include "staff/roles.h"
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
	char ticket[IDENT_TOKEN_HEX], role[32], password[32], why[200];
	uint32_t retry_after;
	struct auth_person person;
} heard;

static void on_login(void *context, uint64_t id, int err, const char *ticket, const char *role,
	uint32_t retry_after)
{
	(void)context;
	heard.count++;
	heard.id = id;
	heard.err = err;
	heard.retry_after = retry_after;
	snprintf(heard.ticket, sizeof(heard.ticket), "%s", ticket ? ticket : "");
	snprintf(heard.role, sizeof(heard.role), "%s", role ? role : "");
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

static void on_person(void *context, uint64_t session, int err, const struct auth_person *person)
{
	(void)context;
	heard.count++;
	heard.id = session;
	heard.err = err;
	assert_int_equal(person != NULL, err == 0);
	if (person) {
		heard.person = *person;
	}
}

static const struct staff_new ida = {"ida", "Ida", "oslo", "counsellor", "0301"};

static void add_ida(void)
{
	staff_add(staff, &ida, 1, on_added, NULL);
	assert_int_equal(heard.err, 0);
}

static void log_in(const char *name, const char *password)
{
	heard.err = 1;
	staff_login(staff, view_text(name), view_text(password), 7, on_login, NULL);
}

static int set_up(void **state)
{
	(void)state;
	memset(&pool, 0, sizeof(pool));
	memset(&heard, 0, sizeof(heard));
	fake_staff_reset();
	staff = staff_create(NULL, &work);
	return staff ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	bool idle = staff_idle(staff);
	staff_destroy(staff);
	return idle ? 0 : -1;
}

static void a_new_account_has_a_random_password_and_only_its_hash_is_stored(void **state)
{
	(void)state;
	add_ida();
	assert_int_equal(strlen(heard.password), 19);
	assert_int_equal(strspn(heard.password, "abcdefghjkmnpqrstuvwxyz23456789-"), 19);
	const struct staff_account *account = fake_staff_account("ida");
	assert_int_equal(strncmp(account->hash, "$argon2id$v=19$m=65536,t=8,p=1$", 31), 0);
	assert_null(strstr(account->hash, heard.password));
	assert_int_equal(strlen(account->id), 32);
	assert_string_equal(account->role, "counsellor");
}

static void the_right_password_gives_a_ticket_of_which_only_the_hash_is_stored(void **state)
{
	(void)state;
	add_ida();
	log_in("ida", heard.password);
	assert_int_equal(heard.err, 0);
	assert_int_equal(heard.id, 7);
	assert_string_equal(heard.role, "counsellor");
	uint8_t ticket[IDENT_TOKEN_LEN], hash[IDENT_HASH_LEN];
	uint32_t ttl_seconds = 0;
	assert_int_equal(ident_from_hex(view_text(heard.ticket), ticket, sizeof(ticket)), 0);
	ident_hash(ticket, sizeof(ticket), hash);
	assert_true(fake_staff_ticket(hash, &ttl_seconds));
	assert_int_equal(ttl_seconds, 30);
	assert_false(fake_staff_ticket(ticket, &ttl_seconds));
}

static void a_ticket_names_the_person_and_is_used_up(void **state)
{
	(void)state;
	add_ida();
	log_in("ida", heard.password);
	uint8_t ticket[IDENT_TOKEN_LEN];
	assert_int_equal(ident_from_hex(view_text(heard.ticket), ticket, sizeof(ticket)), 0);
	const struct auth_port *port = staff_auth_port(staff);
	assert_int_equal(port->redeem(port->staff, ticket, 42, on_person, NULL), 0);
	assert_int_equal(heard.err, 0);
	assert_int_equal(heard.id, 42);
	assert_string_equal(heard.person.id, fake_staff_account("ida")->id);
	assert_string_equal(heard.person.name, "ida");
	assert_string_equal(heard.person.alias, "Ida");
	assert_string_equal(heard.person.agency, "oslo");
	assert_string_equal(heard.person.lives_in, "0301");
	assert_int_equal(heard.person.role, 2);
	assert_int_equal(port->redeem(port->staff, ticket, 43, on_person, NULL), 0);
	assert_int_equal(heard.err, ERR_GONE);
	fake_staff_fail(ERR_DOWN);
	unsigned before = heard.count;
	assert_int_equal(port->redeem(port->staff, ticket, 44, on_person, NULL), ERR_DOWN);
	assert_int_equal(heard.count, before);
}

static void whoever_cannot_log_in_hears_the_same_at_the_same_cost(void **state)
{
	(void)state;
	add_ida();
	char password[32], longest[300];
	snprintf(password, sizeof(password), "%s", heard.password);
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	const struct {
		const char *name, *password;
	} rows[] = {{"ida", "wrong"}, {"ida", ""}, {"ida", longest}, {"nobody", password},
		{"Ida", password}, {"", password}, {longest, password}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned before = pool.submitted;
		log_in(rows[i].name, rows[i].password);
		assert_int_equal(heard.err, ERR_DENIED);
		assert_string_equal(heard.ticket, "");
		assert_int_equal(pool.submitted, before + 1);
	}
	staff_disable(staff, "ida", 1, on_added, NULL);
	assert_int_equal(heard.err, 0);
	unsigned before = pool.submitted;
	log_in("ida", password);
	assert_int_equal(heard.err, ERR_DENIED);
	assert_int_equal(pool.submitted, before + 1);
}

static void a_new_password_replaces_the_old_one_and_enables(void **state)
{
	(void)state;
	add_ida();
	char old[32];
	snprintf(old, sizeof(old), "%s", heard.password);
	staff_disable(staff, "ida", 2, on_added, NULL);
	staff_reset(staff, "ida", 3, on_added, NULL);
	assert_int_equal(heard.err, 0);
	assert_string_not_equal(heard.password, old);
	log_in("ida", old);
	assert_int_equal(heard.err, ERR_DENIED);
	log_in("ida", heard.password);
	assert_int_equal(heard.err, 0);
	staff_reset(staff, "nobody", 4, on_added, NULL);
	assert_int_equal(heard.err, ERR_GONE);
	staff_disable(staff, "No Body", 5, on_added, NULL);
	assert_int_equal(heard.err, ERR_GONE);
}

static void a_bad_or_taken_account_is_refused_with_what_was_expected(void **state)
{
	(void)state;
	add_ida();
	const struct {
		struct staff_new person;
		int err;
		const char *why;
	} rows[] = {
		{{"ida", "", "oslo", "counsellor", ""}, ERR_MOMENT, "a name that nobody has"},
		{{"Ida", "", "oslo", "counsellor", ""}, ERR_RANGE, "lower-case"},
		{{"a b", "", "oslo", "counsellor", ""}, ERR_RANGE, "lower-case"},
		{{"per", "", "oslo", "youth", ""}, ERR_RANGE, "one of the roles"},
		{{"per", "", "oslo", NULL, ""}, ERR_RANGE, "one of the roles"},
		{{"per", "", "", "counsellor", ""}, ERR_RANGE, "slug"},
		{{"per", "a\tb", "oslo", "counsellor", ""}, ERR_RANGE, "alias"},
		{{"per", "Ådne fra ungdomshuset i Øvrebyen", "oslo", "counsellor", ""}, ERR_RANGE,
			"32 bytes"},
		{{"a.name.of.more.than.thirty.two.bytes", "", "oslo", "counsellor", ""}, ERR_RANGE,
			"alias"},
		{{"per", "", "oslo", "counsellor", "x"}, ERR_RANGE, "municipality"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		staff_add(staff, &rows[i].person, 9, on_added, NULL);
		assert_int_equal(heard.err, rows[i].err);
		assert_non_null(strstr(heard.why, rows[i].why));
		assert_string_equal(heard.password, "");
	}
	assert_null(fake_staff_account("per"));
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

static void logins_that_wait_for_the_store_count_as_well(void **state)
{
	(void)state;
	fake_staff_hold(true);
	for (int i = 0; i < 16; i++) {
		log_in("nobody", "x");
	}
	assert_int_equal(heard.count, 0);
	log_in("nobody", "x");
	assert_int_equal(heard.err, ERR_FULL);
	pool.hold = true; /* their answers come at once, and every one of them is worked on */
	assert_int_equal(fake_staff_answer(), 16);
	while (pool_end() > 0) {
	}
	assert_int_equal(heard.count, 17);
	assert_int_equal(heard.err, ERR_DENIED);
}

static void a_store_that_is_down_is_said_and_not_a_wrong_password(void **state)
{
	(void)state;
	fake_staff_fail(ERR_DOWN);
	log_in("ida", "x");
	assert_int_equal(heard.err, ERR_DOWN);
	assert_int_equal(pool.submitted, 0);
	staff_add(staff, &ida, 1, on_added, NULL);
	assert_int_equal(heard.err, ERR_DOWN);
	assert_string_equal(heard.password, "");
}

static void the_roles_are_those_of_the_protocol(void **state)
{
	(void)state;
	static const struct {
		unsigned number;
		const char *word;
	} roles[] = {
#define ROLE(number, NAME, word) {number, word},
#include "protocol/words.def"
	};
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		unsigned expected =
			roles[i].number >= 2 ? roles[i].number : 0; /* guest and youth are no staff */
		assert_int_equal(staff_role_number(roles[i].word), expected);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_new_account_has_a_random_password_and_only_its_hash_is_stored),
		TEST(the_right_password_gives_a_ticket_of_which_only_the_hash_is_stored),
		TEST(a_ticket_names_the_person_and_is_used_up),
		TEST(whoever_cannot_log_in_hears_the_same_at_the_same_cost),
		TEST(a_new_password_replaces_the_old_one_and_enables),
		TEST(a_bad_or_taken_account_is_refused_with_what_was_expected),
		TEST(hashes_are_made_one_at_a_time),
		TEST(the_eighteenth_at_once_is_told_to_come_back),
		TEST(logins_that_wait_for_the_store_count_as_well),
		TEST(a_store_that_is_down_is_said_and_not_a_wrong_password),
		cmocka_unit_test(the_roles_are_those_of_the_protocol),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
