/* The number of tries stands for the time: it follows from the back-off. */
#include "store/internal/trouble.h"

#include <stdio.h>

#include "base/ident.h"
#include "base/log.h"
#include "store/internal/backoff.h"

enum { TOLD_AT = 12 };

void trouble_note(struct trouble *trouble, const char *why)
{
	if (why != NULL) {
		snprintf(trouble->why, sizeof trouble->why, "%s", why);
	}
}

uint32_t trouble_wait_ms(struct trouble *trouble, const char *link)
{
	uint32_t random;
	unsigned before = trouble->in_vain++;

	if (trouble->in_vain == TOLD_AT) {
		log_error("the redis link %s cannot be made, and is tried again: %s", link,
			trouble->why[0] != '\0' ? trouble->why : "it broke off");
	}
	trouble->why[0] = '\0';
	ident_random(&random, sizeof random);
	return backoff_ms(before, random);
}

void trouble_over(struct trouble *trouble)
{
	*trouble = (struct trouble){0};
}
