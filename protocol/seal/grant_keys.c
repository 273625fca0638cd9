/* Each key of a GRANT has a label of its own, so that none has two uses. */
#include "protocol/seal/internal/grant_keys.h"

#include "base/ident.h"
#include "protocol/seal/kdf.h"

void seal_grant_epoch_key(const uint8_t seed[SEAL_KEY_LEN], const uint8_t room[SEAL_ROOM_LEN],
	struct view core, uint8_t ret_key[SEAL_KEY_LEN])
{
	uint8_t memory[SEAL_INFO_MAX];
	uint8_t hash[SEAL_HASH_LEN];
	struct seal_writer info = seal_writer_of(memory, sizeof(memory));

	ident_hash(core.data, core.len, hash);
	seal_writer_label(&info, SEAL_LABEL("epoch"));
	seal_writer_bytes(&info, hash, sizeof(hash));
	seal_kdf(seed, (struct view){room, SEAL_ROOM_LEN}, seal_writer_written(&info), ret_key);
}

void seal_grant_tag(const uint8_t epoch_key[SEAL_KEY_LEN], struct view core, struct view body,
	uint8_t ret_tag[SEAL_HASH_LEN])
{
	static const char info[] = SEAL_LABEL("tag");
	uint8_t hash[SEAL_HASH_LEN];
	uint8_t key[SEAL_KEY_LEN];

	ident_hash(core.data, core.len, hash);
	seal_kdf(epoch_key, (struct view){hash, sizeof(hash)},
		(struct view){(const uint8_t *)info, sizeof(info)}, key);
	seal_hmac(key, body, ret_tag);
	ident_cleanse(key, sizeof(key));
}

void seal_grant_wrap_key(const uint8_t link[SEAL_KEY_LEN], const uint8_t answer_hash[SEAL_HASH_LEN],
	uint8_t ret_key[SEAL_KEY_LEN])
{
	static const char info[] = SEAL_LABEL("wrap");

	seal_kdf(link, (struct view){answer_hash, SEAL_HASH_LEN},
		(struct view){(const uint8_t *)info, sizeof(info)}, ret_key);
}

struct view seal_grant_wrap_aad(struct view core, uint8_t seat, uint8_t memory[SEAL_WRAP_AAD_MAX])
{
	struct seal_writer aad = seal_writer_of(memory, SEAL_WRAP_AAD_MAX);

	seal_writer_label(&aad, SEAL_LABEL("wrap"));
	seal_writer_view(&aad, core);
	seal_writer_u8(&aad, seat);
	return seal_writer_written(&aad);
}
