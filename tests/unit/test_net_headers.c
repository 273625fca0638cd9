/* What stands in front of every body. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "net/http_headers.h"

enum { HEAD_MAX = 4096 };

static char head[HEAD_MAX];

/* Writes the head into head. */
static void write_head(const struct http_reply *reply, unsigned marks)
{
	struct buf out;
	buf_init(&out, HEAD_MAX);
	assert_int_equal(http_headers_write(&out, reply, marks), 0);
	assert_int_equal(view_copy(buf_view(&out), head, sizeof(head)), 0);
	buf_finish(&out);
}

static bool has(const char *line)
{
	return strstr(head, line) != NULL;
}

static struct http_reply page(void)
{
	return (struct http_reply){.status = 200,
		.type = "text/html; charset=utf-8",
		.body = view_text("hei")};
}

static void a_head_is_well_formed(void **state)
{
	(void)state;
	struct http_reply reply = page();
	write_head(&reply, 0);
	assert_int_equal(strncmp(head, "HTTP/1.1 200 OK\r\n", 17), 0);
	assert_true(has("\r\nContent-Type: text/html; charset=utf-8\r\n"));
	assert_true(has("\r\nContent-Length: 3\r\n"));
	assert_string_equal(head + strlen(head) - 4, "\r\n\r\n");
	assert_ptr_equal(strstr(head, "\r\n\r\n"), head + strlen(head) - 4);
}

static void every_page_carries_what_keeps_a_browser_safe(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"X-Content-Type-Options: nosniff\r\n",
		"Referrer-Policy: no-referrer\r\n",
		"Cross-Origin-Opener-Policy: same-origin\r\n",
		"Cross-Origin-Resource-Policy: same-origin\r\n",
		"Permissions-Policy: camera=(), microphone=(), geolocation=()",
		"Content-Security-Policy: default-src 'none'; script-src 'self';",
		"style-src 'self'\r\n",
		"frame-ancestors 'none'",
		"base-uri 'none'",
		"form-action 'self'",
	};
	static const unsigned statuses[] = {200, 204, 400, 401, 403, 404, 421, 429, 500, 503};
	for (unsigned i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		struct http_reply reply = page();
		reply.status = statuses[i];
		write_head(&reply, 0);
		for (unsigned j = 0; j < sizeof(lines) / sizeof(lines[0]); j++) {
			if (!has(lines[j])) {
				fail_msg("%u is without %s", statuses[i], lines[j]);
			}
		}
	}
}

static void what_is_no_page_may_load_nothing_and_be_shown_nowhere(void **state)
{
	(void)state;
	static const char *const types[] = {"application/json", "text/javascript; charset=utf-8",
		"text/css; charset=utf-8", "image/svg+xml", NULL};
	for (unsigned i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct http_reply reply = page();
		reply.type = types[i];
		reply.sites = "https://kommune.example";
		write_head(&reply, 0);
		assert_true(has("X-Content-Type-Options: nosniff\r\n"));
		assert_true(has("Cross-Origin-Resource-Policy: same-origin\r\n"));
		assert_true(has("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"));
		assert_false(has("Permissions-Policy"));
	}
}

static void only_the_sites_that_are_named_may_show_a_page_in_a_frame(void **state)
{
	(void)state;
	struct http_reply reply = page();
	reply.sites = "https://www.oslo.example https://oslo.example";
	write_head(&reply, 0);
	assert_true(has(
		"; frame-ancestors https://www.oslo.example https://oslo.example; style-src 'self'\r\n"));
	assert_false(has("frame-ancestors 'none'"));
	reply.sites = "";
	write_head(&reply, 0);
	assert_true(has("; frame-ancestors 'none'; style-src 'self'\r\n"));
}

static void only_what_is_open_may_be_loaded_by_other_sites_and_never_with_credentials(void **state)
{
	(void)state;
	struct http_reply reply = page();
	write_head(&reply, 0);
	assert_true(has("Cross-Origin-Resource-Policy: same-origin\r\n"));
	assert_false(has("Access-Control"));
	reply.open = true;
	write_head(&reply, 0);
	assert_true(has("Cross-Origin-Resource-Policy: cross-origin\r\n"));
	assert_true(has("Access-Control-Allow-Origin: *\r\n"));
	assert_false(has("same-origin\r\nAccess"));
	assert_false(has("Allow-Credentials"));
}

static void only_what_goes_out_over_our_tls_asks_for_tls_for_ever(void **state)
{
	(void)state;
	struct http_reply reply = page();
	write_head(&reply, HTTP_MARK_TLS);
	assert_true(has("\r\nStrict-Transport-Security: max-age=63072000\r\n"));
	write_head(&reply, 0);
	assert_false(has("Strict-Transport-Security"));
}

static void nothing_inline_no_cookie_and_no_server_is_named(void **state)
{
	(void)state;
	struct http_reply reply = page();
	write_head(&reply, HTTP_MARK_GZIP | HTTP_MARK_IMMUTABLE);
	assert_false(has("unsafe"));
	assert_false(has("Set-Cookie"));
	assert_false(has("Server:"));
	assert_false(has("libwebsockets"));
}

static void the_one_style_of_a_page_is_named_by_its_hash(void **state)
{
	(void)state;
	struct http_reply reply = page();
	reply.style_hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
	write_head(&reply, 0);
	assert_true(
		has("; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='\r\n"));
	assert_false(has("unsafe"));
	reply.style_hash = "";
	write_head(&reply, 0);
	assert_true(has("; style-src 'self'\r\n"));
	assert_false(has("sha256"));
}

static void a_page_is_not_stored_unless_it_says_so(void **state)
{
	(void)state;
	struct http_reply reply = page();
	write_head(&reply, 0);
	assert_true(has("Cache-Control: no-store\r\n"));
	reply.cache_seconds = 300;
	write_head(&reply, 0);
	assert_true(has("Cache-Control: public, max-age=300\r\n"));
	write_head(&reply, HTTP_MARK_IMMUTABLE);
	assert_true(has("Cache-Control: public, max-age=31536000, immutable\r\n"));
}

static void the_compressed_one_says_so(void **state)
{
	(void)state;
	struct http_reply reply = page();
	write_head(&reply, HTTP_MARK_IMMUTABLE);
	assert_false(has("Content-Encoding") || has("Vary"));
	write_head(&reply, HTTP_MARK_GZIP | HTTP_MARK_VARIES | HTTP_MARK_IMMUTABLE);
	assert_true(has("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"));
	write_head(&reply, HTTP_MARK_VARIES);
	assert_true(has("Vary: Accept-Encoding\r\n"));
	assert_false(has("Content-Encoding"));
}

static void who_is_too_fast_hears_when_to_come_back(void **state)
{
	(void)state;
	struct http_reply reply = page();
	reply.status = 429;
	reply.retry_after = 7;
	write_head(&reply, 0);
	assert_int_equal(strncmp(head, "HTTP/1.1 429 Too Many Requests\r\n", 32), 0);
	assert_true(has("Retry-After: 7\r\n"));
}

/* RFC 9110, section 8.6: no length with 204. */
static void an_answer_without_a_body_has_no_type_and_no_length(void **state)
{
	(void)state;
	struct http_reply reply = {.status = 204};
	write_head(&reply, 0);
	assert_false(has("\r\nContent-Type"));
	assert_false(has("\r\nContent-Length"));
}

static void a_head_that_does_not_fit_is_an_error(void **state)
{
	(void)state;
	struct http_reply reply = page();
	struct buf out;
	buf_init(&out, 100);
	assert_int_equal(http_headers_write(&out, &reply, 0), ERR_FULL);
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_head_is_well_formed),
		cmocka_unit_test(every_page_carries_what_keeps_a_browser_safe),
		cmocka_unit_test(what_is_no_page_may_load_nothing_and_be_shown_nowhere),
		cmocka_unit_test(only_the_sites_that_are_named_may_show_a_page_in_a_frame),
		cmocka_unit_test(only_what_is_open_may_be_loaded_by_other_sites_and_never_with_credentials),
		cmocka_unit_test(only_what_goes_out_over_our_tls_asks_for_tls_for_ever),
		cmocka_unit_test(nothing_inline_no_cookie_and_no_server_is_named),
		cmocka_unit_test(the_one_style_of_a_page_is_named_by_its_hash),
		cmocka_unit_test(a_page_is_not_stored_unless_it_says_so),
		cmocka_unit_test(the_compressed_one_says_so),
		cmocka_unit_test(who_is_too_fast_hears_when_to_come_back),
		cmocka_unit_test(an_answer_without_a_body_has_no_type_and_no_length),
		cmocka_unit_test(a_head_that_does_not_fit_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
