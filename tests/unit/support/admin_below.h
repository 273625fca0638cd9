/* Store and staff as the verbs of the control socket meet them, played; answers come at once. Included once, behind the headers
 * of the floors. */
#ifndef SAMTALE_TESTS_UNIT_SUPPORT_ADMIN_BELOW_H
#define SAMTALE_TESTS_UNIT_SUPPORT_ADMIN_BELOW_H

/* What the floors below know and were asked. */
static struct {
	int err;
	const char *violations;
	struct staff_new added;
	char added_name[65];
	char written[2048];
	char replaced[256];
	bool drained;
	admin_done_fn restarted;
	uint64_t asker;
} below;

int queue_pool_status(struct store *store, struct reply_to to, const char *pool, queue_pool_fn done)
{
	(void)store;
	const struct queue_pool status = {.pool = pool,
		.waiting = 3,
		.longest_ms = 61999,
		.on_duty = 2,
		.slots = 4};
	if (strcmp(pool, "dk") == 0) {
		return below.err;
	}
	done(NULL, to, 0, &status);
	return 0;
}

int queue_fsck(struct store *store, struct reply_to to, const char *pool, queue_fsck_fn done)
{
	(void)store;
	(void)pool;
	done(NULL, to, below.err, below.err ? NULL : below.violations);
	return 0;
}

int agencies_read(struct store *store, struct reply_to to, const char *slug, agencies_each_fn each,
	void *context)
{
	(void)store;
	static const struct agency_pair oslo[] = {{"slug", "oslo"}, {"pool", "no"},
		{"name", "Ung i \"Oslo\""}};
	if (below.err != 0) {
		return below.err;
	}
	if (!slug || strcmp(slug, "oslo") == 0) {
		each(context, to, 0, "oslo", oslo, 3);
		each(context, to, 0, NULL, NULL, 0);
	} else {
		each(context, to, ERR_GONE, NULL, NULL, 0);
	}
	return 0;
}

int agencies_write(struct store *store, struct reply_to to, const char *slug,
	const struct agency_pair *pairs, unsigned count, bool only_new, store_done_fn done,
	void *context)
{
	(void)store;
	assert_false(only_new);
	snprintf(below.written, sizeof(below.written), "%s:", slug);
	for (unsigned i = 0; i < count; i++) {
		size_t used = strlen(below.written);
		snprintf(below.written + used, sizeof(below.written) - used, " %s=%s", pairs[i].field,
			pairs[i].value);
	}
	done(context, to, below.err);
	return 0;
}

int replies_kept(struct store *store, struct reply_to to, const char *agency, replies_fn done,
	void *context)
{
	(void)store;
	assert_string_equal(agency, "oslo");
	const struct replies_row row = {REPLIES_AGENCY, "hei", "nb", "Hei, \"du\""};
	done(context, to, below.err, &row, below.err == 0 ? 1 : 0);
	return 0;
}

int replies_replace(struct store *store, struct reply_to to, const char *agency,
	const struct replies_row *rows, size_t count, store_done_fn done, void *context)
{
	(void)store;
	snprintf(below.replaced, sizeof(below.replaced), "%s:", agency);
	for (size_t i = 0; i < count; i++) {
		size_t used = strlen(below.replaced);
		snprintf(below.replaced + used, sizeof(below.replaced) - used, " %s %s=%s", rows[i].code,
			rows[i].language, rows[i].text);
	}
	done(context, to, below.err);
	return 0;
}

int store_staff_list(struct store *store, struct reply_to to, staff_account_fn each, void *context)
{
	(void)store;
	const struct staff_account ida = {"id", "ida", "Ida", "oslo", "counsellor", "",
		"$argon2id$secret", "", .disabled = true};
	each(context, to, 0, &ida);
	each(context, to, 0, NULL);
	return 0;
}

void staff_add(struct staff *staff, const struct staff_new *person, uint64_t id,
	staff_added_fn done, void *context)
{
	(void)staff;
	below.added = *person;
	snprintf(below.added_name, sizeof(below.added_name), "%s", person->name);
	bool taken = strcmp(person->name, "taken") == 0;
	done(context, id, taken ? ERR_MOMENT : 0, taken ? NULL : "abcd-efgh",
		taken ? "a name that nobody has yet" : NULL);
}

void staff_reset(struct staff *staff, const char *name, uint64_t id, staff_added_fn done,
	void *context)
{
	(void)staff;
	bool there = strcmp(name, "ida") == 0;
	done(context, id, there ? 0 : ERR_GONE, there ? "new-word" : NULL, "the name of an account");
}

#endif
