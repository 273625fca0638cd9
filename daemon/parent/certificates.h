/* The certificates of the listeners with TLS. The parent reads and judges the files and hands what is good to the workers
 * in a file that exists in memory only. So all workers show the same, one that is started again gets the last good one
 * whatever lies on the disk by then, and no worker needs the right to read a key. */
#ifndef SAMTALE_PARENT_CERTIFICATES_H
#define SAMTALE_PARENT_CERTIFICATES_H

#include <stdbool.h>

#include "base/err.h"
#include "conf/conf.h"
#include "net/net.h"

struct certificates {
	const struct conf *conf; /* borrowed */
	struct certificates_shared *shared;
	int fd; /* what workers inherit; -1: no listener has TLS */
};

/* Looks at every file, and tells what is wrong through problem as "FILE:LINE: key: what was expected" (no newline); a
 * warning is told the same way. ERR_SYNTAX when one cannot be used. */
int certificates_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context) MUST_CHECK;

/* Reads everything for the first time; what is wrong is logged. ERR_SYNTAX; ERR_SYSTEM with errno. */
int certificates_open(struct certificates *certificates, const struct conf *conf) MUST_CHECK;

/* Reads the files again. A listener whose files are not right keeps what it has, and the log says why. Tickets from before
 * count no more. True when there is something to tell the workers. */
bool certificates_reread(struct certificates *certificates);

/* New keys for tickets, so that one who gets hold of them reads little. True as above. */
bool certificates_turn_keys(struct certificates *certificates);

/* Warns of what is about to expire, and puts it into the metric. */
void certificates_watch(const struct certificates *certificates);

/* Takes a zeroed one, too. */
void certificates_close(struct certificates *certificates);

/* In a worker: shows what the parent has put into its file. ERR_SYNTAX, ERR_SYSTEM, ERR_NOMEM. */
int certificates_show(int fd, const struct conf *conf, struct net *net) MUST_CHECK;

#endif
