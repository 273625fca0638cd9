/* Makes published tables of counters that it reads, for tests in another language. Lines of stdin, words parted by tabs:
 *   county CODE NAME | place CODE COUNTY | topic ID | agency SLUG NAME MUNICIPALITY COUNTY     the world; agencies at any time
 *   gone SLUG                                                                              an agency that is no longer there
 *   KIND FIELD NUMBER                                                                      a counter, as in tally_add
 *   step 2026-10                       makes the tables of what was read since the last step, and prints them as one JSON
 * With --alone only small cells are hidden, and none to protect them: a fault to be found. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figures/suppress.h"
#include "figures/tables.h"
#include "figures/write.h"

enum { LINE_BYTES = 512, WORDS_MAX = 5, THINGS_MAX = 512, STEPS_MAX = 64 };
enum { JSON_BYTES = 16 * 1024 * 1024 };

static struct {
	struct figure_county counties[THINGS_MAX];
	struct figure_place places[THINGS_MAX];
	const char *topics[THINGS_MAX];
	struct figure_agency agencies[THINGS_MAX];
	bool gone[THINGS_MAX];
	struct figure_world world;
	struct tally *tally;
	struct figure_list lists[STEPS_MAX];
	struct published published[STEPS_MAX];
	size_t steps;
	bool alone;
} state;

static void check(int err)
{
	if (err != 0) {
		fprintf(stderr, "figures_tables: %s\n", err_text(err));
		exit(EXIT_FAILURE);
	}
}

static void hide_small(struct figure_list *list)
{
	for (int id = 0; id < FIGURE_TABLES; id++) {
		struct figure_table *table = &list->tables[id];
		for (size_t i = 0; i < table->count * table->head->columns; i++) {
			struct figure_cell *cell =
				&table->rows[i / table->head->columns].cells[i % table->head->columns];
			bool visits = table->head->column[i % table->head->columns].unit == FIGURE_VISITS;
			cell->hidden |= visits && cell->number > 0 && cell->number < SUPPRESS_UNDER;
		}
	}
}

static void print_list(const char *step, const struct figure_list *list)
{
	const struct write_head head = {.pool = "no",
		.step = step,
		.from = "",
		.to = "",
		.frozen = "2026-11-02T05:00:00Z",
		.licence = ""};
	struct buf out;
	buf_init(&out, JSON_BYTES);
	check(write_json(&head, list, &out));
	for (size_t i = 0; i + 1 < out.len; i++) {
		putchar(out.data[i] == '\n' ? ' ' : out.data[i]);
	}
	putchar('\n');
	buf_finish(&out);
}

/* As whoever freezes a step takes over agencies. */
static void take_agencies(const struct step *step, struct figure_world *ret_world,
	struct figure_agency agencies[THINGS_MAX])
{
	*ret_world = state.world;
	ret_world->agencies = agencies;
	ret_world->agency_count = 0;
	for (size_t i = 0; i < state.world.agency_count; i++) {
		if (!state.gone[i] ||
			published_has(step, state.published, state.steps, state.agencies[i].slug)) {
			agencies[ret_world->agency_count++] = state.agencies[i];
		}
	}
}

static void make_step(const char *text)
{
	struct figure_agency agencies[THINGS_MAX];
	struct figure_world world;
	struct figure_list *list = &state.lists[state.steps];
	struct published *published = &state.published[state.steps];
	figure_list_init(list);
	check(step_parse(text, &published->step));
	take_agencies(&published->step, &world, agencies);
	check(tables_make(state.tally, &world, list));
	if (state.alone) {
		hide_small(list);
	} else {
		check(suppress(&published->step, list, state.published, state.steps));
	}
	published->list = list;
	state.steps++;
	print_list(text, list);
	tally_destroy(state.tally);
	state.tally = tally_create();
}

static void take_line(char *words[WORDS_MAX])
{
	struct figure_world *world = &state.world;
	if (strcmp(words[0], "county") == 0) {
		state.counties[world->county_count++] =
			(struct figure_county){strdup(words[1]), strdup(words[2])};
	} else if (strcmp(words[0], "place") == 0) {
		state.places[world->place_count++] =
			(struct figure_place){strdup(words[1]), strdup(words[2])};
	} else if (strcmp(words[0], "topic") == 0) {
		state.topics[world->topic_count++] = strdup(words[1]);
	} else if (strcmp(words[0], "agency") == 0) {
		state.agencies[world->agency_count++] = (struct figure_agency){strdup(words[1]),
			strdup(words[2]), strdup(words[3]), strdup(words[4])};
	} else if (strcmp(words[0], "gone") == 0) {
		for (size_t i = 0; i < world->agency_count; i++) {
			state.gone[i] |= strcmp(state.agencies[i].slug, words[1]) == 0;
		}
	} else if (strcmp(words[0], "step") == 0) {
		make_step(words[1]);
	} else {
		check(tally_add(state.tally, (enum tally_kind)words[0][0], words[1], atoll(words[2])));
	}
}

int main(int argc, char **argv)
{
	char line[LINE_BYTES];
	state.alone = argc > 1 && strcmp(argv[1], "--alone") == 0;
	state.tally = tally_create();
	state.world.counties = state.counties;
	state.world.places = state.places;
	state.world.topics = state.topics;
	state.world.agencies = state.agencies;
	while (fgets(line, sizeof line, stdin)) {
		char none[] = "", *words[WORDS_MAX] = {none, none, none, none, none}, *rest = line;
		line[strcspn(line, "\n")] = '\0';
		for (int i = 0; i < WORDS_MAX && rest; i++) {
			words[i] = strsep(&rest, "\t");
		}
		take_line(words);
	}
	return EXIT_SUCCESS;
}
