/* A file beside, then a rename. */
#include "signer/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { FILE_MODE = 0600, PATH_BYTES = 512 };

static bool write_all(int fd, struct view bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.data, bytes.len);
		if (written <= 0) {
			return false;
		}
		bytes.data += written;
		bytes.len -= (size_t)written;
	}
	return fsync(fd) == 0;
}

int whole_file_write(const char *path, struct view bytes)
{
	char beside[PATH_BYTES];
	int length = snprintf(beside, sizeof beside, "%s.new", path);
	if (length < 0 || (size_t)length >= sizeof beside) {
		errno = ENAMETOOLONG;
		return ERR_SYSTEM;
	}
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	if (fd < 0) {
		return ERR_SYSTEM;
	}
	bool whole = write_all(fd, bytes);
	int problem = errno;
	close(fd);
	if (whole && rename(beside, path) == 0) {
		return 0;
	}
	problem = whole ? errno : problem;
	unlink(beside);
	errno = problem;
	return ERR_SYSTEM;
}
