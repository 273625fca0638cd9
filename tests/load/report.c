#include "tests/load/report.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

void report_begin(struct report *report)
{
	assert(report->runs < REPORT_RUNS_MAX);
	report->run[report->runs++].count = 0;
}

void report_put(struct report *report, const char *key, double value)
{
	assert(report->runs > 0);
	struct report_run *run = &report->run[report->runs - 1];
	assert(run->count < REPORT_FIGURES_MAX);
	run->figures[run->count].key = key;
	run->figures[run->count++].value = isfinite(value) ? value : 0;
}

static void print_run(const struct report_run *run)
{
	putchar('{');
	for (unsigned i = 0; i < run->count; i++) {
		printf("%s\"%s\":%.6g", i > 0 ? "," : "", run->figures[i].key, run->figures[i].value);
	}
	putchar('}');
}

void report_print(const struct report *report)
{
	fputs("{\"ok\":true,\"runs\":[", stdout);
	for (unsigned i = 0; i < report->runs; i++) {
		fputs(i > 0 ? "," : "", stdout);
		print_run(&report->run[i]);
	}
	puts("]}");
}

void report_print_failure(const char *why)
{
	fputs("{\"ok\":false,\"why\":\"", stdout);
	for (; *why != '\0'; why++) {
		putchar(*why == '"' || *why == '\\' || (unsigned char)*why < ' ' ? ' ' : *why);
	}
	puts("\"}");
}
