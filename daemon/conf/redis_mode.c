/* Four forms: embedded, unix:///path, redis://ADDRESS:PORT, redis+sentinel://NAME@ADDRESS:PORT,... An
 * address is numeric, because looking a name up would hold up the event loop; an IPv6 address stands in
 * brackets. */
#include "conf/redis_mode.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNIX_SCHEME "unix://"
#define REDIS_SCHEME "redis://"
#define SENTINEL_SCHEME "redis+sentinel://"

enum { DECIMAL = 10, PORT_DIGITS = 5, PORT_LAST = 65535 };

/* The text behind a scheme; NULL when it has another. */
static const char *behind(const char *mode, const char *scheme)
{
	size_t length = strlen(scheme);

	return strncmp(mode, scheme, length) == 0 ? mode + length : NULL;
}

static bool is_numeric(const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

/* Reads one ADDRESS:PORT of that length. */
static int parse_address(const char *text, size_t length, struct redis_address *address,
	char why[REDIS_MODE_WHY])
{
	bool bracket = text[0] == '[';
	size_t host = bracket ? strcspn(text, "]") - 1 : strcspn(text, ":,");
	const char *colon = text + host + (bracket ? 2 : 0);
	size_t digits = colon < text + length && *colon == ':' ? strspn(colon + 1, "0123456789") : 0;
	unsigned long port = digits > 0 ? strtoul(colon + 1, NULL, DECIMAL) : 0;

	if (digits == 0 || digits > PORT_DIGITS || colon + 1 + digits != text + length || port == 0 ||
		port > PORT_LAST || host >= sizeof address->host) {
		snprintf(why, REDIS_MODE_WHY, "expects ADDRESS:PORT, not %.*s", (int)length, text);
		return ERR_SYNTAX;
	}
	snprintf(address->host, sizeof address->host, "%.*s", (int)host, text + bracket);
	address->port = (uint16_t)port;
	if (!is_numeric(address->host)) {
		snprintf(why, REDIS_MODE_WHY,
			"expects a numeric address, not %s: looking up a name would hold everybody up",
			address->host);
		return ERR_SYNTAX;
	}
	return 0;
}

static int parse_addresses(const char *text, unsigned most, struct redis_addresses *addresses,
	char why[REDIS_MODE_WHY])
{
	for (;;) {
		size_t length = strcspn(text, ",");
		if (addresses->count == most) {
			snprintf(why, REDIS_MODE_WHY, "expects at most %u address%s", most,
				most > 1 ? "es" : "");
			return ERR_SYNTAX;
		}
		int err = parse_address(text, length, &addresses->list[addresses->count++], why);
		if (err != 0 || text[length] == '\0') {
			return err;
		}
		text += length + 1;
	}
}

static int parse_sentinels(const char *text, struct redis_addresses *addresses,
	char why[REDIS_MODE_WHY])
{
	size_t length = strcspn(text, "@");

	if (length == 0 || text[length] == '\0' || length >= sizeof addresses->master) {
		snprintf(why, REDIS_MODE_WHY,
			"expects %sNAME@ADDRESS:PORT,... with a NAME of 1 to %zu bytes", SENTINEL_SCHEME,
			sizeof addresses->master - 1);
		return ERR_SYNTAX;
	}
	snprintf(addresses->master, sizeof addresses->master, "%.*s", (int)length, text);
	return parse_addresses(text + length + 1, REDIS_ADDRESSES_MAX, addresses, why);
}

int redis_mode_parse(const char *mode, struct conf_redis *redis, char why[REDIS_MODE_WHY])
{
	const char *rest;

	redis->embedded = strcmp(mode, "embedded") == 0;
	redis->socket = NULL;
	redis->addresses = (struct redis_addresses){0};
	if (redis->embedded) {
		return 0;
	}
	if ((rest = behind(mode, UNIX_SCHEME)) != NULL && rest[0] == '/' && rest[1] != '\0') {
		redis->socket = rest;
		return 0;
	}
	if ((rest = behind(mode, REDIS_SCHEME)) != NULL) {
		return parse_addresses(rest, 1, &redis->addresses, why);
	}
	if ((rest = behind(mode, SENTINEL_SCHEME)) != NULL) {
		return parse_sentinels(rest, &redis->addresses, why);
	}
	snprintf(why, REDIS_MODE_WHY,
		"expects embedded or unix:///path, redis://ADDRESS:PORT or "
		"redis+sentinel://NAME@ADDRESS:PORT,..., not %.60s",
		mode);
	return ERR_SYNTAX;
}
