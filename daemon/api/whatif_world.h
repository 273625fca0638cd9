/* The world in which a form is played: the own agency is municipality 1, and around it stand the pool's other agencies
 * with their hours. What nobody has measured is that of the preset of municipalities as they are (docs/simulation.md). */
#ifndef SAMTALE_API_WHATIF_WORLD_H
#define SAMTALE_API_WHATIF_WORLD_H

#include "api/whatif_form.h"
#include "directory/directory.h"

struct parameters;

enum { WHATIF_DAY_HOURS = 24 };

/* What counters tell of the last weeks; 0 days: nothing. */
struct whatif_facts {
	unsigned days;                  /* whole days counted */
	double visits;                  /* of the own municipality, in all of them */
	double hours[WHATIF_DAY_HOURS]; /* arrivals of the whole pool by hour of the day */
};

/* Whose the figures are that a form begins with. */
struct whatif_from {
	bool own_visits, own_hours, pool_hours, pool_others;
};

/* What is known of the agency as a form, and whose it is. */
struct whatif_from whatif_today(const struct directory *directory, const struct agency *agency,
	const struct whatif_facts *facts, struct whatif_form *ret_form);

/* Parameters that play the form; the caller destroys them. ERR_RANGE: faults says what was expected, as of whatif_form_read. */
struct whatif_around {
	const struct directory *directory;
	const struct agency *agency;
	const struct whatif_facts *facts;
	unsigned last_entry_minutes;
};
int whatif_world(const struct whatif_around *around, const struct whatif_form *form,
	const char *prefix, json_t *faults, struct parameters **ret_parameters) MUST_CHECK;

#endif
