/* fork, then at once exec: between the two only calls that are safe there. */
#include "parent/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_FD = 3, CANNOT_EXECUTE = 127 };

/* Out of the way first, so that no descriptor lands on one that is still to be placed. */
static void place_fds(const struct child_start *start)
{
	int high[CHILD_FDS_MAX];
	for (unsigned i = 0; i < start->fd_count; i++) {
		high[i] = fcntl(start->fds[i], F_DUPFD, FIRST_FD + (int)start->fd_count);
	}
	for (unsigned i = 0; i < start->fd_count; i++) {
		dup2(high[i], FIRST_FD + (int)i);
		close(high[i]);
	}
}

static void become(const struct child_start *start, pid_t parent)
{
	sigset_t none;
	/* Until it has a handler of its own: one that comes early must not end it. */
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) {
		_exit(CANNOT_EXECUTE);
	}
	if (start->out >= 0) {
		dup2(start->out, STDOUT_FILENO);
		dup2(start->out, STDERR_FILENO);
	}
	place_fds(start);
	if (start->folder != NULL && chdir(start->folder) != 0) {
		_exit(CANNOT_EXECUTE);
	}
	execv(start->path, start->argv);
	_exit(CANNOT_EXECUTE);
}

int child_spawn(const struct child_start *start, pid_t *ret_pid)
{
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid < 0) {
		return ERR_SYSTEM;
	}
	if (pid == 0) {
		become(start, parent);
	}
	*ret_pid = pid;
	return 0;
}

pid_t child_collect(int *ret_status)
{
	pid_t pid = waitpid(-1, ret_status, WNOHANG);
	return pid > 0 ? pid : 0;
}
