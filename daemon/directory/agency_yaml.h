/* An agency's file as samtalectl and the owner's page write it: what conf/agency_file.c reads back. */
#ifndef SAMTALE_DIRECTORY_AGENCY_YAML_H
#define SAMTALE_DIRECTORY_AGENCY_YAML_H

#include "base/buf.h"

/* Adds one line: the field, and its value between double quotes, escaped (YAML 1.1, 5.7). The value is
 * UTF-8. ERR_FULL, ERR_NOMEM. */
int agency_yaml_line(struct buf *buf, const char *field, const char *value) MUST_CHECK;

/* The key under which the agency's own canned replies stand, how many there may be, and how large the
 * file with all of them gets. */
#define AGENCY_YAML_REPLIES "replies"
enum { AGENCY_REPLIES_MAX = 200, AGENCY_YAML_MAX = 1024 * 1024 };

/* One of them; texts are borrowed. */
struct agency_reply {
	const char *code, *language, *text;
};

/* Adds the map of all, which says so when there is none. As above. */
int agency_yaml_replies(struct buf *buf, const struct agency_reply *rows, size_t count) MUST_CHECK;

#endif
