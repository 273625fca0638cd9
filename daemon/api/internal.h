/* What the files of this floor share: the struct behind api.h, and one request as its handlers
 * see it. */
#ifndef SAMTALE_API_INTERNAL_H
#define SAMTALE_API_INTERNAL_H

#include <jansson.h>

#include "api/api.h"
#include "api/door.h"
#include "api/pools.h"
#include "api/texts.h"
#include "base/bucket.h"

struct page_template;
struct status;

/* The clients whose pages this floor fills. */
enum client {
	CLIENT_YOUTH,
	CLIENT_COUNSELLOR,
	CLIENT_SUPERVISOR,
	CLIENT_OWNER,
	CLIENT_STAFF,
	CLIENT_CHECK,
	CLIENT_FIGURES,
	CLIENT_COUNT
};

struct api {
	struct api_options options;
	const struct directory *directory;
	struct store *store;
	struct staff *staff;
	struct http_answer_port answers;
	struct http_port port;
	struct texts *texts;
	struct pools *pools;
	struct status *status;
	struct page_template *clients[CLIENT_COUNT];
	struct bucket codes, taps;    /* what this worker still takes of each */
	struct bucket proxy_refusals; /* and still logs */
	struct bucket posts[256];     /* and still takes of the staff (api/staff_call.c) */
	char integrity[64];           /* of the loader (api/embed.h) */
	struct buf bundle;            /* the roots of the seal as JSON; empty: none yet */
};

/* Whom answers of the store are for that come late: one api a process; NULL once it is gone. */
struct api *api_current(void);
void api_set_current(struct api *api);

/* The answer to a request. body is borrowed until the call returns. */
struct answer {
	unsigned status;
	const char *type;
	uint32_t cache_seconds;
	uint32_t retry_after;
	bool is_public; /* as of struct http_reply, as are the next */
	const char *sites, *style_hash;
	bool open;
};

extern const char api_type_json[];
extern const char api_type_html[];

/* Sends an answer. */
void api_reply(struct api *api, uint64_t id, const struct answer *answer, struct view body);

/* Sends JSON and lets go of it; NULL counts as out of memory and is answered 500. */
void api_reply_json(struct api *api, uint64_t id, const struct answer *answer, json_t *body);

/* What went wrong, as {"ok":false,"error":{"code","message","hint"}}. Rows are written in this order.
 * NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding) */
struct failure {
	unsigned status;
	const char *code, *message, *hint;
	uint32_t retry_after;
};
extern const struct failure api_down; /* the store or the staff cannot be reached */
void api_reply_failure(struct api *api, uint64_t id, const struct failure *failure);

/* The same with a text a field beside it: what was expected of it, or what it is now. Takes fields. */
void api_reply_fields(struct api *api, uint64_t id, const struct failure *failure, json_t *fields);

/* The same for an address that the pages of any site may ask: they shall be able to read why. */
void api_reply_failure_openly(struct api *api, uint64_t id, const struct failure *failure);

/* The language of a page: asked for by ?lang=, else the browser's, else the pool's first (NULL:
 * of the first pool). */
enum language api_language(const struct api *api, const struct http_request *request,
	const struct pool *pool);

/* Now, Unix seconds. */
int64_t api_now_s(void);

#endif
