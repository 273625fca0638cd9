#include "tests/load/load.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ident.h"

enum { STEP_MS = 5 };

static int fill_endpoint(struct load *load)
{
	const struct options *options = load->options;
	struct endpoint *endpoint = &load->endpoint;
	endpoint->loop = &load->loop;
	endpoint->sources = options->sources;
	endpoint->first_source = options->first_source;
	endpoint->address.sin_family = AF_INET;
	endpoint->address.sin_port = htons((uint16_t)options->port);
	endpoint->place = (struct http_place){
		.path = options->path,
		.host = options->host,
		.origin = options->origin,
		.protocol = options->protocol[0] != '\0' ? options->protocol : NULL,
	};
	if (options->tls) {
		endpoint->tls = tls_context_create();
	}
	bool secure = !options->tls || endpoint->tls != NULL;
	return secure && inet_pton(AF_INET, "127.0.0.1", &endpoint->address.sin_addr) == 1 ? 0
																					   : ERR_NOMEM;
}

static int read_root(struct load *load)
{
	const char *text = load->options->sealed;
	load->sealed = text[0] != '\0';
	return load->sealed ? ident_from_hex(view_text(text), load->root, sizeof load->root) : 0;
}

struct load *load_create(const struct options *options)
{
	struct load *load = calloc(1, sizeof *load);
	if (load == NULL || uv_loop_init(&load->loop) != 0) {
		fputs("samtale-load: no loop\n", stderr);
		free(load);
		return NULL;
	}
	load->options = options;
	load->rooms = map_create();
	account_init(&load->account, options->daemon_pids, options->redis_pids);
	if (load->rooms == NULL || fill_endpoint(load) != 0) {
		fputs("samtale-load: no memory\n", stderr);
		load_destroy(load);
		return NULL;
	}
	if (read_root(load) != 0) {
		fputs("samtale-load: --sealed is no point\n", stderr);
		load_destroy(load);
		return NULL;
	}
	return load;
}

/* What is still open ends with the process, which ends next. */
void load_destroy(struct load *load)
{
	if (load != NULL) {
		tls_context_destroy(load->endpoint.tls);
		map_destroy(load->rooms);
		free(load);
	}
}

void load_fail(struct load *load, const char *format, ...)
{
	if (load->failures++ == 0) {
		va_list words;
		va_start(words, format);
		vsnprintf(load->why, sizeof load->why, format, words);
		va_end(words);
	}
}

static void tick_cb(uv_timer_t *timer)
{
	(void)timer;
}

int load_wait(struct load *load, double seconds, bool (*done)(void *context), void *context,
	const char *what)
{
	uint64_t until = uv_hrtime() + (uint64_t)(seconds * 1e9);
	uv_timer_t timer;
	bool is_done = false;
	uv_timer_init(&load->loop, &timer);
	uv_timer_start(&timer, tick_cb, STEP_MS, STEP_MS);
	while (load->failures == 0 && !(is_done = done(context)) && uv_hrtime() < until) {
		uv_run(&load->loop, UV_RUN_ONCE);
	}
	uv_close((uv_handle_t *)&timer, NULL);
	uv_run(&load->loop, UV_RUN_NOWAIT);
	if (load->failures == 0 && !is_done) {
		load_fail(load, "waited %.0f s for %s", seconds, what);
	}
	return load->failures == 0 ? 0 : ERR_DOWN;
}

static bool is_past(void *context)
{
	const uint64_t *until = context;
	return uv_hrtime() >= *until;
}

int load_pass(struct load *load, double seconds)
{
	uint64_t until = uv_hrtime() + (uint64_t)(seconds * 1e9);
	return load_wait(load, seconds + 1, is_past, &until, "the time to pass");
}

int load_judge(struct load *load)
{
	const uint64_t *faults = load->tally.faults;
	if (tally_faults(&load->tally) > 0) {
		load_fail(load, "%u lost, %u doubled, %u reordered, %u altered, %u misplaced, %u unsaid",
			(unsigned)faults[FLOW_LOST], (unsigned)faults[FLOW_DOUBLED],
			(unsigned)faults[FLOW_REORDERED], (unsigned)faults[FLOW_ALTERED],
			(unsigned)faults[FLOW_MISPLACED], (unsigned)faults[FLOW_UNSAID]);
	}
	return load->failures == 0 ? 0 : ERR_DOWN;
}

void load_open_window(struct load *load)
{
	account_open(&load->account);
	tally_open(&load->tally, uv_hrtime());
}

void load_close_window(struct load *load)
{
	tally_close(&load->tally, uv_hrtime());
	account_close(&load->account);
}
