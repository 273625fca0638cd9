/* A device's request through a real Redis: each step as the store says it, and the list. What the functions decide is
 * tested in tests/routing. */
#include "store/enrol.h"
#include "unit/store_scene.h"

static const struct enrol_person device = {"no", CID, "oslo", "K\u00e1ri"};
static const struct enrol_person approver = {"no", CID2, "oslo", "Ola"};

/* The last list, in one line. */
static char listed[256];
static unsigned left_s;

static void on_asked(void *context, struct reply_to to, int err, unsigned left)
{
	(void)to;
	left_s = left;
	answered(context, err);
}

static void on_listed(void *context, struct reply_to to, int err, const char *agency,
	const struct enrolment *list, size_t count)
{
	(void)to;
	assert_string_equal(agency, "oslo");
	listed[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		const struct enrolment *one = &list[i];
		snprintf(listed, sizeof listed, "%s %s %d %.*s %zu %zu %s %s %zu %.*s", one->staff,
			one->alias, (int)one->stage, (int)one->request.len, (const char *)one->request.data,
			one->commitment.len, one->approver_number.len, one->approver, one->approver_alias,
			one->device_number.len, (int)one->certificate.len, (const char *)one->certificate.data);
		assert_in_range(one->left_s, 1, 600);
	}
	answered(context, err);
}

static void expect_list(struct heard *heard, const char *text)
{
	assert_int_equal(ask(heard, enrol_list(heard->store, by_staff, "no", "oslo", on_listed)), 0);
	assert_string_equal(listed, text);
}

static void a_device_is_approved_and_both_nodes_hear_of_it(void **state)
{
	struct heard *one = &world.youth, *other = &world.staff;
	/* Bytes of every kind: nothing in between reads them. */
	static const uint8_t number[32] = {0, 1, 0x0a, 0x0d, 0xff};
	const struct view bytes = {number, sizeof number}, request = view_text("a request");

	(void)state;
	one->news_count = other->news_count = 0;
	expect_list(one, "");
	assert_int_equal(ask(one, enrol_ask(one->store, by_youth, &device, request, bytes, on_asked)),
		0);
	wait_for(told(one, NEWS_ENROL, 0) && told(other, NEWS_ENROL, 0));
	expect_list(other, CID " K\u00e1ri 0 a request 32 0   0 ");
	assert_int_equal(ask(other,
						 enrol_vouch(other->store, by_staff, &approver, CID, bytes, bytes,
							 on_done)),
		0);
	assert_int_equal(ask(one, enrol_reveal(one->store, by_youth, &device, bytes, on_done)), 0);
	expect_list(other, CID " K\u00e1ri 2 a request 32 32 " CID2 " Ola 32 ");
	assert_int_equal(ask(other,
						 enrol_approve(other->store, by_staff, &approver, CID,
							 view_text("a certificate"), on_done)),
		0);
	expect_list(one, CID " K\u00e1ri 3 a request 32 32 " CID2 " Ola 32 a certificate");
	assert_int_equal(ask(one, enrol_ask(one->store, by_youth, &device, request, bytes, on_asked)),
		ERR_MOMENT);
	assert_in_range(left_s, 1, 600);
	expect_clean();
}

static void what_does_not_stand_is_refused(void **state)
{
	struct heard *heard = &world.staff;
	static const uint8_t number[32] = {1};
	const struct view bytes = {number, sizeof number};
	const struct enrol_person stranger = {"no", CID2, "karasjok", "Ola"};
	const struct enrol_person elsewhere = {"nowhere", CID2, "oslo", "Ola"};

	(void)state;
	assert_int_equal(ask(heard,
						 enrol_vouch(heard->store, by_staff, &stranger, CID, bytes, bytes,
							 on_done)),
		ERR_GONE);
	assert_int_equal(ask(heard, enrol_reveal(heard->store, by_staff, &approver, bytes, on_done)),
		ERR_GONE);
	assert_int_equal(enrol_reveal(heard->store, by_staff, &elsewhere, bytes, on_done), ERR_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_device_is_approved_and_both_nodes_hear_of_it),
		cmocka_unit_test(what_does_not_stand_is_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
