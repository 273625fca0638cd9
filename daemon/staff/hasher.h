/* Passwords and their argon2id hashes, worked on one at a time by the thread pool. The only file
 * of the house with libsodium. Only for this floor. */
#ifndef SAMTALE_STAFF_HASHER_H
#define SAMTALE_STAFF_HASHER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "options/work_port.h"

/* 64 MiB and eight passes: about 0.3 s, and memory that makes guessing on graphics cards dear. */
enum {
	HASHER_QUEUE = 16,
	HASHER_HASH_SIZE = 128,
	HASHER_PASSWORD_MAX = 256,
	HASHER_GENERATED_SIZE = 20
};

struct hasher;

/* Two queues. Whoever has shown something that only the person has is worked on first, so that strangers who guess cannot
 * keep them waiting (docs/decisions/0029): a known device, a recovery code, and for making an invitation. */
enum hasher_lane { HASHER_ANYBODY, HASHER_KNOWN, HASHER_LANES };

/* A password to hold against a hash; NULL: an unknown name, costs the same and ends with ERR_DENIED. */
struct hasher_try {
	struct view password;
	const char *hash;
	enum hasher_lane lane;
};

/* A piece of work. err 0, or ERR_DENIED: verifying, the password is another one; ERR_NOMEM. hash
 * is the result of making, borrowed until the call returns; NULL when verifying. */
typedef void (*hasher_done_fn)(void *context, int err, const char *hash);

/* Borrows work for its life. NULL without memory. destroy takes NULL; only when idle. */
struct hasher *hasher_create(const struct work_port *work);
void hasher_destroy(struct hasher *hasher);
bool hasher_is_idle(const struct hasher *hasher);

/* Copies the password and wipes the copy when done. done is called exactly once, later. ERR_FULL: one is at work and
 * 16 of the lane wait (making is of the known lane); ERR_RANGE: the password is longer than 256 bytes; ERR_NOMEM. */
int hasher_verify(struct hasher *hasher, const struct hasher_try *wanted, hasher_done_fn done,
	void *context) MUST_CHECK;
int hasher_make(struct hasher *hasher, struct view password, hasher_done_fn done,
	void *context) MUST_CHECK;

/* A random password of four groups of four letters and digits, without those that look alike: 79
 * bits. */
void hasher_generate(char out[HASHER_GENERATED_SIZE]);

/* Overwrites a secret. */
void hasher_wipe(void *secret, size_t len);

#endif
