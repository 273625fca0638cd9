/* Takes off the rota who leads no more: the account is disabled, or has another role. The rota lies with its pool and accounts do not, so
 * it is looked at when logins of somebody on it were ended, and whole when Redis is there and every few minutes. */
#ifndef SAMTALE_PARENT_ROTA_WATCH_H
#define SAMTALE_PARENT_ROTA_WATCH_H

#include <stdbool.h>
#include <uv.h>

#include "directory/directory.h"
#include "store/store.h"

struct rota_watch {
	uv_timer_t timer;
	struct store *store;         /* borrowed, as the directory */
	struct directory *directory; /* for whose pool an agency is of */
	struct map *cids;            /* who is on the rota of the pool at hand, from now on */
	size_t pool;                 /* its index, while it looks */
	char only[33];               /* the one who may have changed; "": anybody */
	bool looks, again;           /* again: somebody may have changed meanwhile */
	bool hurries;                /* a look has failed, and none has come to its end since */
};

void rota_watch_init(struct rota_watch *watch, uv_loop_t *loop);

/* Looks at all pools. cid: at this one alone, NULL: at everybody. */
void rota_watch_look(struct rota_watch *watch, const char *cid);

/* Run the loop afterwards. */
void rota_watch_close(struct rota_watch *watch);

#endif
