/* A door as JSON: in the page and at /api/v1/door, the same object. */
#ifndef SAMTALE_API_DOOR_JSON_H
#define SAMTALE_API_DOOR_JSON_H

#include "api/internal.h"

/* New, or NULL without memory. */
json_t *door_json(const struct api *api, const struct door *door, enum language language);

/* The name over the door; borrowed. */
const char *door_name(const struct api *api, const struct door *door, enum language language);

/* The agency's fields that lead to its own pages about the door: the names of the members, too. */
enum { DOOR_PAGE_COUNT = 2 };
extern const char *const door_pages[DOOR_PAGE_COUNT];

/* Where "leave quickly" leads; borrowed. */
const char *door_exit(const struct api *api, const struct door *door);

#endif
