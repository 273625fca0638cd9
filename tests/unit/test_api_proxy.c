/* An organisation's login: who is believed, whom it lets in, and that refusals do not differ. */
#include "unit/support/api_house.h"

#include "base/ident.h"

static const char secret[] = "0123456789abcdef0123456789abcdef";

static int set_up_proxy(void **state)
{
	house.proxy_login = (struct proxy_login_options){.header = "Samtale-Person",
		.groups_header = "Samtale-Groups",
		.service = "Porten",
		.groups = {"Rådgivere=counsellor", "cn=leaders=supervisor"}};
	ident_hash(secret, strlen(secret), house.proxy_login.secret_hash);
	return set_up(state);
}

static int set_up_none(void **state)
{
	house.proxy_login = (struct proxy_login_options){0};
	return set_up(state);
}

static void come(const char *name, const char *groups, const char *given, bool is_near)
{
	house.proxy = (struct http_proxy){.name = view_text(name),
		.groups = view_text(groups),
		.secret = view_text(given),
		.is_near = is_near};
	house.lookups = 0;
	send_request(true, "/api/v1/login/proxy", "", "", "");
}

static void the_proxy_names_somebody_who_is_let_in(void **state)
{
	(void)state;
	static const char *const groups[] = {"Rådgivere", "others,Rådgivere", "a; Rådgivere ;b"};
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		come("ida@oslo", groups[i], secret, true);
		assert_int_equal(heard.status, 200);
		assert_has("\"data\":{\"ticket\":\"abcd\",\"role\":\"counsellor\",\"session\":\"5e55\"}");
	}
	come("IDA@OSLO", "Rådgivere", secret, true);
	assert_int_equal(heard.status, 200);
}

static void every_refusal_is_one_answer_at_one_cost(void **state)
{
	(void)state;
	static const struct {
		const char *name, *groups, *secret;
		bool is_near;
	} rows[] = {
		{"ida@oslo", "Rådgivere", secret, false},
		{"ida@oslo", "Rådgivere", "", true},
		{"ida@oslo", "Rådgivere", "0123456789abcdef0123456789abcdeF", true},
		{"ida@oslo", "Rådgivere", "0123456789abcdef", true},
		{"nobody", "Rådgivere", secret, true},
		{"", "Rådgivere", secret, true},
		{" ", "Rådgivere", secret, true},
		{"disabled@oslo", "Rådgivere", secret, true},
		{"ida@oslo", "", secret, true},
		{"ida@oslo", "Rådgiver", secret, true},
		{"ida@oslo", "Rådgivere2", secret, true},
		{"ida@oslo", "leaders", secret, true},
		{"ida@oslo", "cn=leaders", secret, true},
	};
	char first[512];
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		come(rows[i].name, rows[i].groups, rows[i].secret, rows[i].is_near);
		if (i == 0) {
			snprintf(first, sizeof(first), "%s", heard.body);
		}
		assert_int_equal(heard.status, 401);
		assert_string_equal(heard.body, first);
		assert_int_equal(house.lookups, 1);
	}
}

static void where_none_is_configured_there_is_no_such_login(void **state)
{
	(void)state;
	come("ida@oslo", "Rådgivere", secret, true);
	assert_int_equal(heard.status, 404);
	assert_int_equal(house.lookups, 0);
	come("ida@oslo", "Rådgivere", "", true);
	assert_int_equal(heard.status, 404);
}

int main(void)
{
#define TEST(name, begin) cmocka_unit_test_setup_teardown(name, begin, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_proxy_names_somebody_who_is_let_in, set_up_proxy),
		TEST(every_refusal_is_one_answer_at_one_cost, set_up_proxy),
		TEST(where_none_is_configured_there_is_no_such_login, set_up_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
