#include "tests/load/words.h"

#include <stdio.h>
#include <unistd.h>

enum { READ_BYTES = 256 };

static void on_input_cb(uv_poll_t *poll, int status, int events)
{
	struct words *words = poll->data;
	char bytes[READ_BYTES];
	ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
	(void)events;
	if (status < 0 || count <= 0) {
		words->come++;
		uv_poll_stop(poll);
		return;
	}
	for (ssize_t i = 0; i < count; i++) {
		words->come += bytes[i] == '\n' ? 1 : 0;
	}
}

void words_listen(struct words *words, struct load *load)
{
	*words = (struct words){0};
	if (uv_poll_init(&load->loop, &words->poll, STDIN_FILENO) != 0) {
		load_fail(load, "there is nobody at standard input");
		return;
	}
	words->poll.data = words;
	uv_poll_start(&words->poll, UV_READABLE | UV_DISCONNECT, on_input_cb);
}

static bool has_come(void *context)
{
	const struct words *words = context;
	return words->come > words->used;
}

int words_wait(struct words *words, struct load *load, const char *word, double seconds)
{
	if (word != NULL) {
		puts(word);
		fflush(stdout);
	}
	int err = load_wait(load, seconds, has_come, words, "a word on standard input");
	words->used++;
	return err;
}
