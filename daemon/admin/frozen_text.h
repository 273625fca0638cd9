/* A published file read back: which numbers it tells. */
#ifndef SAMTALE_ADMIN_FROZEN_TEXT_H
#define SAMTALE_ADMIN_FROZEN_TEXT_H

#include "figures/table.h"

/* Fills an empty list from what write_json wrote; tables and columns that are not known are left out. ERR_SYNTAX: it is no such
 * file. The list is to be finished either way. */
int frozen_text_read(const char *json, struct figure_list *list) MUST_CHECK;

#endif
