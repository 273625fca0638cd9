/* What an operator does by hand with samtalectl seal, in one go. */
#include "parent/demo_seal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "signer/key_file.h"
#include "signer/papers.h"
#include "signer/whole_file.h"

enum {
	FOLDER_MODE = 0700,
	PATH_BYTES = 512,
	MS_PER_S = 1000,
	LIFE_SECONDS = 100 * 86400, /* the most that a statement may have */
	RENEW_SECONDS = 30 * 86400,
	BUNDLE_TEXT_MAX = 4096,
	NAME_MAX_BYTES = 64,
};

struct demo_seal {
	const struct conf *conf;
	struct seal_key *root, *signer;
	struct papers papers; /* as they lie there; none when something is wrong with them */
	int64_t now_s;
};

static int read_or_make(const char *path, struct seal_key **ret_key)
{
	int err = key_file_read(path, ret_key);
	if (err == ERR_SYSTEM && errno == ENOENT) {
		err = key_file_make(path, ret_key);
	}
	if (err != 0) {
		log_error("the demo's key %s: %s", path, key_file_why(err));
	}
	return err;
}

static int open_keys(struct demo_seal *demo)
{
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "%s/seal", demo->conf->state_folder);
	if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST) {
		log_error("the folder %s cannot be made: %s", path, strerror(errno));
		return ERR_SYSTEM;
	}
	snprintf(path, sizeof path, "%s/seal/root.key", demo->conf->state_folder);
	int err = read_or_make(path, &demo->root);
	return err == 0 ? read_or_make(demo->conf->seal.signer_key, &demo->signer) : err;
}

/* --- whether a new batch is needed --- */

static bool is_fresh(const struct demo_seal *demo, const struct agency *agency)
{
	const struct batch_entry *entry = batch_find(demo->papers.batch, agency_get(agency, "slug"));
	return entry != NULL && batch_entry_holds(entry, demo->now_s) &&
		entry->statement.not_after - demo->now_s >= RENEW_SECONDS;
}

/* The agencies of the files, then those that came with time. NULL behind the last. */
static const struct agency *agency_at(const struct demo_seal *demo, size_t index)
{
	const struct conf *conf = demo->conf;
	return index < conf->agency_count
		? conf->agencies[index]
		: directory_agency_at(conf->directory, index - conf->agency_count);
}

static bool all_fresh(const struct demo_seal *demo)
{
	const struct agency *agency;
	bool fresh = demo->papers.batch != NULL;
	for (size_t i = 0; fresh && (agency = agency_at(demo, i)) != NULL; i++) {
		fresh = is_fresh(demo, agency);
	}
	return fresh;
}

/* --- making it --- */

/* As much of a name as a statement takes, cut between two characters. */
static struct view name_of(const struct agency *agency)
{
	struct view name = view_text(agency_get(agency, "name"));
	if (name.len > NAME_MAX_BYTES) {
		name.len = NAME_MAX_BYTES;
		while (name.len > 0 && (name.data[name.len] & 0xC0) == 0x80) {
			name.len--;
		}
	}
	return name;
}

static bool comes_again(const struct demo_seal *demo, size_t index)
{
	const char *slug = agency_get(agency_at(demo, index), "slug");
	bool again = false;
	for (size_t i = 0; !again && i < index; i++) {
		again = strcmp(agency_get(agency_at(demo, i), "slug"), slug) == 0;
	}
	return again;
}

static int add_agency(const struct demo_seal *demo, const struct batch_plan *plan,
	const struct agency *agency, struct buf *out)
{
	const struct batch_entry *before = batch_find(demo->papers.batch, agency_get(agency, "slug"));
	struct seal_statement statement = {
		.mode = SEAL_MODE_SHIFT,
		.key_count = 1,
		.keys = {seal_key_point(demo->signer)},
	};
	/* Who has tried agency mode by hand keeps it: no renewal leads back. */
	if (before != NULL && before->statement.mode == SEAL_MODE_AGENCY) {
		statement = before->statement;
	}
	statement.agency = view_text(agency_get(agency, "slug"));
	statement.name = name_of(agency);
	int err = batch_add(out, plan, statement);
	if (err == ERR_RANGE) {
		log_warn("agency=%s cannot have a statement: its slug or name is not as it must be",
			agency_get(agency, "slug"));
		return 0;
	}
	return err;
}

static int write_batch(struct demo_seal *demo)
{
	const struct seal_signer root = seal_signer_of(demo->root);
	const struct batch_plan plan = {
		.root = &root,
		.serial = demo->papers.batch != NULL ? batch_serial(demo->papers.batch) + 1 : 1,
		.not_before = (uint32_t)demo->now_s,
		.not_after = (uint32_t)(demo->now_s + LIFE_SECONDS),
	};
	const struct agency *agency;
	struct buf text;
	buf_init(&text, BATCH_TEXT_MAX);
	int err = batch_begin(&text);
	for (size_t i = 0; err == 0 && (agency = agency_at(demo, i)) != NULL; i++) {
		err = comes_again(demo, i) ? 0 : add_agency(demo, &plan, agency, &text);
	}
	err = err == 0 ? whole_file_write(demo->conf->seal.statements, buf_view(&text)) : err;
	buf_finish(&text);
	if (err == 0) {
		log_info("the demo has signed statements serial=%u", plan.serial);
	}
	return err;
}

static int write_bundle(const struct demo_seal *demo)
{
	struct bundle bundle = {.root_count = 1, .min_serial = 1};
	struct buf text;
	memcpy(bundle.roots[0], seal_key_point(demo->root), SEAL_POINT_LEN);
	buf_init(&text, BUNDLE_TEXT_MAX);
	int err = bundle_write(&bundle, &text);
	err = err == 0 ? whole_file_write(demo->conf->seal.bundle, buf_view(&text)) : err;
	buf_finish(&text);
	return err;
}

/* What lies there and fits together. */
static void look(struct demo_seal *demo)
{
	struct papers_fault ignored;
	const struct conf_seal *seal = &demo->conf->seal;
	int err = papers_load(seal->bundle, seal->statements, &demo->papers, &ignored);
	(void)err; /* whatever is wrong is made anew */
}

static bool bundle_fits(const struct demo_seal *demo)
{
	return demo->papers.batch != NULL &&
		memcmp(demo->papers.bundle.roots[0], seal_key_point(demo->root), SEAL_POINT_LEN) == 0;
}

static int make(struct demo_seal *demo)
{
	int err = open_keys(demo);
	if (err == 0 && !bundle_fits(demo)) {
		err = write_bundle(demo);
	}
	return err == 0 ? write_batch(demo) : err;
}

int demo_seal_make(const struct conf *conf)
{
	struct demo_seal demo = {.conf = conf, .now_s = (int64_t)(clock_wall_ms() / MS_PER_S)};
	look(&demo);
	/* The keys are opened only to be used. */
	bool done = access(conf->seal.signer_key, F_OK) == 0 && all_fresh(&demo);
	int err = done ? 0 : make(&demo);
	if (err == ERR_SYSTEM) {
		log_error("the demo's statements cannot be written: %s", strerror(errno));
	}
	papers_finish(&demo.papers);
	seal_key_destroy(demo.root);
	seal_key_destroy(demo.signer);
	return err;
}
