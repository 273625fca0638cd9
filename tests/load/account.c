#include "tests/load/account.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <uv.h>

enum { LINE = 1024, US_PER_S = 1000000, PATH = 64 };

static uint64_t ticks_to_us(uint64_t ticks)
{
	long per_second = sysconf(_SC_CLK_TCK);
	return ticks * US_PER_S / (uint64_t)(per_second > 0 ? per_second : 100);
}

/* user + system time of a process and all its threads; 0 when it is gone. */
static uint64_t process_us(int pid)
{
	char path[PATH], line[LINE];
	unsigned long long user = 0, kernel = 0;
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		return 0;
	}
	size_t length = fread(line, 1, sizeof line - 1, file);
	fclose(file);
	line[length] = '\0';
	const char *behind = strrchr(line, ')'); /* the name may hold anything */
	if (behind == NULL ||
		sscanf(behind, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &kernel) !=
			2) {
		return 0;
	}
	return ticks_to_us(user + kernel);
}

/* What all processors have worked: user, nice, system, irq, softirq. */
static uint64_t machine_us(void)
{
	unsigned long long user = 0, nice = 0, kernel = 0, irq = 0, softirq = 0;
	FILE *file = fopen("/proc/stat", "re");
	if (file == NULL) {
		return 0;
	}
	int found =
		fscanf(file, "cpu %llu %llu %llu %*u %*u %llu %llu", &user, &nice, &kernel, &irq, &softirq);
	fclose(file);
	return found == 5 ? ticks_to_us(user + nice + kernel + irq + softirq) : 0;
}

static uint64_t sum_us(const int *pids)
{
	uint64_t sum = 0;
	for (; *pids != 0; pids++) {
		sum += process_us(*pids);
	}
	return sum;
}

static struct account_used totals(const struct account *account)
{
	struct account_used now = {
		.daemon_us = sum_us(account->daemon),
		.redis_us = sum_us(account->redis),
		.own_us = process_us(getpid()),
		.ns = uv_hrtime(),
	};
	now.others_us = machine_us();
	return now;
}

void account_init(struct account *account, const int *daemon, const int *redis)
{
	*account = (struct account){.daemon = daemon, .redis = redis};
}

void account_open(struct account *account)
{
	account->opened = totals(account);
}

void account_close(struct account *account)
{
	struct account_used now = totals(account);
	const struct account_used *then = &account->opened;
	struct account_used used = {
		.daemon_us = now.daemon_us - then->daemon_us,
		.redis_us = now.redis_us - then->redis_us,
		.own_us = now.own_us - then->own_us,
		.ns = now.ns - then->ns,
	};
	uint64_t ours = used.daemon_us + used.redis_us + used.own_us;
	uint64_t all = now.others_us - then->others_us;
	used.others_us = all > ours ? all - ours : 0;
	account->used = used;
}
