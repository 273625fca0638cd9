/* An agency: a flat list of fields, the same names in YAML, in Redis and in `samtalectl agency`. */
#ifndef SAMTALE_DIRECTORY_AGENCY_H
#define SAMTALE_DIRECTORY_AGENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "directory/hours.h"
#include "directory/theme.h"
#include "directory/words.h"

struct agency;

/* Who may change a field in the browser; in a file the operator may change all but slug and pool. BY_COORDINATOR: only who may
 * invite an agency. */
enum agency_editor { BY_FILE, BY_ADMINISTRATOR, BY_OWNER, BY_COORDINATOR };

/* An agency with its slug and pool (copied) and every other field empty; NULL without memory. */
struct agency *agency_create(const char *slug, const char *pool);
void agency_destroy(struct agency *agency);

/* Sets a field. ERR_GONE: no such field. ERR_SYNTAX or ERR_RANGE: *ret_why is a phrase saying what
 * was expected, borrowed until the next call for this agency. */
int agency_set(struct agency *agency, const char *field, const char *value,
	const char **ret_why) MUST_CHECK;

/* The value, "" when empty, NULL when there is no such field. Borrowed until it is set again.
 * "slug" and "pool" too. */
const char *agency_get(const struct agency *agency, const char *field);

/* Names of all fields in order, NULL behind the last; "slug" and "pool" come first. */
const char *agency_field_at(size_t index);

/* BY_FILE for what is no field. An administrator may change what an owner may. */
enum agency_editor agency_field_editor(const char *field);

/* Whether every required field has a value; else *ret_field names the first that has none. */
int agency_complete(const struct agency *agency, const char **ret_field) MUST_CHECK;

/* The word of the profession whose duty to tell binds who answers: public, health or anyone. The one of an agency that says
 * nothing, and of no agency (NULL), is public. Borrowed. */
const char *agency_profession(const struct agency *agency);

/* Whether it is there for youths. One that is not has no door and is in no list that they read; its staff may practise. */
bool agency_is_live(const struct agency *agency);

const struct hours *agency_hours(const struct agency *agency);

/* The colours of its door in that scheme, completed; NULL: the usual ones. */
const struct theme *agency_theme(const struct agency *agency, enum scheme scheme);

#endif
