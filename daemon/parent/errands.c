/* Singly linked: there are few, and they leave in front. */
#include "parent/errands.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"

void errand_destroy(struct errand *errand)
{
	if (errand == NULL) {
		return;
	}
	if (errand->secret != NULL) {
		ident_cleanse(errand->secret, strlen(errand->secret));
	}
	free(errand->secret);
	free(errand->body);
	free(errand);
}

void errands_put(struct errands *errands, struct errand *errand)
{
	errand->next = NULL;
	if (errands->last != NULL) {
		errands->last->next = errand;
	} else {
		errands->first = errand;
	}
	errands->last = errand;
	errands->count++;
}

struct errand *errands_take(struct errands *errands)
{
	struct errand *errand = errands->first;
	errands->first = errand->next;
	errands->last = errands->first != NULL ? errands->last : NULL;
	errands->count--;
	return errand;
}

bool errands_have(const struct errands *errands, const struct alarm_letter *letter)
{
	for (const struct errand *at = errands->first; at != NULL; at = at->next) {
		if (strcmp(at->told.id, letter->id) == 0 && strcmp(at->told.kind, letter->kind) == 0) {
			return true;
		}
	}
	return false;
}

bool errands_drop(struct errands *errands, const char *id)
{
	struct errands all = *errands;
	unsigned before = all.count;
	*errands = (struct errands){0};
	while (all.first != NULL) {
		struct errand *errand = errands_take(&all);
		if (errand->flies || strcmp(errand->told.id, id) != 0) {
			errands_put(errands, errand);
		} else {
			errand_destroy(errand);
		}
	}
	return errands->count < before;
}

int errands_name(const struct errands *errands, struct buf *out)
{
	int err = 0;
	for (const struct errand *at = errands->first; err == 0 && at != NULL; at = at->next) {
		if (!at->flies && at->told.id[0] != '\0') {
			err = buf_printf(out, " %s", at->told.id);
		}
	}
	return err;
}
