#include "tests/load/ws.h"

#include <string.h>

enum { FIN = 0x80, RESERVED = 0x70, OPCODE = 0x0f, MASKED = 0x80, LENGTH = 0x7f };
enum { LENGTH_16 = 126, LENGTH_64 = 127, MASK_BYTES = 4, HEAD_MAX = 14 };

static size_t write_length(uint8_t *head, size_t length)
{
	if (length < LENGTH_16) {
		head[1] = (uint8_t)(MASKED | length);
		return 2;
	}
	if (length <= UINT16_MAX) {
		head[1] = MASKED | LENGTH_16;
		head[2] = (uint8_t)(length >> 8);
		head[3] = (uint8_t)length;
		return 4;
	}
	head[1] = MASKED | LENGTH_64;
	for (unsigned i = 0; i < 8; i++) {
		head[2 + i] = (uint8_t)((uint64_t)length >> (56 - 8 * i));
	}
	return 10;
}

int ws_write(struct buf *out, enum ws_opcode opcode, struct view payload, uint32_t seed)
{
	uint8_t *at;
	int err = buf_reserve(out, HEAD_MAX + payload.len, &at);
	if (err != 0) {
		return err;
	}
	uint8_t head[HEAD_MAX];
	uint8_t mask[MASK_BYTES];
	head[0] = (uint8_t)(FIN | opcode);
	size_t size = write_length(head, payload.len);
	memcpy(mask, &seed, sizeof mask);
	memcpy(at, head, size);
	memcpy(at + size, mask, sizeof mask);
	size += sizeof mask;
	for (size_t i = 0; i < payload.len; i++) {
		at[size + i] = payload.data[i] ^ mask[i % MASK_BYTES];
	}
	out->len += size + payload.len;
	return 0;
}

static bool is_known(unsigned opcode)
{
	return opcode == WS_TEXT || opcode == WS_BINARY || (opcode >= WS_CLOSE && opcode <= WS_PONG);
}

/* Bytes that the length takes behind the first two. */
static size_t length_bytes(uint8_t length)
{
	return length == LENGTH_64 ? 8 : length == LENGTH_16 ? 2 : 0;
}

int ws_read(struct view bytes, struct ws_message *ret_message)
{
	if (bytes.len < 2) {
		return ERR_MOMENT;
	}
	unsigned opcode = bytes.data[0] & OPCODE;
	if ((bytes.data[0] & (FIN | RESERVED)) != FIN || (bytes.data[1] & MASKED) != 0 ||
		!is_known(opcode)) {
		return ERR_SYNTAX;
	}
	uint64_t length = bytes.data[1] & LENGTH;
	size_t head = 2 + length_bytes((uint8_t)length);
	if (bytes.len < head) {
		return ERR_MOMENT;
	}
	for (size_t i = 2; i < head; i++) {
		length = (i == 2 ? 0 : length << 8) | bytes.data[i];
	}
	if (length > WS_MESSAGE_MAX) {
		return ERR_RANGE;
	}
	if (bytes.len - head < length) {
		return ERR_MOMENT;
	}
	*ret_message = (struct ws_message){
		.opcode = (enum ws_opcode)opcode,
		.payload = {bytes.data + head, (size_t)length},
		.size = head + (size_t)length,
	};
	return 0;
}
