/* How a door stands: open, closing, full, the pool's, closed; of an agency, a municipality, all
 * pools. */
#include "unit/support/api_house.h"

static const struct queue_pool two_on_duty = {.on_duty = 2,
	.available = 2,
	.slots = 4,
	.rooms = 1,
	.staffed = "1103"};

static void the_door_of_an_agency_is_open_in_its_hours(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_int_equal(heard.status, 200);
	assert_int_equal(heard.cache_seconds, 10);
	assert_member("state", "open");
	assert_member("pool", "no");
	assert_member("municipality", "0301");
	assert_member("exit", "https://exit.example/?a=b&c=d");
	assert_int_equal(number_member("band"), 1);
	assert_int_equal(number_member("until"), (civil_days(2026, 11, 2) * 24 + 20) * 3600);
	assert_int_equal(number_member("opens_at"), 0);
	assert_int_equal(number_member("delete_minutes"), 15);
	assert_has("\"hours\":[{\"days\":[1,2,3,4],\"from\":\"16:00\",\"to\":\"21:00\"}]");
	assert_has("\"languages\":[\"nn\",\"nb\",\"en\"]");
}

static void it_is_closing_in_the_last_three_quarters_of_an_hour(void **state)
{
	(void)state;
	at(0, 19, 14, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "open");
	at(0, 19, 15, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "closing");
}

static void it_is_full_when_many_wait_and_the_band_is_the_longest(void **state)
{
	(void)state;
	const struct queue_pool crowd = {.waiting = 40, .on_duty = 1, .slots = 2, .rooms = 2};
	at(0, 16, 0, &crowd, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "full");
	assert_int_equal(number_member("band"), 4);
}

static void it_leads_to_the_pool_when_only_others_are_on_duty(void **state)
{
	(void)state;
	at(0, 12, 0, &two_on_duty, NULL); /* before any hours: national from 14 */
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "pool");
	assert_int_equal(number_member("until"), 0);
	assert_int_equal(number_member("opens_at"), (civil_days(2026, 11, 2) * 24 + 15) * 3600);
	assert_int_equal(number_member("pool_opens_at"), (civil_days(2026, 11, 2) * 24 + 13) * 3600);
	at(0, 20, 30, &two_on_duty, NULL); /* after Oslo's hours, in the national agency's */
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "pool");
	assert_int_equal(number_member("until"), (civil_days(2026, 11, 2) * 24 + 21) * 3600);
}

static void it_is_open_outside_its_hours_when_its_own_people_are_on_shift(void **state)
{
	(void)state;
	const struct queue_pool own = {.on_duty = 1,
		.available = 1,
		.slots = 2,
		.staffed = "1103 0301"};
	at(4, 12, 0, &own, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), 0);
}

static void it_is_closed_when_nobody_is_on_duty(void **state)
{
	(void)state;
	at(4, 23, 0, NULL, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "closed");
	assert_int_equal(number_member("band"), 0);
	assert_int_equal(number_member("opens_at"), (civil_days(2026, 11, 9) * 24 + 15) * 3600);
	house.status_err = ERR_DOWN;
	house.no.on_duty = 5;
	api_tick(house.api);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "closed");
}

static void it_says_the_profession_of_who_answers_for_the_duty_to_tell(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("profession", "public");
	get("/api/v1/door", "");
	assert_member("profession", "public");
	const char *why = "";
	struct agency *agency = agency_create("helse", "no");
	assert_int_equal(agency_set(agency, "municipality", "1106", &why), 0);
	assert_int_equal(agency_set(agency, "profession", "health", &why), 0);
	assert_int_equal(directory_put_agency(house.directory, agency), 0);
	get("/api/v1/door", "agency=helse");
	assert_member("profession", "health");
}

static void its_foot_leads_to_the_agencys_own_pages_where_it_has_them(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/w/oslo", "");
	assert_lacks("Personvern");
	assert_lacks("accessibility");
	const char *why = "";
	struct agency *agency = agency_create("sider", "no");
	assert_int_equal(agency_set(agency, "municipality", "1106", &why), 0);
	assert_int_equal(agency_set(agency, "privacy", "https://a.example/p?a=b&c", &why), 0);
	assert_int_equal(agency_set(agency, "accessibility", "http://a.example", &why), ERR_SYNTAX);
	assert_int_equal(directory_put_agency(house.directory, agency), 0);
	get("/w/sider", "");
	assert_has("href=\"https://a.example/p?a=b&amp;c\">Personvern</a>");
	assert_has("\"privacy\":\"https://a.example/p?a=b");
	assert_lacks("accessibility");
}

/* Unix seconds of an hour of UTC. */
static int64_t utc(int year, int month, int day, int hour)
{
	return (civil_days(year, month, day) * 24 + hour) * 3600;
}

static void it_is_closed_on_a_public_holiday_and_says_when_it_opens(void **state)
{
	(void)state;
	at(52, 17, 0, NULL, NULL); /* Thursday 24 December: none of them */
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "open");
	at(52, 21, 0, NULL, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "closed");
	assert_int_equal(number_member("opens_at"), utc(2026, 12, 28, 15));
	assert_int_equal(number_member("pool_opens_at"), utc(2026, 12, 27, 13));
	get("/w/oslo", "");
	assert_has("måndag kl. 16");
	at(53, 14, 0, NULL, NULL); /* the first day of Christmas */
	get("/api/v1/door", "agency=landet");
	assert_member("state", "closed");
	assert_int_equal(number_member("opens_at"), utc(2026, 12, 27, 13));
}

static void it_is_open_on_a_holiday_when_its_own_people_are_on_shift(void **state)
{
	(void)state;
	const struct queue_pool own = {.on_duty = 1, .available = 1, .slots = 2, .staffed = "0301"};
	at(53, 14, 0, &own, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), 0);
}

static void its_end_is_that_of_the_whole_run_past_midnight(void **state)
{
	(void)state;
	put_agency("natt", "no", "1106", "mon 16:00-24:00; tue 00:00-02:00");
	at(0, 22, 30, &two_on_duty, NULL);
	get("/api/v1/door", "agency=natt");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), utc(2026, 11, 3, 1));
	at(1, 0, 15, &two_on_duty, NULL);
	get("/api/v1/door", "agency=natt");
	assert_member("state", "closing");
}

static void an_end_at_midnight_is_that_of_the_day_before(void **state)
{
	(void)state;
	put_agency("natt", "no", "1106", "mon 16:00-24:00");
	at(0, 20, 0, &two_on_duty, NULL);
	get("/w/natt", "lang=nb");
	assert_has("Åpent nå, til kl. 24</p>");
}

static void who_never_closes_is_open_without_an_end(void **state)
{
	(void)state;
	put_agency("natt", "no", "1106", "mon-sun 00:00-24:00");
	at(0, 22, 30, &two_on_duty, NULL);
	get("/api/v1/door", "agency=natt");
	assert_member("state", "open");
	assert_int_equal(number_member("until"), 0);
	assert_int_equal(number_member("opens_at"), 0);
	get("/w/natt", "");
	assert_has("\"state\">Ope no</p>");
	/* nor has the pool that another door leads to */
	at(0, 20, 30, &two_on_duty, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "pool");
	assert_int_equal(number_member("until"), 0);
}

static void the_national_door_shows_the_best_of_its_pools(void **state)
{
	(void)state;
	at(0, 4, 0, NULL, NULL);
	get("/api/v1/door", "");
	assert_member("pool", "");
	assert_member("state", "closed");
	at(0, 4, 0, NULL, &two_on_duty);
	get("/api/v1/door", "");
	assert_member("state", "open");
	assert_member("name", "Skriv med ein rådgjevar");
	assert_has("\"languages\":[\"nn\",\"nb\",\"en\",\"da\"]");
	get("/api/v1/door", "municipality=0751");
	assert_member("pool", "dk");
	assert_member("state", "open");
	assert_member("agency", "");
	get("/api/v1/door", "municipality=0301&pool=no");
	assert_member("agency", "oslo");
	get("/api/v1/door", "municipality=1103");
	assert_member("agency", "");
	assert_member("name", "Norge");
}

static void a_door_that_does_not_exist_is_not_found(void **state)
{
	(void)state;
	static const char *const queries[] = {"agency=bergen", "municipality=9999",
		"municipality=0301&pool=dk", "pool=se"};
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		get("/api/v1/door", queries[i]);
		assert_int_equal(heard.status, 404);
		assert_has("\"ok\":false");
		assert_has("\"code\":\"missing\"");
	}
}

static void who_can_be_written_with_stands_first_while_it_is_open_and_not_a_minute_longer(
	void **state)
{
	(void)state;
	static const char write[] = "Skriv med noen nå", call[] = "Ring noen nå",
					  chat[] = "href=\"https://chat.example\"";
	const struct help_service open = {"NO", "chat", "Chatten", "chat", "https://chat.example",
		"16:15-22:45", "0-18", "nb", true, true, ""};
	assert_int_equal(directory_add_help(house.directory, &open), 0);
	at(4, 21, 44, NULL, NULL); /* 22.44 in Oslo */
	get("/w/oslo", "lang=nb");
	assert_has("Stengt her. Andre har åpent.");
	const char *first = strstr(heard.body, write), *second = strstr(heard.body, call);
	assert_true(first != NULL && second > first);
	const char *in_list = strstr(first, chat);
	assert_true(in_list != NULL && in_list < second);
	get("/api/v1/services", "country=NO");
	assert_int_equal(heard.cache_seconds, 60);
	assert_has("\"open\":true,\"until\":1794001500");
	at(4, 21, 45, NULL, NULL); /* a minute later */
	get("/w/oslo", "lang=nb");
	assert_has("Stengt her. Du kan ringe noen.");
	assert_lacks(write);
}

static void a_full_door_lists_other_help(void **state)
{
	(void)state;
	const struct queue_pool full =
		{.waiting = 40, .on_duty = 1, .available = 1, .slots = 1, .rooms = 1, .staffed = "0301"};
	at(0, 16, 0, &full, NULL);
	get("/w/oslo", "lang=nb");
	assert_has("Mange venter nå. Du kan likevel stille deg i kø.");
	assert_has("Vil du ikke vente? Du kan få hjelp av andre nå.");
	assert_has("Ring noen nå");
	at(0, 16, 0, &two_on_duty, NULL);
	get("/w/oslo", "lang=nb");
	assert_lacks("Vil du ikke vente?");
}

static void in_its_hours_but_with_nobody_on_duty_it_says_so_and_lists_other_help(void **state)
{
	(void)state;
	at(0, 16, 0, NULL, NULL);
	get("/api/v1/door", "agency=oslo");
	assert_member("state", "open");
	get("/w/oslo", "lang=nb");
	assert_has("<p class=\"state off\">Ingen er på vakt akkurat nå</p>");
	assert_lacks("Åpent nå");
	assert_has("Vil du ikke vente? Du kan få hjelp av andre nå.");
	assert_has("Ring noen nå");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_door_of_an_agency_is_open_in_its_hours),
		cmocka_unit_test(it_is_closing_in_the_last_three_quarters_of_an_hour),
		cmocka_unit_test(it_is_full_when_many_wait_and_the_band_is_the_longest),
		cmocka_unit_test(it_leads_to_the_pool_when_only_others_are_on_duty),
		cmocka_unit_test(it_is_open_outside_its_hours_when_its_own_people_are_on_shift),
		cmocka_unit_test(it_is_closed_when_nobody_is_on_duty),
		cmocka_unit_test(it_says_the_profession_of_who_answers_for_the_duty_to_tell),
		cmocka_unit_test(its_foot_leads_to_the_agencys_own_pages_where_it_has_them),
		cmocka_unit_test(it_is_closed_on_a_public_holiday_and_says_when_it_opens),
		cmocka_unit_test(it_is_open_on_a_holiday_when_its_own_people_are_on_shift),
		cmocka_unit_test(its_end_is_that_of_the_whole_run_past_midnight),
		cmocka_unit_test(an_end_at_midnight_is_that_of_the_day_before),
		cmocka_unit_test(who_never_closes_is_open_without_an_end),
		cmocka_unit_test(the_national_door_shows_the_best_of_its_pools),
		cmocka_unit_test(a_door_that_does_not_exist_is_not_found),
		cmocka_unit_test(
			who_can_be_written_with_stands_first_while_it_is_open_and_not_a_minute_longer),
		cmocka_unit_test(a_full_door_lists_other_help),
		cmocka_unit_test(in_its_hours_but_with_nobody_on_duty_it_says_so_and_lists_other_help),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
