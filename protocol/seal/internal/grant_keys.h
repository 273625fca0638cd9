/* The keys that hang on a GRANT, for making and opening alike. */
#ifndef SAMTALE_SEAL_INTERNAL_GRANT_KEYS_H
#define SAMTALE_SEAL_INTERNAL_GRANT_KEYS_H

#include "protocol/seal/grant.h"

/* ek, from the seed and what the GRANT says before any key. */
void seal_grant_epoch_key(const uint8_t seed[SEAL_KEY_LEN], const uint8_t room[SEAL_ROOM_LEN],
	struct view core, uint8_t ret_key[SEAL_KEY_LEN]);

/* The tag over the body under ek: it ties the wraps of all members together. */
void seal_grant_tag(const uint8_t epoch_key[SEAL_KEY_LEN], struct view core, struct view body,
	uint8_t ret_tag[SEAL_HASH_LEN]);

/* The key that wraps for one member. */
void seal_grant_wrap_key(const uint8_t link[SEAL_KEY_LEN], const uint8_t answer_hash[SEAL_HASH_LEN],
	uint8_t ret_key[SEAL_KEY_LEN]);

/* The additional data of one member's wrap, written into memory. */
enum { SEAL_WRAP_AAD_MAX = 256 };
struct view seal_grant_wrap_aad(struct view core, uint8_t seat, uint8_t memory[SEAL_WRAP_AAD_MAX]);

#endif
