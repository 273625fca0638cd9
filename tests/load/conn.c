#include "tests/load/conn.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/load/source.h"

enum conn_state { CONN_DIALLING, CONN_SECURING, CONN_ASKING, CONN_OPEN, CONN_CLOSING, CONN_ENDED };
enum { READ_BYTES = 65536, BUFFER_MAX = 1 << 24 };
enum { CODE_NONE = 1006, CODE_EMPTY = 1005 };

struct conn {
	uv_tcp_t tcp;
	uv_connect_t dial;
	struct endpoint *endpoint;
	const struct conn_events *events;
	void *owner;
	struct tls *tls;
	struct buf request; /* until it is sent */
	struct buf rest;    /* the beginning of a message that is not complete */
	unsigned code;      /* of the close frame that came */
	const char *why;
	enum conn_state state;
	bool http; /* one request, no WebSocket */
	bool silent;
};

struct writing {
	uv_write_t write;
	struct conn *conn;
	uint8_t bytes[];
};

/* Used by one call at a time: nothing of it is kept over a return to the loop. */
static uint8_t read_bytes[READ_BYTES];
static struct buf scratch = {.limit = BUFFER_MAX};
static struct buf sealed = {.limit = BUFFER_MAX};
static struct buf opened = {.limit = BUFFER_MAX};

static void on_freed_cb(uv_handle_t *handle)
{
	struct conn *conn = handle->data;
	if (!conn->silent) {
		conn->events->on_closed(conn->owner, conn->code, conn->why);
	}
	tls_destroy(conn->tls);
	buf_finish(&conn->request);
	buf_finish(&conn->rest);
	free(conn);
}

static void end(struct conn *conn, const char *why)
{
	if (conn->state == CONN_ENDED) {
		return;
	}
	conn->state = CONN_ENDED;
	conn->why = why;
	if (uv_is_closing((uv_handle_t *)&conn->tcp) ||
		uv_tcp_close_reset(&conn->tcp, on_freed_cb) != 0) {
		uv_close((uv_handle_t *)&conn->tcp, on_freed_cb);
	}
}

static void on_written_cb(uv_write_t *write, int status)
{
	struct writing *writing = (struct writing *)write;
	if (status < 0 && status != UV_ECANCELED) {
		end(writing->conn, "cannot write");
	}
	free(writing);
}

/* What the socket does not take at once is kept by libuv, which also keeps the order. */
static void write_wire(struct conn *conn, struct view bytes)
{
	uv_buf_t piece = uv_buf_init((char *)bytes.data, (unsigned)bytes.len);
	int taken = uv_try_write((uv_stream_t *)&conn->tcp, &piece, 1);
	if (taken == (int)bytes.len) {
		return;
	}
	size_t done = taken > 0 ? (size_t)taken : 0;
	struct writing *writing = malloc(sizeof *writing + bytes.len - done);
	if (writing == NULL || (taken < 0 && taken != UV_EAGAIN)) {
		free(writing);
		end(conn, "cannot write");
		return;
	}
	writing->conn = conn;
	memcpy(writing->bytes, bytes.data + done, bytes.len - done);
	piece = uv_buf_init((char *)writing->bytes, (unsigned)(bytes.len - done));
	if (uv_write(&writing->write, (uv_stream_t *)&conn->tcp, &piece, 1, on_written_cb) != 0) {
		free(writing);
		end(conn, "cannot write");
	}
}

static void write_plain(struct conn *conn, struct view bytes)
{
	if (conn->tls == NULL) {
		write_wire(conn, bytes);
		return;
	}
	buf_clear(&sealed);
	if (tls_seal(conn->tls, bytes, &sealed) != 0) {
		end(conn, "cannot seal");
		return;
	}
	write_wire(conn, buf_view(&sealed));
}

static void write_message(struct conn *conn, enum ws_opcode opcode, struct view payload)
{
	static uint32_t seed = 0x2545f491;
	seed = seed * 1664525u + 1013904223u;
	buf_clear(&scratch);
	if (ws_write(&scratch, opcode, payload, seed) != 0) {
		end(conn, "no memory");
		return;
	}
	write_plain(conn, buf_view(&scratch));
}

static void take_close(struct conn *conn, struct view payload)
{
	conn->code = payload.len >= 2 ? (unsigned)payload.data[0] << 8 | payload.data[1] : CODE_EMPTY;
	if (conn->state == CONN_OPEN) {
		write_message(conn, WS_CLOSE, payload);
	}
	end(conn, "closed");
}

static void take_message(struct conn *conn, const struct ws_message *message)
{
	if (message->opcode == WS_PING) {
		write_message(conn, WS_PONG, message->payload);
	} else if (message->opcode == WS_CLOSE) {
		take_close(conn, message->payload);
	} else if (message->opcode != WS_PONG) {
		conn->events->on_message(conn->owner, message->opcode, message->payload);
	}
}

/* The answer to what was asked; gives the bytes it took, 0 when there is more to come. */
static size_t take_answer(struct conn *conn, struct view bytes)
{
	struct http_answer answer;
	int err = http_read(bytes, &answer);
	if (err == ERR_MOMENT) {
		return 0;
	}
	if (err != 0 || (!conn->http && !answer.accepts)) {
		end(conn, err != 0 ? "the answer is no HTTP" : "the upgrade was refused");
		return bytes.len;
	}
	if (conn->http) {
		conn->state = CONN_CLOSING;
		conn->events->on_answer(conn->owner, &answer);
		end(conn, "done");
		return bytes.len;
	}
	conn->state = CONN_OPEN;
	conn->events->on_open(conn->owner);
	return answer.size;
}

/* One step through what came; gives the bytes it took. */
static size_t take_step(struct conn *conn, struct view bytes)
{
	struct ws_message message;
	if (conn->state == CONN_ASKING) {
		return take_answer(conn, bytes);
	}
	int err = ws_read(bytes, &message);
	if (err == ERR_MOMENT) {
		return 0;
	}
	if (err != 0) {
		end(conn, "what came is no message");
		return bytes.len;
	}
	take_message(conn, &message);
	return message.size;
}

/* Takes all steps that are complete and keeps the rest. bytes may be conn->rest itself. */
static void take_plain(struct conn *conn, struct view bytes)
{
	size_t at = 0;
	while (conn->state != CONN_ENDED && at < bytes.len) {
		size_t size = take_step(conn, (struct view){bytes.data + at, bytes.len - at});
		if (size == 0) {
			break;
		}
		at += size;
	}
	bool kept = bytes.data == conn->rest.data;
	if (conn->state == CONN_ENDED || (kept && at == 0)) {
		return;
	}
	if (at == bytes.len) {
		buf_finish(&conn->rest);
	} else if (kept) {
		memmove(conn->rest.data, conn->rest.data + at, bytes.len - at);
		conn->rest.len = bytes.len - at;
	} else if (buf_append(&conn->rest, bytes.data + at, bytes.len - at) != 0) {
		end(conn, "no memory");
	}
}

static void take_bytes(struct conn *conn, struct view bytes)
{
	if (conn->rest.len == 0) {
		take_plain(conn, bytes);
	} else if (buf_append(&conn->rest, bytes.data, bytes.len) != 0) {
		end(conn, "no memory");
	} else {
		take_plain(conn, buf_view(&conn->rest));
	}
}

static void ask(struct conn *conn)
{
	conn->state = CONN_ASKING;
	write_plain(conn, buf_view(&conn->request));
	buf_finish(&conn->request);
}

static void take_sealed(struct conn *conn, struct view bytes)
{
	buf_clear(&sealed);
	buf_clear(&opened);
	int err = tls_take(conn->tls, bytes, &sealed, &opened);
	if (sealed.len > 0) {
		write_wire(conn, buf_view(&sealed));
	}
	if (conn->state == CONN_SECURING && err == 0 && tls_is_ready(conn->tls)) {
		ask(conn);
	}
	if (opened.len > 0 && conn->state != CONN_ENDED) {
		take_bytes(conn, buf_view(&opened));
	}
	if (err != 0) {
		end(conn, "TLS was ended");
	}
}

static void alloc_cb(uv_handle_t *handle, size_t wanted, uv_buf_t *ret_piece)
{
	(void)handle;
	(void)wanted;
	*ret_piece = uv_buf_init((char *)read_bytes, sizeof read_bytes);
}

static void read_cb(uv_stream_t *stream, ssize_t count, const uv_buf_t *piece)
{
	struct conn *conn = stream->data;
	struct view bytes = {(const uint8_t *)piece->base, count > 0 ? (size_t)count : 0};
	if (count < 0) {
		end(conn, count == UV_EOF ? "ended by the other side" : uv_strerror((int)count));
	} else if (conn->tls != NULL) {
		take_sealed(conn, bytes);
	} else {
		take_bytes(conn, bytes);
	}
}

static void dialled_cb(uv_connect_t *dial, int status)
{
	struct conn *conn = dial->data;
	if (conn->state == CONN_ENDED) {
		return;
	}
	if (status != 0 || uv_read_start((uv_stream_t *)&conn->tcp, alloc_cb, read_cb) != 0) {
		end(conn, status != 0 ? uv_strerror(status) : "cannot read");
		return;
	}
	(void)uv_tcp_nodelay(&conn->tcp, 1);
	if (conn->tls != NULL) {
		conn->state = CONN_SECURING;
		take_sealed(conn, (struct view){NULL, 0});
	} else {
		ask(conn);
	}
}

static int dial(struct conn *conn)
{
	struct endpoint *endpoint = conn->endpoint;
	unsigned sources = endpoint->sources > 0 ? endpoint->sources : 1;
	int fd = source_open(endpoint->first_source + endpoint->turn++ % sources);
	if (fd < 0) {
		return ERR_SYSTEM;
	}
	if (uv_tcp_open(&conn->tcp, fd) != 0) {
		close(fd);
		return ERR_SYSTEM;
	}
	conn->dial.data = conn;
	const struct sockaddr *address = (const struct sockaddr *)&endpoint->address;
	return uv_tcp_connect(&conn->dial, &conn->tcp, address, dialled_cb) == 0 ? 0 : ERR_SYSTEM;
}

static struct conn *conn_create(struct endpoint *endpoint, const struct conn_events *events,
	void *owner)
{
	struct conn *conn = calloc(1, sizeof *conn);
	if (conn == NULL) {
		return NULL;
	}
	conn->endpoint = endpoint;
	conn->events = events;
	conn->owner = owner;
	conn->code = CODE_NONE;
	conn->why = "";
	buf_init(&conn->request, BUFFER_MAX);
	buf_init(&conn->rest, BUFFER_MAX);
	conn->tcp.data = conn;
	if (uv_tcp_init(endpoint->loop, &conn->tcp) != 0) {
		free(conn);
		return NULL;
	}
	return conn;
}

/* Dials, or ends it without a word. */
static struct conn *start(struct conn *conn, int err)
{
	if (err == 0 && conn->endpoint->tls != NULL) {
		conn->tls = tls_create(conn->endpoint->tls);
		err = conn->tls != NULL ? 0 : ERR_NOMEM;
	}
	if (err == 0) {
		err = dial(conn);
	}
	if (err != 0) {
		conn_drop(conn);
		return NULL;
	}
	return conn;
}

struct conn *conn_open(struct endpoint *endpoint, const struct conn_events *events, void *owner)
{
	struct conn *conn = conn_create(endpoint, events, owner);
	return conn != NULL ? start(conn, http_write_upgrade(&conn->request, &endpoint->place)) : NULL;
}

struct conn *conn_post(struct endpoint *endpoint, const char *path, const char *json,
	const struct conn_events *events, void *owner)
{
	struct http_place place = endpoint->place;
	struct conn *conn = conn_create(endpoint, events, owner);
	if (conn == NULL) {
		return NULL;
	}
	place.path = path;
	conn->http = true;
	return start(conn, http_write_post(&conn->request, &place, json));
}

void conn_send(struct conn *conn, enum ws_opcode opcode, struct view payload)
{
	if (conn->state == CONN_OPEN) {
		write_message(conn, opcode, payload);
	}
}

void conn_close(struct conn *conn, unsigned code)
{
	const uint8_t bytes[] = {(uint8_t)(code >> 8), (uint8_t)code};
	if (conn->state == CONN_OPEN) {
		write_message(conn, WS_CLOSE, (struct view){bytes, sizeof bytes});
		if (conn->state == CONN_OPEN) {
			conn->state = CONN_CLOSING;
		}
	} else {
		end(conn, "closed before it was open");
	}
}

void conn_drop(struct conn *conn)
{
	conn->silent = true;
	end(conn, "dropped");
}

uint16_t conn_port(const struct conn *conn)
{
	struct sockaddr_in own;
	int size = sizeof own;
	return uv_tcp_getsockname(&conn->tcp, (struct sockaddr *)&own, &size) == 0 ? ntohs(own.sin_port)
																			   : 0;
}
