/* A page of shared memory a process; one writes, the parent reads. */
#include "base/metric_row.h"

#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROW_BYTES = METRIC_CELLS * sizeof(metric_number) };

static metric_number *map_row(int fd)
{
	void *memory = mmap(NULL, ROW_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return memory != MAP_FAILED ? memory : NULL;
}

int metric_row_open(struct metric_row *row)
{
	*row = (struct metric_row){.fd = memfd_create("samtale-metrics", MFD_CLOEXEC)};
	if (row->fd < 0) {
		return ERR_SYSTEM;
	}
	row->numbers = ftruncate(row->fd, ROW_BYTES) == 0 ? map_row(row->fd) : NULL;
	if (row->numbers == NULL) {
		close(row->fd);
		return ERR_SYSTEM;
	}
	return 0;
}

int metric_row_keep(int fd)
{
	metric_number *numbers = map_row(fd);
	close(fd);
	if (numbers == NULL) {
		return ERR_SYSTEM;
	}
	metric_keep(numbers);
	return 0;
}

static int64_t read_cell(const struct metric_row *row, unsigned at)
{
	return atomic_load_explicit(&row->numbers[at], memory_order_relaxed);
}

static bool grows(const struct metric_info *info)
{
	return info->kind == METRIC_KIND_COUNTER || info->kind == METRIC_KIND_SPAN;
}

void metric_row_retire(struct metric_row *row)
{
	if (row->numbers == NULL) {
		return;
	}
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		const struct metric_info *info = metric_info((enum metric)metric);
		for (unsigned cell = 0; cell < info->cells; cell++) {
			unsigned at = info->first + cell;
			if (grows(info)) {
				metric_add_at((enum metric)metric, cell, read_cell(row, at));
			}
			atomic_store_explicit(&row->numbers[at], 0, memory_order_relaxed);
		}
	}
	row->used = false;
}

int64_t metric_row_join(const struct metric_row *row, enum metric metric, unsigned cell,
	int64_t value)
{
	const struct metric_info *info = metric_info(metric);
	if (!row->used) {
		return value;
	}
	int64_t theirs = read_cell(row, info->first + cell);
	switch (info->kind) {
	case METRIC_KIND_LEAST: return theirs < value ? theirs : value;
	case METRIC_KIND_MOST: return theirs > value ? theirs : value;
	default: return value + theirs;
	}
}

void metric_row_close(struct metric_row *row)
{
	if (row->numbers != NULL) {
		munmap(row->numbers, ROW_BYTES);
		close(row->fd);
		row->numbers = NULL;
	}
}
