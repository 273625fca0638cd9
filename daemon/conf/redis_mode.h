/* Where Redis is, as the one text redis.mode says it. Only for this floor. */
#ifndef SAMTALE_CONF_REDIS_MODE_H
#define SAMTALE_CONF_REDIS_MODE_H

#include "conf/conf.h"

enum { REDIS_MODE_WHY = 200 };

/* Fills embedded, socket and addresses; what they point at is borrowed from mode or owned by it (name).
 * ERR_SYNTAX with a sentence of what was expected in why. */
int redis_mode_parse(const char *mode, struct conf_redis *redis,
	char why[REDIS_MODE_WHY]) MUST_CHECK;

#endif
