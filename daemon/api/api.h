/* What is answered over plain HTTP: pages, doors, the directory, the login. Knows no library of
 * net's. */
#ifndef SAMTALE_API_API_H
#define SAMTALE_API_API_H

#include "directory/directory.h"
#include "options/http_port.h"
#include "options/options.h"
#include "staff/staff.h"
#include "store/store.h"

struct api;

/* Reads the pages' templates and the texts once. options and answers are copied, everything else
 * given is borrowed for the life of the api; one api a process. NULL when a file is missing: the
 * log names it. */
struct api *api_create(const struct api_options *options, const struct directory *directory,
	struct store *store, struct staff *staff, const struct http_answer_port *answers);
void api_destroy(struct api *api);

/* The port net hands requests to; borrowed. */
const struct http_port *api_http_port(struct api *api);

/* Shows this bundle at /seal.json from now on; copied. ERR_NOMEM, and the one before stays. */
int api_show_bundle(struct api *api, struct view bundle) MUST_CHECK;

/* Every two seconds or so: asks the store how the pools stand, for doors and bands. */
void api_tick(struct api *api);

#endif
