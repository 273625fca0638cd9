/* Changes of an agency by people, as they lie in Redis: some fields at a time, each only while it is
 * still what its editor saw, each with a line of audit (docs/routing.md, {agencies}:au:<slug>). What a
 * field may hold is directory's to judge, who may change it the caller's. */
#ifndef SAMTALE_STORE_AGENCY_EDITS_H
#define SAMTALE_STORE_AGENCY_EDITS_H

#include "store/agencies.h"

/* Who changes something; borrowed until the call returns. */
struct agency_editing {
	const char *slug;
	const char *who;  /* cid */
	const char *name; /* login name */
};

/* One field: what it was for who changes it, and what it shall be. The same twice only asks that
 * it is still so. */
struct agency_change {
	const char *field, *was, *now;
};

/* err 0: written, every node is told. ERR_MOMENT: field is no longer what it was, is says what it is
 * now; nothing is written. ERR_FULL: there were so many changes of late that the lines of these would push out young ones of the
 * audit; nothing is written. ERR_GONE: no such agency. ERR_DOWN. Texts are borrowed until the callback
 * returns, NULL unless ERR_MOMENT. */
typedef void (*agency_edited_fn)(void *context, struct reply_to to, int err, const char *field,
	const char *is);
enum { AGENCY_CHANGES_MAX = 64 };
int agency_edit(struct store *store, struct reply_to to, const struct agency_editing *editing,
	const struct agency_change *changes, unsigned count, agency_edited_fn done,
	void *context) MUST_CHECK;

/* An agency that is new; borrowed until the call returns. */
struct agency_invited {
	struct agency_editing editing;
	const char *buddy; /* slug of the agency whose canned replies it begins with */
	const struct agency_pair *pairs;
	unsigned count;
};

/* err 0: it is there, every node is told. ERR_MOMENT: it was there; nothing is written. ERR_DOWN. */
int agency_add(struct store *store, struct reply_to to, const struct agency_invited *invited,
	store_done_fn done, void *context) MUST_CHECK;

/* One line of what was changed. */
struct agency_line {
	const char *id;    /* of the stream: where to read on */
	uint64_t at_ms;    /* Unix milliseconds */
	const char *who;   /* cid, or "": the operator, by samtalectl */
	const char *name;  /* login name, or "" */
	const char *what;  /* a field of the agency, or staff.* and its like */
	const char *about; /* whom or what it was done to, or "" */
	const char *was, *now;
};

/* Adds a line about something that is not a field: a person, a canned reply. id and at_ms are not
 * read. ERR_GONE: no such agency. */
int agency_note(struct store *store, struct reply_to to, const char *slug,
	const struct agency_line *line, store_done_fn done, void *context) MUST_CHECK;

/* Up to AGENCY_LINES_MAX lines, newest first, from before that id, "" for the newest; fewer: that was the
 * first. Borrowed until the callback returns. */
enum { AGENCY_LINES_MAX = 64 };
typedef void (*agency_lines_fn)(void *context, struct reply_to to, int err,
	const struct agency_line *lines, unsigned count);
int agency_audit(struct store *store, struct reply_to to, const char *slug, const char *before,
	agency_lines_fn done, void *context) MUST_CHECK;

#endif
