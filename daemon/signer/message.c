/* Fixed layouts: number, then the members in the order of their structs. */
#include "signer/message.h"

#include "protocol/seal/reader.h"
#include "protocol/seal/writer.h"

enum { HALF_BITS = 32 };

static void write_number(struct seal_writer *writer, uint64_t number)
{
	seal_writer_u32(writer, (uint32_t)(number >> HALF_BITS));
	seal_writer_u32(writer, (uint32_t)number);
}

static uint64_t read_number(struct seal_reader *reader)
{
	uint64_t high = seal_reader_u32(reader);
	return high << HALF_BITS | seal_reader_u32(reader);
}

int message_write_question(struct seal_writer *writer, uint64_t number,
	const struct signer_question *question)
{
	write_number(writer, number);
	seal_writer_bytes(writer, question->staff, SEAL_STAFF_LEN);
	seal_writer_u8(writer, (uint8_t)question->role);
	seal_writer_u32(writer, question->until);
	seal_writer_str(writer, question->agency);
	seal_writer_str(writer, question->alias);
	seal_writer_view(writer, question->request);
	return seal_writer_end(writer);
}

int message_read_question(struct view bytes, uint64_t *ret_number,
	struct signer_question *ret_question)
{
	struct seal_reader reader = seal_reader_of(bytes);
	*ret_number = read_number(&reader);
	*ret_question = (struct signer_question){
		.staff = seal_reader_bytes(&reader, SEAL_STAFF_LEN),
	};
	ret_question->role = (enum seal_role)seal_reader_u8(&reader);
	ret_question->until = seal_reader_u32(&reader);
	ret_question->agency = seal_reader_str(&reader);
	ret_question->alias = seal_reader_str(&reader);
	ret_question->request = seal_reader_view(&reader, seal_reader_left(&reader));
	return seal_reader_end(&reader);
}

int message_write_answer(struct seal_writer *writer, uint64_t number,
	const struct signer_answer *answer)
{
	write_number(writer, number);
	seal_writer_u8(writer, (uint8_t)answer->verdict);
	seal_writer_view(writer, answer->certificate);
	return seal_writer_end(writer);
}

int message_read_answer(struct view bytes, uint64_t *ret_number, struct signer_answer *ret_answer)
{
	struct seal_reader reader = seal_reader_of(bytes);
	*ret_number = read_number(&reader);
	*ret_answer = (struct signer_answer){
		.verdict = (enum signer_verdict)seal_reader_within(&reader, SIGNER_CERTIFIED, SIGNER_LATER),
	};
	ret_answer->certificate = seal_reader_view(&reader, seal_reader_left(&reader));
	seal_reader_must(&reader,
		(ret_answer->certificate.len > 0) == (ret_answer->verdict == SIGNER_CERTIFIED));
	return seal_reader_end(&reader);
}
