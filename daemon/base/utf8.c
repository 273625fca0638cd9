/* A check of UTF-8 by the table of RFC 3629, section 4: the first byte says how many follow and
 * which range the second one may have; that range alone keeps out surrogates, overlong forms and
 * numbers above U+10FFFF. */
#include "base/utf8.h"

struct lead {
	uint8_t first, last; /* lead bytes this row is about */
	uint8_t following;   /* bytes after the lead */
	uint8_t second_low, second_high;
};

static const struct lead leads[] = {
	{0xc2, 0xdf, 1, 0x80, 0xbf},
	{0xe0, 0xe0, 2, 0xa0, 0xbf},
	{0xe1, 0xec, 2, 0x80, 0xbf},
	{0xed, 0xed, 2, 0x80, 0x9f},
	{0xee, 0xef, 2, 0x80, 0xbf},
	{0xf0, 0xf0, 3, 0x90, 0xbf},
	{0xf1, 0xf3, 3, 0x80, 0xbf},
	{0xf4, 0xf4, 3, 0x80, 0x8f},
};

static const struct lead *find_lead(uint8_t byte)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		if (byte >= leads[i].first && byte <= leads[i].last) {
			return &leads[i];
		}
	}
	return NULL;
}

/* The length in bytes of the well-formed character at the front of at (left bytes), or 0. */
static size_t character_len(const uint8_t *at, size_t left)
{
	if (at[0] < 0x80) {
		return 1;
	}
	const struct lead *lead = find_lead(at[0]);
	if (lead == NULL || left <= lead->following) {
		return 0;
	}
	if (at[1] < lead->second_low || at[1] > lead->second_high) {
		return 0;
	}
	for (size_t i = 2; i <= lead->following; i++) {
		if ((at[i] & 0xc0) != 0x80) {
			return 0;
		}
	}
	return (size_t)lead->following + 1;
}

bool utf8_is_valid(struct view text)
{
	for (size_t at = 0; at < text.len;) {
		const size_t len = character_len(text.data + at, text.len - at);
		if (len == 0) {
			return false;
		}
		at += len;
	}
	return true;
}

bool utf8_is_plain(struct view text)
{
	for (size_t at = 0; at < text.len; at++) {
		if (text.data[at] < 0x20 || text.data[at] == 0x7f) {
			return false;
		}
	}
	return utf8_is_valid(text);
}
