/* mkdir -p, flock, and two small files. */
#include "parent/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0750, FILE_MODE = 0640, PATH_BYTES = 512 };

static int make_parents(const char *path)
{
	char part[PATH_BYTES];
	if (strlen(path) >= sizeof part) {
		errno = ENAMETOOLONG;
		return ERR_SYSTEM;
	}
	for (size_t i = 1; i <= strlen(path); i++) {
		if (path[i] != '/' && path[i] != '\0') {
			continue;
		}
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, FOLDER_MODE) != 0 && errno != EEXIST) {
			return ERR_SYSTEM;
		}
	}
	return 0;
}

static int file_path(const struct state_folder *folder, const char *name, char *out, size_t size)
{
	int length = snprintf(out, size, "%s/%s", folder->path, name);
	return length < 0 || (size_t)length >= size ? ERR_RANGE : 0;
}

int state_folder_open(struct state_folder *folder, const char *path)
{
	char lock[PATH_BYTES];
	*folder = (struct state_folder){.path = path, .lock_fd = -1};
	int err = make_parents(path);
	err = err == 0 ? file_path(folder, "lock", lock, sizeof lock) : err;
	if (err != 0) {
		return err;
	}
	folder->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
	if (folder->lock_fd < 0) {
		return ERR_SYSTEM;
	}
	if (flock(folder->lock_fd, LOCK_EX | LOCK_NB) != 0) {
		close(folder->lock_fd);
		folder->lock_fd = -1;
		return ERR_MOMENT;
	}
	return 0;
}

static FILE *create(const struct state_folder *folder, const char *name)
{
	char path[PATH_BYTES];
	int err = file_path(folder, name, path, sizeof path);
	return err == 0 ? fopen(path, "we") : NULL;
}

static int write_ports(const struct state_folder *folder, const char *name, const uint16_t *ports,
	size_t count)
{
	FILE *file = create(folder, name);
	if (file == NULL) {
		return ERR_SYSTEM;
	}
	for (size_t i = 0; i < count; i++) {
		fprintf(file, "%u\n", ports[i]);
	}
	return fclose(file) == 0 ? 0 : ERR_SYSTEM;
}

static int write_pid(const struct state_folder *folder)
{
	FILE *file = create(folder, "pid");
	if (file == NULL) {
		return ERR_SYSTEM;
	}
	fprintf(file, "%ld\n", (long)getpid());
	return fclose(file) == 0 ? 0 : ERR_SYSTEM;
}

int state_folder_announce(const struct state_folder *folder, const uint16_t *ports, size_t count)
{
	int err = write_ports(folder, "port", ports, count);
	return err == 0 ? write_pid(folder) : err;
}

int state_folder_announce_admin(const struct state_folder *folder, uint16_t port)
{
	return write_ports(folder, "admin-port", &port, 1);
}

void state_folder_close(struct state_folder *folder)
{
	static const char *const names[] = {"port", "admin-port", "pid"};
	char path[PATH_BYTES];
	if (folder->lock_fd < 0) {
		return;
	}
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (file_path(folder, names[i], path, sizeof path) == 0) {
			unlink(path);
		}
	}
	close(folder->lock_fd);
	folder->lock_fd = -1;
}
