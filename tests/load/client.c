#include "tests/load/client.h"

#include "tests/load/whose.h"

enum { FRAME_BYTES_MAX = 1 << 16 };

static struct buf encoded = {.limit = FRAME_BYTES_MAX};

static void on_open(void *owner)
{
	struct client *client = owner;
	struct frame frame = {.type = FRAME_HELLO};
	frame.hello = (struct frame_hello){
		.version = FRAME_VERSION,
		.side = client->events->side,
		.language = view_text("nb"),
	};
	client_send(client, &frame);
}

/* Whether this is not the worker that its side belongs to; then it has dialled again. */
static bool is_elsewhere(struct client *client)
{
	struct load *load = client->load;
	const struct options *options = load->options;
	int wanted = options->worker_pids[client->events->side == ROLE_YOUTH ? 0 : 1];
	if (!options->apart ||
		whose(options->worker_pids, (uint16_t)options->port, conn_port(client->conn)) == wanted) {
		return false;
	}
	client_drop(client);
	client_open(client, load, client->events, client->owner);
	return true;
}

static void on_message(void *owner, enum ws_opcode opcode, struct view payload)
{
	struct client *client = owner;
	static struct frame frame;
	const char *why = "not binary";
	if (opcode != WS_BINARY || frame_decode(payload, DIRECTION_DOWN, &frame, &why) != 0) {
		load_fail(client->load, "%s was sent no frame: %s", client->events->as, why);
		return;
	}
	if (frame.type == FRAME_WELCOME && is_elsewhere(client)) {
		return;
	}
	if (client->events->handlers[frame.type] != NULL) {
		client->events->handlers[frame.type](client->owner, &frame);
	}
}

static void on_closed(void *owner, unsigned code, const char *why)
{
	struct client *client = owner;
	client->conn = NULL;
	client->events->on_closed(client->owner, code, why);
}

static const struct conn_events conn_events = {
	.on_open = on_open,
	.on_message = on_message,
	.on_closed = on_closed,
};

void client_open(struct client *client, struct load *load, const struct client_events *events,
	void *owner)
{
	*client = (struct client){.load = load, .events = events, .owner = owner};
	client->conn = conn_open(&load->endpoint, &conn_events, client);
	if (client->conn == NULL) {
		load_fail(load, "%s cannot dial", events->as);
	}
}

void client_send(struct client *client, const struct frame *frame)
{
	buf_clear(&encoded);
	if (frame_encode(frame, &encoded) != 0) {
		load_fail(client->load, "%s has no memory for a frame", client->events->as);
	} else if (client->conn != NULL) {
		conn_send(client->conn, WS_BINARY, buf_view(&encoded));
	}
}

void client_close(struct client *client, unsigned code)
{
	if (client->conn != NULL) {
		conn_close(client->conn, code);
	}
}

void client_drop(struct client *client)
{
	if (client->conn != NULL) {
		conn_drop(client->conn);
		client->conn = NULL;
	}
}
