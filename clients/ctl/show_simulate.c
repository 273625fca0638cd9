/* Two tables, who was answered and how, then what rests on nobody's measurement. */
#include "show_simulate.h"

#include <stdbool.h>
#include <string.h>

enum { POLICY_WIDTH = 22, COLUMNS_MAX = 9 };

/* A column and how its number is written. */
struct column {
	const char *head, *name;
	int decimals;
	bool percent; /* of a share */
};

static const struct column answered[COLUMNS_MAX] = {
	{"came", "arrivals", 0, false},
	{"open door", "open_door", 1, true},
	{"answered", "answered", 1, true},
	{"lost", "lost", 2, true},
	{"+-", "lost_error", 2, true},
	{"closed", "door_closed", 2, true},
	{"no topic", "unskilled", 2, true},
	{"gave up", "abandoned", 2, true},
	{"too late", "waiting", 2, true},
};

static const struct column how[COLUMNS_MAX] = {
	{"own", "own", 1, true},
	{"county", "county", 1, true},
	{"mean wait", "mean_wait_min", 2, false},
	{"p90 wait", "p90_wait_min", 2, false},
	{"in 1 min", "within_minute", 1, true},
	{"worst lost", "worst_lost", 1, true},
	{"in", "worst_municipality", 0, false},
	{"in talk", "in_conversation", 1, true},
	{"h a week", "shift_hours_a_week", 0, false},
};

static void show_table(FILE *out, const struct column *columns, const json_t *policies)
{
	fprintf(out, "%-*s", POLICY_WIDTH, "policy");
	for (size_t c = 0; c < COLUMNS_MAX; c++) {
		fprintf(out, "%11s", columns[c].head);
	}
	fputc('\n', out);
	for (size_t i = 0; i < json_array_size(policies); i++) {
		const json_t *policy = json_array_get(policies, i);
		fprintf(out, "%-*s", POLICY_WIDTH, json_string_value(json_object_get(policy, "policy")));
		for (size_t c = 0; c < COLUMNS_MAX; c++) {
			const struct column *column = &columns[c];
			char cell[32];
			double value = json_number_value(json_object_get(policy, column->name));
			snprintf(cell, sizeof(cell), "%.*f%s", column->decimals,
				column->percent ? value * 100 : value, column->percent ? " %" : "");
			fprintf(out, "%11s", cell);
		}
		fputc('\n', out);
	}
}

static void show_checks(FILE *out, const json_t *data)
{
	const json_t *checks = json_object_get(data, "checks");
	fprintf(out, "M/M/20+M, service 40 min, patience 10 min: who gives up\n");
	fprintf(out, "%6s%12s%12s%8s\n", "load", "exact", "simulated", "+-");
	for (size_t i = 0; i < json_array_size(checks); i++) {
		const json_t *check = json_array_get(checks, i);
		fprintf(out, "%6.1f%10.2f %%%10.2f %%%8.2f%s\n",
			json_number_value(json_object_get(check, "load")),
			json_number_value(json_object_get(check, "exact")) * 100,
			json_number_value(json_object_get(check, "simulated")) * 100,
			json_number_value(json_object_get(check, "error")) * 100,
			json_is_true(json_object_get(check, "holds")) ? "" : "  too far apart");
	}
	fprintf(out, "%s within %.1f points of the exact values\n",
		json_is_true(json_object_get(data, "holds")) ? "All" : "Not all",
		json_number_value(json_object_get(data, "tolerance")) * 100);
}

void show_simulate(FILE *out, const json_t *data)
{
	if (json_object_get(data, "checks")) {
		show_checks(out, data);
		return;
	}
	const json_t *values = json_object_get(data, "parameters");
	const json_t *policies = json_object_get(data, "policies");
	const json_t *assumed = json_object_get(data, "assumed");
	fprintf(out, "%s\n%lld weeks, seed %s. Shares of all who came; +- is one standard error.\n\n",
		json_string_value(json_object_get(values, "title")),
		(long long)json_integer_value(json_object_get(data, "weeks")),
		json_string_value(json_object_get(values, "seed")));
	show_table(out, answered, policies);
	fprintf(out,
		"\nOf those answered: by their own municipality, by its county; waits in minutes.\n");
	fprintf(out, "Counsellors: share of their time on shift that they talk, hours on shift.\n\n");
	show_table(out, how, policies);
	fprintf(out, "\nAssumed, measured by nobody; the figures hold only as far as these do:\n");
	unsigned single = 0; /* of one municipality: too many for a screen */
	for (size_t i = 0; i < json_array_size(assumed); i++) {
		const char *name = json_string_value(json_array_get(assumed, i));
		if (strchr(name, '.')) {
			single++;
		} else {
			fprintf(out, "  %s = %s\n", name, json_string_value(json_object_get(values, name)));
		}
	}
	if (single > 0) {
		fprintf(out, "  and %u values of single municipalities, which --json names\n", single);
	}
}
