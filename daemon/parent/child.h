/* Child processes: started by fork and exec, each with the descriptors it is given and nothing else, killed by the system
 * when we die. */
#ifndef SAMTALE_PARENT_CHILD_H
#define SAMTALE_PARENT_CHILD_H

#include <sys/types.h>

#include "base/err.h"

enum { CHILD_FDS_MAX = 132 }; /* the signing process has two for each of 64 workers */

struct child_start {
	const char *path;       /* the program */
	char *const *argv;      /* NULL at the end */
	const char *folder;     /* working folder, NULL: ours */
	int fds[CHILD_FDS_MAX]; /* become descriptors 3, 4, ... */
	unsigned fd_count;
	int out; /* becomes its standard output and error; -1: ours */
};

/* ERR_SYSTEM with errno when it cannot be started at all; a program that cannot be executed exits with 127. */
int child_spawn(const struct child_start *start, pid_t *ret_pid) MUST_CHECK;

/* Collects a child that has ended without waiting: its number and status as of waitpid, or 0. */
pid_t child_collect(int *ret_status);

#endif
