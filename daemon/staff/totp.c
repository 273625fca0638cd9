/* A door to liboath, which counts the steps and makes the digits. Its own comparison does not leak anything worth having: a
 * code lives for a minute and a half, and a name has ten tries (docs/threats.md). */
#include "staff/totp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liboath/oath.h>

#include "base/ident.h"

enum { SECRET_BYTES = 20 };

static const char base32_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

int totp_init(void)
{
	return oath_init() == OATH_OK ? 0 : ERR_SYSTEM;
}

static int make_secret(char out[TOTP_SECRET_SIZE])
{
	char bytes[SECRET_BYTES], *text = NULL;
	size_t len = 0;
	ident_random(bytes, sizeof(bytes));
	bool made = oath_base32_encode(bytes, sizeof(bytes), &text, &len) == OATH_OK &&
		len == TOTP_SECRET_SIZE - 1;
	if (made) {
		memcpy(out, text, len);
		out[len] = '\0';
	}
	if (text) {
		ident_cleanse(text, len);
	}
	free(text);
	ident_cleanse(bytes, sizeof(bytes));
	return made ? 0 : ERR_NOMEM;
}

bool totp_secret_is_right(const char *secret)
{
	return strlen(secret) == TOTP_SECRET_SIZE - 1 &&
		strspn(secret, base32_letters) == TOTP_SECRET_SIZE - 1;
}

static int write_uri(const char *name, const char *agency, struct totp_offer *offer)
{
	int len = snprintf(offer->uri, TOTP_URI_SIZE,
		"otpauth://totp/Samtale:%s@%s?secret=%s&issuer=Samtale&algorithm=SHA1&digits=%d&period=%d",
		name, agency, offer->secret, TOTP_CODE_DIGITS, TOTP_STEP_SECONDS);
	return len > 0 && len < TOTP_URI_SIZE ? 0 : ERR_RANGE;
}

int totp_offer_make(const char *name, const char *agency, struct totp_offer *ret_offer)
{
	int err = make_secret(ret_offer->secret);
	return err == 0 ? write_uri(name, agency, ret_offer) : err;
}

int totp_check(const char *secret, const char *code, uint64_t now_s, uint64_t *ret_step)
{
	char *bytes = NULL;
	size_t len = 0;
	int off = 0;
	uint64_t step = 0;
	if (strlen(code) != TOTP_CODE_DIGITS || strspn(code, "0123456789") != TOTP_CODE_DIGITS ||
		oath_base32_decode(secret, strlen(secret), &bytes, &len) != OATH_OK) {
		return ERR_DENIED;
	}
	int found = oath_totp_validate4(bytes, len, (time_t)now_s, TOTP_STEP_SECONDS, 0, TOTP_FAR, &off,
		&step, 0, code);
	ident_cleanse(bytes, len);
	free(bytes);
	if (found < 0) {
		return ERR_DENIED;
	}
	if (off < -TOTP_WINDOW || off > TOTP_WINDOW) {
		return ERR_RANGE;
	}
	*ret_step = step;
	return 0;
}
