/* The roles of the staff, by word and by number. The words and numbers are those of the
 * protocol, which this floor may not include; a test holds the two together. */
#ifndef SAMTALE_STAFF_ROLES_H
#define SAMTALE_STAFF_ROLES_H

/* The number of a role of the staff, or 0. */
unsigned staff_role_number(const char *word);

#endif
