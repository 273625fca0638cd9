/* The words and measures of SE1, the seal between browsers: sizes, limits, verdicts, and where
 * random bytes come from. The rules stand in docs/encryption.md. */
#ifndef SAMTALE_SEAL_SEAL_H
#define SAMTALE_SEAL_SEAL_H

#include <stddef.h>
#include <stdint.h>

/* Sizes in bytes. */
enum {
	SEAL_ROOM_LEN = 16,
	SEAL_STAFF_LEN = 16,
	SEAL_HASH_LEN = 32,
	SEAL_KEY_LEN = 32,
	SEAL_POINT_LEN = 65, /* an uncompressed point of P-256, first byte 04 */
	SEAL_SIGNATURE_LEN = 64,
	SEAL_NONCE_LEN = 12,
	SEAL_TAG_LEN = 16, /* of AES-256-GCM */
	SEAL_PAYLOAD_MAX = 8192,
};

enum {
	SEAL_SEAT_MAX = 127,
	SEAL_STAFF_MAX = 3,        /* staff of one epoch */
	SEAL_PARTICIPANTS_MAX = 4, /* they and the youth */
	SEAL_HISTORY_MAX = 31,     /* older epoch keys in one GRANT, beside its own */
};

enum seal_mode { SEAL_MODE_SHIFT = 1, SEAL_MODE_AGENCY = 2 };
enum seal_role { SEAL_ROLE_COUNSELLOR = 1, SEAL_ROLE_SUPERVISOR = 2 };
enum seal_purpose { SEAL_PURPOSE_CONVERSATION = 0, SEAL_PURPOSE_HOLD = 1 };

/* What a check says, and all that it says: a cause would only help the one who tries. */
enum seal_verdict {
	SEAL_OK,
	SEAL_CANNOT_OPEN,
	SEAL_NOT_PROVEN, /* nobody has shown that this agency answers */
	SEAL_CLOCK,      /* everything is proven but the dates */
};

/* The word of a verdict, as vectors and screens know it: "ok", "cannot_open", "not_proven",
 * "clock". Static. */
const char *seal_verdict_word(enum seal_verdict verdict);

/* Where keys and nonces come from. fill writes len bytes fit for secrets. */
struct seal_random {
	void (*fill)(void *context, void *out, size_t len);
	void *context;
};

/* The operating system's. Anything else is for tests, which must make the same bytes again. */
struct seal_random seal_random_system(void);

/* L(x): what stands before every hashed, signed or derived thing, its last byte being the zero of
 * the C string. */
#define SEAL_LABEL(name) "samtale/SE1 " name

#endif
