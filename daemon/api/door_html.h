/* The first HTML of a youth's page: a door that is of use before any script, and without one. */
#ifndef SAMTALE_API_DOOR_HTML_H
#define SAMTALE_API_DOOR_HTML_H

#include "api/internal.h"

/* Writes the bar and the door. 0, ERR_FULL or ERR_NOMEM. */
int door_html(const struct api *api, const struct door *door, enum language language,
	struct buf *out) MUST_CHECK;

/* The same bar and the words for an address that leads nowhere. */
int door_html_missing(const struct api *api, enum language language, struct buf *out) MUST_CHECK;

#endif
