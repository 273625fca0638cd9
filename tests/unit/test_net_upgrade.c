/* Which handshakes may become a WebSocket. The library underneath would let every one of the hostile ones in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "net/upgrade.h"

static const struct listen_options listen_at = {
	.host = "127.0.0.1",
	.port = 8080,
	.origins = {"https://samtale.example", "https://ung.oslo.example:8443"},
	.hosts = {"samtale.example"},
};

static struct upgrade_rules demo_rules(void)
{
	struct upgrade_rules rules = {0};
	upgrade_add_rules(&rules, &listen_at, true, 8080);
	return rules;
}

static struct upgrade_rules production_rules(void)
{
	struct upgrade_rules rules = {0};
	upgrade_add_rules(&rules, &listen_at, false, 8080);
	return rules;
}

static struct upgrade_request good(void)
{
	return (struct upgrade_request){
		.path = view_text("/socket"),
		.host = view_text("127.0.0.1:8080"),
		.origin = view_text("http://127.0.0.1:8080"),
		.version = view_text("13"),
		.key = view_text("dGhlIHNhbXBsZSBub25jZQ=="),
		.protocols = view_text("samtale.v1"),
	};
}

static unsigned status_of(const struct upgrade_rules *rules, const struct upgrade_request *request)
{
	const char *why = NULL;
	unsigned status = upgrade_check(rules, request, &why);
	if (status != 0) {
		assert_non_null(why);
	}
	return status;
}

static void a_handshake_of_ours_goes_on(void **state)
{
	(void)state;
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	assert_int_equal(status_of(&rules, &request), 0);
	request.host = view_text("localhost:8080");
	request.origin = view_text("http://localhost:8080");
	assert_int_equal(status_of(&rules, &request), 0);
	request.host = view_text("samtale.example");
	request.origin = view_text("https://ung.oslo.example:8443");
	assert_int_equal(status_of(&rules, &request), 0);
}

static void hostile_origins_are_refused(void **state)
{
	(void)state;
	static const char *const origins[] = {
		"",
		"null",
		"*",
		"https://evil.example",
		"http://samtale.example",
		"https://samtale.example.",
		"https://samtale.example:443",
		"https://samtale.example:8080",
		"https://samtale.example/",
		"https://samtale.example.evil.example",
		"https://evil.example/samtale.example",
		"https://evil.example#https://samtale.example",
		"https://evil.example?https://samtale.example",
		"https://samtale.example@evil.example",
		"https://xsamtale.example",
		"https://sub.samtale.example",
		"https://SAMTALE.example",
		"HTTPS://samtale.example",
		"https:// samtale.example",
		" https://samtale.example",
		"https://samtale.example ",
		"https://samtale.example https://evil.example",
		"samtale.example",
		"file://",
		"http://127.0.0.1",
		"http://127.0.0.1:80800",
		"http://[::1]:8080",
		"https://ung.oslo.example",
	};
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	assert_true(sizeof(origins) / sizeof(origins[0]) >= 24);
	for (unsigned i = 0; i < sizeof(origins) / sizeof(origins[0]); i++) {
		request.origin = view_text(origins[i]);
		if (status_of(&rules, &request) != 403) {
			fail_msg("origin '%s' was let in", origins[i]);
		}
	}
}

static void an_origin_with_a_zero_in_it_is_refused(void **state)
{
	(void)state;
	static const char origin[] = "https://samtale.example\0.evil.example";
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	request.origin = (struct view){(const uint8_t *)origin, sizeof(origin) - 1};
	assert_int_equal(status_of(&rules, &request), 403);
}

static void foreign_hosts_are_refused(void **state)
{
	(void)state;
	static const char *const hosts[] = {
		"",
		"evil.example",
		"127.0.0.1",
		"127.0.0.1:8081",
		"samtale.example:8080",
		"samtale.example.",
		"localhost",
		"127.0.0.1:8080 ",
	};
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	for (unsigned i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		request.host = view_text(hosts[i]);
		if (status_of(&rules, &request) != 421 || upgrade_host_is_known(&rules, request.host)) {
			fail_msg("host '%s' was let in", hosts[i]);
		}
	}
}

static void in_production_only_what_is_named_is_let_in(void **state)
{
	(void)state;
	struct upgrade_rules rules = production_rules();
	struct upgrade_request request = good();
	assert_int_equal(status_of(&rules, &request), 421);
	request.host = view_text("samtale.example");
	assert_int_equal(status_of(&rules, &request), 403);
	request.origin = view_text("https://samtale.example");
	assert_int_equal(status_of(&rules, &request), 0);
}

static void the_demo_knows_the_port_it_really_got(void **state)
{
	(void)state;
	struct upgrade_rules rules = {0};
	struct upgrade_request request = good();
	upgrade_add_rules(&rules, &listen_at, true, 41234);
	assert_int_equal(status_of(&rules, &request), 421);
	request.host = view_text("127.0.0.1:41234");
	request.origin = view_text("http://localhost:41234");
	assert_int_equal(status_of(&rules, &request), 0);
}

static void with_tls_the_demo_s_own_origins_are_those_of_tls(void **state)
{
	(void)state;
	const struct listen_options tls = {.host = "127.0.0.1", .certificate = "a.pem", .key = "a.key"};
	struct upgrade_rules rules = {0};
	struct upgrade_request request = good();
	upgrade_add_rules(&rules, &tls, true, 8080);
	assert_int_equal(status_of(&rules, &request), 403);
	request.origin = view_text("https://127.0.0.1:8080");
	assert_int_equal(status_of(&rules, &request), 0);
	request.origin = view_text("https://localhost:8080");
	assert_int_equal(status_of(&rules, &request), 0);
}

static void more_names_than_there_is_room_for_are_left_out(void **state)
{
	(void)state;
	struct listen_options many = {.host = "127.0.0.1"};
	struct upgrade_rules rules = {0};
	for (unsigned i = 0; i < OPTIONS_NAMES_MAX; i++) {
		many.origins[i] = many.hosts[i] = "x.example";
	}
	upgrade_add_rules(&rules, &many, true, 8080);
	assert_int_equal(rules.host_count, OPTIONS_NAMES_MAX + 3);
	assert_true(upgrade_host_is_known(&rules, view_text("localhost:8080")));
}

static void another_path_is_not_found(void **state)
{
	(void)state;
	static const char *const paths[] = {"/", "", "/socket/", "/Socket", "/socket?x", "//socket"};
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	for (unsigned i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		request.path = view_text(paths[i]);
		assert_int_equal(status_of(&rules, &request), 404);
	}
}

static void other_versions_are_refused(void **state)
{
	(void)state;
	static const char *const versions[] = {"", "8", "12", "14", "013", "13 ", "13, 8", "1"};
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	for (unsigned i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		request.version = view_text(versions[i]);
		assert_int_equal(status_of(&rules, &request), 426);
	}
}

static void malformed_keys_are_refused(void **state)
{
	(void)state;
	static const char *const keys[] = {
		"",
		"dGhlIHNhbXBsZSBub25jZQ=",
		"dGhlIHNhbXBsZSBub25jZQ===",
		"dGhlIHNhbXBsZSBub25jZQ  ",
		"dGhlIHNhbXBsZSBub25jZ===",
		"dGhlIHNhbXBsZSBub25j ZQ==",
		"dGhlIHNhbXBsZSBub25j-_==",
		"====dGhlIHNhbXBsZSBub25j",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	};
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	for (unsigned i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		request.key = view_text(keys[i]);
		if (status_of(&rules, &request) != 400) {
			fail_msg("key '%s' was let in", keys[i]);
		}
	}
}

static void another_subprotocol_is_refused(void **state)
{
	(void)state;
	static const char *const protocols[] = {"", "samtale.v2", "samtale", "http",
		"samtale.v1, samtale.v2", "SAMTALE.V1", "samtale.v1 "};
	struct upgrade_rules rules = demo_rules();
	struct upgrade_request request = good();
	for (unsigned i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++) {
		request.protocols = view_text(protocols[i]);
		assert_int_equal(status_of(&rules, &request), 400);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_handshake_of_ours_goes_on),
		cmocka_unit_test(hostile_origins_are_refused),
		cmocka_unit_test(an_origin_with_a_zero_in_it_is_refused),
		cmocka_unit_test(foreign_hosts_are_refused),
		cmocka_unit_test(in_production_only_what_is_named_is_let_in),
		cmocka_unit_test(the_demo_knows_the_port_it_really_got),
		cmocka_unit_test(with_tls_the_demo_s_own_origins_are_those_of_tls),
		cmocka_unit_test(more_names_than_there_is_room_for_are_left_out),
		cmocka_unit_test(another_path_is_not_found),
		cmocka_unit_test(other_versions_are_refused),
		cmocka_unit_test(malformed_keys_are_refused),
		cmocka_unit_test(another_subprotocol_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
