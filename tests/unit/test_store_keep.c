/* What the store keeps beside routing: accounts, login tickets, agencies. */
#include "store/agency_edits.h"
#include "unit/store_world.h"

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (account != NULL) {
		heard->entry_count++;
		snprintf(heard->text, sizeof heard->text, "%s %s %s %d", account->name, account->role,
			account->hash, account->disabled);
	}
}

static void on_ticket(void *context, struct reply_to to, int err, const char *text)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	snprintf(heard->text, sizeof heard->text, "%s", text == NULL ? "" : text);
}

/* How many accounts the agency has: each is an answer, and the end. */
static unsigned accounts_of(struct heard *heard, const char *agency, int expected)
{
	heard->entry_count = 0;
	int before = heard->answers;
	assert_int_equal(store_staff_of(heard->store, by_staff, agency, on_account, heard), 0);
	wait_for(heard->answers == before + 1 + expected);
	return heard->entry_count;
}

static void accounts_and_tickets_are_kept_and_tickets_are_used_up(void **state)
{
	struct heard *heard = &world.parent;
	const struct staff_account account = {.id = CID,
		.name = "kari",
		.alias = "K\u00e1ri",
		.agency = "oslo",
		.role = "counsellor",
		.lives_in = "",
		.hash = "!"};
	uint8_t hash[32] = {9};

	(void)state;
	assert_int_equal(ask(heard, store_staff_add(heard->store, by_staff, &account, on_done, heard)),
		0);
	assert_int_equal(ask(heard, store_staff_add(heard->store, by_staff, &account, on_done, heard)),
		ERR_MOMENT);
	assert_int_equal(ask(heard, store_staff_get(heard->store, by_staff, "kari", on_account, heard)),
		0);
	assert_string_equal(heard->text, "kari counsellor ! 0");
	assert_int_equal(ask(heard,
						 store_staff_disable(heard->store, by_staff, "kari", true, on_done, heard)),
		0);
	assert_int_equal(ask(heard,
						 store_staff_password(heard->store, by_staff, "kari", "x$y", on_done,
							 heard)),
		0);
	assert_int_equal(ask(heard,
						 store_staff_disable(heard->store, by_staff, "per", true, on_done, heard)),
		ERR_GONE);
	assert_int_equal(ask(heard, store_staff_get(heard->store, by_staff, "per", on_account, heard)),
		ERR_GONE);
	heard->entry_count = 0;
	int before = heard->answers;
	assert_int_equal(store_staff_list(heard->store, by_staff, on_account, heard), 0);
	wait_for(heard->answers == before + 2);
	assert_int_equal(heard->entry_count, 1);
	assert_string_equal(heard->text, "kari counsellor x$y 1");
	assert_int_equal(accounts_of(heard, "oslo", 1), 1);
	assert_int_equal(accounts_of(heard, "karasjok", 0), 0);
	assert_int_equal(ask(heard,
						 store_ticket_put(heard->store, by_staff, hash, "who", 30, on_done, heard)),
		0);
	assert_int_equal(ask(heard, store_ticket_take(heard->store, by_staff, hash, on_ticket, heard)),
		0);
	assert_string_equal(heard->text, "who");
	assert_int_equal(ask(heard, store_ticket_take(heard->store, by_staff, hash, on_ticket, heard)),
		ERR_GONE);
}

static void on_agency_each(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	if (slug != NULL) {
		snprintf(heard->text, sizeof heard->text, "%s %u", slug, count);
		heard->entry_count += count > 0 && pairs[0].field != NULL;
	}
}

static void agencies_are_imported_once_and_a_write_rings_every_node(void **state)
{
	struct heard *heard = &world.parent, *youth = &world.youth;
	const struct agency_pair old[] = {{"name", "Ung i Oslo"}, {"hours", "x"}};
	const struct agency_pair fresh[] = {{"name", "Oslo"}};

	(void)state;
	assert_int_equal(ask(heard,
						 agencies_write(heard->store, by_staff, "oslo", old, 2, true, on_done,
							 heard)),
		0);
	assert_int_equal(ask(heard,
						 agencies_write(heard->store, by_staff, "oslo", fresh, 1, true, on_done,
							 heard)),
		0);
	int before = heard->answers;
	assert_int_equal(agencies_read(heard->store, by_staff, NULL, on_agency_each, heard), 0);
	wait_for(heard->answers == before + 2);
	assert_string_equal(heard->text, "oslo 2");
	wait_for(strcmp(youth->text, "oslo") == 0);
	youth->text[0] = '\0';
	assert_int_equal(ask(heard,
						 agencies_write(heard->store, by_staff, "oslo", fresh, 1, false, on_done,
							 heard)),
		0);
	wait_for(strcmp(youth->text, "oslo") == 0);
	before = heard->answers;
	assert_int_equal(agencies_read(heard->store, by_staff, "oslo", on_agency_each, heard), 0);
	wait_for(heard->answers == before + 2);
	assert_string_equal(heard->text, "oslo 2"); /* and live, which nobody said */
	before = heard->answers;
	assert_int_equal(agencies_read(heard->store, by_staff, "none", on_agency_each, heard), 0);
	wait_for(heard->answers == before + 1);
	assert_int_equal(heard->err, ERR_GONE);
}

static void on_edited(void *context, struct reply_to to, int err, const char *field, const char *is)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	assert_int_equal(field != NULL, err == ERR_MOMENT);
	snprintf(heard->text, sizeof heard->text, "%s %s", field == NULL ? "" : field,
		is == NULL ? "" : is);
}

static void on_audited(void *context, struct reply_to to, int err, const struct agency_line *lines,
	unsigned count)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	heard->entry_count = count;
	if (count > 0) {
		snprintf(heard->text, sizeof heard->text, "%s %s %s %s %s", lines[0].name, lines[0].what,
			lines[0].about, lines[0].was, lines[0].now);
		assert_true(lines[0].at_ms > 0 && lines[0].id[0] != '\0');
	}
}

static void an_edit_rings_every_node_and_one_that_comes_second_is_told_what_is_there(void **state)
{
	struct heard *heard = &world.parent, *youth = &world.youth;
	const struct agency_editing editing = {"edited", CID, "kari"};
	const struct agency_editing nowhere = {"nowhere", CID, "kari"};
	const struct agency_pair pairs[] = {{"name", "Ung"}};
	const struct agency_change change = {"name", "Ung", "Ung her"};
	const struct agency_line line = {.who = CID,
		.name = "kari",
		.what = "staff.role",
		.about = "per",
		.was = "counsellor",
		.now = "owner"};

	(void)state;
	assert_int_equal(ask(heard,
						 agencies_write(heard->store, by_staff, "edited", pairs, 1, true, on_done,
							 heard)),
		0);
	wait_for(strcmp(youth->text, "edited") == 0);
	youth->text[0] = '\0';
	assert_int_equal(ask(heard,
						 agency_edit(heard->store, by_staff, &editing, &change, 1, on_edited,
							 heard)),
		0);
	wait_for(strcmp(youth->text, "edited") == 0);
	assert_int_equal(ask(heard,
						 agency_edit(heard->store, by_staff, &editing, &change, 1, on_edited,
							 heard)),
		ERR_MOMENT);
	assert_string_equal(heard->text, "name Ung her");
	assert_int_equal(ask(heard,
						 agency_edit(heard->store, by_staff, &nowhere, &change, 1, on_edited,
							 heard)),
		ERR_GONE);
	assert_int_equal(ask(heard,
						 agency_note(heard->store, by_staff, "edited", &line, on_done, heard)),
		0);
	assert_int_equal(ask(heard,
						 agency_audit(heard->store, by_staff, "edited", "", on_audited, heard)),
		0);
	assert_int_equal(heard->entry_count, 2);
	assert_string_equal(heard->text, "kari staff.role per counsellor owner");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accounts_and_tickets_are_kept_and_tickets_are_used_up),
		cmocka_unit_test(agencies_are_imported_once_and_a_write_rings_every_node),
		cmocka_unit_test(an_edit_rings_every_node_and_one_that_comes_second_is_told_what_is_there),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
