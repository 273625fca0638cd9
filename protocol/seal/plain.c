/* Plain text and its padding. Any other padding than the fewest zeros is refused: it would be a
 * place to hide things in. */
#include "protocol/seal/plain.h"

#include <stdbool.h>

#include "base/utf8.h"
#include "protocol/seal/reader.h"
#include "protocol/seal/writer.h"

static size_t padded(size_t len)
{
	return (len + SEAL_PLAIN_STEP - 1) / SEAL_PLAIN_STEP * SEAL_PLAIN_STEP;
}

/* Looks at every byte, whatever it finds. */
static bool is_zero(struct view bytes)
{
	uint8_t found = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		found |= bytes.data[i];
	}
	return found == 0;
}

/* A card is for the page that shows it to judge; everything else is read by people. */
static bool body_fits_type(uint8_t type, struct view body)
{
	if (type == SEAL_TYPE_END) {
		return body.len == 0;
	}
	return type == SEAL_TYPE_CARD || utf8_is_valid(body);
}

int seal_plain_read(struct view bytes, struct seal_plain *ret_plain)
{
	struct seal_plain read = {0};
	struct seal_reader reader = seal_reader_of(bytes);

	read.type = seal_reader_within(&reader, SEAL_TYPE_TEXT, SEAL_TYPE_END);
	for (int i = 0; i < SEAL_PARTICIPANTS_MAX; i++) {
		read.seen[i] = seal_reader_u32(&reader);
	}
	read.body = seal_reader_view(&reader, seal_reader_u16(&reader));
	const struct view padding = seal_reader_view(&reader, seal_reader_left(&reader));
	seal_reader_must(&reader, bytes.len == padded(SEAL_PLAIN_HEAD + read.body.len));
	seal_reader_must(&reader, bytes.len <= SEAL_PLAIN_MAX && is_zero(padding));
	if (seal_reader_end(&reader) < 0 || !body_fits_type(read.type, read.body)) {
		return ERR_SYNTAX;
	}
	*ret_plain = read;
	return 0;
}

int seal_plain_write(const struct seal_plain *plain, uint8_t memory[SEAL_PLAIN_MAX],
	size_t *ret_len)
{
	static const uint8_t zeros[SEAL_PLAIN_STEP];
	struct seal_writer writer = seal_writer_of(memory, SEAL_PLAIN_MAX);
	struct seal_plain made;

	if (plain->body.len > SEAL_BODY_MAX) {
		return ERR_RANGE;
	}
	seal_writer_u8(&writer, plain->type);
	for (int i = 0; i < SEAL_PARTICIPANTS_MAX; i++) {
		seal_writer_u32(&writer, plain->seen[i]);
	}
	seal_writer_u16(&writer, (uint16_t)plain->body.len);
	seal_writer_view(&writer, plain->body);
	const size_t len = SEAL_PLAIN_HEAD + plain->body.len;
	seal_writer_bytes(&writer, zeros, padded(len) - len);
	if (seal_writer_end(&writer) < 0 || seal_plain_read(seal_writer_written(&writer), &made) < 0) {
		return ERR_RANGE;
	}
	*ret_len = padded(len);
	return 0;
}
