/* What stands in front of a body. */
#include "net/http_headers.h"

#include <string.h>

enum { STATUS_NO_CONTENT = 204, STATUS_UNAUTHORIZED = 401, NAME_MAX_BYTES = 80 };

static const struct {
	unsigned status;
	const char *phrase;
} phrases[] = {
	{200, "OK"},
	{204, "No Content"},
	{302, "Found"},
	{400, "Bad Request"},
	{401, "Unauthorized"},
	{403, "Forbidden"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{413, "Content Too Large"},
	{421, "Misdirected Request"},
	{426, "Upgrade Required"},
	{429, "Too Many Requests"},
	{500, "Internal Server Error"},
	{503, "Service Unavailable"},
};

static const char safety[] = "X-Content-Type-Options: nosniff\r\n";

/* What only a document obeys, of which a phone would load 300 bytes more with each script and list. */
static const char page_safety[] =
	"Referrer-Policy: no-referrer\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\n"
	"Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n"
	"Content-Security-Policy: default-src 'none'; script-src 'self'; img-src 'self' data:; "
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

/* Nothing else is to be shown; should a browser do so, then alone and without loading anything. */
static const char data_safety[] =
	"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

/* Who else may load an answer: the pages of this origin, or those of any site. */
static const char only_own[] = "Cross-Origin-Resource-Policy: same-origin\r\n";
static const char for_all[] =
	"Cross-Origin-Resource-Policy: cross-origin\r\nAccess-Control-Allow-Origin: *\r\n";

/* Two years, as Mozilla has it (RFC 6797). Without TLS of ours it is for whoever ends it in front of us to say. */
static const char only_tls[] = "Strict-Transport-Security: max-age=63072000\r\n";

static const char *phrase_of(unsigned status)
{
	for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
		if (phrases[i].status == status) {
			return phrases[i].phrase;
		}
	}
	return "Other";
}

struct view http_header(struct lws *wsi, enum lws_token_indexes token, char *out, size_t size)
{
	int length = lws_hdr_copy(wsi, out, (int)size, token);
	return length > 0 ? (struct view){(const uint8_t *)out, (size_t)length} : (struct view){0};
}

/* The library looks for a name in small letters and with its colon. */
struct view http_own_header(struct lws *wsi, const char *name, char *out, size_t size)
{
	char wanted[NAME_MAX_BYTES];
	int length = name != NULL ? snprintf(wanted, sizeof wanted, "%s:", name) : 0;
	if (length <= 1 || (size_t)length >= sizeof wanted) {
		return (struct view){0};
	}
	for (char *at = wanted; *at != '\0'; at++) {
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
	}
	length = lws_hdr_custom_copy(wsi, out, (int)size, wanted, length);
	return length > 0 ? (struct view){(const uint8_t *)out, (size_t)length} : (struct view){0};
}

/* The library has decoded a parameter: what would be read as the end of one, or decoded once more, is written as it was.
 * Returns the length, or 0 when it does not fit. */
static size_t escape_parameter(const char *text, size_t len, char *out, size_t size)
{
	size_t used = 0;
	for (size_t i = 0; i < len; i++) {
		const char *escaped = text[i] == '&' ? "%26" : text[i] == '%' ? "%25" : NULL;
		size_t more = escaped != NULL ? 3 : 1;
		if (used + more > size) {
			return 0;
		}
		memcpy(out + used, escaped != NULL ? escaped : text + i, more);
		used += more;
	}
	return used;
}

struct view http_query(struct lws *wsi, char *out, size_t size)
{
	enum { PARAMETER_MAX = 512 };
	char text[PARAMETER_MAX];
	size_t used = 0;
	for (int i = 0;; i++) {
		int length = lws_hdr_copy_fragment(wsi, text, sizeof text, WSI_TOKEN_HTTP_URI_ARGS, i);
		if (length == -1) {
			return (struct view){(const uint8_t *)out, used};
		}
		if (length < 0 || used + 1 >= size) {
			return (struct view){0};
		}
		if (used > 0) {
			out[used++] = '&';
		}
		size_t written = escape_parameter(text, (size_t)length, out + used, size - used);
		if (written == 0 && length > 0) {
			return (struct view){0};
		}
		used += written;
	}
}

static int write_cache(struct buf *out, const struct http_reply *reply, unsigned marks)
{
	if ((marks & HTTP_MARK_IMMUTABLE) != 0) {
		return buf_text(out, "Cache-Control: public, max-age=31536000, immutable\r\n");
	}
	if (reply->cache_seconds == 0) {
		return buf_text(out, "Cache-Control: no-store\r\n");
	}
	return buf_printf(out, "Cache-Control: public, max-age=%u\r\n", reply->cache_seconds);
}

static bool is_named(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* The policy ends with who may show the page in a frame, and with its styles: a page may name the one that stands in it. */
static int write_page_safety(struct buf *out, const struct http_reply *reply)
{
	const char *sites = is_named(reply->sites) ? reply->sites : "'none'";
	int err = buf_text(out, page_safety);
	err = err == 0 ? buf_printf(out, "%s; style-src 'self'", sites) : err;
	if (err == 0 && is_named(reply->style_hash)) {
		err = buf_printf(out, " 'sha256-%s'", reply->style_hash);
	}
	return err == 0 ? buf_text(out, "\r\n") : err;
}

static int write_safety(struct buf *out, const struct http_reply *reply)
{
	int err = buf_text(out, reply->open ? for_all : only_own);
	err = err == 0 ? buf_text(out, safety) : err;
	if (err == 0 && reply->type != NULL && strncmp(reply->type, "text/html", 9) == 0) {
		return write_page_safety(out, reply);
	}
	return err == 0 ? buf_text(out, data_safety) : err;
}

int http_headers_write(struct buf *out, const struct http_reply *reply, unsigned marks)
{
	int err = buf_printf(out, "HTTP/1.1 %u %s\r\n", reply->status, phrase_of(reply->status));
	if (err == 0 && reply->type != NULL) {
		err = buf_printf(out, "Content-Type: %s\r\n", reply->type);
	}
	if (err == 0 && reply->status != STATUS_NO_CONTENT) {
		err = buf_printf(out, "Content-Length: %zu\r\n", reply->body.len);
	}
	if (err == 0) {
		err = write_cache(out, reply, marks);
	}
	if (err == 0 && (marks & HTTP_MARK_GZIP) != 0) {
		err = buf_text(out, "Content-Encoding: gzip\r\n");
	}
	if (err == 0 && (marks & HTTP_MARK_VARIES) != 0) {
		err = buf_text(out, "Vary: Accept-Encoding\r\n");
	}
	if (err == 0 && reply->retry_after > 0) {
		err = buf_printf(out, "Retry-After: %u\r\n", reply->retry_after);
	}
	if (err == 0 && reply->status == STATUS_UNAUTHORIZED) {
		err = buf_text(out, "WWW-Authenticate: Bearer\r\n"); /* RFC 9110, section 15.5.2 */
	}
	if (err == 0) {
		err = write_safety(out, reply);
	}
	if (err == 0 && (marks & HTTP_MARK_TLS) != 0) {
		err = buf_text(out, only_tls);
	}
	return err == 0 ? buf_text(out, "\r\n") : err;
}
