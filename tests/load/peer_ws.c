/* The relay on ws and ioredis (tests/bench/peers/ws.mjs): a text "room seat", then binary messages of eight bytes cseq and
 * the payload; back come 'A' and cseq, or 'E', cseq and the payload. */
#include <stdio.h>
#include <string.h>

#include "tests/load/payload.h"
#include "tests/load/peer.h"

enum { KIND = 1, CSEQ = 8 };

static void join(struct member *member)
{
	char words[32];
	int length = snprintf(words, sizeof words, "%u %u", member->room, member->seat);
	conn_send(member->conn, WS_TEXT, (struct view){(const uint8_t *)words, (size_t)length});
}

static void say(struct member *member, uint64_t cseq)
{
	uint8_t bytes[CSEQ + PAYLOAD_MAX];
	size_t size = (size_t)member->load->options->shape.size;
	memcpy(bytes, &cseq, CSEQ);
	payload_make(bytes + CSEQ, size, (struct speaker){member->voice, 0}, cseq);
	conn_send(member->conn, WS_BINARY, (struct view){bytes, CSEQ + size});
}

static void take(struct member *member, enum ws_opcode opcode, struct view payload)
{
	uint64_t cseq;
	size_t size = (size_t)member->load->options->shape.size;
	if (opcode == WS_TEXT) {
		member->events->on_joined(member);
		return;
	}
	if (payload.len < KIND + CSEQ) {
		load_fail(member->load, "the peer sent %zu bytes", payload.len);
		return;
	}
	memcpy(&cseq, payload.data + KIND, CSEQ);
	if (payload.data[0] == 'A') {
		member->events->on_ack(member, cseq);
		return;
	}
	struct view rest = {payload.data + KIND + CSEQ, payload.len - KIND - CSEQ};
	const struct speaker other = {member->other->voice, 0};
	member->events->on_entry(member, cseq, payload_is(rest, size, other, cseq));
}

const struct peer_wire peer_wire_ws = {.name = "ws", .join = join, .say = say, .take = take};
