/* The header with which every payload begins: version, kind, epoch, sender, cseq. Who may send
 * which kind stands in one table here. */
#ifndef SAMTALE_SEAL_HEADER_H
#define SAMTALE_SEAL_HEADER_H

#include "protocol/seal/reader.h"
#include "protocol/seal/writer.h"

enum { SEAL_VERSION = 1, SEAL_HEADER_LEN = 11 };

enum seal_kind {
	SEAL_KIND_OFFER = 1,
	SEAL_KIND_ANSWER,
	SEAL_KIND_GRANT,
	SEAL_KIND_CONFIRM,
	SEAL_KIND_SAY,
	SEAL_KIND_NOTE,
};

/* The sender is 0 for the youth, the seat for staff, and this more for a note of theirs. */
enum { SEAL_NOTE_SENDER = 128 };

struct seal_header {
	uint8_t kind;
	uint8_t sender;
	uint32_t epoch;
	uint32_t cseq; /* from 1 */
};

/* The header of a payload of any kind. ERR_SYNTAX when its version, kind, sender or cseq is not one
 * that exists; what follows it is not looked at. */
int seal_header_peek(struct view payload, struct seal_header *ret_header) MUST_CHECK;

/* Reads the header of a payload of this kind; another one makes the reader bad. */
struct seal_header seal_header_read(struct seal_reader *reader, enum seal_kind kind);

void seal_header_write(struct seal_writer *writer, const struct seal_header *header);

#endif
