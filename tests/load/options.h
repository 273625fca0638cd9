/* What the command line says. */
#ifndef SAMTALE_LOAD_OPTIONS_H
#define SAMTALE_LOAD_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "tests/load/account.h"

/* Numbers of a scenario; what each means to it, the scenario says. */
struct options_shape {
	double desks;       /* counsellors to log in */
	double rooms;       /* rooms that talk */
	double connections; /* open sockets in all */
	double rate;        /* a second; 0: closed loop, as fast as it goes */
	double seconds;     /* of the measured window */
	double warm;        /* seconds before it */
	double size;        /* bytes of a message */
	double runs;        /* windows */
	double parallel;    /* at a time, in a closed loop */
	double patience; /* seconds to wait for what must come, before more is given to larger crowds */
};

struct options {
	const char *scenario;
	const char *host; /* as in Host: */
	const char *origin;
	const char *path;
	const char *protocol; /* subprotocol, empty: none */
	const char *staff;    /* file of names, one a line; all have the one password */
	const char *password;
	const char *sealed; /* the root's point in hexadecimal: talks are sealed; empty: they are not */
	struct options_shape shape;
	unsigned port;
	unsigned sources;
	unsigned first_source;
	bool tls;
	bool apart; /* youths on the first worker, counsellors on the second */
	account_pids daemon_pids;
	account_pids redis_pids;
	account_pids worker_pids;
};

/* Reads SCENARIO and pairs --name value. On failure says on standard error what was wrong. ERR_SYNTAX. */
int options_read(struct options *options, int count, char **words) MUST_CHECK;

#endif
