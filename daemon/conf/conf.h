/* The configuration: YAML files read into the options of the rooms and into the directory. */
#ifndef SAMTALE_CONF_CONF_H
#define SAMTALE_CONF_CONF_H

#include "base/err.h"
#include "directory/directory.h"
#include "options/options.h"

enum { CONF_LISTEN_MAX = 4 };

/* Where Redis is and who we are there; "" for what is not set. */
struct conf_redis {
	bool embedded;
	const char *socket;               /* NULL unless unix:// */
	struct redis_addresses addresses; /* none unless by address */
	const char *binary;               /* "": found in PATH */
	const char *user, *secret_file;
	const char *loader_user, *loader_secret_file; /* "": the same as the workers */
	const char *sentinel_user, *sentinel_secret_file;
	uint32_t memory_mib; /* the most an embedded one uses */
	uint32_t spare_mib;  /* free on the disk, or it is not started again */
};

/* Where the papers of the seal lie. */
struct conf_seal {
	const char *statements, *signer_key, *bundle; /* files */
};

/* A canned reply of a network, or of one of its agencies (agency "": the network's). */
struct conf_reply {
	char *pool, *agency, *code, *language, *text;
};
struct conf_replies {
	struct conf_reply *rows;
	unsigned count;
};
/* Empties it. */
void conf_replies_finish(struct conf_replies *replies);

/* What stands in an agency's file. */
struct conf_agency {
	struct agency *agency;       /* owned by whoever asked */
	struct conf_replies replies; /* the agency's own; likewise */
	bool has_replies;            /* the file says which, be it none */
};

/* What stands in one file, checked whole. Owns everything the options point at. */
struct conf {
	const char *profile; /* "demo" or "production" */
	const char *state_folder;
	const char *web_folder;
	const char *texts_folder;
	struct conf_redis redis;
	struct durability_options durability;
	struct conf_seal seal;
	struct proxy_login_options proxy_login;
	unsigned workers;
	unsigned listen_count;
	struct listen_options listen[CONF_LISTEN_MAX];
	struct listen_options admin; /* for monitoring alone; host "": none */
	struct limit_options limits;
	struct timer_options timers;
	struct period_options periods;
	struct directory *directory; /* pools, regions, topics, help; no agencies */
	struct agency **agencies;    /* as in the files: what is imported at first sight */
	unsigned agency_count;
	struct conf_replies replies; /* what networks and agencies begin with */
	struct conf_parts *parts;    /* private */
};

/* Reads and checks. Every problem is told through problem as "FILE:LINE: key: what was expected"
 * (no newline), as many as can be found at once. ERR_SYNTAX when there was one, ERR_SYSTEM when
 * the file cannot be read. NULL-safe destroy. */
int conf_load(const char *path, void (*problem)(void *context, const char *line), void *context,
	struct conf **ret_conf) MUST_CHECK;
void conf_destroy(struct conf *conf);

/* How alarms leave the house, and those of the pool with that index in the directory. Borrowed from conf. */
struct notify_options conf_notify(const struct conf *conf);
struct alarm_options conf_alarms(const struct conf *conf, size_t index);

/* The line on which a key stands, "listen[0].key" and the like, for problems that show only when
 * what it names is used. */
unsigned conf_line(const struct conf *conf, const char *key);

/* Reads one agency file (or its text, when text is not NULL) for `samtalectl agency import`. The
 * pool is given by the caller; NULL: the file has a field `pool`. Problems as above. */
int conf_agency(const char *path, const char *text, const char *pool,
	void (*problem)(void *context, const char *line), void *context,
	struct conf_agency *ret_agency) MUST_CHECK;

#endif
