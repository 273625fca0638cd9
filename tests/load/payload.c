#include "tests/load/payload.h"

#include <assert.h>
#include <string.h>

#include "protocol/seal/header.h"

static uint8_t *put(uint8_t *at, const void *bytes, size_t length)
{
	memcpy(at, bytes, length);
	return at + length;
}

void payload_make(uint8_t *out, size_t length, struct speaker speaker, uint64_t cseq)
{
	const struct seal_header header = {
		.kind = SEAL_KIND_SAY,
		.sender = (uint8_t)speaker.seat,
		.cseq = (uint32_t)cseq,
	};
	struct seal_writer writer = seal_writer_of(out, length);
	uint64_t x = speaker.voice * UINT64_C(0x9e3779b97f4a7c15) + cseq;
	assert(length >= PAYLOAD_MIN && length <= PAYLOAD_MAX);
	seal_header_write(&writer, &header);
	(void)put(put(out + SEAL_HEADER_LEN, &speaker.voice, sizeof speaker.voice), &cseq, sizeof cseq);
	for (size_t i = PAYLOAD_MIN; i < length; i += sizeof x) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memcpy(out + i, &x, length - i < sizeof x ? length - i : sizeof x);
	}
}

bool payload_is(struct view bytes, size_t length, struct speaker speaker, uint64_t cseq)
{
	uint8_t wanted[PAYLOAD_MAX];
	if (bytes.len != length) {
		return false;
	}
	payload_make(wanted, length, speaker, cseq);
	return memcmp(bytes.data, wanted, length) == 0;
}
