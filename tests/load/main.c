/* samtale-load SCENARIO [--option value]...: puts load on a running daemon as its own clients would, and prints what it
 * cost as JSON. It ends with 1, and without a figure, when a message was lost, doubled, reordered or altered, or
 * anything else went wrong. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "tests/load/scenario.h"

static const struct {
	const char *name;
	scenario_fn run;
} scenarios[] = {
	{"relay", scenario_relay},
	{"hold", scenario_hold},
	{"accept", scenario_accept},
	{"waiting", scenario_waiting},
	{"burst", scenario_burst},
	{"visits", scenario_visits},
	{"herd", scenario_herd},
	{"beside", scenario_beside},
	{"peer-ws", scenario_peer_ws},
	{"peer-socketio", scenario_peer_socketio},
};

static scenario_fn find_scenario(const char *name)
{
	for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
		if (strcmp(scenarios[i].name, name) == 0) {
			return scenarios[i].run;
		}
	}
	fprintf(stderr, "samtale-load: there is no scenario %s\n", name);
	return NULL;
}

int main(int argc, char **argv)
{
	struct options options;
	(void)signal(SIGPIPE,
		SIG_IGN); /* a line that was cut is an error of a write, and libuv says so */
	if (options_read(&options, argc, argv) != 0) {
		return EX_USAGE;
	}
	scenario_fn run = find_scenario(options.scenario);
	struct load *load = run != NULL ? load_create(&options) : NULL;
	if (load == NULL) {
		return EX_USAGE;
	}
	run(load);
	(void)load_judge(load);
	bool ok = load->failures == 0;
	if (ok) {
		report_print(&load->report);
	} else {
		report_print_failure(load->why);
	}
	load_destroy(load);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
