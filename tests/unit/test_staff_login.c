/* Accounts, logging in and tickets, against accounts in memory and a thread pool that works at
 * once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/metric.h"
#include "fakes/fake_store_login.h"
#include "fakes/fake_store_staff.h"
#include "staff/hasher.h"
#include "staff/roles.h"
#include "staff/staff.h"

/* A pool without threads. */
static struct {
	unsigned submitted;
} pool;

static int submit(void *context, void (*run)(void *data), void (*done)(void *data), void *data)
{
	(void)context;
	pool.submitted++;
	run(data);
	done(data);
	return 0;
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
	struct auth_person person;
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

static int set_up(void **state)
{
	(void)state;
	memset(&pool, 0, sizeof(pool));
	memset(&heard, 0, sizeof(heard));
	fake_staff_reset();
	fake_login_reset();
	staff = staff_create(NULL, &work, false);
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
		int64_t counted = metric_get(METRIC_PASSWORDS_HASHED);
		log_in(rows[i].name, rows[i].password);
		assert_int_equal(heard.err, ERR_DENIED);
		assert_string_equal(heard.ticket, "");
		assert_string_equal(heard.why, "");
		assert_int_equal(pool.submitted, before + 1);
		assert_int_equal(metric_get(METRIC_PASSWORDS_HASHED), counted + 1);
	}
	staff_disable(staff, "ida", 1, on_added, NULL);
	assert_int_equal(heard.err, 0);
	unsigned before = pool.submitted;
	log_in("ida", password);
	assert_int_equal(heard.err, ERR_DENIED);
	assert_int_equal(pool.submitted, before + 1);
}

static void a_new_password_replaces_the_old_one_and_leaves_who_is_disabled_so(void **state)
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
	assert_int_equal(heard.err, ERR_DENIED);
	char password[32];
	snprintf(password, sizeof(password), "%s", heard.password);
	staff_enable(staff, "ida", 3, on_added, NULL);
	assert_int_equal(heard.err, 0);
	log_in("ida", password);
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
		TEST(a_new_password_replaces_the_old_one_and_leaves_who_is_disabled_so),
		TEST(a_bad_or_taken_account_is_refused_with_what_was_expected),
		TEST(a_store_that_is_down_is_said_and_not_a_wrong_password),
		cmocka_unit_test(the_roles_are_those_of_the_protocol),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
