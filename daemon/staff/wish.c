/* No rule about digits or signs: they make passwords that are hard to remember and easy to guess. What is refused is what
 * everybody tries first. */
#include "staff/wish.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "staff/hasher.h"

enum { KINDS_MIN = 5, NAME_SHORT = 4 };

/* Beginnings and whole ones that lists of leaked passwords have at 12 letters and more, and what is near at hand here. */
static const char *const common[] = {"password", "passord", "adgangskode", "kodeord", "losenord",
	"123456789", "1234567890", "0123456789", "987654321", "qwertyuiop", "qwerty123", "asdfghjkl",
	"1q2w3e4r", "1qaz2wsx", "zaq12wsx", "q1w2e3r4", "abcdefgh", "abcd1234", "iloveyou",
	"jegelskerdeg", "letmein", "velkommen", "welcome", "sommer20", "vinter20", "summer20",
	"winter20", "administrator", "superman", "football", "fotball", "fodbold", "basketball",
	"princess", "sunshine", "dragon123", "monkey123", "liverpool", "changeme", "trustno1",
	"correcthorsebatterystaple", "hemmelig", "samtale", "radgiver", "counsellor"};

/* At most so many letters stand behind a common beginning before it is a passphrase of its own. */
enum { TAIL_MAX = 8 };

static bool is_common(const char *text)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		size_t len = strlen(common[i]);
		if (strncasecmp(text, common[i], len) == 0 && strlen(text) <= len + TAIL_MAX) {
			return true;
		}
	}
	return false;
}

static bool has_few_letters(const char *text)
{
	unsigned kinds = 0;
	bool seen[256] = {false};
	for (; *text; text++) {
		kinds += !seen[(unsigned char)*text];
		seen[(unsigned char)*text] = true;
	}
	return kinds < KINDS_MIN;
}

static bool is_mostly_name(const char *text, const char *name)
{
	size_t len = strlen(name);
	return len >= NAME_SHORT && strcasestr(text, name) && strlen(text) < len + TAIL_MAX;
}

/* Characters, not bytes: continuation bytes do not count. */
static size_t letters_of(const char *text)
{
	size_t count = 0;
	for (; *text; text++) {
		count += ((unsigned char)*text & 0xC0) != 0x80;
	}
	return count;
}

const char *wish_refused(struct view password, const char *name)
{
	char text[HASHER_PASSWORD_MAX + 1];
	if (!utf8_is_plain(password) || view_copy(password, text, sizeof(text)) != 0) {
		return "long"; /* nothing was copied */
	}
	const char *why = letters_of(text) < WISH_LETTERS_MIN ? "short"
		: is_common(text)                                 ? "common"
		: is_mostly_name(text, name)                      ? "name"
		: has_few_letters(text)                           ? "same"
														  : NULL;
	hasher_wipe(text, sizeof(text));
	return why;
}
