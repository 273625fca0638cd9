#include "tests/load/crew.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_A_TIME = 8 };

static unsigned count_on(const struct crew *crew)
{
	unsigned on = 0;
	for (unsigned i = 0; i < crew->count; i++) {
		on += crew->desks[i]->on ? 1 : 0;
	}
	return on;
}

/* Room for another one, or all there. */
static bool may_go_on(void *context)
{
	const struct crew *crew = context;
	return crew->count - count_on(crew) < AT_A_TIME;
}

static bool all_on(void *context)
{
	const struct crew *crew = context;
	return count_on(crew) == crew->count;
}

static int come(struct crew *crew, FILE *file, unsigned wanted, const struct shift_wish *wish)
{
	char name[DESK_NAME_SIZE];
	double patience = crew->load->options->shape.patience;
	while (crew->count < wanted) {
		if (fgets(name, sizeof name, file) == NULL) {
			load_fail(crew->load, "%s holds only %u names", crew->load->options->staff,
				crew->count);
			return ERR_DOWN;
		}
		name[strcspn(name, "\n")] = '\0';
		struct desk *desk = desk_create(crew->load, name, wish);
		if (desk == NULL) {
			return ERR_DOWN;
		}
		crew->desks[crew->count++] = desk;
		if (load_wait(crew->load, patience, may_go_on, crew, "counsellors to log in") != 0) {
			return ERR_DOWN;
		}
	}
	return load_wait(crew->load, patience, all_on, crew, "all counsellors to be on shift");
}

int crew_come(struct crew *crew, struct load *load, const struct shift_wish *wish)
{
	unsigned wanted = (unsigned)load->options->shape.desks;
	*crew = (struct crew){.load = load, .desks = calloc(wanted + 1, sizeof *crew->desks)};
	FILE *file = fopen(load->options->staff, "re");
	int err = ERR_DOWN;
	if (crew->desks == NULL || file == NULL) {
		load_fail(load, "no memory, or no file %s", load->options->staff);
	} else {
		err = come(crew, file, wanted, wish);
	}
	if (file != NULL) {
		fclose(file);
	}
	return err;
}

void crew_finish(struct crew *crew)
{
	for (unsigned i = 0; i < crew->count; i++) {
		desk_destroy(crew->desks[i]);
	}
	free(crew->desks);
}
