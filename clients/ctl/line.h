/* One line of JSON to the daemon and one back, over its control socket. */
#ifndef SAMTALE_CTL_LINE_H
#define SAMTALE_CTL_LINE_H

#include <jansson.h>

#include "base/err.h"

/* Asks. ERR_DOWN with errno: the socket cannot be reached or broke off. ERR_SYNTAX: what came is
 * no answer. The answer is the caller's. Waits at most so many seconds; 0: as long as it takes. */
int line_ask(const char *socket, unsigned patience_s, const json_t *request,
	json_t **ret_answer) MUST_CHECK;

#endif
