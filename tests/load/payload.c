#include "tests/load/payload.h"

#include <assert.h>
#include <string.h>

enum { SEALED = 1 };

void payload_make(uint8_t *out, size_t length, uint64_t voice, uint64_t cseq)
{
	uint64_t x = voice * UINT64_C(0x9e3779b97f4a7c15) + cseq;
	assert(length >= PAYLOAD_MIN && length <= PAYLOAD_MAX);
	out[0] = SEALED;
	memcpy(out + 1, &voice, sizeof voice);
	memcpy(out + 1 + sizeof voice, &cseq, sizeof cseq);
	for (size_t i = PAYLOAD_MIN; i < length; i += sizeof x) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memcpy(out + i, &x, length - i < sizeof x ? length - i : sizeof x);
	}
}

bool payload_is(struct view bytes, size_t length, uint64_t voice, uint64_t cseq)
{
	uint8_t wanted[PAYLOAD_MAX];
	if (bytes.len != length) {
		return false;
	}
	payload_make(wanted, length, voice, cseq);
	return memcmp(bytes.data, wanted, length) == 0;
}
