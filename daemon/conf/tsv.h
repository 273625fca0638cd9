/* Reads the tables of data that come with the product into a directory. Only for this floor. */
#ifndef SAMTALE_CONF_TSV_H
#define SAMTALE_CONF_TSV_H

#include "base/err.h"
#include "conf/conf.h"
#include "conf/problems.h"
#include "directory/directory.h"

/* Each reads one file; problems name the file and its line. ERR_SYNTAX, or ERR_SYSTEM when the
 * file cannot be read, which is not told: the caller knows which key named it. */
int tsv_regions(const char *path, const char *pool, struct directory *directory,
	struct problems *problems) MUST_CHECK;
int tsv_topics(const char *path, struct directory *directory, struct problems *problems) MUST_CHECK;
/* Canned replies of a pool; the file may hold those of others. Adds to what is there. */
int tsv_replies(const char *path, const char *pool, struct conf_replies *replies,
	struct problems *problems) MUST_CHECK;
int tsv_help(const char *path, struct directory *directory, struct problems *problems) MUST_CHECK;
/* After the topics, which its rows name. */
int tsv_reading(const char *path, struct directory *directory,
	struct problems *problems) MUST_CHECK;

#endif
