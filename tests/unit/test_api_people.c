/* The people of an agency over HTTP: who may change whom, and what is asked of the store. */
#include "api/people.h"
#include "unit/support/api_house.h"

typedef void (*call_fn)(struct api *api, const struct staff_call *call);

/* Calls as somebody of Oslo in that role, and is answered once. */
static void ask(call_fn handle, enum role role, const char *query, const char *body)
{
	const struct staff_call call = {.id = 7,
		.permission = PERMISSION_STAFF_EDIT,
		.reach = permission_reach(PERMISSION_STAFF_EDIT, role),
		.query = view_text(query),
		.body = json_loads(body, 0, NULL),
		.person = {.id = "c1d", .name = "nora", .alias = "Nora", .agency = "oslo", .role = role}};
	unsigned before = heard.count;
	handle(house.api, &call);
	json_decref(call.body);
	assert_int_equal(heard.count, before + 1);
}

static int fresh(void **state)
{
	(void)state;
	memset(&kept_agency, 0, sizeof(kept_agency));
	return 0;
}

static void the_people_of_another_agency_are_neither_shown_nor_changed(void **state)
{
	(void)state;
	ask(people_list_call, ROLE_OWNER, "slug=halden", "");
	assert_int_equal(heard.status, 403);
	ask(people_change_call, ROLE_OWNER, "",
		"{\"slug\":\"halden\",\"name\":\"kim\",\"act\":\"disable\"}");
	assert_int_equal(heard.status, 403);
	assert_string_equal(kept_agency.change, "");
	ask(people_change_call, ROLE_ADMINISTRATOR, "",
		"{\"slug\":\"halden\",\"name\":\"kim\",\"act\":\"disable\"}");
	assert_string_equal(kept_agency.change, "halden kim 1 disabled 1");
}

static void people_are_listed_without_their_passwords(void **state)
{
	(void)state;
	ask(people_list_call, ROLE_OWNER, "", "");
	assert_has("{\"name\":\"kim\",\"alias\":\"Kim\",\"role\":\"counsellor\",\"lives_in\":\"\","
			   "\"disabled\":true,\"waiting\":false}");
	assert_has("{\"name\":\"new\",\"alias\":\"Kim\",\"role\":\"counsellor\",\"lives_in\":\"\","
			   "\"disabled\":false,\"waiting\":true}"); /* has a password, and was never in */
	assert_lacks("argon2id");
}

static void each_change_of_a_person_is_made_in_one_step_and_noted(void **state)
{
	(void)state;
	static const struct {
		const char *body, *change, *note;
	} rows[] = {
		{"\"act\":\"disable\"", "oslo kim 0 disabled 1", "oslo nora staff.disabled kim >"},
		{"\"act\":\"reset\"", "oslo kim 0 - -", "oslo nora staff.reset kim >"},
		{"\"act\":\"enable\"", "oslo kim 0 disabled 0", "oslo nora staff.enabled kim >"},
		{"\"act\":\"role\",\"value\":\"supervisor\"", "oslo kim 0 role supervisor",
			"oslo nora staff.role kim counsellor>supervisor"},
		{"\"act\":\"alias\",\"value\":\"Kimmen\"", "oslo kim 0 alias Kimmen",
			"oslo nora staff.alias kim Kim>Kimmen"},
		{"\"act\":\"invite\"", "oslo kim 0 - -", "oslo nora staff.invited kim >"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char body[256];
		snprintf(body, sizeof(body), "{\"slug\":\"oslo\",\"name\":\"kim\",%s}", rows[i].body);
		ask(people_change_call, ROLE_OWNER, "", body);
		assert_int_equal(heard.status, 200);
		assert_string_equal(kept_agency.change, rows[i].change);
		assert_string_equal(kept_agency.note, rows[i].note);
		bool reset = strstr(heard.body, "abcd-efgh-jkmn-pqrs") != NULL;
		assert_int_equal(reset, i == 1);
		bool invited = strstr(heard.body, "\"join\":\"/join#1111") != NULL;
		assert_int_equal(invited, i == 5);
	}
	assert_int_equal(kept_agency.resets, 1);
	assert_int_equal(kept_agency.ends, 1);
}

static void who_is_new_gets_a_role_of_the_agency_a_link_and_a_line(void **state)
{
	(void)state;
	static const struct {
		const char *name, *role;
		int status;
	} rows[] = {{"per", "counsellor", 200}, {"per", "administrator", 403}, {"per", "", 422},
		{"per", "king", 422}, {"taken", "owner", 409}, {"Wrong", "owner", 422}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char body[256];
		snprintf(body, sizeof(body),
			"{\"slug\":\"oslo\",\"name\":\"%s\",\"act\":\"add\",\"value\":\"%s\"}", rows[i].name,
			rows[i].role);
		ask(people_change_call, ROLE_OWNER, "", body);
		assert_int_equal(heard.status, rows[i].status);
		assert_int_equal(strstr(heard.body, "/join#1111") != NULL, i == 0);
		assert_int_equal(strstr(heard.body, "once-only") != NULL, false);
	}
	assert_has("\"fields\":{\"name\":");
	ask(people_change_call, ROLE_ADMINISTRATOR, "",
		"{\"slug\":\"oslo\",\"name\":\"per\",\"act\":\"add\",\"value\":\"king\"}");
	assert_int_equal(heard.status, 422);
	assert_has("\"fields\":{\"role\":\"counsellor, supervisor, owner or evaluator\"}");
	assert_string_equal(kept_agency.note, "oslo nora staff.added per >counsellor");
	assert_int_equal(kept_agency.notes, 1);
	ask(people_change_call, ROLE_OWNER, "",
		"{\"slug\":\"halden\",\"name\":\"per\",\"act\":\"add\",\"value\":\"owner\"}");
	assert_int_equal(heard.status, 403);
	ask(people_change_call, ROLE_OWNER, "", "{\"slug\":\"oslo\",\"name\":\"per\",\"act\":\"add\"}");
	assert_int_equal(heard.status, 400);
}

static void what_changes_nothing_of_a_person_is_no_line(void **state)
{
	(void)state;
	static const char *const acts[] = {"\"role\",\"value\":\"counsellor\"",
		"\"alias\",\"value\":\"Kim\"", "\"disable\""};
	kept_agency.same = true;
	for (size_t i = 0; i < 3; i++) {
		char body[128];
		snprintf(body, sizeof(body), "{\"slug\":\"oslo\",\"name\":\"kim\",\"act\":%s}", acts[i]);
		ask(people_change_call, ROLE_OWNER, "", body);
		assert_int_equal(heard.status, 200);
		assert_int_equal(kept_agency.notes, 0);
	}
}

static void who_is_disabled_once_more_has_the_sessions_ended_once_more(void **state)
{
	(void)state;
	static const char disable[] = "{\"slug\":\"oslo\",\"name\":\"kim\",\"act\":\"disable\"}";
	kept_agency.settle_err = ERR_FULL;
	ask(people_change_call, ROLE_OWNER, "", disable);
	assert_int_equal(heard.status, 503);
	assert_int_equal(kept_agency.notes, 1);
	kept_agency.settle_err = 0;
	kept_agency.same = true;
	ask(people_change_call, ROLE_OWNER, "", disable);
	assert_int_equal(heard.status, 200);
	assert_int_equal(kept_agency.ends, 2);
	assert_int_equal(kept_agency.notes, 1);
}

static void a_change_of_a_person_that_may_not_be_says_why(void **state)
{
	(void)state;
	static const char disable[] = "{\"slug\":\"oslo\",\"name\":\"kim\",\"act\":\"disable\"}";
	static const struct {
		int err;
		unsigned status;
		const char *code;
	} rows[] = {{ERR_MOMENT, 409, "last_owner"}, {ERR_GONE, 404, "missing"},
		{ERR_RANGE, 403, "permission"}, {ERR_DOWN, 503, "down"}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		kept_agency.change_err = rows[i].err;
		ask(people_change_call, ROLE_OWNER, "", disable);
		assert_int_equal(heard.status, rows[i].status);
		assert_has(rows[i].code);
	}
	ask(people_change_call, ROLE_OWNER, "",
		"{\"slug\":\"oslo\",\"name\":\"kim\",\"act\":\"role\",\"value\":\"chief\"}");
	assert_int_equal(heard.status, 422);
	ask(people_change_call, ROLE_OWNER, "",
		"{\"slug\":\"oslo\",\"name\":\"kim\",\"act\":\"alias\",\"value\":\"\"}");
	assert_int_equal(heard.status, 422);
	ask(people_change_call, ROLE_OWNER, "",
		"{\"slug\":\"oslo\",\"name\":\"kim\",\"act\":\"delete\"}");
	assert_int_equal(heard.status, 400);
	assert_int_equal(kept_agency.notes, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(people_are_listed_without_their_passwords),
		TEST(the_people_of_another_agency_are_neither_shown_nor_changed),
		TEST(each_change_of_a_person_is_made_in_one_step_and_noted),
		TEST(who_is_new_gets_a_role_of_the_agency_a_link_and_a_line),
		TEST(what_changes_nothing_of_a_person_is_no_line),
		TEST(who_is_disabled_once_more_has_the_sessions_ended_once_more),
		TEST(a_change_of_a_person_that_may_not_be_says_why),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
