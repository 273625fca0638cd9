/* Files in, a piece of shared memory out. */
#include "parent/certificates.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "base/metric.h"
#include "net/tls.h"

enum {
	PEM_BYTES = 16384, /* a chain of three with RSA keys has some 6,000 */
	KEY_NAME = 32,
	WHAT_BYTES = 160,
	WARN_DAYS = 14,
	S_PER_DAY = 86400,
	MS_PER_S = 1000,
	READ_TRIES = 1000,
};

struct pem {
	uint32_t len;
	uint8_t bytes[PEM_BYTES];
};

/* The files of one listener. */
struct pair {
	struct pem certificate, key;
};

/* The file in memory. The parent may write while a worker reads: a hash that does not fit says so. */
struct certificates_shared {
	uint8_t hash[IDENT_HASH_LEN]; /* of what follows */
	uint8_t ticket_keys[TLS_TICKET_KEYS_LEN];
	struct pair pairs[CONF_LISTEN_MAX];
};

/* Somebody to tell what is wrong with the key of the configuration, and whether it can be used nevertheless. */
struct judge {
	void (*tell)(void *context, bool usable, const char *key, const char *what);
	void *context;
};

static void hash_of(const struct certificates_shared *shared, uint8_t ret_hash[IDENT_HASH_LEN])
{
	ident_hash(shared->ticket_keys, sizeof *shared - sizeof shared->hash, ret_hash);
}

static bool any_has_tls(const struct conf *conf)
{
	for (unsigned i = 0; i < conf->listen_count; i++) {
		if (listen_has_tls(&conf->listen[i])) {
			return true;
		}
	}
	return false;
}

/* --- reading and judging --- */

static void tell(const struct judge *judge, bool usable, unsigned index, const char *key,
	const char *what)
{
	char name[KEY_NAME];
	snprintf(name, sizeof name, "listen[%u].%s", index, key);
	judge->tell(judge->context, usable, name, what);
}

static const char *cannot_be_read(char out[WHAT_BYTES])
{
	snprintf(out, WHAT_BYTES, "cannot be read: %s", strerror(errno));
	return out;
}

/* The bytes of a file. Never waits, should it be a pipe. Returns NULL, or what is wrong, perhaps in out. */
static const char *read_pem(const char *path, struct pem *pem, mode_t *ret_mode,
	char out[WHAT_BYTES])
{
	struct stat stat = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		return cannot_be_read(out);
	}
	bool fits = fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_size <= PEM_BYTES;
	ssize_t len = fits ? read(fd, pem->bytes, sizeof pem->bytes) : 0;
	if (len < 0) {
		cannot_be_read(out);
	}
	close(fd);
	if (!fits) {
		return "expects a file of at most 16 KiB";
	}
	pem->len = len > 0 ? (uint32_t)len : 0;
	*ret_mode = stat.st_mode;
	return len < 0 ? out : NULL;
}

static int read_pair(const struct judge *judge, const struct conf *conf, unsigned index,
	struct pair *pair)
{
	const struct listen_options *listen = &conf->listen[index];
	char out[WHAT_BYTES];
	mode_t mode = 0;
	const char *what = read_pem(listen->certificate, &pair->certificate, &mode, out);
	if (what != NULL) {
		tell(judge, false, index, "certificate", what);
		return ERR_SYNTAX;
	}
	what = read_pem(listen->key, &pair->key, &mode, out);
	if (what != NULL) {
		tell(judge, false, index, "key", what);
		return ERR_SYNTAX;
	}
	if ((mode & S_IRWXO) != 0) {
		tell(judge, true, index, "key",
			"warning: every user of this machine may open it; chmod o= is expected");
	}
	return 0;
}

static struct tls_options options_of(const struct certificates_shared *shared,
	const struct pair *pair)
{
	return (struct tls_options){
		.certificate = {pair->certificate.bytes, pair->certificate.len},
		.key = {pair->key.bytes, pair->key.len},
		.ticket_keys = shared != NULL ? shared->ticket_keys : NULL,
	};
}

/* Until when a pair is valid, or 0 when it cannot be used. */
static int64_t judge_pair(const struct judge *judge, unsigned index, const struct pair *pair)
{
	struct tls_options options = options_of(NULL, pair);
	struct tls_identity *identity = NULL;
	struct tls_fault fault = {.what = "expects more memory"};
	if (tls_identity_create(options.certificate, options.key, &identity, &fault) != 0) {
		tell(judge, false, index, fault.in_key ? "key" : "certificate", fault.what);
		return 0;
	}
	int64_t until = tls_identity_expires_s(identity);
	tls_identity_destroy(identity);
	return until;
}

static int64_t now_s(void)
{
	return (int64_t)(clock_wall_ms() / MS_PER_S);
}

/* Reads the files of a listener into the pair when they can be used, and leaves it alone when not. Expired ones are used
 * when there is nothing else: some clients may still be told to accept them, and nobody is served by a daemon that does
 * not start. */
static int take_pair(const struct judge *judge, const struct conf *conf, unsigned index,
	struct pair *pair)
{
	struct pair *fresh = calloc(1, sizeof *fresh);
	int err = fresh != NULL ? read_pair(judge, conf, index, fresh) : ERR_NOMEM;
	int64_t until = err == 0 ? judge_pair(judge, index, fresh) : 0;
	bool expired = until != 0 && until < now_s();
	bool usable = until != 0 && (!expired || pair->certificate.len == 0);
	if (expired) {
		tell(judge, usable, index, "certificate",
			usable ? "warning: it has expired" : "it has expired");
	}
	if (usable) {
		*pair = *fresh;
	}
	if (fresh != NULL) {
		ident_cleanse(fresh, sizeof *fresh);
	}
	free(fresh);
	return usable ? 0 : ERR_SYNTAX;
}

/* --- before the start --- */

struct check_context {
	const struct conf *conf;
	const char *path;
	void (*problem)(void *context, const char *line);
	void *context;
};

static void tell_with_line(void *context, bool usable, const char *key, const char *what)
{
	const struct check_context *check = context;
	char line[WHAT_BYTES + 512];
	(void)usable;
	snprintf(line, sizeof line, "%s:%u: %s: %s", check->path, conf_line(check->conf, key), key,
		what);
	check->problem(check->context, line);
}

int certificates_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context)
{
	struct check_context check = {conf, path, problem, context};
	struct judge judge = {tell_with_line, &check};
	int result = 0;
	for (unsigned i = 0; i < conf->listen_count; i++) {
		struct pair *pair = listen_has_tls(&conf->listen[i]) ? calloc(1, sizeof *pair) : NULL;
		int err = pair != NULL ? take_pair(&judge, conf, i, pair) : 0;
		result = err != 0 ? err : result;
		if (pair != NULL) {
			ident_cleanse(pair, sizeof *pair);
		}
		free(pair);
	}
	return result;
}

/* --- in the parent --- */

static void tell_log(void *context, bool usable, const char *key, const char *what)
{
	(void)context;
	if (usable) {
		log_warn("%s: %s", key, what);
	} else {
		log_error("%s: %s", key, what);
	}
}

static const struct judge by_log = {tell_log, NULL};

static void publish(struct certificates *certificates)
{
	struct certificates_shared *shared = certificates->shared;
	ident_random(shared->ticket_keys, sizeof shared->ticket_keys);
	hash_of(shared, shared->hash);
}

static int open_memory(struct certificates *certificates)
{
	size_t size = sizeof *certificates->shared;
	certificates->fd = memfd_create("samtale-certificates", MFD_CLOEXEC);
	if (certificates->fd < 0 || ftruncate(certificates->fd, (off_t)size) != 0) {
		return ERR_SYSTEM;
	}
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, certificates->fd, 0);
	if (memory == MAP_FAILED) {
		return ERR_SYSTEM;
	}
	certificates->shared = memory;
	if (mlock(memory, size) != 0) {
		log_warn("the keys of TLS cannot be kept out of swap: %s", strerror(errno));
	}
	return 0;
}

int certificates_open(struct certificates *certificates, const struct conf *conf)
{
	*certificates = (struct certificates){.conf = conf, .fd = -1};
	if (!any_has_tls(conf)) {
		return 0;
	}
	int err = open_memory(certificates);
	for (unsigned i = 0; err == 0 && i < conf->listen_count; i++) {
		if (listen_has_tls(&conf->listen[i])) {
			err = take_pair(&by_log, conf, i, &certificates->shared->pairs[i]);
		}
	}
	if (err == 0) {
		publish(certificates);
	}
	return err;
}

bool certificates_reread(struct certificates *certificates)
{
	const struct conf *conf = certificates->conf;
	bool any = false;
	for (unsigned i = 0; certificates->shared != NULL && i < conf->listen_count; i++) {
		if (!listen_has_tls(&conf->listen[i])) {
			continue;
		}
		bool good = take_pair(&by_log, conf, i, &certificates->shared->pairs[i]) == 0;
		if (good) {
			log_info("listen[%u].certificate: read again", i);
		} else {
			log_error("listen[%u].certificate: the one from before stays", i);
			metric_set(METRIC_RELOAD_GOOD, 0);
		}
		any = any || good;
	}
	if (any) {
		publish(certificates);
		certificates_watch(certificates);
	}
	return any;
}

bool certificates_turn_keys(struct certificates *certificates)
{
	if (certificates->shared == NULL) {
		return false;
	}
	publish(certificates);
	return true;
}

void certificates_watch(const struct certificates *certificates)
{
	const struct conf *conf = certificates->conf;
	int64_t earliest = 0;
	for (unsigned i = 0; certificates->shared != NULL && i < conf->listen_count; i++) {
		if (!listen_has_tls(&conf->listen[i])) {
			continue;
		}
		int64_t until = judge_pair(&by_log, i, &certificates->shared->pairs[i]);
		int64_t days = (until - now_s()) / S_PER_DAY;
		earliest = earliest == 0 || until < earliest ? until : earliest;
		if (days < WARN_DAYS) {
			log_warn("listen[%u].certificate: days=%lld until it expires", i, (long long)days);
		}
	}
	metric_set(METRIC_CERTIFICATE_EXPIRES, earliest);
}

void certificates_close(struct certificates *certificates)
{
	if (certificates->shared != NULL) {
		ident_cleanse(certificates->shared, sizeof *certificates->shared);
		munmap(certificates->shared, sizeof *certificates->shared);
		certificates->shared = NULL;
	}
	if (certificates->fd > 0) {
		close(certificates->fd);
		certificates->fd = -1;
	}
}

/* --- in a worker --- */

/* ERR_MOMENT: the parent is writing. */
static int read_shared(int fd, struct certificates_shared *shared)
{
	uint8_t hash[IDENT_HASH_LEN];
	if (pread(fd, shared, sizeof *shared, 0) != (ssize_t)sizeof *shared) {
		return ERR_SYSTEM;
	}
	hash_of(shared, hash);
	return ident_equal(hash, shared->hash, sizeof hash) ? 0 : ERR_MOMENT;
}

static int show_all(const struct certificates_shared *shared, const struct conf *conf,
	struct net *net)
{
	int err = 0;
	for (unsigned i = 0; err == 0 && i < conf->listen_count; i++) {
		if (listen_has_tls(&conf->listen[i])) {
			struct tls_options options = options_of(shared, &shared->pairs[i]);
			err = net_show_certificate(net, i, &options);
		}
	}
	return err;
}

int certificates_show(int fd, const struct conf *conf, struct net *net)
{
	if (!any_has_tls(conf)) {
		return 0;
	}
	struct certificates_shared *shared = calloc(1, sizeof *shared);
	int err = shared != NULL ? ERR_MOMENT : ERR_NOMEM;
	for (int i = 0; err == ERR_MOMENT && i < READ_TRIES; i++) {
		sched_yield();
		err = read_shared(fd, shared);
	}
	err = err == 0 ? show_all(shared, conf, net) : err;
	if (shared != NULL) {
		ident_cleanse(shared, sizeof *shared);
	}
	free(shared);
	return err;
}
