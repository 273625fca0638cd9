/* CONFIRM: an HMAC over its own header and the hash of the GRANT. */
#include "protocol/seal/confirm.h"

#include "base/ident.h"
#include "protocol/seal/kdf.h"

static void tag_of(const struct seal_handshake *handshake, const struct seal_header *header,
	uint8_t ret_tag[SEAL_HASH_LEN])
{
	static const char label[] = SEAL_LABEL("confirm");
	uint8_t key[SEAL_KEY_LEN];
	uint8_t memory[sizeof(label) + SEAL_HEADER_LEN + SEAL_HASH_LEN];
	struct seal_writer text = seal_writer_of(memory, sizeof(memory));

	seal_kdf(handshake->link, (struct view){handshake->answer_hash, SEAL_HASH_LEN},
		(struct view){(const uint8_t *)label, sizeof(label)}, key);
	seal_writer_label(&text, label);
	seal_header_write(&text, header);
	seal_writer_bytes(&text, handshake->grant_hash, SEAL_HASH_LEN);
	seal_hmac(key, seal_writer_written(&text), ret_tag);
	ident_cleanse(key, sizeof(key));
}

int seal_confirm_make(const struct seal_handshake *handshake, uint32_t cseq,
	struct seal_writer *writer)
{
	const struct seal_header header = {SEAL_KIND_CONFIRM, handshake->seat, handshake->epoch, cseq};
	uint8_t tag[SEAL_HASH_LEN];

	tag_of(handshake, &header, tag);
	seal_header_write(writer, &header);
	seal_writer_bytes(writer, tag, sizeof(tag));
	const int err = seal_writer_end(writer);
	if (err < 0) {
		return err;
	}
	return seal_confirm_check(seal_writer_written(writer), handshake) != SEAL_OK ? ERR_RANGE : 0;
}

enum seal_verdict seal_confirm_check(struct view payload, const struct seal_handshake *handshake)
{
	struct seal_reader reader = seal_reader_of(payload);
	const struct seal_header header = seal_header_read(&reader, SEAL_KIND_CONFIRM);
	const uint8_t *found = seal_reader_bytes(&reader, SEAL_HASH_LEN);
	uint8_t tag[SEAL_HASH_LEN];

	if (seal_reader_end(&reader) < 0 || header.sender != handshake->seat ||
		header.epoch != handshake->epoch) {
		return SEAL_CANNOT_OPEN;
	}
	tag_of(handshake, &header, tag);
	return ident_equal(tag, found, sizeof(tag)) ? SEAL_OK : SEAL_CANNOT_OPEN;
}
