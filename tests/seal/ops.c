/* The table of ops. */
#include "seal/ops.h"

#include <string.h>

static const struct {
	const char *name;
	void (*run)(struct op *op);
} table[] = {
	{"statement", op_statement},
	{"certificate", op_certificate},
	{"request", op_request},
	{"check_request", op_check_request},
	{"digits", op_digits},
	{"offer", op_offer},
	{"check_offer", op_check_offer},
	{"answer", op_answer},
	{"check_answer", op_check_answer},
	{"check_colleague", op_check_colleague},
	{"link", op_link},
	{"grant", op_grant},
	{"open_grant", op_open_grant},
	{"own_grant", op_own_grant},
	{"confirm", op_confirm},
	{"check_confirm", op_check_confirm},
	{"say", op_say},
	{"open_say", op_open_say},
	{"note", op_note},
	{"open_note", op_open_note},
	{"sequence", op_sequence},
};

enum { COUNT = sizeof(table) / sizeof(*table) };

bool ops_run(const char *name, struct op *op)
{
	for (size_t i = 0; i < COUNT; i++) {
		if (strcmp(table[i].name, name) == 0) {
			table[i].run(op);
			return true;
		}
	}
	return false;
}

const char *const *ops_names(void)
{
	static const char *names[COUNT + 1];

	for (size_t i = 0; i < COUNT; i++) {
		names[i] = table[i].name;
	}
	return names;
}
