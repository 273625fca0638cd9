/* A plain blocking socket: this tool does one thing and ends. */
#include "line.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"

enum { ANSWER_MAX = 16 * 1024 * 1024, READ_SIZE = 65536 };

static int connect_to(const char *path, unsigned patience_s)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof(address.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const struct timeval patience = {.tv_sec = patience_s};
	if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == 0 &&
		connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0) {
		return fd;
	}
	int problem = errno;
	if (fd >= 0) {
		close(fd);
	}
	errno = problem;
	return -1;
}

static int send_all(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t sent = send(fd, text, len, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR) {
			return ERR_DOWN;
		}
		if (sent > 0) {
			text += sent;
			len -= (size_t)sent;
		}
	}
	return 0;
}

/* Reads up to the line's end. */
static int read_line(int fd, struct buf *answer)
{
	while (answer->len == 0 || answer->data[answer->len - 1] != '\n') {
		uint8_t *at;
		if (buf_reserve(answer, READ_SIZE, &at) != 0) {
			return ERR_SYNTAX;
		}
		ssize_t len = recv(fd, at, READ_SIZE, 0);
		if (len < 0 && errno == EINTR) {
			continue;
		}
		if (len <= 0) {
			errno = len == 0 ? ECONNRESET : errno == EAGAIN ? ETIMEDOUT : errno;
			return ERR_DOWN;
		}
		answer->len += (size_t)len;
	}
	return 0;
}

int line_ask(const char *socket, unsigned patience_s, const json_t *request, json_t **ret_answer)
{
	char *text = json_dumps(request, JSON_COMPACT);
	int fd = text ? connect_to(socket, patience_s) : -1;
	if (fd < 0) {
		free(text);
		return text ? ERR_DOWN : ERR_NOMEM;
	}
	size_t len = strlen(text);
	text[len] = '\n'; /* in place of the zero */
	struct buf answer;
	buf_init(&answer, ANSWER_MAX);
	int err = send_all(fd, text, len + 1);
	err = err == 0 ? read_line(fd, &answer) : err;
	json_t *read = err == 0 ? json_loadb((const char *)answer.data, answer.len, 0, NULL) : NULL;
	int problem = errno;
	buf_finish(&answer);
	close(fd);
	free(text);
	errno = problem;
	if (err != 0) {
		return err;
	}
	if (!json_is_boolean(json_object_get(read, "ok"))) {
		json_decref(read);
		return ERR_SYNTAX;
	}
	*ret_answer = read;
	return 0;
}
