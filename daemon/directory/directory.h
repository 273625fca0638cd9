/* Who and what there is: pools, regions, topics, help services, agencies. Pure data and
 * look-ups, nothing that changes with a visit. One directory a process; built by conf from files
 * and filled with agencies from Redis. */
#ifndef SAMTALE_DIRECTORY_DIRECTORY_H
#define SAMTALE_DIRECTORY_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "directory/acts.h"
#include "directory/agency.h"
#include "directory/words.h"

struct pool {
	const char *id;              /* "no" */
	const char *country;         /* "NO" */
	const char *zone;            /* "Europe/Oslo" */
	const char *national_agency; /* slug */
	struct words name;
	const char *languages; /* codes parted by spaces: what can be asked for */
	bool practice;         /* to practise in: nothing of it is listed or counted */
	const char *duty_lead; /* kinds of acts that a duty lead may do, parted by spaces */
	const char *licence;   /* what others may do with its published figures; "" for nothing said */
};

/* A municipality; counties are those that municipalities name. */
struct region {
	const char *pool;
	const char *code;
	const char *name;
	const char *county; /* code */
	const char *county_name;
};

/* "I don't know / something else": whoever is on shift takes it. */
#define TOPIC_FOR_ALL "unsure"

struct topic {
	const char *id;
	int order;
	bool hidden; /* reached by hand-over only */
	struct words name;
};

/* A row of help-services.tsv; texts as there. */
struct help_service {
	const char *country, *id, *name, *channel, *address, *hours, *ages, *languages;
	bool keeps_record;
	bool confirmed;     /* a person has opened the source: checked_on is filled */
	const char *topics; /* ids it is for above others; NULL or empty: whatever it is about */
};

/* A page to read while one waits, a row of reading.tsv; texts as there. */
struct reading_page {
	const char *country, *topic, *language, *title, *address, *source;
	bool confirmed; /* as of struct help_service */
};

/* The address of a row that nobody has found one for: it is kept and not shown. */
#define ADDRESS_UNCONFIRMED "unconfirmed"

struct directory;

/* An empty directory, or NULL without memory. directory_destroy takes NULL. */
struct directory *directory_create(void);
void directory_destroy(struct directory *directory);

/* Add a copy. ERR_MOMENT: the id (of a region: pool and code) is there already. ERR_FULL: 32
 * topics, 16 pools. */
int directory_add_pool(struct directory *directory, const struct pool *pool) MUST_CHECK;
int directory_add_region(struct directory *directory, const struct region *region) MUST_CHECK;
int directory_add_topic(struct directory *directory, const struct topic *topic) MUST_CHECK;
int directory_add_help(struct directory *directory, const struct help_service *help) MUST_CHECK;
int directory_add_reading(struct directory *directory,
	const struct reading_page *reading) MUST_CHECK;

/* Puts an agency in, in place of the one with its slug, and takes it over. ERR_GONE: its pool or
 * municipality is not known; the agency is then not taken. */
int directory_put_agency(struct directory *directory, struct agency *agency) MUST_CHECK;

/* Puts what stands in a pool in the place of what did, and takes it over; of a pool that is not known it is let go of. */
void directory_put_acts(struct directory *directory, const char *pool, struct acts *acts);

/* What stands in a pool, borrowed until it is put again; NULL: nothing, as far as is known. */
const struct acts *directory_acts(const struct directory *directory, const char *pool);

/* Look-ups; NULL when there is none. Borrowed: agencies until the agency is put again, the rest
 * for good. */
const struct pool *directory_pool(const struct directory *directory, const char *id);
const struct region *directory_region(const struct directory *directory, const char *pool,
	const char *code);
const struct topic *directory_topic(const struct directory *directory, const char *id);
const struct agency *directory_agency(const struct directory *directory, const char *slug);
/* The agency that serves a municipality, or NULL; one that is not live serves nobody. */
const struct agency *directory_agency_of(const struct directory *directory, const char *pool,
	const char *municipality);

/* The first pool where youths are helped, whose ways hold where none is chosen yet; NULL: there is none. */
const struct pool *directory_first_pool(const struct directory *directory);

/* The agency to practise in, or NULL: there is none. */
const struct agency *directory_practice(const struct directory *directory);

/* Whether the agency is of the pool to practise in: none of what is public lists it. */
bool directory_is_practice(const struct directory *directory, const struct agency *agency);

/* The first topic that the agency has hours of its own for and that is not among the topics; NULL
 * when all are. Borrowed from the agency. */
const char *directory_unknown_topic(const struct directory *directory, const struct agency *agency);

/* Walks: index from 0; NULL behind the last. Topics come in their order, the rest as added. */
const struct pool *directory_pool_at(const struct directory *directory, size_t index);
const struct region *directory_region_at(const struct directory *directory, size_t index);
const struct topic *directory_topic_at(const struct directory *directory, size_t index);
const struct help_service *directory_help_at(const struct directory *directory, size_t index);
const struct reading_page *directory_reading_at(const struct directory *directory, size_t index);
const struct agency *directory_agency_at(const struct directory *directory, size_t index);

#endif
