/* Read once, into memory of its own. */
#include "parent/secret_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ident.h"
#include "base/log.h"

/* The first line of a file, from malloc; NULL with errno, which is EINVAL for one that is empty or too long. */
static char *read_secret(const char *path)
{
	char *secret = calloc(1, SECRET_FILE_MAX + 1);
	int fd = secret != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	ssize_t count = fd >= 0 ? read(fd, secret, SECRET_FILE_MAX) : -1;
	int err = errno;
	if (fd >= 0) {
		close(fd);
	}
	if (count > 0) {
		secret[strcspn(secret, "\r\n")] = '\0';
	}
	if (count > 0 && count < SECRET_FILE_MAX && secret[0] != '\0') {
		return secret;
	}
	free(secret);
	errno = count >= 0 ? EINVAL : err;
	return NULL;
}

static const char *why(void)
{
	return errno == EINVAL ? "its first line is empty or too long" : strerror(errno);
}

int secret_file_read(const char *path, char **ret_secret)
{
	if (path[0] == '\0') {
		return 0;
	}
	*ret_secret = read_secret(path);
	if (*ret_secret == NULL) {
		log_error("the password in %s cannot be read: %s", path, why());
		return ERR_SYSTEM;
	}
	return 0;
}

const char *secret_file_trouble(const char *path)
{
	char *secret = read_secret(path);
	if (secret == NULL) {
		return why();
	}
	ident_cleanse(secret, SECRET_FILE_MAX);
	free(secret);
	return NULL;
}
