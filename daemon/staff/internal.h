/* What the files of this floor share: the struct behind staff.h and its requests. */
#ifndef SAMTALE_STAFF_INTERNAL_H
#define SAMTALE_STAFF_INTERNAL_H

#include "staff/hasher.h"
#include "staff/staff.h"

struct staff {
	struct store *store;
	struct hasher *hasher;
	struct auth_port port;
	unsigned logins;   /* under way before their hash is worked on: these queue, too */
	unsigned requests; /* that have not been answered */
};

/* Begins and ends a request: allocated by the caller, counted here. */
void staff_request_begin(struct staff *staff);
void staff_request_end(struct staff *staff);

#endif
