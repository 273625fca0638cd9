/* Five bits a letter, sixteen letters. What is hashed is the letters alone, so that how they were written down does not count. */
#include "staff/codes.h"

#include <string.h>

enum { LETTERS = 16, GROUP = 4 };

static const char base32_letters[] = "abcdefghijklmnopqrstuvwxyz234567";

static void hash_letters(const char letters[LETTERS], uint8_t ret_hash[IDENT_HASH_LEN])
{
	ident_hash_labelled("samtale recovery code", letters, LETTERS, ret_hash);
}

void codes_make(struct codes *ret_codes)
{
	for (int i = 0; i < CODES_COUNT; i++) {
		uint8_t bytes[LETTERS];
		char letters[LETTERS], *out = ret_codes->texts[i];
		ident_random(bytes, sizeof(bytes));
		for (int l = 0; l < LETTERS; l++) {
			letters[l] = base32_letters[bytes[l] % (sizeof(base32_letters) - 1)];
			*out = letters[l];
			out++;
			if (l % GROUP == GROUP - 1) {
				*out = '-';
				out++;
			}
		}
		out[-1] = '\0';
		hash_letters(letters, ret_codes->hashes[i]);
		ident_cleanse(letters, sizeof(letters));
		ident_cleanse(bytes, sizeof(bytes));
	}
}

int codes_hash(struct view typed, uint8_t ret_hash[IDENT_HASH_LEN])
{
	char letters[LETTERS];
	size_t count = 0;
	for (size_t i = 0; i < typed.len; i++) {
		char c = (char)typed.data[i];
		c = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
		if (c == ' ' || c == '-') {
			continue;
		}
		if (count == LETTERS || c == '\0' || !strchr(base32_letters, c)) {
			return ERR_SYNTAX;
		}
		letters[count] = c;
		count++;
	}
	if (count != LETTERS) {
		return ERR_SYNTAX;
	}
	hash_letters(letters, ret_hash);
	ident_cleanse(letters, sizeof(letters));
	return 0;
}
