/* The header. */
#include "protocol/seal/header.h"

#include "protocol/seal/seal.h"

/* The senders of each kind. Notes have numbers of their own above the seats, since their counts are
 * kept apart. */
static const struct {
	uint8_t lowest;
	uint8_t highest;
} senders[] = {
	[SEAL_KIND_OFFER] = {0, 0},
	[SEAL_KIND_ANSWER] = {1, SEAL_SEAT_MAX},
	[SEAL_KIND_GRANT] = {0, 0},
	[SEAL_KIND_CONFIRM] = {1, SEAL_SEAT_MAX},
	[SEAL_KIND_SAY] = {0, SEAL_SEAT_MAX},
	[SEAL_KIND_NOTE] = {SEAL_NOTE_SENDER + 1, SEAL_NOTE_SENDER + SEAL_SEAT_MAX},
};

static struct seal_header read_any(struct seal_reader *reader)
{
	struct seal_header header = {0};

	(void)seal_reader_within(reader, SEAL_VERSION, SEAL_VERSION);
	header.kind = seal_reader_within(reader, SEAL_KIND_OFFER, SEAL_KIND_NOTE);
	header.epoch = seal_reader_u32(reader);
	header.sender = seal_reader_u8(reader);
	header.cseq = seal_reader_u32(reader);
	seal_reader_must(reader, header.cseq > 0);
	if (!reader->bad) {
		seal_reader_must(reader, header.sender >= senders[header.kind].lowest);
		seal_reader_must(reader, header.sender <= senders[header.kind].highest);
	}
	return header;
}

int seal_header_peek(struct view payload, struct seal_header *ret_header)
{
	struct seal_reader reader = seal_reader_of(payload);
	const struct seal_header header = read_any(&reader);

	if (reader.bad) {
		return ERR_SYNTAX;
	}
	*ret_header = header;
	return 0;
}

struct seal_header seal_header_read(struct seal_reader *reader, enum seal_kind kind)
{
	const struct seal_header header = read_any(reader);

	seal_reader_must(reader, header.kind == kind);
	return header;
}

void seal_header_write(struct seal_writer *writer, const struct seal_header *header)
{
	seal_writer_u8(writer, SEAL_VERSION);
	seal_writer_u8(writer, header->kind);
	seal_writer_u32(writer, header->epoch);
	seal_writer_u8(writer, header->sender);
	seal_writer_u32(writer, header->cseq);
}
