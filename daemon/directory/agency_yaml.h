/* An agency's file as samtalectl and the owner's page write it: what conf/agency_file.c reads back. */
#ifndef SAMTALE_DIRECTORY_AGENCY_YAML_H
#define SAMTALE_DIRECTORY_AGENCY_YAML_H

#include "base/buf.h"

/* Adds one line: the field, and its value between double quotes, escaped (YAML 1.1, 5.7). The value is
 * UTF-8. ERR_FULL, ERR_NOMEM. */
int agency_yaml_line(struct buf *buf, const char *field, const char *value) MUST_CHECK;

#endif
