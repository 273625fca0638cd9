/* One verb on its way: what was asked, and the one answer it gets. Only for this floor. */
#ifndef SAMTALE_ADMIN_CONTROL_H
#define SAMTALE_ADMIN_CONTROL_H

#include <jansson.h>

#include "admin/admin.h"

struct control;

/* A verb begins its work; it ends with control_done or one of its sisters. */
typedef void (*verb_fn)(struct control *control);

/* What a verb may use; the same for all requests. */
struct control_means {
	struct store *store;
	struct staff *staff;
	const struct directory *directory;
	struct admin_ports ports;
	verb_fn (*find)(const char *name); /* the table of verbs; NULL for a name that is none */
};

/* Sends the answer of a request to whoever asked, if they are still there. Takes a reference of
 * nothing. */
typedef void (*control_send_fn)(void *context, uint64_t connection, const json_t *answer);

/* A request. Freed by its answer. */
struct control {
	struct control *next;
	uint64_t id, connection;
	const struct control_means *means;
	control_send_fn send;
	void *context;
	json_t *args; /* an object */
	json_t *data; /* what the answer collects, an object */
	size_t step;  /* of verbs that ask several times */
};

/* Begins a request from one line; it is answered exactly once through send, at once or later. */
void control_begin(const struct control_means *means, uint64_t connection, struct view line,
	control_send_fn send, void *context);

/* The request of that number, for answers that carry no pointer; NULL when it has been answered. */
struct control *control_find(uint64_t id);

/* The same for an answer of the store: NULL, too, when it was a failure; who asked is told so here. */
struct control *control_answered(uint64_t id, int err);

/* Ends a request: {"ok":true,"data":{...}} with what it has collected. */
void control_done(struct control *control);

/* Ends a request: {"ok":false,"error":{...}}. */
void control_fail(struct control *control, const char *code, const char *message, const char *hint);

/* Ends a request by an error of a floor below. */
void control_fail_err(struct control *control, int err);

/* A text among the arguments; NULL when it is not there. */
const char *control_text(const struct control *control, const char *name);

/* Adds to what the answer collects; takes the value over. */
void control_put(struct control *control, const char *name, json_t *value);

#endif
