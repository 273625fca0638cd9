/* What the processes under test have used, from the kernel's own accounts in /proc: CPU between the opening and the closing
 * of a window. */
#ifndef SAMTALE_LOAD_ACCOUNT_H
#define SAMTALE_LOAD_ACCOUNT_H

#include <stdint.h>

enum { ACCOUNT_PIDS_MAX = 32 };

/* Process ids, ended by 0. */
typedef int account_pids[ACCOUNT_PIDS_MAX + 1];

/* CPU in us. user and system time of a process come in ticks of 10 ms. */
struct account_used {
	uint64_t daemon_us;
	uint64_t redis_us;
	uint64_t own_us;    /* the load generator's */
	uint64_t others_us; /* everybody else's on this machine: the noise */
	uint64_t ns;        /* how long the window was open */
};

struct account {
	const int *daemon;
	const int *redis;
	struct account_used opened; /* totals at the opening */
	struct account_used used;   /* of the last closed window */
};

/* Borrows both lists. */
void account_init(struct account *account, const int *daemon, const int *redis);
void account_open(struct account *account);
void account_close(struct account *account);

#endif
