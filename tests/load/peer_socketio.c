/* The relay on Socket.IO (tests/bench/peers/socketio.mjs), with as much of its protocol as that takes: Engine.IO 4 over
 * WebSocket, events as JSON in text messages, an acknowledgement for each. The payload is text, hexadecimal: as bytes it
 * would cost that library a second message. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "tests/load/payload.h"
#include "tests/load/peer.h"

enum { JOIN_ID = 0, TEXT_MAX = 2 * PAYLOAD_MAX + 64 };

static void send_text(struct member *member, const char *text)
{
	conn_send(member->conn, WS_TEXT, view_text(text));
}

/* The server speaks first. */
static void join(struct member *member)
{
	(void)member;
}

/* Half as many bytes, because each takes two digits. */
static void make_text(char *out, const struct member *member, uint64_t voice, uint64_t cseq)
{
	uint8_t bytes[PAYLOAD_MAX];
	size_t size = (size_t)member->load->options->shape.size / 2;
	payload_make(bytes, size, (struct speaker){voice, 0}, cseq);
	ident_hex(bytes, size, out);
}

static void say(struct member *member, uint64_t cseq)
{
	char digits[2 * PAYLOAD_MAX + 1], text[TEXT_MAX];
	make_text(digits, member, member->voice, cseq);
	snprintf(text, sizeof text, "42%" PRIu64 "[\"say\",%" PRIu64 ",\"%s\"]", cseq, cseq, digits);
	send_text(member, text);
}

static void take_event(struct member *member, struct view payload)
{
	static const char head[] = "42[\"say\",";
	char digits[2 * PAYLOAD_MAX + 1], text[TEXT_MAX];
	if (payload.len <= sizeof head || memcmp(payload.data, head, sizeof head - 1) != 0) {
		load_fail(member->load, "the peer sent an event that nobody knows");
		return;
	}
	uint64_t cseq = strtoull((const char *)payload.data + sizeof head - 1, NULL, 10);
	make_text(digits, member, member->other->voice, cseq);
	snprintf(text, sizeof text, "%s%" PRIu64 ",\"%s\"]", head, cseq, digits);
	member->events->on_entry(member, cseq, view_is(payload, text));
}

static void take(struct member *member, enum ws_opcode opcode, struct view payload)
{
	char text[64];
	const char *bytes = (const char *)payload.data;
	(void)opcode;
	if (payload.len > 0 && bytes[0] == '0') {
		send_text(member, "40");
	} else if (payload.len > 0 && bytes[0] == '2') {
		send_text(member, "3");
	} else if (payload.len > 1 && memcmp(bytes, "40", 2) == 0) {
		snprintf(text, sizeof text, "42%d[\"join\",\"%u\"]", JOIN_ID, member->room);
		send_text(member, text);
	} else if (payload.len > 2 && memcmp(bytes, "43", 2) == 0) {
		uint64_t id = strtoull(bytes + 2, NULL, 10);
		if (id == JOIN_ID) {
			member->events->on_joined(member);
		} else {
			member->events->on_ack(member, id);
		}
	} else {
		take_event(member, payload);
	}
}

const struct peer_wire peer_wire_socketio = {
	.name = "socketio",
	.join = join,
	.say = say,
	.take = take,
};
