/* The table of the staff's roles. What each may do is the gate's (chat), not here. */
#include "staff/roles.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *word;
	unsigned number;
} roles[] = {
	{"counsellor", 2},
	{"supervisor", 3},
	{"duty_lead", 4},
	{"owner", 5},
	{"coordinator", 6},
	{"administrator", 7},
	{"evaluator", 8},
};

unsigned staff_role_number(const char *word)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (strcmp(roles[i].word, word) == 0) {
			return roles[i].number;
		}
	}
	return 0;
}
