/* One loop: a question in, an answer out. */
#include "signer/signer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <uv.h>

#include "base/bucket.h"
#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "signer/certify.h"
#include "signer/key_file.h"

enum { AT_ONCE = 16, SIGNAL_COUNT = 2 };

struct signer {
	uv_loop_t loop;
	uv_poll_t *polls;
	uv_signal_t signals[SIGNAL_COUNT];
	const struct signer_start *start;
	struct papers papers;
	struct certifier certifier;
	struct bucket lines; /* of refusals in the log */
	int code;            /* to end with */
};

/* Somebody who asks wrongly all day must not fill the disk. */
static void log_refusal(struct signer *signer, const char *why)
{
	static const struct bucket_rate rate = {20, 1};
	if (bucket_take(&signer->lines, &rate, clock_mono_ms())) {
		log_warn("a request is refused: %s", why);
	}
}

static void answer(struct signer *signer, int fd, struct view bytes)
{
	uint8_t certificate[SEAL_CERTIFICATE_MAX], message[MESSAGE_MAX];
	struct seal_writer made = seal_writer_of(certificate, sizeof certificate);
	struct seal_writer writer = seal_writer_of(message, sizeof message);
	struct signer_question question;
	struct signer_answer reply;
	uint64_t number = 0;
	const char *why = NULL;
	if (message_read_question(bytes, &number, &question) != 0) {
		log_refusal(signer, "a worker asked what is no question");
		return;
	}
	reply.verdict = certify(&signer->certifier, &question, &made, &why);
	reply.certificate =
		reply.verdict == SIGNER_CERTIFIED ? seal_writer_written(&made) : (struct view){0};
	if (why != NULL) {
		log_refusal(signer, why);
	}
	if (message_write_answer(&writer, number, &reply) == 0) {
		struct view written = seal_writer_written(&writer);
		/* A queue that is full is that of a worker who has gone: its follower asks again. */
		ssize_t sent = send(fd, written.data, written.len, MSG_DONTWAIT | MSG_NOSIGNAL);
		(void)sent;
	}
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
	struct signer *signer = poll->data;
	uint8_t bytes[MESSAGE_MAX];
	uv_os_fd_t fd = -1;
	(void)events;
	if (status < 0 || uv_fileno((const uv_handle_t *)poll, &fd) != 0) {
		return;
	}
	for (int i = 0; i < AT_ONCE; i++) {
		ssize_t len = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT | MSG_TRUNC);
		if (len <= 0) {
			return;
		}
		if ((size_t)len <= sizeof bytes) {
			answer(signer, fd, (struct view){bytes, (size_t)len});
		}
	}
}

static void read_key(struct signer *signer)
{
	struct seal_key *key = NULL;
	int err = key_file_read(signer->start->key_path, &key);
	if (err != 0) {
		log_error("the key %s cannot be used: %s%s", signer->start->key_path, key_file_why(err),
			signer->certifier.key != NULL ? "; the one from before stays" : "");
		return;
	}
	seal_key_destroy(signer->certifier.key);
	signer->certifier.key = key;
	if (mlockall(MCL_CURRENT) != 0) {
		log_info("the signing key cannot be kept out of swap: %s", strerror(errno));
	}
}

/* None at all is no error: the parent has said so. */
static int read_papers(struct signer *signer)
{
	struct papers fresh = {0};
	int err = papers_receive(signer->start->papers_fd, &fresh);
	if (err == 0) {
		papers_finish(&signer->papers);
		signer->papers = fresh;
	} else if (err != ERR_GONE) {
		log_error("the statements cannot be read: %s", err_text(err));
		return err;
	}
	return 0;
}

/* An operator who has replaced a key and not the statements, or the other way round, is told before anybody logs in. */
static void look_for_key(const struct signer *signer)
{
	const struct batch_entry *entry;
	const struct seal_key *key = signer->certifier.key;
	unsigned shift = 0, named = 0;
	for (size_t i = 0; signer->papers.batch != NULL && key != NULL &&
		 (entry = batch_at(signer->papers.batch, i)) != NULL;
		 i++) {
		shift += entry->statement.mode == SEAL_MODE_SHIFT;
		named += certify_key_index(&entry->statement, key) >= 0;
	}
	if (named < shift) {
		log_error(
			"%u of %u statements do not name the signing key: their agencies can begin no shift",
			shift - named, shift);
	}
}

static int read_all(struct signer *signer)
{
	int err = read_papers(signer);
	read_key(signer);
	look_for_key(signer);
	return err;
}

static void on_stop(uv_signal_t *signal, int number)
{
	struct signer *signer = signal->data;
	(void)number;
	if (uv_is_closing((uv_handle_t *)signal)) {
		return;
	}
	for (unsigned i = 0; i < signer->start->count; i++) {
		uv_close((uv_handle_t *)&signer->polls[i], NULL);
	}
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		uv_close((uv_handle_t *)&signer->signals[i], NULL);
	}
}

static void on_hangup(uv_signal_t *signal, int number)
{
	struct signer *signer = signal->data;
	if (read_all(signer) != 0) {
		signer->code = EX_TEMPFAIL;
		on_stop(signal, number);
	}
}

static int listen_to_all(struct signer *signer)
{
	static const struct {
		int number;
		uv_signal_cb received;
	} wanted[SIGNAL_COUNT] = {{SIGHUP, on_hangup}, {SIGTERM, on_stop}};
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		uv_signal_init(&signer->loop, &signer->signals[i]);
		signer->signals[i].data = signer;
		uv_signal_start(&signer->signals[i], wanted[i].received, wanted[i].number);
	}
	for (unsigned i = 0; i < signer->start->count; i++) {
		uv_poll_t *poll = &signer->polls[i];
		if (uv_poll_init(&signer->loop, poll, signer->start->first_fd + (int)i) != 0) {
			return ERR_SYSTEM;
		}
		poll->data = signer;
		uv_poll_start(poll, UV_READABLE, on_readable);
	}
	return 0;
}

/* Nobody of the same user may look into this memory, and it goes to no core and to no swap. */
static void keep_to_ourselves(void)
{
	const struct rlimit none = {0, 0};
	if (prctl(PR_SET_DUMPABLE, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0) {
		log_warn("memory cannot be closed to others: %s", strerror(errno));
	}
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int signer_run(const struct signer_start *start)
{
	struct signer signer = {.start = start};
	/* Ctrl-C in a terminal reaches every process; the parent decides when we stop. */
	signal(SIGINT, SIG_IGN);
	keep_to_ourselves();
	signer.polls = calloc(start->count + 1, sizeof *signer.polls);
	signer.certifier.pace = pace_create();
	signer.certifier.papers = &signer.papers;
	if (signer.polls == NULL || signer.certifier.pace == NULL || uv_loop_init(&signer.loop) != 0 ||
		listen_to_all(&signer) != 0) {
		log_error("the signing process cannot start: %s", strerror(errno));
		signer.code = EX_OSERR;
	} else if (read_all(&signer) != 0) {
		signer.code = EX_TEMPFAIL;
	} else {
		uv_run(&signer.loop, UV_RUN_DEFAULT);
		uv_loop_close(&signer.loop);
	}
	seal_key_destroy(signer.certifier.key);
	papers_finish(&signer.papers);
	pace_destroy(signer.certifier.pace);
	free(signer.polls);
	return signer.code;
}
