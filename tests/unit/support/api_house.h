/* The api with everything around it played here: store, staff, two small templates, a small
 * directory; the dictionaries are the real ones. For the tests of api, each of which is one
 * program. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_API_HOUSE_H
#define SAMTALE_TESTS_UNIT_SUPPORT_API_HOUSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/api.h"
#include "base/clock.h"
#include "directory/civil.h"
#include "protocol/frame.h"
#include "staff/join.h"
#include "staff/renew.h"
#include "staff/roles.h"
#include "staff/session.h"
#include "store/queue.h"
#include "unit/support/api_agency.h"

/* The last answer. */
static struct {
	unsigned count, status;
	bool is_public;
	uint64_t id;
	uint32_t cache_seconds, retry_after;
	bool open;
	char type[64];
	char sites[128];
	char style_hash[64];
	char body[65536];
} heard;

/* The api, and what the store knows and was asked. */
static struct {
	char folder[32];
	struct directory *directory;
	struct api *api;
	struct queue_pool no, dk;
	int status_err, leave_err;
	uint8_t left[32];
	const char *left_word;
	struct proxy_login_options proxy_login; /* as the api was made with */
	const char *bearer;                     /* sent with each request; NULL: none */
	struct http_proxy proxy;
	unsigned lookups;  /* of accounts */
	char ended[256];   /* the last sessions that were ended: name, only, keep */
	char renewed[256]; /* the last change of an account: name, wish, secret, shown, codes */
} house;

int queue_pool_status(struct store *store, struct reply_to to, const char *pool, queue_pool_fn done)
{
	(void)store;
	const struct queue_pool *answer = strcmp(pool, "no") == 0 ? &house.no : &house.dk;
	done(NULL, to, house.status_err, house.status_err ? NULL : answer);
	return 0;
}

int queue_leave(struct store *store, struct reply_to to, const uint8_t ticket[32], const char *word,
	store_done_fn done)
{
	(void)store;
	house.left_word = word;
	memcpy(house.left, ticket, sizeof(house.left));
	done(NULL, to, house.leave_err);
	return 0;
}

#include "unit/support/api_people.h"

static inline void on_reply(void *net, uint64_t id, const struct http_reply *reply)
{
	(void)net;
	heard.count++;
	heard.id = id;
	heard.status = reply->status;
	heard.is_public = reply->is_public;
	heard.cache_seconds = reply->cache_seconds;
	heard.retry_after = reply->retry_after;
	heard.open = reply->open;
	snprintf(heard.sites, sizeof(heard.sites), "%s", reply->sites ? reply->sites : "");
	snprintf(heard.type, sizeof(heard.type), "%s", reply->type);
	snprintf(heard.style_hash, sizeof(heard.style_hash), "%s",
		reply->style_hash ? reply->style_hash : "");
	assert_true(reply->body.len < sizeof(heard.body));
	snprintf(heard.body, sizeof(heard.body), "%.*s", (int)reply->body.len,
		(const char *)reply->body.data);
}

static inline void send_request(bool post, const char *path, const char *query, const char *body,
	const char *languages)
{
	char authorization[128] = "";
	if (house.bearer) {
		snprintf(authorization, sizeof(authorization), "Bearer %s", house.bearer);
	}
	const struct http_request request = {.id = 7,
		.authorization = view_text(authorization),
		.proxy = house.proxy,
		.post = post,
		.path = view_text(path),
		.query = view_text(query),
		.body = view_text(body),
		.accept_language = view_text(languages)};
	const struct http_port *port = api_http_port(house.api);
	unsigned before = heard.count;
	port->request(port->api, &request);
	assert_int_equal(heard.count, before + 1);
	assert_int_equal(heard.id, 7);
}

static inline void get(const char *path, const char *query)
{
	send_request(false, path, query, "", "");
}

static inline void assert_has(const char *text)
{
	if (!strstr(heard.body, text)) {
		fail_msg("status %u, expected \"%s\" in:\n%s", heard.status, text, heard.body);
	}
}

static inline void assert_lacks(const char *text)
{
	if (strstr(heard.body, text)) {
		fail_msg("status %u, expected no \"%s\" in:\n%s", heard.status, text, heard.body);
	}
}

/* A text member of the JSON answer. */
static inline void assert_member(const char *name, const char *expected)
{
	json_t *body = json_loads(heard.body, 0, NULL);
	assert_non_null(body);
	assert_string_equal(json_string_value(json_object_get(body, name)), expected);
	json_decref(body);
}

static inline int64_t number_member(const char *name)
{
	json_t *body = json_loads(heard.body, 0, NULL);
	assert_non_null(body);
	assert_true(json_is_integer(json_object_get(body, name)));
	int64_t number = json_integer_value(json_object_get(body, name));
	json_decref(body);
	return number;
}

static inline void write_file(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/%s", house.folder, name);
	FILE *file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* The built pages: the youth's has a place for its texts, the desk's has none. */
static inline void write_pages(void)
{
	static const char head[] =
		"<!doctype html><html lang=\"{{lang}}\"><head><title>{{title}}</title><script "
		"src=\"/a/x.js\"></script></head><body><div>{{door}}</div>{other}<script "
		"id=\"door\">{{data}}</script>";
	char text[1024], name[64];
	static const char *const clients[] = {"youth", "counsellor", "supervisor", "owner", "staff",
		"check", "figures"};
	for (size_t i = 0; i < sizeof(clients) / sizeof(clients[0]); i++) {
		snprintf(name, sizeof(name), "%s/%s", house.folder, clients[i]);
		assert_int_equal(mkdir(name, 0700), 0);
		snprintf(text, sizeof(text), "%s%s</body></html>", head,
			i == 0 ? "{{theme}}<script id=\"texts\">{{texts}}</script>" : "");
		snprintf(name, sizeof(name), "%s/index.html", clients[i]);
		write_file(name, text);
	}
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *code = language_code((enum language)i);
		snprintf(name, sizeof(name), "youth/texts.%s.json", code);
		snprintf(text, sizeof(text), "{\"language\":\"%s\",\"0.a\":\"</script>\"}", code);
		write_file(name, text);
	}
}

static inline void put_agency(const char *slug, const char *pool, const char *municipality,
	const char *hours)
{
	const char *why = NULL;
	struct agency *agency = agency_create(slug, pool);
	assert_int_equal(agency_set(agency, "name", slug[0] == 'o' ? "Ung <i> \"Oslo\" & co" : slug,
						 &why),
		0);
	assert_int_equal(agency_set(agency, "municipality", municipality, &why), 0);
	assert_int_equal(agency_set(agency, "hours", hours, &why), 0);
	assert_int_equal(agency_set(agency, "exit", "https://exit.example/?a=b&c=d", &why), 0);
	assert_int_equal(agency_set(agency, "answers.nb", "rådgivere </script><b>", &why), 0);
	assert_int_equal(agency_set(agency, "letterbox", "https://post.example/", &why), 0);
	assert_int_equal(directory_put_agency(house.directory, agency), 0);
}

static inline void fill_directory(void)
{
	const struct pool no = {"no", "NO", "Europe/Oslo", "landet", {.text = {"Norge"}}, "nn nb en",
		false, "", ""};
	const struct pool dk = {"dk", "DK", "Europe/Copenhagen", "danmark",
		{.text = {[LANGUAGE_DA] = "Danmark"}}, "da en", false, "", ""};
	const struct region regions[] = {{"no", "0301", "Oslo - Oslove", "03", "Oslo"},
		{"no", "1103", "Stavanger", "11", "Rogaland"},
		{"no", "1106", "Haugesund", "11", "Rogaland"}, {"dk", "0751", "Aarhus", "1082", "Midt"}};
	const struct topic topics[] = {{"unsure", 0, false, {.text = {"Vet ikke"}}},
		{"leaving", 1, true, {.text = {"Ut"}}}};
	const struct help_service help[] = {{"NO", "113", "Nødtelefon", "phone", "113", "24h", "all",
											"nb", false, false, ""},
		{"NO", "116111", "Alarmtelefonen <x>", "phone", "116111", "24h", "0-18", "nb", true, true,
			"family"},
		{"NO", "sms", "Ingen vet", "sms", "unconfirmed", "24h", "all", "nb", false, false, ""},
		{"DK", "112", "Alarmcentralen", "phone", "112", "24h", "all", "da", true, false, ""}};
	const struct reading_page reading[] = {{"NO", "unsure", "nb", "Les <mer>",
											   "https://a.example/b", "a.example", true},
		{"NO", "unsure", "nb", "Ingen adresse", ADDRESS_UNCONFIRMED, "b.example", false},
		{"DK", "unsure", "da", "Mere", "https://c.example", "c.example", false}};
	house.directory = directory_create();
	assert_int_equal(directory_add_pool(house.directory, &no) +
			directory_add_pool(house.directory, &dk),
		0);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(directory_add_region(house.directory, &regions[i]), 0);
		assert_int_equal(directory_add_help(house.directory, &help[i]), 0);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(directory_add_reading(house.directory, &reading[i]), 0);
	}
	assert_int_equal(directory_add_topic(house.directory, &topics[0]) +
			directory_add_topic(house.directory, &topics[1]),
		0);
	put_agency("oslo", "no", "0301", "mon-thu 16:00-21:00");
	put_agency("landet", "no", "", "mon-sun 14:00-22:00");
	put_agency("danmark", "dk", "", "");
}

static inline int set_up(void **state)
{
	(void)state;
	snprintf(house.folder, sizeof(house.folder), "/tmp/samtale-api-XXXXXX");
	if (!mkdtemp(house.folder)) {
		return -1;
	}
	write_pages();
	fill_directory();
	struct api_options options = {.profile = "demo",
		.web_folder = house.folder,
		.texts_folder = SAMTALE_SOURCE_DIR "/config/texts",
		.delete_minutes = 15,
		.last_entry_minutes = 45,
		.body_bytes = 300,
		.bucket_staff = 60,
		.refill_staff = 5};
	options.proxy_login = house.proxy_login;
	const struct http_answer_port answers = {.reply = on_reply};
	house.bearer = NULL;
	house.proxy = (struct http_proxy){0};
	house.api = api_create(&options, house.directory, NULL, NULL, &answers);
	return house.api ? 0 : -1;
}

static inline int tear_down(void **state)
{
	(void)state;
	api_destroy(house.api);
	directory_destroy(house.directory);
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", house.folder);
	clock_use_system();
	return system(command);
}

/* Sets the time, UTC on Monday 2 November 2026 (winter: Oslo is an hour ahead) plus days, and
 * what the pools say. */
static inline void at(int day, int hour, int minute, const struct queue_pool *no,
	const struct queue_pool *dk)
{
	const struct queue_pool nobody = {0};
	/* The band is kept for a minute. */
	clock_set(clock_mono_ms() + 3600000,
		(uint64_t)((civil_days(2026, 11, 2) + day) * 86400 + hour * 3600 + minute * 60) * 1000);
	house.no = no ? *no : nobody;
	house.dk = dk ? *dk : nobody;
	house.status_err = 0;
	api_tick(house.api);
}

#endif
