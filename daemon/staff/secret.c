/* 256 random bits are more than anybody guesses, so a plain hash of them is enough to keep. */
#include "staff/secret.h"

void secret_make(char ret_hex[IDENT_TOKEN_HEX], uint8_t ret_hash[IDENT_HASH_LEN])
{
	uint8_t secret[IDENT_TOKEN_LEN];
	ident_random(secret, sizeof(secret));
	ident_hash(secret, sizeof(secret), ret_hash);
	ident_hex(secret, sizeof(secret), ret_hex);
	ident_cleanse(secret, sizeof(secret));
}

int secret_hash(struct view hex, uint8_t ret_hash[IDENT_HASH_LEN])
{
	uint8_t secret[IDENT_TOKEN_LEN];
	int err = ident_from_hex(hex, secret, sizeof(secret));
	if (err == 0) {
		ident_hash(secret, sizeof(secret), ret_hash);
		ident_cleanse(secret, sizeof(secret));
	}
	return err;
}
