/* A Redis of a test's own, on a unix socket in a fresh folder. Ends with the test, whatever becomes
 * of it. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_REDIS_SERVER_H
#define SAMTALE_TESTS_UNIT_SUPPORT_REDIS_SERVER_H

#include <sys/types.h>

struct redis_server {
	pid_t pid; /* 0: not running */
	char folder[64];
	char socket[80];
};

/* Makes the folder and starts a server there; returns when its socket is there, -1 when that does
 * not happen. */
int redis_server_start(struct redis_server *server);
/* Kills it without a word. The folder and what it wrote stay. */
void redis_server_kill(struct redis_server *server);
/* Starts it again on the same folder. */
int redis_server_again(struct redis_server *server);
/* Lets it hang (SIGSTOP) or go on (SIGCONT). */
void redis_server_signal(const struct redis_server *server, int signal);
/* Sends one command in a line and waits for the answer, behind the back of whoever is tested. -1:
 * not done. */
int redis_server_command(const struct redis_server *server, const char *line);
/* Kills it and removes the folder. */
void redis_server_stop(struct redis_server *server);

#endif
