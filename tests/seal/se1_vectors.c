/* se1_vectors check FILE                 runs the vectors of a file
 * se1_vectors make --seed N --count N    prints fresh ones
 * Ends with 0 when all is well, 1 when a vector does not hold, 2 for a file that is none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seal/make.h"
#include "seal/run.h"

static int usage(void)
{
	fprintf(stderr, "se1_vectors check FILE | make --seed N --count N\n");
	return 2;
}

static int check(const char *path)
{
	json_error_t error;
	json_t *file = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, error.text);
		return 2;
	}
	const unsigned bad = run_file(file, RUN_TAKE_OVER);
	const size_t all = json_array_size(json_object_get(file, "positive")) +
		json_array_size(json_object_get(file, "negative"));
	printf("%zu vectors, %u do not hold\n", all, bad);
	json_decref(file);
	return bad == 0 && all > 0 ? 0 : 1;
}

static int make(uint64_t seed, size_t count)
{
	json_t *file = make_file(seed, count);
	const int err = json_dumpf(file, stdout, JSON_COMPACT);

	json_decref(file);
	return err < 0 || puts("") == EOF ? 1 : 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "check") == 0) {
		return check(argv[2]);
	}
	if (argc == 6 && strcmp(argv[1], "make") == 0 && strcmp(argv[2], "--seed") == 0 &&
		strcmp(argv[4], "--count") == 0) {
		return make(strtoull(argv[3], NULL, 10), strtoull(argv[5], NULL, 10));
	}
	return usage();
}
