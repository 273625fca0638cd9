/* Checks how alarms leave the house: addresses that mail servers and browsers would take, and nothing unsealed between machines. */
#include <stdio.h>
#include <string.h>

#include "conf/check.h"

enum { KEY_MAX = 160 };

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

/* Printable ASCII without spaces and angles: nothing that could begin another header. */
static bool is_plain(const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c <= ' ' || *c >= 0x7F || strchr("<>\",;", *c) != NULL) {
			return false;
		}
	}
	return true;
}

static bool is_mail(const char *text)
{
	const char *at = strchr(text, '@');
	return is_plain(text) && at != NULL && at != text && at[1] != '\0' &&
		strchr(at + 1, '@') == NULL;
}

static bool begins(const char *text, const char *scheme)
{
	size_t len = strlen(scheme);
	return strncmp(text, scheme, len) == 0 && text[len] != '\0' && is_plain(text);
}

/* On this machine, where nobody listens on the way. */
static bool stays_here(const char *url)
{
	return begins(url, "http://127.0.0.1:") || begins(url, "http://localhost:") ||
		begins(url, "http://[::1]:");
}

static void check_pool_alarms(struct check *check, unsigned index)
{
	const struct raw_ALARMS *raw = &check->raw->pools[index].alarms;
	char key[KEY_MAX];
	if (is_set(raw->mail) && !is_mail(raw->mail)) {
		snprintf(key, sizeof(key), "pools[%u].alarms.mail", index);
		check_tell(check, key, "expects an address such as vakt@kommune.example");
	} else if (is_set(raw->mail) && !is_set(check->raw->notify.server)) {
		snprintf(key, sizeof(key), "pools[%u].alarms.mail", index);
		check_tell(check, key, "expects a notify.server that takes it");
	}
	if (is_set(raw->webhook) && !begins(raw->webhook, "https://") && !stays_here(raw->webhook)) {
		snprintf(key, sizeof(key), "pools[%u].alarms.webhook", index);
		check_tell(check, key, "expects an address that begins with https://");
	}
}

void check_notify(struct check *check)
{
	const struct raw_NOTIFY *raw = &check->raw->notify;
	if (is_set(raw->server) && !begins(raw->server, "smtp://") &&
		!begins(raw->server, "smtps://")) {
		check_tell(check, "notify.server", "expects smtps://NAME:PORT or smtp://NAME:PORT");
	}
	if (is_set(raw->server) && (!is_set(raw->from) || !is_mail(raw->from))) {
		check_tell(check, "notify.from", "expects an address such as samtale@kommune.example");
	}
	if (is_set(raw->user) != is_set(raw->secret_file)) {
		check_tell(check, "notify.user",
			"expects a name and its password in secret_file, or neither");
	}
	for (unsigned i = 0; i < check->raw->pools_count; i++) {
		check_pool_alarms(check, i);
	}
}
