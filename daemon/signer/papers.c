/* Two files in, one piece of memory out, and back: a hash, two lengths, two texts. */
#include "signer/papers.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ident.h"

enum { BUNDLE_TEXT_MAX = 4096, READ_TRIES = 1000 };

/* The parent may write while others read: a hash that does not fit says so. */
struct front {
	uint8_t hash[IDENT_HASH_LEN]; /* of the two texts, one behind the other */
	uint32_t bundle_len, batch_len;
};

void papers_finish(struct papers *papers)
{
	buf_finish(&papers->bundle_text);
	buf_finish(&papers->batch_text);
	batch_destroy(papers->batch);
	*papers = (struct papers){0};
}

/* --- from files --- */

static int fill_from(int fd, size_t len, struct buf *out)
{
	uint8_t *at = NULL;
	int err = buf_reserve(out, len + 1, &at);
	if (err != 0) {
		return err;
	}
	ssize_t got = read(fd, at, len + 1);
	out->len = got > 0 ? (size_t)got : 0;
	return got < 0 ? ERR_SYSTEM : (size_t)got == len ? 0 : ERR_SYNTAX;
}

static int read_file(const char *path, size_t max, struct buf *out)
{
	struct stat stat;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		return ERR_SYSTEM;
	}
	buf_init(out, max + 1);
	int err = fstat(fd, &stat) != 0 ? ERR_SYSTEM : 0;
	bool fits = err == 0 && S_ISREG(stat.st_mode) && (size_t)stat.st_size <= max;
	if (err == 0) {
		err = fits ? fill_from(fd, (size_t)stat.st_size, out) : ERR_RANGE;
	}
	int problem = errno;
	close(fd);
	errno = problem;
	return err;
}

static int fault(struct papers_fault *fault, bool in_bundle, int err, const char *what)
{
	fault->in_bundle = in_bundle;
	snprintf(fault->what, sizeof fault->what, "%s", what);
	return err == ERR_NOMEM ? err : ERR_SYNTAX;
}

static int unread(struct papers_fault *ret_fault, bool in_bundle, int err, const char *path)
{
	char what[sizeof ret_fault->what];
	snprintf(what, sizeof what, "expects a file that can be read, not %s: %s", path,
		err == ERR_SYSTEM      ? strerror(errno)
			: err == ERR_RANGE ? "it is no file, or too long"
							   : err_text(err));
	return fault(ret_fault, in_bundle, err, what);
}

/* The texts that lie in the papers. */
static int parse(struct papers *papers, struct papers_fault *ret_fault)
{
	int err = bundle_read(buf_view(&papers->bundle_text), &papers->bundle);
	if (err != 0) {
		return fault(ret_fault, true, err, "expects a bundle as samtalectl seal bundle makes it");
	}
	err = batch_read(buf_view(&papers->batch_text), &papers->batch);
	if (err != 0) {
		return fault(ret_fault, false, err,
			"expects a batch as samtalectl seal statements makes it");
	}
	return 0;
}

static int judge(struct papers *papers, struct papers_fault *ret_fault)
{
	int err = parse(papers, ret_fault);
	const char *problem = err == 0 ? batch_problem(papers->batch, &papers->bundle) : NULL;
	return problem != NULL ? fault(ret_fault, false, ERR_SYNTAX, problem) : err;
}

int papers_load(const char *bundle_path, const char *batch_path, struct papers *ret_papers,
	struct papers_fault *ret_fault)
{
	struct papers papers = {0};
	int err = read_file(bundle_path, BUNDLE_TEXT_MAX, &papers.bundle_text);
	if (err != 0) {
		err = unread(ret_fault, true, err, bundle_path);
	} else if ((err = read_file(batch_path, BATCH_TEXT_MAX, &papers.batch_text)) != 0) {
		err = unread(ret_fault, false, err, batch_path);
	} else {
		err = judge(&papers, ret_fault);
	}
	if (err != 0) {
		papers_finish(&papers);
		return err;
	}
	*ret_papers = papers;
	return 0;
}

/* --- through memory --- */

static void hash_texts(const struct buf *bundle, const struct buf *batch,
	uint8_t ret_hash[IDENT_HASH_LEN])
{
	uint8_t both[2][IDENT_HASH_LEN];
	ident_hash(bundle->data, bundle->len, both[0]);
	ident_hash(batch->data, batch->len, both[1]);
	ident_hash(both, sizeof both, ret_hash);
}

static bool write_at(int fd, const void *data, size_t len, size_t at)
{
	return pwrite(fd, data, len, (off_t)at) == (ssize_t)len;
}

int papers_publish(const struct papers *papers, int fd)
{
	struct front front = {
		.bundle_len = (uint32_t)papers->bundle_text.len,
		.batch_len = (uint32_t)papers->batch_text.len,
	};
	hash_texts(&papers->bundle_text, &papers->batch_text, front.hash);
	size_t at = sizeof front + front.bundle_len;
	bool whole = write_at(fd, &front, sizeof front, 0) &&
		write_at(fd, papers->bundle_text.data, front.bundle_len, sizeof front) &&
		write_at(fd, papers->batch_text.data, front.batch_len, at);
	return whole ? 0 : ERR_SYSTEM;
}

static int read_text(int fd, size_t len, size_t max, size_t at, struct buf *out)
{
	uint8_t *memory = NULL;
	buf_init(out, max);
	int err = len <= max ? buf_reserve(out, len, &memory) : ERR_MOMENT;
	if (err == 0 && pread(fd, memory, len, (off_t)at) != (ssize_t)len) {
		err = ERR_MOMENT;
	}
	out->len = err == 0 ? len : 0;
	return err;
}

/* ERR_MOMENT: the parent is writing. */
static int receive_texts(int fd, struct papers *papers)
{
	struct front front;
	uint8_t hash[IDENT_HASH_LEN];
	ssize_t got = pread(fd, &front, sizeof front, 0);
	if (got != (ssize_t)sizeof front) {
		return got == 0 ? ERR_GONE : ERR_SYSTEM;
	}
	size_t behind = sizeof front + front.bundle_len;
	int err = read_text(fd, front.bundle_len, BUNDLE_TEXT_MAX, sizeof front, &papers->bundle_text);
	err = err == 0 ? read_text(fd, front.batch_len, BATCH_TEXT_MAX, behind, &papers->batch_text)
				   : err;
	if (err == 0) {
		hash_texts(&papers->bundle_text, &papers->batch_text, hash);
		err = ident_equal(hash, front.hash, sizeof hash) ? 0 : ERR_MOMENT;
	}
	return err;
}

int papers_receive(int fd, struct papers *ret_papers)
{
	struct papers papers = {0};
	struct papers_fault ignored;
	int err = ERR_MOMENT;
	for (int i = 0; err == ERR_MOMENT && i < READ_TRIES; i++) {
		papers_finish(&papers);
		sched_yield();
		err = receive_texts(fd, &papers);
	}
	err = err == 0 ? parse(&papers, &ignored) : err; /* the parent has judged them */
	if (err != 0) {
		papers_finish(&papers);
		return err;
	}
	*ret_papers = papers;
	return 0;
}
