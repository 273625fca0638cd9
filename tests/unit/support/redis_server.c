/* Some machines have no redis-server by name; its checker is the same program and becomes the
 * server under that name. */
#include "unit/support/redis_server.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 500, TRY_NS = 10 * 1000 * 1000 };

static void run(const struct redis_server *server)
{
	static const char *const programs[] = {"/usr/bin/redis-server", "/usr/bin/redis-check-rdb"};
	int null = open("/dev/null", O_RDWR);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(null, STDOUT_FILENO);
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
		execl(programs[i], "redis-server", "--port", "0", "--unixsocket", server->socket, "--dir",
			server->folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
			"--loglevel", "warning", (char *)NULL);
	}
	_exit(127);
}

int redis_server_again(struct redis_server *server)
{
	struct stat there;

	unlink(server->socket);
	server->pid = fork();
	if (server->pid == 0) {
		run(server);
	}
	for (int i = 0; server->pid > 0 && i < TRIES; i++) {
		struct timespec pause = {0, TRY_NS};
		if (stat(server->socket, &there) == 0) {
			return 0;
		}
		nanosleep(&pause, NULL);
	}
	return -1;
}

int redis_server_start(struct redis_server *server)
{
	snprintf(server->folder, sizeof server->folder, "/tmp/su-XXXXXX");
	server->pid = 0;
	if (mkdtemp(server->folder) == NULL) {
		return -1;
	}
	snprintf(server->socket, sizeof server->socket, "%s/s", server->folder);
	return redis_server_again(server);
}

void redis_server_kill(struct redis_server *server)
{
	if (server->pid > 0) {
		kill(server->pid, SIGKILL);
		waitpid(server->pid, NULL, 0);
		server->pid = 0;
	}
}

void redis_server_signal(const struct redis_server *server, int signal)
{
	kill(server->pid, signal);
}

int redis_server_command(const struct redis_server *server, const char *line)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char answer[256] = "-";
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(address.sun_path, server->socket, sizeof server->socket);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
		dprintf(fd, "%s\r\n", line) < 0 || read(fd, answer, sizeof answer) <= 0) {
		answer[0] = '-';
	}
	if (fd >= 0) {
		close(fd);
	}
	return answer[0] == '-' ? -1 : 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

void redis_server_stop(struct redis_server *server)
{
	redis_server_kill(server);
	nftw(server->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
