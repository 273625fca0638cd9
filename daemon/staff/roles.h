/* The roles of the staff, by word and by number. The words and numbers are those of the
 * protocol, which this floor may not include; a test holds the two together. */
#ifndef SAMTALE_STAFF_ROLES_H
#define SAMTALE_STAFF_ROLES_H

#include <stdbool.h>

/* The number of a role of the staff, or 0. */
unsigned staff_role_number(const char *word);

/* Whether it is one that an agency gives, and its owner takes: it reaches no further than the agency. OF_AGENCY of
 * 88_staff.lua says the same of changes. */
bool staff_role_is_of_agency(const char *word);

#endif
