/* The configuration as libcyaml reads it, before anything but its form has been checked. Only
 * for this floor. */
#ifndef SAMTALE_CONF_RAW_H
#define SAMTALE_CONF_RAW_H

#include "conf/schema.h"

/* Reads the text into a struct from libcyaml's memory, for raw_free. Its first complaint is told
 * as a problem, with the line that locate knows. ERR_SYNTAX or ERR_NOMEM. */
int raw_read(const char *text, const struct locate *locate, const char *file,
	struct problems *problems, struct raw_TOP **ret_raw) MUST_CHECK;
void raw_free(struct raw_TOP *raw);

#endif
