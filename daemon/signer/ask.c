/* Questions in a fixed table under numbers that nobody has had before, so that what a dead worker
 * asked answers nobody. */
#include "signer/ask.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <uv.h>

#include "base/clock.h"
#include "base/ident.h"

enum { LOOK_MS = 250 };

struct question {
	uint64_t number; /* 0: free */
	uint64_t session;
	uint64_t until_ms;
	signer_done_fn done;
	void *context;
};

struct signer_client {
	uv_poll_t poll;
	uv_timer_t timer; /* runs while somebody waits */
	int fd;
	unsigned waiting;
	uint64_t last_number;
	struct question questions[SIGNER_QUESTIONS_MAX];
};

/* Frees the place first: done may ask anew. */
static void finish(struct signer_client *client, struct question *question, int err,
	struct view certificate)
{
	struct question done = *question;
	*question = (struct question){0};
	client->waiting--;
	if (client->waiting == 0) {
		uv_timer_stop(&client->timer);
	}
	done.done(done.context, done.session, err, certificate);
}

static struct question *find(struct signer_client *client, uint64_t number)
{
	for (size_t i = 0; i < SIGNER_QUESTIONS_MAX; i++) {
		if (client->questions[i].number == number) {
			return &client->questions[i];
		}
	}
	return NULL;
}

static void take_answer(struct signer_client *client, struct view bytes)
{
	static const int errs[] = {
		[SIGNER_CERTIFIED] = 0,
		[SIGNER_REFUSED] = ERR_DENIED,
		[SIGNER_LATER] = ERR_FULL,
	};
	struct signer_answer answer;
	uint64_t number = 0;
	bool right = message_read_answer(bytes, &number, &answer) == 0 && number != 0;
	struct question *question = right ? find(client, number) : NULL;
	if (question != NULL) {
		finish(client, question, errs[answer.verdict], answer.certificate);
	}
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
	struct signer_client *client = poll->data;
	uint8_t bytes[MESSAGE_MAX];
	ssize_t len;
	(void)events;
	while (status == 0 && !uv_is_closing((uv_handle_t *)poll) &&
		(len = recv(client->fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0) {
		take_answer(client, (struct view){bytes, (size_t)len});
	}
}

static void on_time(uv_timer_t *timer)
{
	struct signer_client *client = timer->data;
	uint64_t now_ms = clock_mono_ms();
	for (size_t i = 0; i < SIGNER_QUESTIONS_MAX; i++) {
		struct question *question = &client->questions[i];
		if (question->number != 0 && question->until_ms <= now_ms) {
			finish(client, question, ERR_DOWN, (struct view){0});
		}
	}
}

struct signer_client *signer_client_create(void *loop, int fd)
{
	struct signer_client *client = calloc(1, sizeof *client);
	if (client == NULL) {
		return NULL;
	}
	client->fd = fd;
	ident_random(&client->last_number, sizeof client->last_number);
	if (uv_poll_init(loop, &client->poll, fd) != 0) {
		free(client);
		return NULL;
	}
	uv_timer_init(loop, &client->timer);
	client->poll.data = client->timer.data = client;
	uv_poll_start(&client->poll, UV_READABLE, on_readable);
	return client;
}

void signer_client_stop(struct signer_client *client)
{
	if (client != NULL && !uv_is_closing((uv_handle_t *)&client->poll)) {
		uv_close((uv_handle_t *)&client->poll, NULL);
		uv_close((uv_handle_t *)&client->timer, NULL);
	}
}

void signer_client_destroy(struct signer_client *client)
{
	free(client);
}

static int send_question(const struct signer_client *client, uint64_t number,
	const struct signer_question *question)
{
	uint8_t message[MESSAGE_MAX];
	struct seal_writer writer = seal_writer_of(message, sizeof message);
	if (message_write_question(&writer, number, question) != 0) {
		return ERR_RANGE;
	}
	struct view bytes = seal_writer_written(&writer);
	ssize_t sent = send(client->fd, bytes.data, bytes.len, MSG_DONTWAIT | MSG_NOSIGNAL);
	return sent == (ssize_t)bytes.len ? 0 : ERR_DOWN;
}

int signer_ask(struct signer_client *client, const struct signer_question *question,
	uint64_t session, signer_done_fn done, void *context)
{
	struct question *place = find(client, 0);
	if (place == NULL) {
		return ERR_FULL;
	}
	client->last_number++;
	client->last_number += client->last_number == 0;
	int err = send_question(client, client->last_number, question);
	if (err != 0) {
		return err;
	}
	*place = (struct question){
		.number = client->last_number,
		.session = session,
		.until_ms = clock_mono_ms() + SIGNER_PATIENCE_MS,
		.done = done,
		.context = context,
	};
	if (client->waiting++ == 0) {
		uv_timer_start(&client->timer, on_time, LOOK_MS, LOOK_MS);
	}
	return 0;
}
