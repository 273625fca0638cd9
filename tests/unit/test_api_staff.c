/* What the staff ask over HTTP: who is let in by the bearer and the matrix, and what becomes of sessions. */
#include "unit/support/api_house.h"

static const char *const pages[][2] = {{"GET", "/api/v1/me"}, {"POST", "/api/v1/ticket"},
	{"POST", "/api/v1/logout"}, {"GET", "/api/v1/sessions"}, {"POST", "/api/v1/sessions/revoke"}};

static void ask(const char *bearer, const char *method, const char *path, const char *body)
{
	house.bearer = bearer;
	send_request(strcmp(method, "POST") == 0, path, "", body, "");
}

static void without_a_session_nobody_is_let_in(void **state)
{
	(void)state;
	static const char *const bearers[] = {NULL, "", "nobody", "guest@oslo"};
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		for (size_t j = 0; j < sizeof(bearers) / sizeof(bearers[0]); j++) {
			ask(bearers[j], pages[i][0], pages[i][1], "{}");
			assert_int_equal(heard.status, 401);
			assert_has("\"code\":\"session\"");
		}
		ask("nobody", pages[i][0], pages[i][1], "no object");
		assert_int_equal(heard.status, 401);
	}
}

static void a_store_that_is_down_is_not_a_session_that_is_over(void **state)
{
	(void)state;
	ask("down", "GET", "/api/v1/me", "");
	assert_int_equal(heard.status, 503);
}

static void a_person_is_told_who_it_is(void **state)
{
	(void)state;
	ask("owner@oslo", "GET", "/api/v1/me", "");
	assert_int_equal(heard.status, 200);
	assert_has(
		"\"name\":\"owner@oslo\",\"alias\":\"Somebody\",\"role\":\"owner\",\"agency\":\"oslo\"");
	assert_has("\"pool\":\"no\"");
	assert_lacks("aaaa");
}

static void a_body_that_is_no_object_is_refused(void **state)
{
	(void)state;
	static const char *const bodies[] = {"", "[]", "1", "{\"a\":1,\"a\":2}", "{"};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		ask("owner@oslo", "POST", "/api/v1/ticket", bodies[i]);
		assert_int_equal(heard.status, 400);
		assert_has("\"code\":\"body\"");
	}
}

static void sessions_are_listed_with_the_one_that_asks_marked(void **state)
{
	(void)state;
	ask("counsellor@oslo", "GET", "/api/v1/sessions", "");
	assert_int_equal(heard.status, 200);
	assert_has("\"begun\":1000,\"seen\":3600,\"here\":true");
}

/* Whose sessions somebody reaches: own, those of the own agency whose roles it gives, all. */
static void owners_reach_their_agency_and_administrators_all(void **state)
{
	(void)state;
	static const struct {
		const char *who, *whom;
		unsigned status;
	} rows[] = {
		{"counsellor@oslo", "counsellor@oslo", 200},
		{"counsellor@oslo", "owner@oslo", 403},
		{"supervisor@oslo", "counsellor@oslo", 403},
		{"owner@oslo", "counsellor@oslo", 200},
		{"owner@oslo", "counsellor@landet", 404},
		{"owner@oslo", "nobody", 404},
		{"owner@oslo", "evaluator@oslo", 200},
		{"owner@oslo", "duty_lead@oslo", 404},
		{"owner@oslo", "coordinator@oslo", 404},
		{"owner@oslo", "administrator@oslo", 404},
		{"administrator@oslo", "administrator@danmark", 200},
		{"administrator@oslo", "counsellor@danmark", 200},
		{"coordinator@oslo", "counsellor@oslo", 403},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[128];
		house.ended[0] = '\0';
		snprintf(text, sizeof(text), "{\"name\":\"%s\"}", rows[i].whom);
		ask(rows[i].who, "POST", "/api/v1/sessions/revoke", text);
		assert_int_equal(heard.status, rows[i].status);
		assert_int_equal(house.ended[0] != '\0', rows[i].status == 200);
		snprintf(text, sizeof(text), "name=%s", rows[i].whom);
		send_request(false, "/api/v1/sessions", text, "", "");
		assert_int_equal(heard.status, rows[i].status);
	}
}

static void what_is_ended_is_what_was_named(void **state)
{
	(void)state;
#define SIXTY_FOUR "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HERE "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	ask("owner@oslo", "POST", "/api/v1/sessions/revoke", "{\"session\":\"" SIXTY_FOUR "\"}");
	assert_string_equal(house.ended, "owner@oslo/" SIXTY_FOUR "/");
	ask("owner@oslo", "POST", "/api/v1/sessions/revoke",
		"{\"name\":\"counsellor@oslo\",\"session\":\"" SIXTY_FOUR "\"}");
	assert_string_equal(house.ended, "counsellor@oslo/" SIXTY_FOUR "/");
	ask("owner@oslo", "POST", "/api/v1/sessions/revoke", "{\"others\":true}");
	assert_string_equal(house.ended, "owner@oslo//" HERE);
	ask("owner@oslo", "POST", "/api/v1/logout", "{}");
	assert_string_equal(house.ended, "owner@oslo/" HERE "/");
	static const char *const wrong[] = {"{}", "{\"session\":1}", "{\"session\":\"abc\"}",
		"{\"name\":\"a\",\"more\":1}", "{\"others\":false}", "{\"others\":true,\"name\":\"a\"}"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ask("owner@oslo", "POST", "/api/v1/sessions/revoke", wrong[i]);
		assert_int_equal(heard.status, 400);
	}
}

static unsigned posts_taken(const char *who)
{
	unsigned count = 0;
	do {
		ask(who, "POST", "/api/v1/ticket", "{}");
		count++;
	} while (heard.status == 200 && count < 100);
	return count - 1;
}

/* Each may write a line of an audit that stays for good. */
static void who_posts_too_fast_is_told_to_wait_and_nobody_else_is(void **state)
{
	(void)state;
	clock_set(clock_mono_ms() + 3600000, 1000);
	assert_int_equal(posts_taken("owner@oslo"), 60);
	assert_int_equal(heard.status, 429);
	assert_has("\"code\":\"rate\"");
	assert_int_equal(heard.retry_after, 2);
	ask("owner@oslo", "GET", "/api/v1/me", "");
	assert_int_equal(heard.status, 200);
	ask("counsellor@oslo", "POST", "/api/v1/ticket", "{}");
	assert_int_equal(heard.status, 200);
	clock_set(clock_mono_ms() + 1000, 1000);
	assert_int_equal(posts_taken("owner@oslo"), 5);
}

static void an_invitation_is_looked_at_and_used_or_says_why_not(void **state)
{
	(void)state;
	static const struct {
		const char *path, *body;
		unsigned status;
		const char *has;
	} rows[] = {
		{"/api/v1/join", "{\"token\":\"good\"}", 200, "\"secret\":\"GEZD\""},
		{"/api/v1/join", "{\"token\":\"good\"}", 200, "\"alias\":\"Ida\",\"agency\":\"Ung <i>"},
		{"/api/v1/join", "{\"token\":\"old\"}", 410, "\"code\":\"invitation\""},
		{"/api/v1/join", "{}", 400, "\"code\":\"body\""},
		{"/api/v1/join/finish",
			"{\"token\":\"good\",\"password\":\"x\",\"secret\":\"s\",\"code\":\"1\"}", 422,
			"\"code\":\"short\""},
		{"/api/v1/join/finish",
			"{\"token\":\"old\",\"password\":\"x\",\"secret\":\"s\",\"code\":\"1\"}", 410,
			"\"code\":\"invitation\""},
		{"/api/v1/join/finish",
			"{\"token\":\"good\",\"alias\":\"I\",\"password\":\"long enough to be one\","
			"\"secret\":\"s\",\"code\":\"1\"}",
			200, "\"codes\":[\"aaaa-bbbb-cccc-dddd\","},
		{"/api/v1/join/finish", "{\"token\":\"good\"}", 400, "\"code\":\"body\""},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		send_request(true, rows[i].path, "", rows[i].body, "");
		assert_int_equal(heard.status, rows[i].status);
		assert_has(rows[i].has);
		assert_int_equal(heard.cache_seconds, 0);
	}
}

static void an_account_is_changed_by_whose_it_is_or_says_why_not(void **state)
{
	(void)state;
	static const struct {
		const char *body;
		unsigned status;
		const char *has;
	} rows[] = {
		{"{\"act\":\"password\",\"password\":\"right\",\"wish\":\"w\"}", 200, "\"data\":{}"},
		{"{\"act\":\"password\",\"password\":\"right\",\"wish\":\"unended\"}", 200,
			"\"data\":{\"ended\":false}"},
		{"{\"act\":\"codes\",\"password\":\"right\",\"code\":\"1\"}", 200,
			"\"codes\":[\"aaaa-bbbb-cccc-dddd\","},
		{"{\"act\":\"password\",\"password\":\"clock\",\"wish\":\"w\"}", 401, "\"code\":\"clock\""},
		{"{\"act\":\"password\",\"password\":\"short\",\"wish\":\"w\"}", 422, "\"code\":\"short\""},
		{"{\"act\":\"codes\",\"password\":\"rate\"}", 429, "\"code\":\"rate\""},
		{"{\"act\":\"codes\",\"password\":\"app\"}", 409, "\"code\":\"app\""},
		{"{\"act\":\"codes\",\"password\":\"right\",\"wish\":\"w\"}", 400, "\"code\":\"body\""},
		{"{\"act\":\"password\",\"password\":\"right\"}", 400, "\"code\":\"body\""},
		{"{\"act\":\"name\",\"password\":\"right\"}", 400, "\"code\":\"body\""},
		{"{\"act\":\"app\",\"password\":\"right\",\"secret\":\"S\",\"shown\":\"2\"}", 200,
			"\"codes\":["},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ask("evaluator@oslo", "POST", "/api/v1/account", rows[i].body);
		assert_int_equal(heard.status, rows[i].status);
		assert_has(rows[i].has);
	}
	assert_string_equal(house.renewed, "evaluator@oslo//S/2/0");
	ask("evaluator@oslo", "GET", "/api/v1/account", "");
	assert_has("{\"own\":true,\"app\":false,\"secret\":\"GEZD\",\"uri\":\"otpauth://x\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invitation_is_looked_at_and_used_or_says_why_not),
		cmocka_unit_test(without_a_session_nobody_is_let_in),
		cmocka_unit_test(a_store_that_is_down_is_not_a_session_that_is_over),
		cmocka_unit_test(a_person_is_told_who_it_is),
		cmocka_unit_test(a_body_that_is_no_object_is_refused),
		cmocka_unit_test(sessions_are_listed_with_the_one_that_asks_marked),
		cmocka_unit_test(owners_reach_their_agency_and_administrators_all),
		cmocka_unit_test(what_is_ended_is_what_was_named),
		cmocka_unit_test(an_account_is_changed_by_whose_it_is_or_says_why_not),
		cmocka_unit_test(
			who_posts_too_fast_is_told_to_wait_and_nobody_else_is), /* the last: nothing is left */
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
