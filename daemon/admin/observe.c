/* Three addresses. For /metrics each pool is asked in turn; one that does not answer is left out. */
#include "admin/observe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/observe_pool.h"

enum { STATUS_OK = 200, STATUS_MISSING = 404, STATUS_METHOD = 405, STATUS_FAILED = 500 };
enum { STATUS_UNREADY = 503, LABELS_BYTES = 128 };

struct observe {
	struct observe_means means;
	struct http_answer_port answers;
	struct http_port port;
};

/* A /metrics under way; Redis' answers name it by number. */
struct scrape {
	struct scrape *next;
	struct observe *observe;
	uint64_t id;   /* of the request */
	unsigned step; /* the pool that is asked */
	struct observed observed;
};

static struct scrape *first;

static void answer(struct observe *observe, uint64_t id, unsigned status, struct view body)
{
	const struct http_reply reply = {.status = status, .type = EXPOSITION_TYPE, .body = body};
	observe->answers.reply(observe->answers.net, id, &reply);
}

static void answer_text(struct observe *observe, uint64_t id, unsigned status, const char *text)
{
	answer(observe, id, status, view_text(text));
}

/* --- the processes' part --- */

static const char *type_of(enum metric_kind kind)
{
	return kind == METRIC_KIND_COUNTER ? "counter"
		: kind == METRIC_KIND_SPAN     ? "histogram"
									   : "gauge";
}

static void write_cells(const struct observe_means *means, struct exposition *exposition,
	enum metric metric)
{
	const struct metric_info *info = metric_info(metric);
	const char *rest = info->labels;
	char labels[LABELS_BYTES];
	for (unsigned cell = 0; cell < info->cells; cell++) {
		size_t len = strcspn(rest, "|");
		snprintf(labels, sizeof labels, "%.*s", (int)len, rest);
		exposition_sample(exposition, info->name, labels,
			means->metric(means->workers, metric, cell));
		rest += len + (rest[len] == '|');
	}
}

static void write_span(const struct observe_means *means, struct exposition *exposition,
	enum metric metric)
{
	unsigned bounds_ms[METRIC_BOUNDS];
	int64_t counts[METRIC_BOUNDS + 1];
	for (unsigned i = 0; i <= METRIC_BOUNDS; i++) {
		counts[i] = means->metric(means->workers, metric, i);
		bounds_ms[i < METRIC_BOUNDS ? i : 0] = metric_bound_ms(i < METRIC_BOUNDS ? i : 0);
	}
	const struct exposition_span span = {.bounds_ms = bounds_ms,
		.counts = counts,
		.bounds = METRIC_BOUNDS,
		.sum_ms = means->metric(means->workers, metric, METRIC_BOUNDS + 1)};
	exposition_histogram(exposition, metric_info(metric)->name, "", &span);
}

static void write_metrics(const struct observe_means *means, struct exposition *exposition)
{
	for (int m = 0; m < METRIC_COUNT; m++) {
		const struct metric_info *info = metric_info((enum metric)m);
		exposition_begin(exposition, info->name, type_of(info->kind), info->help);
		if (info->kind == METRIC_KIND_SPAN) {
			write_span(means, exposition, (enum metric)m);
		} else {
			write_cells(means, exposition, (enum metric)m);
		}
	}
}

static void write_process(const struct observe_means *means, struct exposition *exposition)
{
	struct admin_process process = {0};
	means->process(means->parent, &process);
	exposition_begin(exposition, "samtale_build_info", "gauge", "always 1");
	exposition_sample(exposition, "samtale_build_info", "version=\"" SAMTALE_VERSION "\"", 1);
	exposition_begin(exposition, "samtale_ready", "gauge", "1 while /readyz says so");
	exposition_sample(exposition, "samtale_ready", "", process.ready);
	exposition_begin(exposition, "samtale_workers", "gauge", "worker processes");
	exposition_sample(exposition, "samtale_workers", "state=\"serving\"", process.workers_running);
	exposition_sample(exposition, "samtale_workers", "state=\"draining\"",
		process.workers_draining);
}

/* --- a scrape --- */

static void scrape_destroy(struct scrape *scrape)
{
	struct scrape **link = &first;
	while (*link != scrape) {
		link = &(*link)->next;
	}
	*link = scrape->next;
	observed_finish(&scrape->observed);
	free(scrape);
}

static void scrape_finish(struct scrape *scrape)
{
	struct observe *observe = scrape->observe;
	struct exposition exposition;
	exposition_init(&exposition);
	write_process(&observe->means, &exposition);
	write_metrics(&observe->means, &exposition);
	observed_write(&scrape->observed, &exposition);
	if (exposition.err == 0) {
		answer(observe, scrape->id, STATUS_OK, buf_view(&exposition.text));
	} else {
		answer_text(observe, scrape->id, STATUS_FAILED, err_text(exposition.err));
	}
	exposition_finish(&exposition);
	scrape_destroy(scrape);
}

static void ask(struct scrape *scrape);

static void on_figures(void *context, struct reply_to to, int err, const struct figures *figures)
{
	(void)context;
	struct scrape *scrape = first;
	while (scrape && scrape->id != to.session) {
		scrape = scrape->next;
	}
	if (!scrape) {
		return;
	}
	unsigned index = scrape->step++;
	if (err == 0 && observed_keep(&scrape->observed, index, figures) != 0) {
		scrape->step = OBSERVE_POOLS_MAX; /* no memory: what there is will have to do */
	}
	ask(scrape);
}

/* Asks the next pool that can be asked, and none to practise in; without one the answer is ready. */
static void ask(struct scrape *scrape)
{
	const struct observe_means *means = &scrape->observe->means;
	const struct pool *pool;
	while (scrape->step < OBSERVE_POOLS_MAX &&
		(pool = directory_pool_at(means->directory, scrape->step)) != NULL) {
		const struct reply_to to = {.session = scrape->id};
		if (!pool->practice && figures_read(means->store, to, pool->id, on_figures) == 0) {
			return;
		}
		scrape->step++;
	}
	scrape_finish(scrape);
}

static void get_metrics(struct observe *observe, uint64_t id)
{
	struct scrape *scrape = calloc(1, sizeof(*scrape));
	if (!scrape) {
		answer_text(observe, id, STATUS_FAILED, err_text(ERR_NOMEM));
		return;
	}
	scrape->observe = observe;
	scrape->id = id;
	scrape->observed.directory = observe->means.directory;
	scrape->next = first;
	first = scrape;
	ask(scrape);
}

static void get_health(struct observe *observe, uint64_t id)
{
	answer_text(observe, id, STATUS_OK, "ok\n");
}

static void get_ready(struct observe *observe, uint64_t id)
{
	struct admin_process process = {0};
	observe->means.process(observe->means.parent, &process);
	answer_text(observe, id, process.ready ? STATUS_OK : STATUS_UNREADY,
		process.ready ? "ready\n" : "not ready\n");
}

/* --- requests --- */

static const struct {
	const char *path;
	void (*get)(struct observe *observe, uint64_t id);
} routes[] = {
	{"/healthz", get_health},
	{"/readyz", get_ready},
	{"/metrics", get_metrics},
};

static void on_request(void *context, const struct http_request *request)
{
	struct observe *observe = context;
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (!view_is(request->path, routes[i].path)) {
			continue;
		}
		if (request->post) {
			answer_text(observe, request->id, STATUS_METHOD, "GET is expected\n");
		} else {
			routes[i].get(observe, request->id);
		}
		return;
	}
	answer_text(observe, request->id, STATUS_MISSING, "/metrics, /healthz and /readyz are here\n");
}

struct observe *observe_create(const struct observe_means *means,
	const struct http_answer_port *answers)
{
	struct observe *observe = calloc(1, sizeof(*observe));
	if (observe) {
		observe->means = *means;
		observe->answers = *answers;
		observe->port = (struct http_port){.api = observe, .request = on_request};
	}
	return observe;
}

void observe_destroy(struct observe *observe)
{
	while (observe && first) {
		scrape_destroy(first);
	}
	free(observe);
}

const struct http_port *observe_http_port(struct observe *observe)
{
	return &observe->port;
}
