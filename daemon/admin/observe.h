/* What a monitoring system asks over HTTP: /healthz, /readyz, /metrics. In the parent, on a listener of its own. */
#ifndef SAMTALE_ADMIN_OBSERVE_H
#define SAMTALE_ADMIN_OBSERVE_H

#include "admin/admin.h"
#include "base/metric.h"
#include "options/http_port.h"

struct observe;

/* What it knows; everything is borrowed for the life of observe. */
struct observe_means {
	void *parent;
	void (*process)(void *parent, struct admin_process *ret_process);
	void *workers;
	int64_t (*metric)(void *workers, enum metric metric, unsigned cell); /* over all processes */
	struct store *store;
	const struct directory *directory;
};

/* means and answers are copied. NULL without memory. */
struct observe *observe_create(const struct observe_means *means,
	const struct http_answer_port *answers);
/* Takes NULL. Questions that Redis has not answered yet are forgotten. */
void observe_destroy(struct observe *observe);

/* The port net hands requests to; borrowed. */
const struct http_port *observe_http_port(struct observe *observe);

#endif
