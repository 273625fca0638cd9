/* Hexadecimal in a file. Every copy of the number is wiped before we return. */
#include "signer/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ident.h"

enum { FILE_MODE = 0600, HEX_LEN = 2 * SEAL_KEY_LEN, LINE_LEN = HEX_LEN + 1, TRIES = 8 };

static int read_line(int fd, char line[LINE_LEN + 1])
{
	struct stat stat;
	if (fstat(fd, &stat) != 0) {
		return ERR_SYSTEM;
	}
	if (!S_ISREG(stat.st_mode) || stat.st_size != LINE_LEN) {
		return ERR_SYNTAX;
	}
	if ((stat.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		return ERR_DENIED;
	}
	ssize_t len = read(fd, line, LINE_LEN + 1);
	if (len < 0) {
		return ERR_SYSTEM;
	}
	return len == LINE_LEN && line[HEX_LEN] == '\n' ? 0 : ERR_SYNTAX;
}

int key_file_read(const char *path, struct seal_key **ret_key)
{
	char line[LINE_LEN + 1];
	uint8_t number[SEAL_KEY_LEN];
	/* Never waits, should it be a pipe. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	if (fd < 0) {
		return ERR_SYSTEM;
	}
	int err = read_line(fd, line);
	close(fd);
	if (err == 0) {
		struct view hex = {(const uint8_t *)line, HEX_LEN};
		err = ident_from_hex(hex, number, sizeof number);
	}
	if (err == 0) {
		*ret_key = seal_key_from_number(number);
		err = *ret_key != NULL ? 0 : ERR_SYNTAX;
	}
	ident_cleanse(line, sizeof line);
	ident_cleanse(number, sizeof number);
	return err;
}

static int write_line(const char *path, const uint8_t number[SEAL_KEY_LEN])
{
	char line[LINE_LEN + 1];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	if (fd < 0) {
		return ERR_SYSTEM;
	}
	ident_hex(number, SEAL_KEY_LEN, line);
	line[HEX_LEN] = '\n';
	bool whole = write(fd, line, LINE_LEN) == LINE_LEN && fsync(fd) == 0;
	ident_cleanse(line, sizeof line);
	int problem = errno;
	close(fd);
	if (!whole) {
		unlink(path);
		errno = problem;
	}
	return whole ? 0 : ERR_SYSTEM;
}

int key_file_make(const char *path, struct seal_key **ret_key)
{
	uint8_t number[SEAL_KEY_LEN];
	struct seal_key *key = NULL;
	/* One number in four thousand million is not one. */
	for (int i = 0; key == NULL && i < TRIES; i++) {
		ident_random(number, sizeof number);
		key = seal_key_from_number(number);
	}
	int err = key != NULL ? write_line(path, number) : ERR_NOMEM;
	ident_cleanse(number, sizeof number);
	if (err != 0) {
		seal_key_destroy(key);
		return err;
	}
	*ret_key = key;
	return 0;
}

void key_file_point(const struct seal_key *key, char out[KEY_POINT_HEX])
{
	ident_hex(seal_key_point(key), SEAL_POINT_LEN, out);
}

int key_file_point_read(struct view hex, uint8_t ret_point[SEAL_POINT_LEN])
{
	int err = ident_from_hex(hex, ret_point, SEAL_POINT_LEN);
	return err == 0 && !seal_point_is_valid(ret_point) ? ERR_SYNTAX : err;
}

const char *key_file_why(int err)
{
	switch (err) {
	case ERR_SYSTEM: return strerror(errno);
	case ERR_DENIED: return "others than its owner may open it; chmod 600 is expected";
	case ERR_SYNTAX: return "expects a key as samtalectl seal makes it";
	default: return err_text(err);
	}
}
