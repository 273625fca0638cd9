/* Five bits a sign, the highest first. */
#include "base/code.h"

#include <stdbool.h>
#include <string.h>

enum { BITS = 5, SIGNS = CODE_LEN * 8 / BITS, GROUP = 4, MASK = 31, BYTE_BITS = 8 };

static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void code_write(const uint8_t code[CODE_LEN], char out[CODE_SIZE])
{
	unsigned held = 0, bits = 0;
	size_t used = 0, at = 0;
	for (unsigned i = 0; i < SIGNS; i++) {
		if (i > 0 && i % GROUP == 0) {
			out[used++] = '-';
		}
		if (bits < BITS) {
			held = held << BYTE_BITS | code[at++];
			bits += BYTE_BITS;
		}
		bits -= BITS;
		out[used++] = signs[held >> bits & MASK];
	}
	out[used] = '\0';
}

/* The value of a sign, or -1. */
static int value_of(uint8_t c)
{
	char upper = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
	upper = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
	const char *found = upper != '\0' ? strchr(signs, upper) : NULL;
	return found != NULL ? (int)(found - signs) : -1;
}

static bool is_gap(uint8_t c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n';
}

int code_read(struct view text, uint8_t ret_code[CODE_LEN])
{
	uint8_t code[CODE_LEN];
	unsigned held = 0, bits = 0, count = 0;
	size_t at = 0;
	for (size_t i = 0; i < text.len; i++) {
		int value = value_of(text.data[i]);
		if (is_gap(text.data[i])) {
			continue;
		}
		if (value < 0 || ++count > SIGNS) {
			return ERR_SYNTAX;
		}
		held = held << BITS | (unsigned)value;
		bits += BITS;
		if (bits >= BYTE_BITS) {
			bits -= BYTE_BITS;
			code[at++] = (uint8_t)(held >> bits);
		}
	}
	if (count != SIGNS) {
		return ERR_SYNTAX;
	}
	memcpy(ret_code, code, CODE_LEN);
	return 0;
}
