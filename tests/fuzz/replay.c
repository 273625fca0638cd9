/* A main for a fuzz target without libFuzzer, so that gcc builds can replay a corpus: each argument
 * is a file, or a folder whose files are taken. Not a fuzzer: it invents nothing. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_BYTES = 4096 };

static unsigned replayed;

static void replay_file(const char *path, size_t size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(size > 0 ? size : 1);

	if (file == NULL || data == NULL || fread(data, 1, size, file) != size) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(1);
	}
	(void)LLVMFuzzerTestOneInput(data, size);
	replayed++;
	free(data);
	(void)fclose(file);
}

static void replay(const char *path);

static void replay_folder(const char *path)
{
	DIR *folder = opendir(path);

	if (folder == NULL) {
		fprintf(stderr, "%s: cannot be opened\n", path);
		exit(1);
	}
	for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
		char inner[PATH_BYTES];
		if (entry->d_name[0] == '.') {
			continue;
		}
		if (snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name) >= PATH_BYTES) {
			fprintf(stderr, "%s: too long a path\n", path);
			exit(1);
		}
		replay(inner);
	}
	(void)closedir(folder);
}

static void replay(const char *path)
{
	struct stat found;

	if (stat(path, &found) < 0) {
		fprintf(stderr, "%s: is not there\n", path);
		exit(1);
	}
	if (S_ISDIR(found.st_mode)) {
		replay_folder(path);
	} else {
		replay_file(path, (size_t)found.st_size);
	}
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		replay(argv[i]);
	}
	printf("%u inputs replayed\n", replayed);
	return replayed > 0 ? 0 : 2;
}
