/* An agency's fields over HTTP: who may change what, what is refused with which words, and what is asked of the
 * store. */
#include "api/agency_edit.h"
#include "api/agency_fields.h"
#include "api/agency_log.h"
#include "unit/support/api_house.h"

typedef void (*call_fn)(struct api *api, const struct staff_call *call);

/* Calls as somebody of Oslo in that role, and is answered once. */
static void ask(call_fn handle, enum role role, const char *query, const char *body)
{
	const struct staff_call call = {.id = 7,
		.permission = PERMISSION_AGENCY_EDIT,
		.reach = permission_reach(PERMISSION_AGENCY_EDIT, role),
		.query = view_text(query),
		.body = json_loads(body, 0, NULL),
		.person = {.id = "c1d", .name = "nora", .alias = "Nora", .agency = "oslo", .role = role}};
	unsigned before = heard.count;
	handle(house.api, &call);
	json_decref(call.body);
	assert_int_equal(heard.count, before + 1);
}

static void edit(enum role role, const char *body)
{
	ask(agency_edit_call, role, "", body);
}

static int fresh(void **state)
{
	(void)state;
	memset(&kept_agency, 0, sizeof(kept_agency));
	const struct agency_pair pairs[] = {{"slug", "oslo"}, {"pool", "no"}, {"name", "Ung i Oslo"},
		{"answers.nb", "noen"}, {"works_with.nb", "ingen"}, {"exit", "https://www.yr.no/"},
		{"hours", "mon 16:00-20:00"}, {"odd", "left over"}};
	memcpy(kept_agency.pairs, pairs, sizeof(pairs));
	return 0;
}

static void a_change_is_written_with_who_made_it_and_holds_all_else_to_what_it_was(void **state)
{
	(void)state;
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"mon 16:00-21:00\",\"letterbox\":\"\"},"
		"\"was\":{\"hours\":\"mon 16:00-20:00\",\"letterbox\":\"\"}}");
	assert_int_equal(heard.status, 200);
	assert_has("\"fields\":{\"hours\":\"mon 16:00-21:00\",\"letterbox\":\"\"}");
	unsigned fields = 0;
	while (agency_field_at(fields)) {
		fields++;
	}
	char expected[128];
	snprintf(expected, sizeof(expected), "oslo c1d nora %u: hours=mon 16:00-20:00>mon 16:00-21:00",
		fields);
	assert_string_equal(kept_agency.edit, expected);
}

static void each_value_that_is_not_right_says_what_was_expected_and_nothing_is_written(void **state)
{
	(void)state;
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"mon 16-21\",\"exit\":\"http://x\","
		"\"languages\":\"nb\"},\"was\":{\"hours\":\"mon 16:00-20:00\",\"exit\":\"https://www.yr.no/"
		"\",\"languages\":\"\"}}");
	assert_int_equal(heard.status, 422);
	assert_has("\"hours\":\"weekdays and times such as mon-thu 16:00-21:00; fri 12:00-15:00\"");
	assert_has("\"exit\":\"a link that begins with https://\"");
	assert_lacks("\"languages\"");
	assert_int_equal(kept_agency.edits, 0);
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"answers.nb\":\"\"},\"was\":{\"answers.nb\":\"noen\"}}");
	assert_int_equal(heard.status, 422);
	assert_has("\"fields\":{\"answers\":\"a value\"}");
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"topic_hours\":\"mat closed\"},"
		"\"was\":{\"topic_hours\":\"\"}}");
	assert_has("\"topic_hours\":\"ids of topics that the daemon has\"");
	assert_int_equal(kept_agency.edits, 0);
}

static void a_theme_is_checked_for_its_contrast_without_being_written(void **state)
{
	(void)state;
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"theme.light\":\"brand #ffee00\"},"
		"\"was\":{\"theme.light\":\"\"},\"check\":true}");
	assert_int_equal(heard.status, 422);
	assert_has(
		"\"theme.light\":\"brand (#ffee00) on page (#f5f3ef) with a contrast of at least 4.5");
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"theme.light\":\"brand #2f5d1e\"},"
		"\"was\":{\"theme.light\":\"\"},\"check\":true}");
	assert_int_equal(heard.status, 200);
	assert_int_equal(kept_agency.edits, 0);
}

static void an_owner_changes_the_own_agency_and_an_administrator_every_one(void **state)
{
	(void)state;
	static const char halden[] =
		"{\"slug\":\"halden\",\"changes\":{\"hours\":\"\"},\"was\":{\"hours\":\"\"}}";
	edit(ROLE_OWNER, halden);
	assert_int_equal(heard.status, 403);
	assert_has("\"code\":\"permission\"");
	assert_int_equal(kept_agency.reads, 0);
	edit(ROLE_ADMINISTRATOR, halden);
	assert_int_equal(heard.status, 404);
	ask(agency_fields_call, ROLE_OWNER, "slug=halden", "");
	assert_int_equal(heard.status, 403);
	ask(agency_export_call, ROLE_OWNER, "slug=halden", "");
	assert_int_equal(heard.status, 403);
	ask(agency_audit_call, ROLE_OWNER, "slug=halden", "");
	assert_int_equal(heard.status, 403);
}

static void a_name_takes_an_administrator_and_a_municipality_a_file(void **state)
{
	(void)state;
	static const char name[] =
		"{\"slug\":\"oslo\",\"changes\":{\"name\":\"Oslo\"},\"was\":{\"name\":\"Ung i Oslo\"}}";
	edit(ROLE_OWNER, name);
	assert_int_equal(heard.status, 403);
	edit(ROLE_ADMINISTRATOR, name);
	assert_int_equal(heard.status, 200);
	edit(ROLE_ADMINISTRATOR,
		"{\"slug\":\"oslo\",\"changes\":{\"municipality\":\"1103\"},"
		"\"was\":{\"municipality\":\"\"}}");
	assert_int_equal(heard.status, 403);
	edit(ROLE_ADMINISTRATOR,
		"{\"slug\":\"oslo\",\"changes\":{\"odd\":\"x\"},\"was\":{\"odd\":\"left over\"}}");
	assert_int_equal(heard.status, 403);
	assert_int_equal(kept_agency.edits, 1);
}

static void what_somebody_else_changed_meanwhile_is_told_and_stays(void **state)
{
	(void)state;
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},"
		"\"was\":{\"hours\":\"tue 16:00-20:00\"}}");
	assert_int_equal(heard.status, 409);
	assert_has("\"code\":\"changed\"");
	assert_has("\"fields\":{\"hours\":\"mon 16:00-20:00\"}");
	assert_int_equal(kept_agency.edits, 0);
	kept_agency.edit_err = ERR_MOMENT;
	kept_agency.field = "hours";
	kept_agency.is = "wed 16:00-20:00";
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},"
		"\"was\":{\"hours\":\"mon 16:00-20:00\"}}");
	assert_int_equal(heard.status, 409);
	assert_has("\"fields\":{\"hours\":\"wed 16:00-20:00\"}");
}

static void a_change_that_the_audit_has_no_room_for_is_refused_with_a_time(void **state)
{
	(void)state;
	kept_agency.edit_err = ERR_FULL;
	edit(ROLE_OWNER,
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},"
		"\"was\":{\"hours\":\"mon 16:00-20:00\"}}");
	assert_int_equal(heard.status, 429);
	assert_has("\"code\":\"audit\"");
}

static void what_changed_beside_it_begins_the_judging_anew(void **state)
{
	(void)state;
	static const char body[] = "{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},"
							   "\"was\":{\"hours\":\"mon 16:00-20:00\"}}";
	kept_agency.edit_err = ERR_MOMENT;
	kept_agency.field = "exit";
	kept_agency.is = "https://www.dr.dk/";
	kept_agency.once = true;
	edit(ROLE_OWNER, body);
	assert_int_equal(heard.status, 200);
	assert_int_equal(kept_agency.edits, 2);
	kept_agency.once = false;
	edit(ROLE_OWNER, body);
	assert_int_equal(heard.status, 503);
	assert_true(kept_agency.edits < 10);
}

static void a_body_that_is_no_change_is_refused(void **state)
{
	(void)state;
	static const char *const bodies[] = {"{}", "{\"slug\":\"oslo\"}",
		"{\"slug\":\"oslo\",\"changes\":{},\"was\":{}}",
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},\"was\":{}}",
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":1},\"was\":{\"hours\":\"\"}}",
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},\"was\":{\"exit\":\"\"}}",
		"{\"slug\":7,\"changes\":{\"hours\":\"\"},\"was\":{\"hours\":\"\"}}",
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},\"was\":{\"hours\":\"\"},\"check\":1}",
		"{\"slug\":\"oslo\",\"changes\":{\"hours\":\"\"},\"was\":{\"hours\":\"\"},\"x\":1}"};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		edit(ROLE_OWNER, bodies[i]);
		if (heard.status != 400) {
			fail_msg("%u for %s", heard.status, bodies[i]);
		}
	}
	assert_int_equal(kept_agency.reads, 0);
}

static void a_look_shows_every_field_and_those_that_one_may_change(void **state)
{
	(void)state;
	ask(agency_fields_call, ROLE_OWNER, "", "");
	assert_int_equal(heard.status, 200);
	assert_has("\"hours\":\"mon 16:00-20:00\"");
	assert_has("\"letterbox\":\"\"");
	assert_lacks("left over");
	const char *may = strstr(heard.body, "\"may_change\":");
	assert_true(may && strstr(may, "\"hours\"") && !strstr(may, "\"name\""));
	ask(agency_fields_call, ROLE_ADMINISTRATOR, "slug=oslo", "");
	may = strstr(heard.body, "\"may_change\":");
	assert_true(may && strstr(may, "\"name\"") && !strstr(may, "\"kind\""));
}

/* The export asks Redis for the replies: tests/live/owner has it. */
static void the_log_is_told_line_by_line(void **state)
{
	(void)state;
	ask(agency_audit_call, ROLE_OWNER, "before=9-9", "");
	assert_has("\"lines\":[{\"at\":1234,\"name\":\"nora\",\"what\":\"hours\",\"about\":\"\","
			   "\"was\":\"oslo\",\"now\":\"9-9\"}],\"more\":\"\"");
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_change_is_written_with_who_made_it_and_holds_all_else_to_what_it_was),
		TEST(each_value_that_is_not_right_says_what_was_expected_and_nothing_is_written),
		TEST(a_theme_is_checked_for_its_contrast_without_being_written),
		TEST(an_owner_changes_the_own_agency_and_an_administrator_every_one),
		TEST(a_name_takes_an_administrator_and_a_municipality_a_file),
		TEST(what_somebody_else_changed_meanwhile_is_told_and_stays),
		TEST(a_change_that_the_audit_has_no_room_for_is_refused_with_a_time),
		TEST(what_changed_beside_it_begins_the_judging_anew),
		TEST(a_body_that_is_no_change_is_refused),
		TEST(a_look_shows_every_field_and_those_that_one_may_change),
		TEST(the_log_is_told_line_by_line),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
