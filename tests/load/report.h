/* The figures of a run's windows, and their JSON: {"ok":true,"runs":[{"key":number,...},...]}. Who must not print figures
 * prints {"ok":false,"why":"..."} instead. */
#ifndef SAMTALE_LOAD_REPORT_H
#define SAMTALE_LOAD_REPORT_H

#include <stdint.h>

enum { REPORT_RUNS_MAX = 16, REPORT_FIGURES_MAX = 32 };

struct report_run {
	unsigned count;
	struct {
		const char *key;
		double value;
	} figures[REPORT_FIGURES_MAX];
};

/* Zeroed it is empty. */
struct report {
	unsigned runs;
	struct report_run run[REPORT_RUNS_MAX];
};

/* Begins the figures of the next window. */
void report_begin(struct report *report);

/* Adds one to the window begun last; key is static. */
void report_put(struct report *report, const char *key, double value);

void report_print(const struct report *report);
void report_print_failure(const char *why);

#endif
