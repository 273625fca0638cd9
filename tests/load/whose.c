#include "tests/load/whose.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 512, PATH = 320 };

/* The inode of the server's end; 0: there is none. */
static unsigned long inode_of(uint16_t server_port, uint16_t client_port)
{
	char line[LINE];
	unsigned long found = 0;
	FILE *file = fopen("/proc/net/tcp", "re");
	if (file == NULL) {
		return 0;
	}
	while (found == 0 && fgets(line, sizeof line, file) != NULL) {
		unsigned local, remote;
		unsigned long inode;
		if (sscanf(line, " %*d: %*x:%x %*x:%x %*x %*x:%*x %*x:%*x %*x %*u %*d %lu", &local, &remote,
				&inode) == 3 &&
			local == server_port && remote == client_port) {
			found = inode;
		}
	}
	fclose(file);
	return found;
}

static bool holds(int pid, unsigned long inode)
{
	char folder[PATH], wanted[PATH], path[2 * PATH], target[PATH];
	bool found = false;
	snprintf(folder, sizeof folder, "/proc/%d/fd", pid);
	snprintf(wanted, sizeof wanted, "socket:[%lu]", inode);
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir != NULL && !found && (entry = readdir(dir)) != NULL) {
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		ssize_t length = readlink(path, target, sizeof target - 1);
		target[length > 0 ? length : 0] = '\0';
		found = strcmp(target, wanted) == 0;
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return found;
}

int whose(const int *pids, uint16_t server_port, uint16_t client_port)
{
	unsigned long inode = inode_of(server_port, client_port);
	while (inode != 0 && *pids != 0 && !holds(*pids, inode)) {
		pids++;
	}
	return inode != 0 ? *pids : 0;
}
