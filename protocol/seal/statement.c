/* Statements. Making one ends with reading it, so that the rules stand once. */
#include "protocol/seal/statement.h"

#include "protocol/seal/reader.h"

static const char label[] = SEAL_LABEL("statement");

enum { LIFE_MAX_SECONDS = 8640000, NAME_MAX = 64 };

/* In agency mode one holder alone could neither be replaced nor withdrawn. */
static uint8_t fewest_keys(uint8_t mode)
{
	return mode == SEAL_MODE_AGENCY ? 2 : 1;
}

int seal_statement_read(struct view bytes, struct seal_statement *ret_statement)
{
	struct seal_statement read = {0};
	struct seal_reader reader = seal_reader_of(bytes);

	(void)seal_reader_within(&reader, 1, 1);
	(void)seal_reader_within(&reader, 'A', 'A');
	read.mode = seal_reader_within(&reader, SEAL_MODE_SHIFT, SEAL_MODE_AGENCY);
	read.serial = seal_reader_u32(&reader);
	read.not_before = seal_reader_u32(&reader);
	read.not_after = seal_reader_u32(&reader);
	seal_reader_must(&reader,
		read.not_after >= read.not_before && read.not_after - read.not_before <= LIFE_MAX_SECONDS);
	read.key_count = seal_reader_within(&reader, fewest_keys(read.mode), SEAL_STATEMENT_KEYS_MAX);
	for (uint8_t i = 0; !reader.bad && i < read.key_count; i++) {
		read.keys[i] = seal_reader_point(&reader);
	}
	read.agency = seal_reader_slug(&reader, false);
	read.name = seal_reader_label(&reader, NAME_MAX);
	read.body = seal_reader_done_part(&reader);
	read.signature = seal_reader_bytes(&reader, SEAL_SIGNATURE_LEN);
	if (seal_reader_end(&reader) < 0) {
		return ERR_SYNTAX;
	}
	*ret_statement = read;
	return 0;
}

int seal_statement_make(const struct seal_statement *statement, const struct seal_signer *root,
	struct seal_writer *writer)
{
	struct seal_statement made;

	seal_writer_u8(writer, 1);
	seal_writer_u8(writer, 'A');
	seal_writer_u8(writer, statement->mode);
	seal_writer_u32(writer, statement->serial);
	seal_writer_u32(writer, statement->not_before);
	seal_writer_u32(writer, statement->not_after);
	seal_writer_u8(writer, statement->key_count);
	for (uint8_t i = 0; i < statement->key_count && i < SEAL_STATEMENT_KEYS_MAX; i++) {
		seal_writer_bytes(writer, statement->keys[i], SEAL_POINT_LEN);
	}
	seal_writer_str(writer, statement->agency);
	seal_writer_str(writer, statement->name);
	const int err = seal_sign(root, label, writer);
	if (err < 0) {
		return err;
	}
	return seal_statement_read(seal_writer_written(writer), &made) < 0 ? ERR_RANGE : 0;
}

bool seal_statement_is_by(const struct seal_statement *statement,
	const uint8_t point[SEAL_POINT_LEN])
{
	return seal_verify(point, label, statement->body, statement->signature);
}
