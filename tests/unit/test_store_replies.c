/* Canned replies through a real Redis. What the functions refuse is tested in tests/routing. */
#include "store/replies.h"
#include "unit/store_world.h"

static void on_rows(void *context, struct reply_to to, int err, const struct replies_row *rows,
	size_t count)
{
	struct heard *heard = context;

	(void)to;
	heard->entry_count = (unsigned)count;
	heard->text[0] = '\0';
	for (size_t i = 0; i < count && i < 4; i++) {
		size_t used = strlen(heard->text);
		snprintf(heard->text + used, sizeof heard->text - used, "%s %s %s %s;",
			replies_word(rows[i].scope), rows[i].code, rows[i].language, rows[i].text);
	}
	answered(heard, err);
}

static int write_row(struct heard *heard, enum replies_scope scope, const char *owner,
	const char *text)
{
	const struct replies_change change = {{scope, "trygt", "nb", text}, owner, CID, "K\u00e1ri",
		NULL};

	return ask(heard, replies_write(heard->store, by_staff, &change, on_done, heard));
}

static void expect_rows(struct heard *heard, const char *text)
{
	assert_int_equal(ask(heard,
						 replies_read(heard->store, by_staff, CID, "oslo", "no", on_rows, heard)),
		0);
	assert_string_equal(heard->text, text);
}

static void one_finds_what_one_wrote_and_what_is_shared(void **state)
{
	struct heard *heard = &world.staff;
	const struct replies_row seed[] = {{REPLIES_NETWORK, "tid", "nb", "Ta den tiden du trenger."}};

	(void)state;
	expect_rows(heard, "");
	assert_int_equal(write_row(heard, REPLIES_OWN, CID, "Mitt"), 0);
	assert_int_equal(write_row(heard, REPLIES_AGENCY, "oslo", "V\u00e5rt"), 0);
	assert_int_equal(write_row(heard, REPLIES_OWN, CID2, "En annens"), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ask(heard,
							 replies_seed(heard->store, by_staff, "no", seed, 1, on_done, heard)),
			0);
	}
	expect_rows(heard,
		"own trygt nb Mitt;agency trygt nb V\u00e5rt;network tid nb Ta den tiden du trenger.;");
	assert_int_equal(write_row(heard, REPLIES_OWN, CID, ""), 0);
	assert_int_equal(heard->err, 0);
	assert_int_equal(write_row(heard, REPLIES_OWN, "oslo", "x"), ERR_RANGE);
}

static void who_says_what_it_was_writes_only_over_that(void **state)
{
	struct heard *heard = &world.staff;
	struct replies_change change = {{REPLIES_AGENCY, "vakt", "nb", "Ett"}, "oslo", CID, "K", "Noe"};

	(void)state;
	assert_int_equal(ask(heard, replies_write(heard->store, by_staff, &change, on_done, heard)),
		ERR_MOMENT);
	change.was = "";
	assert_int_equal(ask(heard, replies_write(heard->store, by_staff, &change, on_done, heard)), 0);
	change.row.text = "To";
	assert_int_equal(ask(heard, replies_write(heard->store, by_staff, &change, on_done, heard)),
		ERR_MOMENT);
	change.was = "Ett";
	assert_int_equal(ask(heard, replies_write(heard->store, by_staff, &change, on_done, heard)), 0);
}

static void an_agency_is_given_these_and_no_others_and_tells_them_in_order(void **state)
{
	struct heard *heard = &world.staff;
	const struct replies_row rows[] = {{REPLIES_AGENCY, "tid", "nb", "-"},
		{REPLIES_AGENCY, "hei", "nn", "Hei du\n"}};

	(void)state;
	assert_int_equal(ask(heard,
						 replies_replace(heard->store, by_staff, "oslo", rows, 2, on_done, heard)),
		0);
	assert_int_equal(ask(heard, replies_kept(heard->store, by_staff, "oslo", on_rows, heard)), 0);
	assert_string_equal(heard->text, "agency hei nn Hei du\n;agency tid nb -;");
	assert_int_equal(ask(heard,
						 replies_replace(heard->store, by_staff, "oslo", NULL, 0, on_done, heard)),
		0);
	assert_int_equal(ask(heard, replies_kept(heard->store, by_staff, "oslo", on_rows, heard)), 0);
	assert_string_equal(heard->text, "");
}

static void two_hundred_of_a_thousand_bytes_are_replaced_and_told(void **state)
{
	struct heard *heard = &world.staff;
	static char codes[200][8], text[REPLIES_TEXT_MAX + 1];
	struct replies_row rows[200];

	(void)state;
	memset(text, 'x', REPLIES_TEXT_MAX);
	for (unsigned i = 0; i < 200; i++) {
		snprintf(codes[i], sizeof codes[i], "c%u", i);
		rows[i] = (struct replies_row){REPLIES_AGENCY, codes[i], "nb", text};
	}
	assert_int_equal(ask(heard,
						 replies_replace(heard->store, by_staff, "full", rows, 200, on_done,
							 heard)),
		0);
	assert_int_equal(ask(heard, replies_kept(heard->store, by_staff, "full", on_rows, heard)), 0);
	assert_int_equal(heard->entry_count, 200);
	assert_int_equal(replies_replace(heard->store, by_staff, "full", rows, 201, on_done, heard),
		ERR_RANGE);
}

static void a_scope_has_one_word(void **state)
{
	(void)state;
	for (enum replies_scope scope = REPLIES_OWN; scope < REPLIES_SCOPES; scope++) {
		assert_int_equal(replies_scope_of(replies_word(scope)), scope);
	}
	assert_int_equal(replies_scope_of("room"), REPLIES_SCOPES);
	assert_null(replies_word(REPLIES_SCOPES));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_finds_what_one_wrote_and_what_is_shared),
		cmocka_unit_test(who_says_what_it_was_writes_only_over_that),
		cmocka_unit_test(an_agency_is_given_these_and_no_others_and_tells_them_in_order),
		cmocka_unit_test(two_hundred_of_a_thousand_bytes_are_replaced_and_told),
		cmocka_unit_test(a_scope_has_one_word),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
