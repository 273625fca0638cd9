/* One check a header, in the order in which a client would want to hear of them. */
#include "net/upgrade.h"

#include <stdio.h>
#include <string.h>

static void add_own(struct upgrade_rules *rules, const char *scheme, const char *host,
	unsigned port)
{
	if (rules->host_count < UPGRADE_NAMES_MAX && rules->origin_count < UPGRADE_NAMES_MAX) {
		snprintf(rules->hosts[rules->host_count++], UPGRADE_NAME_MAX, "%s:%u", host, port);
		snprintf(rules->origins[rules->origin_count++], UPGRADE_NAME_MAX, "%s://%s:%u", scheme,
			host, port);
	}
}

static void add_configured(char names[][UPGRADE_NAME_MAX], unsigned *count, const char *const *list)
{
	for (; *list != NULL && *count < UPGRADE_NAMES_MAX; list++) {
		snprintf(names[(*count)++], UPGRADE_NAME_MAX, "%s", *list);
	}
}

void upgrade_add_rules(struct upgrade_rules *rules, const struct listen_options *listen, bool demo,
	uint16_t port)
{
	const char *scheme = listen_has_tls(listen) ? "https" : "http";
	add_configured(rules->hosts, &rules->host_count, listen->hosts);
	add_configured(rules->origins, &rules->origin_count, listen->origins);
	if (demo) {
		add_own(rules, scheme, "127.0.0.1", port);
		add_own(rules, scheme, "localhost", port);
		add_own(rules, scheme, listen->host, port);
	}
}

static bool is_one_of(const char names[][UPGRADE_NAME_MAX], unsigned count, struct view name)
{
	for (unsigned i = 0; i < count; i++) {
		if (view_is(name, names[i])) {
			return true;
		}
	}
	return false;
}

bool upgrade_host_is_known(const struct upgrade_rules *rules, struct view host)
{
	return is_one_of(rules->hosts, rules->host_count, host);
}

bool upgrade_origin_is_known(const struct upgrade_rules *rules, struct view origin)
{
	return is_one_of(rules->origins, rules->origin_count, origin);
}

static bool is_base64_byte(uint8_t byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
		(byte >= '0' && byte <= '9') || byte == '+' || byte == '/';
}

/* Base64 of 16 bytes (RFC 6455, section 4.1): 22 characters and two signs of equality. */
static bool is_key(struct view key)
{
	enum { KEY_LEN = 24, KEY_DIGITS = 22 };
	if (key.len != KEY_LEN || memcmp(key.data + KEY_DIGITS, "==", 2) != 0) {
		return false;
	}
	for (size_t i = 0; i < KEY_DIGITS; i++) {
		if (!is_base64_byte(key.data[i])) {
			return false;
		}
	}
	return true;
}

unsigned upgrade_check(const struct upgrade_rules *rules, const struct upgrade_request *request,
	const char **ret_why)
{
	enum { BAD_REQUEST = 400, FORBIDDEN = 403, NOT_FOUND = 404, MISDIRECTED = 421, UPGRADE = 426 };
	if (!view_is(request->path, UPGRADE_PATH)) {
		*ret_why = "the socket is at " UPGRADE_PATH;
		return NOT_FOUND;
	}
	if (!upgrade_host_is_known(rules, request->host)) {
		*ret_why = "Host: not one of this service";
		return MISDIRECTED;
	}
	if (request->origin.len == 0 || !upgrade_origin_is_known(rules, request->origin)) {
		*ret_why = "Origin: an origin of this service is expected";
		return FORBIDDEN;
	}
	if (!view_is(request->version, "13")) {
		*ret_why = "Sec-WebSocket-Version: 13 is expected";
		return UPGRADE;
	}
	if (!is_key(request->key)) {
		*ret_why = "Sec-WebSocket-Key: base64 of 16 bytes is expected";
		return BAD_REQUEST;
	}
	if (!view_is(request->protocols, UPGRADE_SUBPROTOCOL)) {
		*ret_why = "Sec-WebSocket-Protocol: " UPGRADE_SUBPROTOCOL " is expected";
		return BAD_REQUEST;
	}
	return 0;
}
