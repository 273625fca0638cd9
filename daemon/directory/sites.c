/* What stands in the list goes into Content-Security-Policy as it is, so that nothing is let through that a header or a
 * policy could read otherwise. */
#include "directory/sites.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

enum { PORT_DIGITS_MAX = 5 };

/* Takes the prefix off the front of what is left. */
static bool pass(struct view *rest, const char *prefix)
{
	size_t len = strlen(prefix);
	if (rest->len < len || memcmp(rest->data, prefix, len) != 0) {
		return false;
	}
	*rest = (struct view){rest->data + len, rest->len - len};
	return true;
}

static bool is_one_of(uint8_t byte, const char *set)
{
	return byte != '\0' && strchr(set, byte) != NULL;
}

/* Takes a host's name off: labels of letters, digits and hyphens, a dot between two. */
static bool pass_name(struct view *rest)
{
	static const char within[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
	size_t len = 0;
	while (len < rest->len && is_one_of(rest->data[len], within)) {
		bool edge = is_one_of(rest->data[len], "-.");
		if (edge && (len == 0 || rest->data[len - 1] == '.')) {
			return false;
		}
		len++;
	}
	if (len == 0 || is_one_of(rest->data[len - 1], "-.")) {
		return false;
	}
	*rest = (struct view){rest->data + len, rest->len - len};
	return true;
}

static bool is_port(struct view digits)
{
	unsigned long port = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (!is_one_of(digits.data[i], "0123456789")) {
			return false;
		}
		port = port * 10 + (unsigned long)(digits.data[i] - '0');
	}
	return digits.len > 0 && digits.len <= PORT_DIGITS_MAX && digits.data[0] != '0' &&
		port <= UINT16_MAX;
}

static bool is_site(struct view site)
{
	struct view rest = site;
	if (pass(&rest, "https://")) {
		return pass_name(&rest) && (rest.len == 0 || (pass(&rest, ":") && is_port(rest)));
	}
	return (pass(&rest, "http://localhost:") || pass(&rest, "http://127.0.0.1:")) && is_port(rest);
}

bool sites_are_right(const char *sites)
{
	if (*sites == '\0') {
		return true;
	}
	size_t count = 0;
	for (const char *at = sites;; at++) {
		size_t len = strcspn(at, " ");
		if (++count > SITES_MAX || !is_site((struct view){(const uint8_t *)at, len})) {
			return false;
		}
		at += len;
		if (*at == '\0') {
			return (size_t)(at - sites) <= SITES_BYTES;
		}
	}
}
