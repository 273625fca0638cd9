/* What other sites are told about a door, and who may show a door in a frame. */
#include "unit/support/api_house.h"

static const struct queue_pool two_on_duty = {.on_duty = 2,
	.available = 2,
	.slots = 4,
	.rooms = 1,
	.staffed = "1103"};

static void open_hours_are_told_with_their_end(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_int_equal(heard.status, 200);
	assert_string_equal(heard.type, "application/json");
	assert_int_equal(heard.cache_seconds, 60);
	assert_true(heard.open);
	assert_has("{\"agency\":\"oslo\",\"state\":\"open\",\"until\":");
	assert_has("\"next_opening\":null,"
			   "\"pool\":{\"id\":\"no\",\"state\":\"open\",\"band\":\"soon\"}");
	at(0, 19, 30, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "closing");
}

static void a_shut_door_is_told_with_its_next_opening_even_while_others_in_the_pool_answer(
	void **state)
{
	(void)state;
	at(1, 12, 0, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "closed");
	assert_has("\"until\":null");
	assert_int_equal(number_member("next_opening"), (civil_days(2026, 11, 3) * 24 + 15) * 3600);
	assert_has("\"pool\":{\"id\":\"no\",\"state\":\"open\"");
	at(1, 13, 0, NULL, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_has("\"pool\":{\"id\":\"no\",\"state\":\"closed\",\"band\":\"nobody\"}");
}

static void a_pool_is_told_without_an_agency(void **state)
{
	(void)state;
	const struct queue_pool one = {.on_duty = 1, .slots = 1, .staffed = ""};
	at(2, 3, 0, NULL, &one);
	get("/api/v1/status", "pool=dk");
	assert_has("{\"agency\":null,\"state\":\"open\",\"until\":null,\"next_opening\":null,"
			   "\"pool\":{\"id\":\"dk\",\"state\":\"open\",\"band\":\"soon\"}");
}

static void nothing_moves_within_a_minute(void **state)
{
	(void)state;
	const struct queue_pool full = {.on_duty = 1, .slots = 1, .rooms = 1, .waiting = 40};
	at(3, 16, 0, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	char before[sizeof(heard.body)];
	snprintf(before, sizeof(before), "%s", heard.body);
	house.no = full;
	clock_set(clock_mono_ms() + 59999, clock_wall_ms() + 59999);
	api_tick(house.api);
	get("/api/v1/status", "agency=oslo");
	assert_string_equal(heard.body, before);
	clock_set(clock_mono_ms() + 1, clock_wall_ms() + 1);
	api_tick(house.api);
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "open");
	assert_has("\"band\":\"longer\"");
}

/* The clock goes on, and Oslo's status is asked for. */
static void pass_s(int64_t seconds)
{
	clock_set(clock_mono_ms() + (uint64_t)seconds * 1000,
		clock_wall_ms() + (uint64_t)seconds * 1000);
	api_tick(house.api);
	get("/api/v1/status", "agency=oslo");
}

static void an_opening_and_an_end_are_told_at_their_second(void **state)
{
	(void)state;
	at(1, 14, 59, &two_on_duty, NULL);
	get("/api/v1/status", "agency=oslo");
	assert_member("state", "closed");
	pass_s(number_member("next_opening") - number_member("made_at") - 20);
	assert_member("state", "closed");
	assert_int_equal(heard.cache_seconds, 20);
	pass_s(19);
	assert_member("state", "closed");
	assert_int_equal(heard.cache_seconds, 1);
	pass_s(1);
	assert_member("state", "open");
	pass_s(number_member("until") - number_member("made_at") - 7);
	assert_member("state", "closing");
	assert_int_equal(heard.cache_seconds, 7);
	pass_s(7);
	assert_member("state", "closed");
}

static void what_is_kept_on_the_way_is_no_older_than_a_minute_either(void **state)
{
	(void)state;
	at(5, 12, 0, &two_on_duty, NULL);
	get("/api/v1/status", "pool=no");
	get("/api/v1/status", "agency=oslo");
	assert_int_equal(heard.cache_seconds, 60);
	pass_s(45);
	assert_int_equal(heard.cache_seconds, 15);
	pass_s(15);
	assert_int_equal(heard.cache_seconds, 60);
}

static void who_is_on_shift_where_and_how_many_wait_is_never_told(void **state)
{
	(void)state;
	at(4, 16, 0, &two_on_duty, NULL);
	static const char *const queries[] = {"agency=oslo", "agency=landet", "pool=no"};
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		get("/api/v1/status", queries[i]);
		json_t *body = json_loads(heard.body, 0, NULL);
		assert_int_equal(json_object_size(body), 6);
		assert_int_equal(json_object_size(json_object_get(body, "pool")), 3);
		json_decref(body);
		assert_lacks("1103");
	}
}

static void an_unknown_agency_or_pool_is_refused_in_json_that_says_what_to_ask(void **state)
{
	(void)state;
	static const char *const queries[] = {"", "agency=bergen", "pool=se", "agency=", "agency=%00",
		"municipality=0301"};
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		get("/api/v1/status", queries[i]);
		assert_int_equal(heard.status, 404);
		assert_string_equal(heard.type, "application/json");
		assert_int_equal(heard.cache_seconds, 0);
		assert_true(heard.open);
		assert_has("\"code\":\"missing\"");
		assert_has("/api/v1/directory");
	}
}

static void only_status_and_services_are_for_the_pages_of_any_site(void **state)
{
	(void)state;
	static const struct {
		const char *path, *query;
		bool open;
	} rows[] = {
		{"/api/v1/status", "pool=no", true},
		{"/api/v1/services", "", true},
		{"/api/v1/directory", "", false},
		{"/api/v1/reading", "", false},
		{"/api/v1/door", "agency=oslo", false},
		{"/api/v1/nothing", "", false},
		{"/w/oslo", "", false},
		{"/desk", "", false},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		get(rows[i].path, rows[i].query);
		assert_int_equal(heard.open, rows[i].open);
	}
}

static void only_an_agencys_own_door_is_framed_and_only_by_its_sites(void **state)
{
	(void)state;
	static const char site[] = "https://www.oslo.example";
	const char *why = NULL;
	struct agency *oslo = (struct agency *)(uintptr_t)directory_agency(house.directory, "oslo");
	get("/w/oslo", "");
	assert_string_equal(heard.sites, "");
	assert_lacks("\"sites\"");
	assert_int_equal(agency_set(oslo, "sites", site, &why), 0);
	get("/w/oslo", "");
	assert_string_equal(heard.sites, site);
	assert_has("\"sites\":[\"https://www.oslo.example\"]");
	static const char *const others[] = {"/", "/w/landet", "/desk", "/w/oslo/x", "/api/v1/door",
		"/api/v1/directory"};
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		get(others[i], "");
		assert_string_equal(heard.sites, "");
		assert_lacks("oslo.example");
	}
	assert_int_equal(agency_set(oslo, "sites", "", &why), 0);
}

static void the_page_of_snippets_shows_what_was_chosen_and_escapes_it_twice(void **state)
{
	(void)state;
	get("/embed", "lang=en&agency=oslo&to=nn&label=%22%3E%3Cb%3E");
	assert_int_equal(heard.status, 200);
	assert_lacks("<script");
	assert_has("<html lang=\"en\">");
	assert_has("/w/oslo&quot;&gt;&amp;quot;&amp;gt;&amp;lt;b&amp;gt;&lt;/a&gt;");
	assert_has("/e/v1.js&quot; data-agency=&quot;oslo&quot; data-lang=&quot;nn&quot; "
			   "data-label=&quot;&amp;quot;&amp;gt;&amp;lt;b&amp;gt;&quot;&gt;&lt;/script&gt;");
	assert_has("name=\"label\" maxlength=\"60\" value=\"&quot;&gt;&lt;b&gt;\"");
	unsigned opened = 0, closed = 0;
	for (const char *at = heard.body; (at = strstr(at, "<section")) != NULL; at++) {
		opened++;
	}
	for (const char *at = heard.body; (at = strstr(at, "</section>")) != NULL; at++) {
		closed++;
	}
	assert_int_equal(opened, closed);
	assert_has("No website may show this chat in a frame yet.");
	assert_has("<p class=\"card\" lang=\"nn\">Knappen til Ung &lt;i&gt;");
	assert_lacks("<b>");
	get("/embed", "lang=nb&agency=nobody&to=xx");
	assert_int_equal(heard.status, 200);
	assert_has("data-lang=&quot;nb&quot;&gt;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_hours_are_told_with_their_end),
		cmocka_unit_test(
			a_shut_door_is_told_with_its_next_opening_even_while_others_in_the_pool_answer),
		cmocka_unit_test(a_pool_is_told_without_an_agency),
		cmocka_unit_test(nothing_moves_within_a_minute),
		cmocka_unit_test(an_opening_and_an_end_are_told_at_their_second),
		cmocka_unit_test(what_is_kept_on_the_way_is_no_older_than_a_minute_either),
		cmocka_unit_test(who_is_on_shift_where_and_how_many_wait_is_never_told),
		cmocka_unit_test(an_unknown_agency_or_pool_is_refused_in_json_that_says_what_to_ask),
		cmocka_unit_test(only_status_and_services_are_for_the_pages_of_any_site),
		cmocka_unit_test(the_page_of_snippets_shows_what_was_chosen_and_escapes_it_twice),
		cmocka_unit_test(only_an_agencys_own_door_is_framed_and_only_by_its_sites),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
