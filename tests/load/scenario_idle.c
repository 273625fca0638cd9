/* Sockets that only are there: held for as long as somebody else measures them, or opened as fast as it goes. */
#include <stdlib.h>

#include "tests/load/crowd.h"
#include "tests/load/scenario.h"
#include "tests/load/words.h"

enum { HOLD_SECONDS = 3600, ACCEPT_SECONDS = 60, SETTLE_SECONDS = 1 };

void scenario_hold(struct load *load)
{
	struct crowd crowd;
	struct words words;
	words_listen(&words, load);
	if (crowd_come(&crowd, load, (unsigned)load->options->shape.connections, NULL) == 0) {
		(void)words_wait(&words, load, "ready", HOLD_SECONDS);
	}
	crowd_finish(&crowd);
}

/* Connections that are opened and say nothing, not even HELLO. */
struct opening {
	struct load *load;
	struct conn **conns;
	unsigned wanted;
	unsigned dialled;
	unsigned open;
};

static void dial_more(struct opening *opening);

static void on_open(void *owner)
{
	struct opening *opening = owner;
	opening->open++;
	dial_more(opening);
}

static void on_message(void *owner, enum ws_opcode opcode, struct view payload)
{
	(void)owner;
	(void)opcode;
	(void)payload;
}

static void on_closed(void *owner, unsigned code, const char *why)
{
	struct opening *opening = owner;
	load_fail(opening->load, "a new socket was closed with %u: %s", code, why);
}

static const struct conn_events opening_events = {
	.on_open = on_open,
	.on_message = on_message,
	.on_closed = on_closed,
};

static void dial_more(struct opening *opening)
{
	unsigned most = (unsigned)opening->load->options->shape.parallel;
	while (opening->dialled < opening->wanted && opening->dialled - opening->open < most &&
		opening->load->failures == 0) {
		struct conn *conn = conn_open(&opening->load->endpoint, &opening_events, opening);
		if (conn == NULL) {
			load_fail(opening->load, "cannot dial");
			return;
		}
		opening->conns[opening->dialled++] = conn;
	}
}

static bool all_open(void *context)
{
	const struct opening *opening = context;
	return opening->open == opening->wanted;
}

static int open_all(struct opening *opening)
{
	struct load *load = opening->load;
	load_open_window(load);
	dial_more(opening);
	int err = load_wait(load, ACCEPT_SECONDS, all_open, opening, "all sockets to be open");
	load_close_window(load);
	if (err == 0) {
		scenario_report(load);
		report_put(&load->report, "daemon_us",
			(double)load->account.used.daemon_us / (double)opening->wanted);
		report_put(&load->report, "per_s",
			(double)opening->wanted / ((double)load->account.used.ns / 1e9));
		for (unsigned i = 0; i < opening->dialled; i++) {
			conn_drop(opening->conns[i]);
		}
	}
	return err;
}

void scenario_accept(struct load *load)
{
	const struct options_shape *shape = &load->options->shape;
	struct opening opening = {.load = load, .wanted = (unsigned)shape->connections};
	opening.conns = calloc(opening.wanted + 1, sizeof *opening.conns);
	if (opening.conns == NULL) {
		load_fail(load, "no memory for sockets");
		return;
	}
	for (unsigned i = 0; i < (unsigned)shape->runs; i++) {
		opening.dialled = opening.open = 0;
		if (open_all(&opening) != 0 || load_pass(load, SETTLE_SECONDS) != 0) {
			break;
		}
	}
	free(opening.conns);
}
