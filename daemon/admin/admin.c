/* The socket of the control tool: lines of JSON in and out, one request at a time on a
 * connection. What the verbs do is verbs_*.c; a request lives longer than its connection when
 * that goes. */
#include "admin/admin.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <uv.h>

#include "admin/control.h"
#include "admin/verbs.h"
#include "base/log.h"

enum { CONNECTIONS_MAX = 16, LINE_MAX_BYTES = 512 * 1024, READ_SIZE = 16384, BACKLOG = 16 };

struct connection {
	struct connection *next;
	struct admin *admin;
	uint64_t id;
	uv_pipe_t pipe;
	struct buf in;
	bool busy;  /* a request is under way; the next line waits */
	bool going; /* lines are being begun further up the stack */
	bool closed;
};

struct admin {
	uv_loop_t *loop;
	uv_pipe_t listener;
	struct control_means means;
	struct connection *connections;
	unsigned count;
	uint64_t last_id;
	bool stopped;
	char read[READ_SIZE]; /* libuv reads into it and hands it over at once */
};

struct outgoing {
	uv_write_t write;
	char *text;
};

static void connection_go_on(struct connection *connection);

static void closed_cb(uv_handle_t *handle)
{
	struct connection *connection = handle->data;
	buf_finish(&connection->in);
	free(connection);
}

/* Takes it out of the list and closes it; its memory goes when libuv has closed it. */
static void connection_close(struct connection *connection)
{
	struct admin *admin = connection->admin;
	for (struct connection **link = &admin->connections; *link; link = &(*link)->next) {
		if (*link == connection) {
			*link = connection->next;
			admin->count--;
			connection->closed = true;
			uv_close((uv_handle_t *)&connection->pipe, closed_cb);
			return;
		}
	}
}

static void written_cb(uv_write_t *write, int status)
{
	(void)status; /* a broken pipe shows itself to the reader */
	struct outgoing *outgoing = (struct outgoing *)write;
	free(outgoing->text);
	free(outgoing);
}

static void send_line(struct connection *connection, const json_t *answer)
{
	static const char no_memory[] =
		"{\"ok\":false,\"error\":{\"code\":\"memory\",\"message\":\"\",\"hint\":\"\"}}";
	struct outgoing *outgoing = calloc(1, sizeof(*outgoing));
	char *text = answer ? json_dumps(answer, JSON_COMPACT) : strdup(no_memory);
	size_t len = text ? strlen(text) : 0;
	if (!outgoing || !text) {
		free(outgoing);
		free(text);
		connection_close(connection);
		return;
	}
	text[len] = '\n'; /* in place of the zero */
	outgoing->text = text;
	const uv_buf_t bytes = uv_buf_init(text, (unsigned)len + 1);
	if (uv_write(&outgoing->write, (uv_stream_t *)&connection->pipe, &bytes, 1, written_cb) != 0) {
		written_cb(&outgoing->write, 0);
		connection_close(connection);
	}
}

/* The answer to a request; its connection may be gone. */
static void on_answer(void *context, uint64_t id, const json_t *answer)
{
	struct admin *admin = context;
	struct connection *connection = admin->connections;
	while (connection && connection->id != id) {
		connection = connection->next;
	}
	if (connection) {
		connection->busy = false;
		send_line(connection, answer);
		connection_go_on(connection);
	}
}

/* Takes the first len bytes and their line break out of what was read, and begins the request
 * they hold. */
static int begin_line(struct connection *connection, size_t len)
{
	struct admin *admin = connection->admin;
	struct buf read = connection->in;
	buf_init(&connection->in, LINE_MAX_BYTES);
	size_t rest = read.len - len - 1;
	int err = rest > 0 ? buf_append(&connection->in, read.data + len + 1, rest) : 0;
	if (err == 0) {
		connection->busy = true;
		control_begin(&admin->means, connection->id, (struct view){read.data, len}, on_answer,
			admin);
	}
	buf_finish(&read);
	return err;
}

/* Begins what has come, one line after the other. An answer can come before control_begin
 * returns. */
static void connection_go_on(struct connection *connection)
{
	if (connection->going) {
		return;
	}
	connection->going = true;
	while (!connection->busy && !connection->closed && connection->in.len > 0) {
		const uint8_t *end = memchr(connection->in.data, '\n', connection->in.len);
		if (!end) {
			break;
		}
		if (begin_line(connection, (size_t)(end - connection->in.data)) != 0) {
			connection_close(connection);
		}
	}
	connection->going = false;
}

static void alloc_cb(uv_handle_t *handle, size_t suggested, uv_buf_t *ret_buf)
{
	(void)suggested;
	struct connection *connection = handle->data;
	*ret_buf = uv_buf_init(connection->admin->read, READ_SIZE);
}

static void read_cb(uv_stream_t *stream, ssize_t len, const uv_buf_t *bytes)
{
	struct connection *connection = stream->data;
	if (len < 0 || (len > 0 && buf_append(&connection->in, bytes->base, (size_t)len) != 0)) {
		connection_close(connection);
		return;
	}
	connection_go_on(connection);
}

static void connected_cb(uv_stream_t *stream, int status)
{
	struct admin *admin = stream->data;
	struct connection *connection = status == 0 ? calloc(1, sizeof(*connection)) : NULL;
	if (!connection) {
		return;
	}
	connection->admin = admin;
	connection->id = ++admin->last_id;
	connection->next = admin->connections;
	buf_init(&connection->in, LINE_MAX_BYTES);
	uv_pipe_init(admin->loop, &connection->pipe, 0);
	connection->pipe.data = connection;
	admin->connections = connection;
	admin->count++;
	bool taken =
		uv_accept(stream, (uv_stream_t *)&connection->pipe) == 0 && admin->count <= CONNECTIONS_MAX;
	if (!taken || uv_read_start((uv_stream_t *)&connection->pipe, alloc_cb, read_cb) != 0) {
		connection_close(connection);
	}
}

/* Binds with the right rights. A socket file that is there is of a daemon that has ended: the
 * state folder is locked. */
static int listen_at(struct admin *admin, const char *path)
{
	if (strlen(path) >= sizeof(((struct sockaddr_un *)0)->sun_path)) {
		return ENAMETOOLONG;
	}
	(void)remove(path);
	int err = uv_pipe_bind(&admin->listener, path);
	if (err == 0 && chmod(path, 0660) != 0) {
		return errno;
	}
	if (err == 0) {
		err = uv_listen((uv_stream_t *)&admin->listener, BACKLOG, connected_cb);
	}
	return -err;
}

static void listener_closed_cb(uv_handle_t *handle)
{
	free(handle->data);
}

int admin_create(void *loop, const char *path, struct store *store, struct staff *staff,
	const struct directory *directory, const struct admin_ports *ports, struct admin **ret_admin)
{
	struct admin *admin = calloc(1, sizeof(*admin));
	if (!admin) {
		errno = ENOMEM;
		return ERR_SYSTEM;
	}
	admin->loop = loop;
	admin->means = (struct control_means){.store = store,
		.staff = staff,
		.directory = directory,
		.ports = *ports,
		.find = verb_find};
	uv_pipe_init(admin->loop, &admin->listener, 0);
	admin->listener.data = admin;
	int problem = listen_at(admin, path);
	if (problem != 0) {
		uv_close((uv_handle_t *)&admin->listener, listener_closed_cb);
		errno = problem;
		return ERR_SYSTEM;
	}
	*ret_admin = admin;
	return 0;
}

static void stopped_cb(uv_handle_t *handle)
{
	(void)handle;
}

void admin_stop(struct admin *admin)
{
	if (!admin || admin->stopped) {
		return;
	}
	admin->stopped = true;
	while (admin->connections) {
		connection_close(admin->connections);
	}
	uv_close((uv_handle_t *)&admin->listener, stopped_cb);
}

void admin_destroy(struct admin *admin)
{
	free(admin);
}
