/* SAY. The hash of the GRANT stands in the key and in the additional data, so a text belongs to the
 * participants whom its writer saw. */
#include "protocol/seal/say.h"

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/box.h"
#include "protocol/seal/kdf.h"

enum { AAD_MAX = 128 };

/* One key for each sender: a text that is reflected meets another key. */
static void key_of(const struct seal_epoch *epoch, uint8_t sender, uint8_t ret_key[SEAL_KEY_LEN])
{
	uint8_t memory[SEAL_INFO_MAX];
	struct seal_writer info = seal_writer_of(memory, sizeof(memory));

	seal_writer_label(&info, SEAL_LABEL("say"));
	seal_writer_u8(&info, sender);
	seal_kdf(epoch->key, (struct view){epoch->grant_hash, SEAL_HASH_LEN},
		seal_writer_written(&info), ret_key);
}

static struct view aad_of(const struct seal_epoch *epoch, const struct seal_header *header,
	uint8_t memory[AAD_MAX])
{
	struct seal_writer aad = seal_writer_of(memory, AAD_MAX);

	seal_writer_label(&aad, SEAL_LABEL("say"));
	seal_writer_bytes(&aad, epoch->room, SEAL_ROOM_LEN);
	seal_writer_bytes(&aad, epoch->grant_hash, SEAL_HASH_LEN);
	seal_header_write(&aad, header);
	return seal_writer_written(&aad);
}

/* The own slot repeats the number, slots of nobody are empty. */
static bool counts_fit(const struct seal_epoch *epoch, const struct seal_line *line)
{
	const int own = seal_epoch_place(epoch, line->sender);

	for (int i = epoch->participant_count; i < SEAL_PARTICIPANTS_MAX; i++) {
		if (line->plain.seen[i] != 0) {
			return false;
		}
	}
	return own >= 0 && line->plain.seen[own] == line->cseq;
}

int seal_say_make(const struct seal_epoch *epoch, const struct seal_line *line,
	const struct seal_random *random, struct seal_writer *writer)
{
	const struct seal_header header = {SEAL_KIND_SAY, line->sender, epoch->number, line->cseq};
	uint8_t plain[SEAL_PLAIN_MAX];
	uint8_t aad[AAD_MAX];
	uint8_t key[SEAL_KEY_LEN];
	size_t len;

	if (line->cseq == 0 || !counts_fit(epoch, line) ||
		seal_plain_write(&line->plain, plain, &len) < 0) {
		return ERR_RANGE;
	}
	seal_header_write(writer, &header);
	uint8_t *nonce = seal_writer_place(writer, SEAL_NONCE_LEN);
	uint8_t *sealed = seal_writer_place(writer, len + SEAL_TAG_LEN);
	int err = seal_writer_end(writer);
	if (err == 0) {
		random->fill(random->context, nonce, SEAL_NONCE_LEN);
		key_of(epoch, line->sender, key);
		const struct seal_box box = {key, nonce, aad_of(epoch, &header, aad)};
		err = seal_box_close(&box, (struct view){plain, len}, sealed);
		ident_cleanse(key, sizeof(key));
	}
	ident_cleanse(plain, sizeof(plain));
	return err;
}

enum seal_verdict seal_say_open(const struct seal_epoch *epoch, struct view payload,
	uint8_t memory[SEAL_PLAIN_MAX], struct seal_line *ret_line)
{
	struct seal_reader reader = seal_reader_of(payload);
	const struct seal_header header = seal_header_read(&reader, SEAL_KIND_SAY);
	const uint8_t *nonce = seal_reader_bytes(&reader, SEAL_NONCE_LEN);
	const struct view sealed = seal_reader_view(&reader, seal_reader_left(&reader));
	struct seal_line line = {.sender = header.sender, .cseq = header.cseq};
	uint8_t aad[AAD_MAX];
	uint8_t key[SEAL_KEY_LEN];

	if (reader.bad || header.epoch != epoch->number || seal_epoch_place(epoch, header.sender) < 0 ||
		sealed.len < SEAL_TAG_LEN || sealed.len > SEAL_PLAIN_MAX + SEAL_TAG_LEN) {
		return SEAL_CANNOT_OPEN;
	}
	key_of(epoch, header.sender, key);
	const struct seal_box box = {key, nonce, aad_of(epoch, &header, aad)};
	const bool opened = seal_box_open(&box, sealed, memory);
	ident_cleanse(key, sizeof(key));
	const struct view plain = {memory, sealed.len - SEAL_TAG_LEN};
	if (!opened || seal_plain_read(plain, &line.plain) < 0 || !counts_fit(epoch, &line)) {
		ident_cleanse(memory, plain.len);
		return SEAL_CANNOT_OPEN;
	}
	*ret_line = line;
	return SEAL_OK;
}
