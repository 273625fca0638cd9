/* Agencies against the batch. */
#include "parent/seal_report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"

enum { S_PER_DAY = 86400, MS_PER_S = 1000, LINE_BYTES = 640 };

static bool is_of_its_mode(const struct agency *agency, const struct batch_entry *entry)
{
	bool certifies_itself = strcmp(agency_get(agency, "seal"), "agency") == 0;
	return certifies_itself == (entry->statement.mode == SEAL_MODE_AGENCY);
}

static void look_at(const struct papers *papers, const struct agency *agency, seal_trouble_fn tell,
	void *context)
{
	const char *slug = agency_get(agency, "slug");
	const struct batch_entry *entry = batch_find(papers->batch, slug);
	int64_t now_s = (int64_t)(clock_wall_ms() / MS_PER_S);
	if (entry == NULL) {
		tell(context, slug, "missing", 0);
		return;
	}
	int64_t left_s = (int64_t)entry->statement.not_after - now_s;
	int days = (int)(left_s / S_PER_DAY);
	if (left_s <= 0) {
		tell(context, slug, "expired", days);
	} else if (!batch_entry_holds(entry, now_s)) {
		tell(context, slug, "early", days);
	} else if (!is_of_its_mode(agency, entry)) {
		tell(context, slug, "mode", days);
	} else if (days < SEAL_WARN_DAYS) {
		tell(context, slug, "ends", days);
	}
}

static bool is_configured(const struct conf *conf, const char *slug)
{
	bool found = false;
	for (unsigned i = 0; !found && i < conf->agency_count; i++) {
		found = strcmp(agency_get(conf->agencies[i], "slug"), slug) == 0;
	}
	return found;
}

void seal_report(const struct papers *papers, const struct conf *conf, seal_trouble_fn tell,
	void *context)
{
	const struct agency *agency;
	for (unsigned i = 0; i < conf->agency_count; i++) {
		look_at(papers, conf->agencies[i], tell, context);
	}
	for (size_t i = 0; (agency = directory_agency_at(conf->directory, i)) != NULL; i++) {
		if (!is_configured(conf, agency_get(agency, "slug"))) {
			look_at(papers, agency, tell, context);
		}
	}
}

/* --- before the start --- */

struct check_context {
	const struct conf *conf;
	const char *path;
	void (*problem)(void *context, const char *line);
	void *context;
	bool lacking;
};

static void say(struct check_context *check, const char *key, const char *what)
{
	char line[LINE_BYTES];
	snprintf(line, sizeof line, "%s:%u: %s: %s", check->path, conf_line(check->conf, key), key,
		what);
	check->problem(check->context, line);
}

static void on_trouble(void *context, const char *agency, const char *state, int days)
{
	struct check_context *check = context;
	char what[LINE_BYTES / 2];
	if (strcmp(state, "ends") == 0) {
		snprintf(what, sizeof what, "warning: the statement about %s ends in %d days", agency,
			days);
	} else if (strcmp(state, "mode") == 0) {
		snprintf(what, sizeof what,
			"the statement about %s is not of the mode that its `seal` asks for", agency);
		check->lacking = true;
	} else {
		snprintf(what, sizeof what, "expects a valid statement about %s: it is %s", agency, state);
		check->lacking = true;
	}
	say(check, "seal.statements", what);
}

/* Whether it can be read is the signing process's to find out: nobody else looks into it. */
static void check_key(struct check_context *check)
{
	struct stat stat_of;
	if (stat(check->conf->seal.signer_key, &stat_of) != 0) {
		char what[LINE_BYTES / 2];
		snprintf(what, sizeof what,
			"expects a key that samtalectl seal signer has made, not %s: %s",
			check->conf->seal.signer_key, strerror(errno));
		say(check, "seal.signer_key", what);
	} else if (!S_ISREG(stat_of.st_mode) || (stat_of.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		say(check, "seal.signer_key", "expects a file that its owner alone may open");
	} else {
		return;
	}
	check->lacking = true;
}

int seal_check(const struct conf *conf, const char *path,
	void (*problem)(void *context, const char *line), void *context)
{
	struct check_context check = {conf, path, problem, context, false};
	struct papers papers = {0};
	struct papers_fault fault;
	if (strcmp(conf->profile, "demo") == 0) {
		return 0;
	}
	int err = papers_load(conf->seal.bundle, conf->seal.statements, &papers, &fault);
	if (err == 0) {
		seal_report(&papers, conf, on_trouble, &check);
	} else if (err == ERR_SYNTAX) {
		say(&check, fault.in_bundle ? "seal.bundle" : "seal.statements", fault.what);
		check.lacking = true;
	}
	papers_finish(&papers);
	check_key(&check);
	return err == ERR_NOMEM ? err : check.lacking ? ERR_SYNTAX : 0;
}
