/* A queue of password work in front of the thread pool. A job lives from its asking to its done;
 * the password in it is wiped as soon as the thread has used it. */
#include "staff/hasher.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/metric.h"

enum { MEMORY_BYTES = 64 * 1024 * 1024, PASSES = 8, SALT_TEXT = 22, HASH_TEXT = 43 };

_Static_assert((int)HASHER_HASH_SIZE >= (int)crypto_pwhash_argon2id_STRBYTES, "a hash fits");

struct job {
	struct job *next;
	struct hasher *hasher;
	hasher_done_fn done;
	void *context;
	int err;
	enum hasher_lane lane;
	bool verify;
	size_t password_len;
	char password[HASHER_PASSWORD_MAX];
	char hash[HASHER_HASH_SIZE];
};

struct lane {
	struct job *first, **last;
	unsigned waiting;
};

struct hasher {
	const struct work_port *work;
	struct lane lanes[HASHER_LANES];
	struct job *at_work;
	char dummy[HASHER_HASH_SIZE]; /* what unknown names are checked against */
};

/* A well-formed hash that no password has been made into; to check against it costs what any
 * check costs. */
static void make_dummy(char out[HASHER_HASH_SIZE])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char salt[SALT_TEXT + 1], hash[HASH_TEXT + 1];
	for (int i = 0; i < SALT_TEXT; i++) {
		salt[i] = digits[randombytes_uniform(64)];
	}
	for (int i = 0; i < HASH_TEXT; i++) {
		hash[i] = digits[randombytes_uniform(64)];
	}
	/* 16 and 32 bytes leave four and two bits of the last digit, which must be zero */
	salt[SALT_TEXT - 1] = 'A';
	hash[HASH_TEXT - 1] = 'A';
	salt[SALT_TEXT] = hash[HASH_TEXT] = '\0';
	snprintf(out, HASHER_HASH_SIZE, "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", MEMORY_BYTES / 1024,
		PASSES, salt, hash);
}

struct hasher *hasher_create(const struct work_port *work)
{
	struct hasher *hasher = sodium_init() < 0 ? NULL : calloc(1, sizeof(*hasher));
	if (!hasher) {
		return NULL;
	}
	hasher->work = work;
	for (int i = 0; i < HASHER_LANES; i++) {
		hasher->lanes[i].last = &hasher->lanes[i].first;
	}
	make_dummy(hasher->dummy);
	return hasher;
}

void hasher_destroy(struct hasher *hasher)
{
	free(hasher);
}

bool hasher_is_idle(const struct hasher *hasher)
{
	return hasher->at_work == NULL && hasher->lanes[HASHER_ANYBODY].first == NULL &&
		hasher->lanes[HASHER_KNOWN].first == NULL;
}

/* On a thread: touches nothing but the job. */
static void run_job(void *data)
{
	struct job *job = data;
	if (job->verify) {
		int differs =
			crypto_pwhash_argon2id_str_verify(job->hash, job->password, job->password_len);
		job->err = differs ? ERR_DENIED : 0;
	} else {
		int failed = crypto_pwhash_argon2id_str(job->hash, job->password, job->password_len, PASSES,
			MEMORY_BYTES);
		job->err = failed ? ERR_NOMEM : 0;
	}
	sodium_memzero(job->password, sizeof(job->password));
}

static void start_next(struct hasher *hasher);

static void finish_job(struct job *job)
{
	struct hasher *hasher = job->hasher;
	hasher->at_work = NULL;
	job->done(job->context, job->err, job->err == 0 && !job->verify ? job->hash : NULL);
	sodium_memzero(job, sizeof(*job));
	free(job);
}

static void on_job_done(void *data)
{
	struct job *job = data;
	struct hasher *hasher = job->hasher;
	finish_job(job);
	start_next(hasher);
}

/* Takes the next out of its queue, known ones first; NULL when nobody waits. */
static struct job *take_next(struct hasher *hasher)
{
	struct lane *lane =
		&hasher->lanes[hasher->lanes[HASHER_KNOWN].first ? HASHER_KNOWN : HASHER_ANYBODY];
	struct job *job = lane->first;
	if (job) {
		lane->first = job->next;
		lane->last = lane->first ? lane->last : &lane->first;
		lane->waiting--;
	}
	return job;
}

/* Gives the next job to the pool. A pool that takes none ends the job: it will not come
 * back by itself. */
static void start_next(struct hasher *hasher)
{
	struct job *job;
	while (!hasher->at_work && (job = take_next(hasher)) != NULL) {
		hasher->at_work = job;
		metric_add(METRIC_PASSWORDS_HASHED, 1);
		int err = hasher->work->submit(hasher->work->pool, run_job, on_job_done, job);
		if (err != 0) {
			job->err = ERR_NOMEM;
			finish_job(job);
		}
	}
}

static int add_job(struct hasher *hasher, const struct job *wanted, struct view password,
	const char *hash)
{
	struct lane *lane = &hasher->lanes[wanted->lane];
	if (lane->waiting >= HASHER_QUEUE) {
		return ERR_FULL;
	}
	if (password.len > HASHER_PASSWORD_MAX) {
		return ERR_RANGE;
	}
	struct job *job = malloc(sizeof(*job));
	if (!job) {
		return ERR_NOMEM;
	}
	*job = *wanted;
	job->hasher = hasher;
	job->password_len = password.len;
	if (password.len > 0) {
		memcpy(job->password, password.data, password.len);
	}
	snprintf(job->hash, sizeof(job->hash), "%s", hash);
	*lane->last = job;
	lane->last = &job->next;
	lane->waiting++;
	start_next(hasher);
	return 0;
}

int hasher_verify(struct hasher *hasher, const struct hasher_try *wanted, hasher_done_fn done,
	void *context)
{
	const struct job job = {.done = done, .context = context, .verify = true, .lane = wanted->lane};
	return add_job(hasher, &job, wanted->password, wanted->hash ? wanted->hash : hasher->dummy);
}

int hasher_make(struct hasher *hasher, struct view password, hasher_done_fn done, void *context)
{
	const struct job wanted = {.done = done, .context = context, .lane = HASHER_KNOWN};
	return add_job(hasher, &wanted, password, "");
}

void hasher_generate(char out[HASHER_GENERATED_SIZE])
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	for (int i = 0; i < HASHER_GENERATED_SIZE - 1; i++) {
		out[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform(sizeof(letters) - 1)];
	}
	out[HASHER_GENERATED_SIZE - 1] = '\0';
}

void hasher_wipe(void *secret, size_t len)
{
	sodium_memzero(secret, len);
}
