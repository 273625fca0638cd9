/* From bytes to frames and back, for one socket. */
#include "net/ws_conn.h"

#include <string.h>

#include "base/log.h"
#include "base/metric.h"
#include "protocol/frame.h"

enum { MS_PER_S = 1000, CLOSE_PATIENCE_MS = 5000, CODE_LEFT = 4000 };

/* The number that the library keeps free for close frames between its public ones (lws_write_protocol). */
static const enum lws_write_protocol WRITE_CLOSE = (enum lws_write_protocol)4;

static uint64_t seconds(uint32_t count)
{
	return (uint64_t)count * MS_PER_S;
}

/* The library closes it from its own turn. */
static void kill_soon(struct ws_conn *conn)
{
	lws_set_timeout(conn->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
}

static void on_patience_over(struct wheel_timer *timer, uint64_t now_ms)
{
	struct ws_conn *conn = (struct ws_conn *)((char *)timer - offsetof(struct ws_conn, timer));
	(void)now_ms;
	kill_soon(conn);
}

static int send_ping(struct ws_conn *conn)
{
	/* Never an empty one: the library does not tell of the empty pong that would answer it. */
	uint8_t bytes[LWS_PRE + 1] = {0};
	conn->ping_due = false;
	return lws_write(conn->wsi, bytes + LWS_PRE, 1, LWS_WRITE_PING) >= 0 ? 0 : -1;
}

/* At once where nothing waits to be written: the library's way to be called back costs four
 * times epoll_ctl. */
static void ping(struct ws_conn *conn)
{
	if (conn->closing) {
		return;
	}
	if (ws_outbox_is_empty(&conn->outbox) && !lws_partial_buffered(conn->wsi)) {
		if (send_ping(conn) != 0) {
			kill_soon(conn);
		}
		return;
	}
	conn->ping_due = true;
	lws_callback_on_writable(conn->wsi);
}

static void on_look_due(struct wheel_timer *timer, uint64_t now_ms);

static void look_again(struct ws_conn *conn)
{
	const struct limit_options *limits = &conn->net->options.limits;
	uint32_t wait = conn->began_ms != 0 ? limits->message_seconds : limits->ping_seconds;
	uint64_t at_ms = conn->net->now_ms + seconds(wait);
	uint64_t dead_ms = conn->heard_ms + seconds(limits->dead_seconds);
	conn->timer.fire = on_look_due;
	wheel_set(&conn->net->wheel, &conn->timer, dead_ms < at_ms ? dead_ms : at_ms);
}

static void on_look_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct ws_conn *conn = (struct ws_conn *)((char *)timer - offsetof(struct ws_conn, timer));
	const struct limit_options *limits = &conn->net->options.limits;
	if (conn->began_ms != 0 && now_ms - conn->began_ms >= seconds(limits->message_seconds)) {
		ws_conn_close(conn, ENDING_DEAD, "a message took too long");
		return;
	}
	if (now_ms - conn->heard_ms >= seconds(limits->dead_seconds)) {
		ws_conn_close(conn, ENDING_DEAD, NULL);
		return;
	}
	ping(conn);
	look_again(conn);
}

int ws_conn_open(struct ws_conn *conn, struct net *net, struct lws *wsi)
{
	*conn = (struct ws_conn){.net = net, .wsi = wsi, .heard_ms = net->now_ms};
	buf_init(&conn->message, LIMIT_FRAME_STAFF);
	ws_outbox_init(&conn->outbox);
	conn->session = chat_open(net->chat, conn);
	if (conn->session == NULL) {
		return -1;
	}
	look_again(conn);
	return 0;
}

void ws_conn_heard(struct ws_conn *conn)
{
	conn->heard_ms = conn->net->now_ms;
}

/* A message is whole: decodes it and hands it up. */
static void take_message(struct ws_conn *conn, struct view message)
{
	struct frame frame;
	const char *why = NULL;
	int err = frame_decode(message, DIRECTION_UP, &frame, &why);
	if (err != 0) {
		ws_conn_close(conn, err == ERR_NOMEM ? ENDING_DEAD : ENDING_PROTOCOL, why);
		return;
	}
	chat_frame(conn->session, &frame);
}

/* What a client may not do with the WebSocket itself, or NULL. */
static const char *fault_of(struct ws_conn *conn, size_t len)
{
	size_t rest = lws_remaining_packet_payload(conn->wsi);
	if (!lws_frame_is_binary(conn->wsi)) {
		return "text frame: binary is expected";
	}
	if (conn->message.len + len + rest > chat_message_limit(conn->session)) {
		return "oversize";
	}
	if (rest == 0 && ++conn->fragments > LIMIT_FRAGMENTS) {
		return "too many fragments";
	}
	return NULL;
}

static int keep_part(struct ws_conn *conn, const void *data, size_t len)
{
	if (conn->began_ms == 0) {
		conn->began_ms = conn->net->now_ms;
		look_again(conn);
	}
	return buf_append(&conn->message, data, len);
}

int ws_conn_receive(struct ws_conn *conn, const void *data, size_t len)
{
	ws_conn_heard(conn);
	if (conn->closing) {
		return 0;
	}
	const char *fault = fault_of(conn, len);
	if (fault != NULL) {
		ws_conn_close(conn, ENDING_PROTOCOL, fault);
		return 0;
	}
	bool whole = lws_is_final_fragment(conn->wsi) && lws_remaining_packet_payload(conn->wsi) == 0;
	if (whole && conn->message.len == 0) {
		conn->fragments = 0;
		conn->began_ms = 0; /* it may have begun with an empty fragment */
		take_message(conn, (struct view){data, len});
		return 0;
	}
	if (keep_part(conn, data, len) != 0) {
		return -1;
	}
	if (whole) {
		take_message(conn, buf_view(&conn->message));
		buf_finish(&conn->message);
		conn->fragments = 0;
		conn->began_ms = 0;
	}
	return 0;
}

static bool write_now(struct ws_conn *conn, uint8_t *bytes, size_t len)
{
	return lws_write(conn->wsi, bytes, len, LWS_WRITE_BINARY) >= 0;
}

static int drain_outbox(struct ws_conn *conn)
{
	while (!ws_outbox_is_empty(&conn->outbox)) {
		if (lws_partial_buffered(conn->wsi)) {
			lws_callback_on_writable(conn->wsi);
			return 1;
		}
		size_t len = 0;
		uint8_t *bytes = ws_outbox_front(&conn->outbox, &len);
		bool written = write_now(conn, bytes, len);
		ws_outbox_pop(&conn->outbox);
		if (!written) {
			return -1;
		}
	}
	return 0;
}

/* The library's own lws_close_reason loses the frame on adopted sockets (4.1.6), so the close frame is written like any
 * other (RFC 6455, section 5.5.1); then the client hangs up, or our patience ends. */
static int say_goodbye(struct ws_conn *conn)
{
	enum { CODE_BYTES = 2, REASON_MAX = 123 };
	uint8_t frame[LWS_PRE + CODE_BYTES + REASON_MAX + 1];
	uint16_t code = ending_close_code(conn->ending);
	char *reason = (char *)frame + LWS_PRE + CODE_BYTES;
	int length = snprintf(reason, REASON_MAX + 1, "%s%s%s", ending_word(conn->ending),
		conn->why != NULL ? ": " : "", conn->why != NULL ? conn->why : "");
	size_t used = length > REASON_MAX ? REASON_MAX : (size_t)length;
	frame[LWS_PRE] = (uint8_t)(code >> 8);
	frame[LWS_PRE + 1] = (uint8_t)code;
	conn->said_goodbye = true;
	return lws_write(conn->wsi, frame + LWS_PRE, CODE_BYTES + used, WRITE_CLOSE) >= 0 ? 0 : -1;
}

int ws_conn_writable(struct ws_conn *conn)
{
	bool slow = conn->closing && conn->ending == ENDING_SLOW;
	int left = slow ? 0 : drain_outbox(conn);
	if (left != 0) {
		return left < 0 ? -1 : 0;
	}
	if (conn->closing) {
		return conn->said_goodbye ? 0 : say_goodbye(conn);
	}
	return conn->ping_due ? send_ping(conn) : 0;
}

/* Into the room that the scratch has had since the start: a frame that got lost here would be a hole in a room. */
static int encode(struct net *net, const struct frame *frame)
{
	net->scratch.len = LWS_PRE;
	return frame_encode(frame, &net->scratch);
}

void ws_conn_send(void *context, const struct frame *frame)
{
	struct ws_conn *conn = context;
	struct buf *scratch = &conn->net->scratch;
	if (conn->closing || encode(conn->net, frame) != 0) {
		return;
	}
	uint8_t *bytes = scratch->data + LWS_PRE;
	size_t len = scratch->len - LWS_PRE;
	metric_add(METRIC_FRAMES_OUT, 1);
	if (ws_outbox_is_empty(&conn->outbox) && !lws_partial_buffered(conn->wsi)) {
		if (!write_now(conn, bytes, len)) {
			kill_soon(conn);
		}
		return;
	}
	int err =
		ws_outbox_push(&conn->outbox, (struct view){bytes, len}, chat_backlog_limit(conn->session));
	if (err != 0) {
		ws_conn_close(conn, ENDING_SLOW, NULL);
		return;
	}
	lws_callback_on_writable(conn->wsi);
}

size_t ws_conn_waiting(const void *context)
{
	const struct ws_conn *conn = context;
	return conn->outbox.bytes;
}

void ws_conn_close(void *context, enum ending ending, const char *why)
{
	struct ws_conn *conn = context;
	if (conn->closing) {
		return;
	}
	conn->closing = true;
	conn->ending = ending;
	conn->why = why;
	conn->timer.fire = on_patience_over;
	wheel_set(&conn->net->wheel, &conn->timer, conn->net->now_ms + CLOSE_PATIENCE_MS);
	lws_callback_on_writable(conn->wsi);
	chat_ending(conn->session, ending, why);
}

int ws_conn_peer_closes(struct ws_conn *conn, unsigned code)
{
	if (conn->closing) {
		return -1; /* its answer to our own close */
	}
	conn->closing = true;
	conn->said_goodbye = true; /* the library answers */
	conn->ending = code == CODE_LEFT ? ENDING_LEFT : ENDING_DONE;
	return 0;
}

void ws_conn_closed(struct ws_conn *conn)
{
	struct session *session = conn->session;
	wheel_cancel(&conn->timer);
	ws_outbox_finish(&conn->outbox);
	buf_finish(&conn->message);
	conn->session = NULL;
	if (session != NULL) {
		chat_closed(session, conn->ending);
	}
}
