/* What the store and staff do about an agency's fields and people, played here for the tests of api. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_API_AGENCY_H
#define SAMTALE_TESTS_UNIT_SUPPORT_API_AGENCY_H

#include <stdio.h>
#include <string.h>

#include "staff/join.h"
#include "staff/staff.h"
#include "store/agencies.h"
#include "store/agency_edits.h"
#include "store/staff_change.h"

/* What the store has and was asked. */
static struct {
	struct agency_pair pairs[8];
	unsigned reads, edits, notes, resets, ends;
	int edit_err, change_err, settle_err;
	bool same;              /* disabled is already what is asked for */
	const char *field, *is; /* of an edit that is refused */
	bool once;              /* refused the first time only */
	char edit[4096], note[512], change[256];
} kept_agency;

int agencies_read(struct store *store, struct reply_to to, const char *slug, agencies_each_fn each,
	void *context)
{
	(void)store;
	kept_agency.reads++;
	bool there = strcmp(slug, "oslo") == 0;
	if (there) {
		each(context, to, 0, slug, kept_agency.pairs, 8);
	}
	each(context, to, there ? 0 : ERR_GONE, NULL, NULL, 0);
	return 0;
}

int agency_edit(struct store *store, struct reply_to to, const struct agency_editing *editing,
	const struct agency_change *changes, unsigned count, agency_edited_fn done, void *context)
{
	(void)store;
	int err = kept_agency.once && kept_agency.edits > 0 ? 0 : kept_agency.edit_err;
	kept_agency.edits++;
	size_t used = (size_t)snprintf(kept_agency.edit, sizeof(kept_agency.edit),
		"%s %s %s %u:", editing->slug, editing->who, editing->name, count);
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(changes[i].was, changes[i].now) != 0) {
			used += (size_t)snprintf(kept_agency.edit + used, sizeof(kept_agency.edit) - used,
				" %s=%s>%s", changes[i].field, changes[i].was, changes[i].now);
		}
	}
	done(context, to, err, err == 0 ? NULL : kept_agency.field, err == 0 ? NULL : kept_agency.is);
	return 0;
}

int agency_audit(struct store *store, struct reply_to to, const char *slug, const char *before,
	agency_lines_fn done, void *context)
{
	(void)store;
	const struct agency_line line = {"7-0", 1234, "c1d", "nora", "hours", "", slug, before};
	done(context, to, 0, &line, 1);
	return 0;
}

int agency_note(struct store *store, struct reply_to to, const char *slug,
	const struct agency_line *line, store_done_fn done, void *context)
{
	(void)store;
	kept_agency.notes++;
	snprintf(kept_agency.note, sizeof(kept_agency.note), "%s %s %s %s %s>%s", slug, line->name,
		line->what, line->about, line->was, line->now);
	done(context, to, 0);
	return 0;
}

int store_staff_of(struct store *store, struct reply_to to, const char *agency,
	staff_account_fn each, void *context)
{
	(void)store;
	struct staff_account person = {"id", "kim", "Kim", agency, "counsellor", "", "$argon2id$secret",
		"", .came = true, .disabled = true};
	each(context, to, 0, &person);
	person.name = "new";
	person.came = person.disabled = false;
	each(context, to, 0, &person);
	each(context, to, 0, NULL);
	return 0;
}

int store_staff_change(struct store *store, struct reply_to to, const struct staff_change *change,
	staff_changed_fn done, void *context)
{
	(void)store;
	const struct staff_before before = {"counsellor", "Kim",
		change->field && (*change->value == '1') == kept_agency.same};
	snprintf(kept_agency.change, sizeof(kept_agency.change), "%s %s %d %s %s", change->agency,
		change->name, change->anybody, change->field ? change->field : "-",
		change->field ? change->value : "-");
	done(context, to, kept_agency.change_err, kept_agency.change_err == 0 ? &before : NULL);
	return 0;
}

void staff_reset(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	(void)staff, (void)name;
	kept_agency.resets++;
	done(context, id, 0, "abcd-efgh-jkmn-pqrs", NULL);
}

void staff_disable(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	(void)staff, (void)name;
	kept_agency.ends++;
	done(context, id, kept_agency.settle_err, NULL, NULL);
}

int agency_add(struct store *store, struct reply_to to, const struct agency_invited *invited,
	store_done_fn done, void *context)
{
	(void)store, (void)invited;
	done(context, to, 0);
	return 0;
}

#endif
