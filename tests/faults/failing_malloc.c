/* For LD_PRELOAD under a worker: while its switch says so, every n-th allocation finds no memory. The switch is a file of
 * three numbers that a test writes and reads while the process runs: n (0: none fails), allocations seen, allocations
 * failed. Left out are those of libraries that end the process by themselves then: hiredis 0.14 and parts of libuv call
 * abort, and a worker whose hashes fail ends itself (base/ident.c says why). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The allocator behind us: glibc's in a worker, jemalloc in Redis, which frees what it has given itself. */
static struct {
	void *(*malloc)(size_t size);
	void *(*calloc)(size_t count, size_t size);
	void *(*realloc)(void *old, size_t size);
} next;

struct control {
	uint64_t every, seen, failed;
};

static struct control *control;

enum { SPARED_MAX = 4 };
static struct {
	uintptr_t from, to;
} spared[SPARED_MAX];
static unsigned spared_count;

static const char *const spared_names[] = {"libhiredis", "libuv", "libcrypto"};

static int note_library(struct dl_phdr_info *info, size_t size, void *data)
{
	(void)size;
	(void)data;
	bool named = false;
	for (size_t i = 0; i < sizeof spared_names / sizeof spared_names[0]; i++) {
		named = named || strstr(info->dlpi_name, spared_names[i]) != NULL;
	}
	for (int i = 0; named && i < info->dlpi_phnum && spared_count < SPARED_MAX; i++) {
		if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
			spared[spared_count].from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			spared[spared_count].to = spared[spared_count].from + info->dlpi_phdr[i].p_memsz;
			spared_count++;
		}
	}
	return 0;
}

/* Only workers are meant: the parent and Redis inherit the environment, too. */
static bool is_worker(void)
{
	char words[1024];
	int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t length = fd >= 0 ? read(fd, words, sizeof words) : 0;
	if (fd >= 0) {
		close(fd);
	}
	return length > 0 && memmem(words, (size_t)length, "--worker", sizeof "--worker") != NULL;
}

__attribute__((constructor)) static void start(void)
{
	const char *path = getenv("FAILING_MALLOC");
	int fd = path != NULL && is_worker() ? open(path, O_RDWR | O_CLOEXEC) : -1;
	if (fd < 0) {
		return;
	}
	dl_iterate_phdr(note_library, NULL);
	void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	control = map != MAP_FAILED ? map : NULL;
}

static bool is_spared(const void *caller)
{
	for (unsigned i = 0; i < spared_count; i++) {
		if ((uintptr_t)caller >= spared[i].from && (uintptr_t)caller < spared[i].to) {
			return true;
		}
	}
	return false;
}

static bool fails(const void *caller)
{
	uint64_t every = control != NULL ? __atomic_load_n(&control->every, __ATOMIC_RELAXED) : 0;
	if (every == 0 || is_spared(caller) ||
		__atomic_add_fetch(&control->seen, 1, __ATOMIC_RELAXED) % every != 0) {
		return false;
	}
	__atomic_add_fetch(&control->failed, 1, __ATOMIC_RELAXED);
	errno = ENOMEM;
	return true;
}

static void find_next(void)
{
	if (next.malloc == NULL) {
		next.realloc = dlsym(RTLD_NEXT, "realloc");
		next.calloc = dlsym(RTLD_NEXT, "calloc");
		next.malloc = dlsym(RTLD_NEXT, "malloc");
	}
}

void *malloc(size_t size)
{
	find_next();
	return fails(__builtin_return_address(0)) ? NULL : next.malloc(size);
}

void *calloc(size_t count, size_t size)
{
	find_next();
	return fails(__builtin_return_address(0)) ? NULL : next.calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	find_next();
	return fails(__builtin_return_address(0)) ? NULL : next.realloc(old, size);
}
