/* The parent process: sockets, Redis, functions, workers, the control socket. There is no chat in it. */
#ifndef SAMTALE_PARENT_PARENT_H
#define SAMTALE_PARENT_PARENT_H

#include "conf/conf.h"

/* Runs until SIGTERM or SIGINT; a second one ends at once. Returns the exit code. */
int parent_run(struct conf *conf, const char *config_path);

#endif
