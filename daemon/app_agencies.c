/* Hashes in Redis become agencies of the directory. */
#include "app_agencies.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

struct reading {
	struct directory *directory;
	int err; /* an agency could not be taken over for want of memory */
	void (*done)(void *context, int err);
	void *context;
};

static const char *find(const struct agency_pair *pairs, unsigned count, const char *field)
{
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(pairs[i].field, field) == 0) {
			return pairs[i].value;
		}
	}
	return "";
}

/* A field that is wrong is left out; one for which there is no memory is no reason to do without it. */
static int fill(struct agency *agency, const struct agency_pair *pairs, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		const char *field = pairs[i].field;
		const char *why = NULL;
		if (strcmp(field, "slug") == 0 || strcmp(field, "pool") == 0) {
			continue;
		}
		int err = agency_set(agency, field, pairs[i].value, &why);
		if (err == ERR_NOMEM) {
			return err;
		}
		if (err != 0) {
			log_warn("agency=%s field=%s is left out: %s", agency_get(agency, "slug"), field,
				why != NULL ? why : err_text(err));
		}
	}
	return 0;
}

/* ERR_NOMEM: the agency stays as it was. */
static int put(struct directory *directory, const char *slug, const struct agency_pair *pairs,
	unsigned count)
{
	struct agency *agency = agency_create(slug, find(pairs, count, "pool"));
	if (agency == NULL) {
		return ERR_NOMEM;
	}
	int err = fill(agency, pairs, count);
	err = err == 0 ? directory_put_agency(directory, agency) : err;
	if (err != 0) {
		log_warn("agency=%s is left out: %s", slug, err_text(err));
		agency_destroy(agency);
	}
	return err == ERR_NOMEM ? err : 0;
}

unsigned app_agencies_pairs(const struct agency *agency, struct agency_pair *pairs, unsigned max)
{
	unsigned count = 0;
	const char *field;
	for (size_t i = 0; count < max && (field = agency_field_at(i)) != NULL; i++) {
		pairs[count++] = (struct agency_pair){field, agency_get(agency, field)};
	}
	return count;
}

void app_agencies_seed(const struct conf *conf)
{
	for (unsigned i = 0; i < conf->agency_count; i++) {
		struct agency_pair pairs[APP_AGENCY_PAIRS_MAX];
		unsigned count = app_agencies_pairs(conf->agencies[i], pairs, APP_AGENCY_PAIRS_MAX);
		int err = put(conf->directory, agency_get(conf->agencies[i], "slug"), pairs, count);
		(void)err; /* Redis' answer comes with another chance */
	}
}

static void on_each(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct reading *reading = context;
	(void)to;
	if (slug != NULL) {
		int taken = put(reading->directory, slug, pairs, count);
		reading->err = taken != 0 ? taken : reading->err;
		return;
	}
	if (reading->done != NULL) {
		reading->done(reading->context, err != 0 ? err : reading->err);
	}
	free(reading);
}

static void read_some(struct store *store, const char *slug, const struct reading *wanted)
{
	struct reading *reading = malloc(sizeof *reading);
	int err = reading != NULL ? 0 : ERR_NOMEM;
	if (reading != NULL) {
		*reading = *wanted;
		err = agencies_read(store, (struct reply_to){0}, slug, on_each, reading);
	}
	if (err != 0) {
		free(reading);
		if (wanted->done != NULL) {
			wanted->done(wanted->context, err);
		}
	}
}

void app_agencies_read(struct store *store, struct directory *directory,
	void (*done)(void *context, int err), void *context)
{
	struct reading reading = {.directory = directory, .done = done, .context = context};
	read_some(store, NULL, &reading);
}

void app_agencies_reread(struct store *store, struct directory *directory, const char *slug,
	void (*done)(void *context, int err), void *context)
{
	struct reading reading = {.directory = directory, .done = done, .context = context};
	read_some(store, slug, &reading);
}
