/* The table of the staff's roles. What each may do is the gate's (chat), not here. */
#include "staff/roles.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *word;
	unsigned number;
	bool of_agency;
} roles[] = {
	{"counsellor", 2, true},
	{"supervisor", 3, true},
	{"duty_lead", 4, false},
	{"owner", 5, true},
	{"coordinator", 6, false},
	{"administrator", 7, false},
	{"evaluator", 8, true},
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

bool staff_role_is_of_agency(const char *word)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (strcmp(roles[i].word, word) == 0) {
			return roles[i].of_agency;
		}
	}
	return false;
}
