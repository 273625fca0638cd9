/* Sessions of HTTP through a real Redis: each call as the store says it. What the functions decide is tested in tests/routing. */
#include "store/sessions.h"
#include "unit/store_scene.h"

static const uint8_t bearer[32] = {1}, other[32] = {2}, ticket[32] = {3};

/* What was heard last. */
static char text[400];

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	snprintf(text, sizeof text, "%s", account ? account->name : "");
	answered(context, err);
}

static void on_session(void *context, struct reply_to to, int err,
	const struct staff_session *session)
{
	(void)to;
	if (session == NULL) {
		answered(context, err);
		return;
	}
	assert_true(session->begun_s >= session->seen_s);
	assert_int_equal(session->seen_s % 3600, 0);
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", session->id);
}

static void on_ended(void *context, struct reply_to to, int err, const char *cid, const char *ended)
{
	(void)to;
	snprintf(text, sizeof text, "%s %s", cid ? cid : "", ended ? ended : "");
	answered(context, err);
}

static void on_stored(void *context, struct reply_to to, int err)
{
	(void)to;
	answered(context, err);
}

static void on_opened(void *context, struct reply_to to, int err, const char *cid,
	const char *oldest)
{
	on_ended(context, to, err, cid, oldest);
}

static void a_session_is_made_used_listed_and_ended(void **state)
{
	struct heard *one = &world.staff, *two = &world.youth;
	const struct staff_account account = {.id = CID,
		.name = "kari.n",
		.alias = "K\u00e1ri",
		.agency = "oslo",
		.role = "owner",
		.lives_in = "",
		.hash = "!"};
	char first[SESSION_ID_SIZE], second[SESSION_ID_SIZE], expected[400];

	(void)state;
	ident_hex(bearer, sizeof bearer, first);
	ident_hex(other, sizeof other, second);
	assert_int_equal(ask(one, store_staff_add(one->store, by_staff, &account, on_stored, one)), 0);
	assert_int_equal(ask(one,
						 sessions_open(one->store, by_staff,
							 &(struct sessions_new){.name = "kari.n",
								 .hash = bearer,
								 .seconds = 60},
							 on_opened, one)),
		0);
	assert_int_equal(ask(one,
						 sessions_open(one->store, by_staff,
							 &(struct sessions_new){.name = "kari.n",
								 .hash = other,
								 .seconds = 120},
							 on_opened, one)),
		0);
	assert_int_equal(ask(two, sessions_use(two->store, by_youth, bearer, on_account, two)), 0);
	assert_string_equal(text, "kari.n");
	text[0] = '\0';
	assert_int_equal(ask(two, sessions_list(two->store, by_youth, "kari.n", on_session, two)), 0);
	snprintf(expected, sizeof expected, "%s %s ", first, second);
	assert_string_equal(text, expected);
	assert_int_equal(ask(two,
						 sessions_end(two->store, by_youth, "kari.n", "", second, on_ended, two)),
		0);
	snprintf(expected, sizeof expected, "%s %s", CID, first);
	assert_string_equal(text, expected);
	assert_int_equal(ask(one, sessions_use(one->store, by_staff, bearer, on_account, one)),
		ERR_GONE);
	assert_int_equal(ask(one, sessions_use(one->store, by_staff, other, on_account, one)), 0);
	assert_int_equal(ask(one, sessions_end(one->store, by_staff, "nobody", "", "", on_ended, one)),
		ERR_GONE);
	assert_int_equal(ask(one,
						 sessions_open(one->store, by_staff,
							 &(struct sessions_new){.name = "nobody", .hash = other, .seconds = 60},
							 on_opened, one)),
		ERR_GONE);
}

static void who_is_revoked_is_told_on_every_node_and_binds_no_more(void **state)
{
	struct heard *one = &world.staff, *two = &world.youth;
	static const char session[] =
		"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
	char bound[400];

	(void)state;
	snprintf(bound, sizeof bound, CID "\tkari.n\tKari\toslo\t\t2\t%s\t", session);
	const struct presence_login login = {.pool = "no",
		.ticket = ticket,
		.text = bound,
		.ttl_seconds = 60,
		.is_new = true};
	one->text[0] = two->text[0] = '\0';
	assert_int_equal(ask(one, presence_bind(one->store, by_staff, &login, on_done)), 0);
	const struct presence_ended ended = {CID, session, "", false};
	assert_int_equal(ask(two, presence_revoke(two->store, by_youth, &ended, on_stored, two)), 0);
	wait_for(strcmp(one->text, CID) == 0 && strcmp(two->text, CID) == 0);
	assert_int_equal(ask(one, presence_bind(one->store, by_staff, &login, on_done)), ERR_MOMENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_is_made_used_listed_and_ended),
		cmocka_unit_test(who_is_revoked_is_told_on_every_node_and_binds_no_more),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
