/* The files that a configuration names and the parent alone reads, beside certificates and the papers of the seal: passwords, and
 * whom to trust for alarms. */
#ifndef SAMTALE_PARENT_NAMED_FILES_H
#define SAMTALE_PARENT_NAMED_FILES_H

#include "conf/conf.h"

/* Tells of each that cannot be used, as conf_load tells its problems; path is the configuration's. ERR_SYSTEM: there was one. */
int named_files_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context) MUST_CHECK;

#endif
