/* Which address answers what, in which language, and how pages escape what comes from outside. */
#include "unit/support/api_house.h"

#include "api/page.h"
#include "base/ident.h"

static const struct queue_pool two_on_duty = {.on_duty = 2,
	.available = 2,
	.slots = 4,
	.rooms = 1,
	.staffed = "1103"};

static void the_page_is_filled_and_everything_from_outside_is_escaped(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/w/oslo", "lang=nb");
	assert_int_equal(heard.status, 200);
	assert_int_equal(heard.cache_seconds, 0);
	assert_string_equal(heard.type, "text/html; charset=utf-8");
	assert_has("<html lang=\"nb\"><head><title>Chat</title>");
	assert_has(
		"<h1 class=\"ds-heading\" data-size=\"lg\">Ung &lt;i&gt; &quot;Oslo&quot; &amp; co</h1>");
	assert_has("<p class=\"state\">Åpent nå, til kl. 21</p>");
	assert_has("Mandag til torsdag fra 16 til 21.<br>");
	assert_has("Her svarer rådgivere &lt;/script&gt;&lt;b&gt;.");
	assert_has("href=\"https://exit.example/?a=b&amp;c=d\">Forlat raskt</a>");
	assert_has("<a class=\"go\" href=\"tel:116111\" rel=\"noreferrer\"><span><b "
			   "lang=\"nb\">Alarmtelefonen &lt;x&gt;</b>"
			   "<small>Under 18 år. Hele døgnet. De lagrer samtalen.</small></span><span>Ring 116 "
			   "111</span></a>");
	assert_has("{other}");
	assert_has("\"answers\":{\"nb\":\"rådgivere \\u003c/script>\\u003cb>\"}");
	assert_lacks("</script><b>");
	assert_lacks("Ingen vet");
	assert_lacks("112");
	assert_lacks("{{");
}

/* An agency of Haugesund in these colours. */
static void put_themed(const char *light, const char *dark)
{
	const char *why = "";
	struct agency *agency = agency_create("themed", "no");
	if (agency_set(agency, "municipality", "1106", &why) != 0 ||
		agency_set(agency, "theme.light", light, &why) != 0 ||
		agency_set(agency, "theme.dark", dark, &why) != 0) {
		fail_msg("expected %s", why);
	}
	assert_int_equal(directory_put_agency(house.directory, agency), 0);
}

static void an_agencys_own_page_carries_its_colours_and_their_hash(void **state)
{
	(void)state;
	uint8_t hash[IDENT_HASH_LEN];
	char hash_text[64];
	put_themed("", "brand #a9d38f; mine #1f5c5b; on_mine #f1f7f5");
	get("/w/themed", "");
	static const char dark[] =
		"@media (prefers-color-scheme:dark){html:root{--brand:#a9d38f;--brand-hover:#a9d38f;"
		"--on-brand:#0a2423;--mine:#1f5c5b;--on-mine:#f1f7f5;--tint:#21383a} }";
	assert_has("<style>@media (prefers-color-scheme:dark){");
	assert_has(dark);
	assert_has("</style><script id");
	ident_hash(dark, strlen(dark), hash);
	assert_int_equal(ident_base64(hash, sizeof(hash), hash_text, sizeof(hash_text)), 0);
	assert_string_equal(heard.style_hash, hash_text);
	put_themed("brand #2f5d1e", "brand #a9d38f; mine #1f5c5b; on_mine #f1f7f5");
	get("/w/themed", "");
	assert_has("<style>@media not all and (prefers-color-scheme:dark){html:root{--brand:#2f5d1e;");
	assert_has(dark);
	assert_string_not_equal(heard.style_hash, hash_text);
}

static void no_other_page_has_an_agencys_colours(void **state)
{
	(void)state;
	put_themed("brand #2f5d1e", "brand #a9d38f");
	static const char *const rows[][2] = {{"/", ""}, {"/", "municipality=1106"}, {"/w/oslo", ""},
		{"/w/landet", ""}, {"/w/nobody", ""}, {"/desk", ""}, {"/api/v1/door", "agency=themed"}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		get(rows[i][0], rows[i][1]);
		assert_lacks("<style");
		assert_lacks("{{");
		assert_string_equal(heard.style_hash, "");
	}
}

static void the_shut_door_says_who_else_helps_and_when_it_opens(void **state)
{
	(void)state;
	at(4, 23, 0, NULL, NULL);
	get("/w/oslo", "lang=nb");
	assert_has("Stengt her. Du kan ringe noen.");
	assert_has("Ung &lt;i&gt; &quot;Oslo&quot; &amp; co: mandag kl. 16.");
	assert_has("Noen fra en annen kommune: i dag kl. 14.");
	assert_has("<a class=\"plain ds-link\" rel=\"noreferrer\" href=\"https://post.example/\">");
	at(0, 12, 0, &two_on_duty, NULL);
	get("/w/oslo", "lang=nb");
	assert_has("Du kan skrive med noen nå");
	assert_has("er på vakt nå.");
}

static void a_service_that_keeps_what_is_said_always_says_so(void **state)
{
	(void)state;
	at(4, 23, 0, NULL, NULL);
	get("/w/danmark", "lang=da");
	assert_has("<b lang=\"da\">Alarmcentralen</b><small>De gemmer samtalen.</small></span>");
}

static void lines_that_are_bokmal_are_marked_on_a_sami_page(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/w/oslo", "lang=se");
	assert_has("<html lang=\"se\">");
	assert_has("<span lang=\"nb\">Hjelp nå</span>");
}

static void a_sami_page_says_that_nobody_has_reviewed_its_texts(void **state)
{
	(void)state;
	at(0, 16, 0, &two_on_duty, NULL);
	get("/w/oslo", "lang=se");
	assert_has("<span lang=\"nb\">Ingen som kan nordsamisk");
	get("/w/oslo", "lang=nn");
	assert_lacks("nordsamisk");
}

static void the_language_is_the_asked_the_browsers_or_the_pools(void **state)
{
	(void)state;
	static const struct {
		const char *query, *header, *expected;
	} rows[] = {
		{"lang=da", "en", "da"},
		{"lang=xx", "en", "en"},
		{"", "de, en;q=0.5, nb-NO;q=0.8", "nb"},
		{"", "en;q=0, da;q=0.001", "da"},
		{"", "de;q=1, fr", "nn"},
		{"", "en;q=2.x", "nn"},
		{"", "", "nn"},
		{"a=%zz&lang=e%6E", "", "en"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		send_request(false, "/w/oslo", rows[i].query, "", rows[i].header);
		char lang[32];
		snprintf(lang, sizeof(lang), "<html lang=\"%s\">", rows[i].expected);
		assert_has(lang);
	}
}

static void the_front_page_takes_a_municipality_and_ignores_an_unknown_one(void **state)
{
	(void)state;
	get("/", "municipality=0301");
	assert_has("\"agency\":\"oslo\"");
	get("/", "municipality=9999");
	assert_int_equal(heard.status, 200);
	assert_has("\"pool\":\"\"");
	assert_has("<h3 class=\"ds-heading\" data-size=\"xs\">Danmark</h3>");
}

static void unknown_addresses_get_a_page_without_script_or_json(void **state)
{
	(void)state;
	static const char *const pages[] = {"/w/bergen", "/w/", "/w/oslo/x", "/x", "/desk/", "/w/%00"};
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		get(pages[i], "lang=nb");
		assert_int_equal(heard.status, 404);
		assert_has("Vi fant ikke siden");
		assert_lacks("<script");
	}
	get("/api/v1/nothing", "");
	assert_int_equal(heard.status, 404);
	assert_string_equal(heard.type, "application/json");
	assert_has("\"code\":\"missing\"");
}

static void the_wrong_method_and_a_large_body_are_refused(void **state)
{
	(void)state;
	get("/api/v1/login", "");
	assert_int_equal(heard.status, 405);
	assert_has("\"code\":\"method\"");
	send_request(true, "/", "", "", "");
	assert_int_equal(heard.status, 405);
	char large[302];
	memset(large, 'a', sizeof(large) - 1);
	large[sizeof(large) - 1] = '\0';
	send_request(true, "/api/v1/leave", "", large, "");
	assert_int_equal(heard.status, 413);
}

static void the_directory_leaves_hidden_topics_out(void **state)
{
	(void)state;
	get("/api/v1/directory", "");
	assert_int_equal(heard.status, 200);
	assert_int_equal(heard.cache_seconds, 300);
	assert_has("\"counties\":[{\"code\":\"03\",\"name\":\"Oslo\",\"pool\":\"no\","
			   "\"municipalities\":{\"0301\":\"Oslo - Oslove\"}},{\"code\":\"11\",");
	assert_has("{\"slug\":\"landet\",\"name\":\"landet\",\"pool\":\"no\",\"municipality\":\"\"}");
	assert_has("\"id\":\"unsure\"");
	assert_lacks("leaving");
	assert_lacks("exit.example");
}

static void help_is_told_by_country_without_unknown_addresses(void **state)
{
	(void)state;
	get("/api/v1/services", "country=NO");
	assert_has("\"address\":\"116111\"");
	assert_has("\"topics\":\"family\",\"keeps_record\":true,\"confirmed\":true");
	assert_lacks("Ingen vet");
	assert_lacks("Alarmcentralen");
	get("/api/v1/services", "");
	assert_has("Alarmcentralen");
}

static void what_to_read_is_told_to_everybody_alike_without_unknown_addresses(void **state)
{
	(void)state;
	get("/api/v1/reading", "");
	assert_int_equal(heard.cache_seconds, 300);
	assert_has(
		"{\"country\":\"NO\",\"topic\":\"unsure\",\"language\":\"nb\",\"title\":\"Les "
		"<mer>\",\"address\":\"https://a.example/b\",\"source\":\"a.example\",\"confirmed\":true}");
	assert_has("https://c.example");
	assert_lacks("Ingen adresse");
	get("/api/v1/reading", "country=NO&topic=mind");
	assert_has("https://c.example");
}

static void a_login_gives_a_ticket_or_says_why_not(void **state)
{
	(void)state;
	static const struct {
		const char *body;
		unsigned status;
		const char *has;
	} rows[] = {
		{"{\"name\":\"ida\",\"password\":\"right\"}", 200,
			"\"data\":{\"ticket\":\"abcd\",\"role\":\"counsellor\",\"session\":\"5e55\",\"device\":"
			"\"ef01\"}"},
		{"{\"name\":\"ida\",\"password\":\"wrong\"}", 401, "\"code\":\"login\""},
		{"{\"name\":\"ida\",\"password\":\"wrong\",\"device\":\"00\",\"code\":\"123456\"}", 401,
			"\"code\":\"clock\""},
		{"{\"name\":\"busy\",\"password\":\"x\"}", 429, "\"code\":\"busy\""},
		{"{\"name\":\"often\",\"password\":\"x\"}", 429, "\"code\":\"rate\""},
		{"{\"name\":\"down\",\"password\":\"x\"}", 503, "\"code\":\"down\""},
		{"{\"name\":\"ida\"}", 400, "\"code\":\"body\""},
		{"{\"name\":\"ida\",\"password\":7}", 400, "\"code\":\"body\""},
		{"{\"name\":\"ida\",\"password\":\"x\",\"z\":1}", 400, "\"code\":\"body\""},
		{"{\"name\":\"ida\",\"name\":\"per\",\"password\":\"x\"}", 400, "\"code\":\"body\""},
		{"[1,2]", 400, "\"code\":\"body\""},
		{"", 400, "\"code\":\"body\""},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		send_request(true, "/api/v1/login", "", rows[i].body, "");
		assert_int_equal(heard.status, rows[i].status);
		assert_has(rows[i].has);
		assert_int_equal(heard.cache_seconds, 0);
		assert_int_equal(heard.retry_after > 0, heard.status == 429 || heard.status == 503);
	}
}

static void the_beacon_ends_a_visit_by_the_hash_of_its_ticket(void **state)
{
	(void)state;
	uint8_t ticket[32] = {1, 2, 3}, hash[32];
	char hex[65];
	ident_hex(ticket, sizeof(ticket), hex);
	ident_hash(ticket, sizeof(ticket), hash);
	send_request(true, "/api/v1/leave", "", hex, "");
	assert_int_equal(heard.status, 204);
	assert_memory_equal(house.left, hash, sizeof(hash));
	assert_string_equal(house.left_word, "left_quickly");
	static const char *const calm[] = {"left", "cancelled", "diverted"};
	for (size_t i = 0; i < sizeof(calm) / sizeof(calm[0]); i++) {
		char body[80];
		snprintf(body, sizeof(body), "%s %s", hex, calm[i]);
		send_request(true, "/api/v1/leave", "", body, "");
		assert_int_equal(heard.status, 204);
		assert_string_equal(house.left_word, calm[i]);
		body[64] = 'x';
		send_request(true, "/api/v1/leave", "", body, "");
		assert_int_equal(heard.status, 400);
	}
	house.leave_err = ERR_GONE;
	send_request(true, "/api/v1/leave", "", hex, "");
	assert_int_equal(heard.status, 204);
	house.leave_err = ERR_DOWN;
	send_request(true, "/api/v1/leave", "", hex, "");
	assert_int_equal(heard.status, 503);
	house.leave_err = 0;
	send_request(true, "/api/v1/leave", "", "abc", "");
	assert_int_equal(heard.status, 400);
}

static void the_desk_and_the_owners_pages_are_pages_of_their_own(void **state)
{
	(void)state;
	get("/desk", "lang=en");
	assert_int_equal(heard.status, 200);
	assert_has(
		"{\"profile\":\"demo\",\"lang\":\"en\",\"delete_minutes\":15,\"last_entry_minutes\":45}");
	get("/owner", "lang=en");
	assert_int_equal(heard.status, 200);
	assert_has("<title>Your agency</title>");
	assert_has("\"last_entry_minutes\":45}");
}

static void the_texts_of_the_pages_language_stand_in_the_page(void **state)
{
	(void)state;
	get("/w/oslo", "lang=da");
	assert_has("<script id=\"texts\">{\"language\":\"da\",\"0.a\":\"\\u003c/script>\"}</script>");
	get("/desk", "lang=da");
	assert_lacks("id=\"texts\"");
}

static void a_page_without_the_texts_it_has_a_place_for_is_not_served(void **state)
{
	(void)state;
	char path[128];
	snprintf(path, sizeof(path), "%s/youth/texts.se.json", house.folder);
	struct page_template *page = page_create(house.folder, "youth");
	assert_non_null(page);
	page_destroy(page);
	assert_int_equal(remove(path), 0);
	assert_null(page_create(house.folder, "youth"));
}

/* BREACH: where a secret stands beside a stranger's words, packing tells about it. */
static void only_what_everybody_may_read_is_called_public(void **state)
{
	(void)state;
	static const struct {
		const char *path, *body;
		bool is_public;
	} rows[] = {
		{"/w/oslo", NULL, true},
		{"/desk", NULL, true},
		{"/embed", NULL,
			false}, /* it has the words of who asks in it: packing it is never worth it */
		{"/nowhere", NULL, true},
		{"/api/v1/directory", NULL, true},
		{"/api/v1/services", NULL, true},
		{"/api/v1/reading", NULL, true},
		{"/api/v1/door", NULL, true},
		{"/api/v1/login", "{\"name\":\"ida\",\"password\":\"right\"}", false},
		{"/api/v1/login", "{\"name\":\"ida\",\"password\":\"wrong\"}", false},
		{"/api/v1/leave", "abc", false},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		send_request(rows[i].body != NULL, rows[i].path, "", rows[i].body ? rows[i].body : "", "");
		if (heard.is_public != rows[i].is_public) {
			fail_msg("%s is %spublic", rows[i].path, heard.is_public ? "" : "not ");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_is_filled_and_everything_from_outside_is_escaped),
		cmocka_unit_test(an_agencys_own_page_carries_its_colours_and_their_hash),
		cmocka_unit_test(no_other_page_has_an_agencys_colours),
		cmocka_unit_test(the_shut_door_says_who_else_helps_and_when_it_opens),
		cmocka_unit_test(a_service_that_keeps_what_is_said_always_says_so),
		cmocka_unit_test(lines_that_are_bokmal_are_marked_on_a_sami_page),
		cmocka_unit_test(a_sami_page_says_that_nobody_has_reviewed_its_texts),
		cmocka_unit_test(the_language_is_the_asked_the_browsers_or_the_pools),
		cmocka_unit_test(the_front_page_takes_a_municipality_and_ignores_an_unknown_one),
		cmocka_unit_test(unknown_addresses_get_a_page_without_script_or_json),
		cmocka_unit_test(the_wrong_method_and_a_large_body_are_refused),
		cmocka_unit_test(the_directory_leaves_hidden_topics_out),
		cmocka_unit_test(help_is_told_by_country_without_unknown_addresses),
		cmocka_unit_test(what_to_read_is_told_to_everybody_alike_without_unknown_addresses),
		cmocka_unit_test(a_login_gives_a_ticket_or_says_why_not),
		cmocka_unit_test(the_beacon_ends_a_visit_by_the_hash_of_its_ticket),
		cmocka_unit_test(the_desk_and_the_owners_pages_are_pages_of_their_own),
		cmocka_unit_test(the_texts_of_the_pages_language_stand_in_the_page),
		cmocka_unit_test(a_page_without_the_texts_it_has_a_place_for_is_not_served),
		cmocka_unit_test(only_what_everybody_may_read_is_called_public),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
