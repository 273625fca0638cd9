#include "tests/load/crowd.h"

#include <stdlib.h>

enum { SECONDS_PER_THOUSAND = 12 };

static void bring(struct crowd *crowd)
{
	unsigned most = (unsigned)crowd->load->options->shape.parallel;
	while (crowd->come < crowd->wanted && crowd->come - crowd->done < most &&
		crowd->load->failures == 0) {
		struct youth *youth = youth_create(crowd->load);
		if (youth == NULL) {
			return;
		}
		youth->index = crowd->come;
		crowd->youths[crowd->come++] = youth;
	}
}

static void on_greeted(void *scenario, struct youth *youth)
{
	struct crowd *crowd = scenario;
	if (crowd->wish != NULL) {
		youth_ask(youth, crowd->wish(youth->index), uv_hrtime());
	} else {
		crowd->done++;
		bring(crowd);
	}
}

static void on_queued(void *scenario, struct youth *youth)
{
	struct crowd *crowd = scenario;
	(void)youth;
	crowd->done++;
	bring(crowd);
}

static bool all_there(void *context)
{
	const struct crowd *crowd = context;
	return crowd->done == crowd->wanted;
}

int crowd_come(struct crowd *crowd, struct load *load, unsigned wanted,
	const struct wish *(*wish)(unsigned index))
{
	*crowd = (struct crowd){.load = load, .wanted = wanted, .wish = wish};
	crowd->youths = calloc(wanted + 1, sizeof *crowd->youths);
	if (crowd->youths == NULL) {
		load_fail(load, "no memory for a crowd");
		return ERR_DOWN;
	}
	load->hooks =
		(struct hooks){.scenario = crowd, .on_greeted = on_greeted, .on_queued = on_queued};
	bring(crowd);
	double seconds = load->options->shape.patience + wanted * SECONDS_PER_THOUSAND / 1000.0;
	return load_wait(load, seconds, all_there, crowd, "a crowd to come");
}

void crowd_finish(struct crowd *crowd)
{
	for (unsigned i = 0; i < crowd->come; i++) {
		youth_destroy(crowd->youths[i]);
	}
	free(crowd->youths);
}
