/* What is asked around a visit that is over or cannot be: where a code leads, and that a door was found shut. */
#include "base/code.h"
#include "base/ident.h"
#include "store/after.h"
#include "unit/support/api_house.h"

static const struct queue_pool two_on_duty = {.on_duty = 2,
	.available = 2,
	.slots = 4,
	.staffed = "1103"};
static const struct queue_pool oslo_on_duty = {.on_duty = 1,
	.available = 1,
	.slots = 1,
	.staffed = "0301"};

/* What the store knows and was asked. */
static struct {
	struct after_way way;
	int err;
	uint8_t hash[32];
	unsigned asked, tapped;
	char agency[64], pool[64];
} kept;

int after_find_code(struct store *store, struct reply_to to, const uint8_t hash[32],
	after_way_fn done)
{
	(void)store;
	kept.asked++;
	memcpy(kept.hash, hash, sizeof(kept.hash));
	done(NULL, to, kept.err, kept.err ? NULL : &kept.way);
	return 0;
}

int after_tap(struct store *store, struct reply_to to, const char *pool, const char *agency,
	store_done_fn done)
{
	(void)store, (void)to, (void)done;
	kept.tapped++;
	snprintf(kept.pool, sizeof(kept.pool), "%s", pool);
	snprintf(kept.agency, sizeof(kept.agency), "%s", agency);
	return 0;
}

static void post(const char *path, const char *body)
{
	send_request(true, path, "", body, "");
}

static void a_code_leads_to_its_agency_and_topic_by_its_hash(void **state)
{
	(void)state;
	at(0, 12, 0, NULL, NULL);
	uint8_t code[CODE_LEN], hash[32];
	kept.way = (struct after_way){"oslo", "", "unsure"};
	kept.err = 0;
	post("/api/v1/code", "k7qm 2xta-9WHD-4RPE\n");
	assert_int_equal(heard.status, 200);
	assert_int_equal(heard.cache_seconds, 0);
	assert_string_equal(heard.body,
		"{\"ok\":true,\"data\":{\"agency\":\"oslo\",\"topic\":\"unsure\"}}");
	assert_int_equal(code_read(view_text("K7QM2XTA9WHD4RPE"), code), 0);
	ident_hash_labelled(CODE_LABEL, code, sizeof(code), hash);
	assert_memory_equal(kept.hash, hash, sizeof(hash));
}

static void a_topic_that_cannot_be_asked_for_at_a_door_is_not_led_to(void **state)
{
	(void)state;
	at(0, 12, 0, NULL, NULL);
	kept.way = (struct after_way){"oslo", "", "leaving"};
	post("/api/v1/code", "K7QM2XTA9WHD4RPE");
	assert_has("\"topic\":\"unsure\"");
	kept.way.topic = "gone";
	post("/api/v1/code", "K7QM2XTA9WHD4RPE");
	assert_has("\"topic\":\"unsure\"");
}

static void what_is_unknown_over_or_no_code_has_one_answer(void **state)
{
	(void)state;
	at(0, 12, 0, NULL, NULL);
	char first[sizeof(heard.body)];
	kept.err = ERR_GONE;
	post("/api/v1/code", "K7QM2XTA9WHD4RPE");
	assert_int_equal(heard.status, 404);
	snprintf(first, sizeof(first), "%s", heard.body);
	unsigned asked = kept.asked;
	post("/api/v1/code", "hei");
	assert_int_equal(heard.status, 404);
	assert_string_equal(heard.body, first);
	assert_int_equal(kept.asked, asked);
	kept.err = 0;
	kept.way = (struct after_way){"no-more", "", "unsure"};
	post("/api/v1/code", "K7QM2XTA9WHD4RPE");
	assert_string_equal(heard.body, first);
	kept.err = ERR_DOWN;
	post("/api/v1/code", "K7QM2XTA9WHD4RPE");
	assert_int_equal(heard.status, 503);
	kept.err = 0;
}

static void a_flood_of_codes_is_told_to_come_slower(void **state)
{
	(void)state;
	unsigned taken = 0;
	at(0, 12, 0, NULL, NULL); /* an hour later */
	kept.way = (struct after_way){"oslo", "", "unsure"};
	for (int i = 0; i < 1000; i++) {
		post("/api/v1/code", "K7QM2XTA9WHD4RPE");
		taken += heard.status == 200;
		assert_true(heard.status == 200 || heard.status == 429);
	}
	assert_int_equal(taken, 400);
	assert_true(heard.retry_after > 0);
	at(0, 12, 0, NULL, NULL); /* an hour later */
	post("/api/v1/code", "K7QM2XTA9WHD4RPE");
	assert_int_equal(heard.status, 200);
}

static void a_tap_is_counted_at_a_shut_door_alone(void **state)
{
	(void)state;
	at(0, 12, 0, &two_on_duty, NULL);
	post("/api/v1/tap", "oslo");
	assert_int_equal(heard.status, 204);
	assert_int_equal(kept.tapped, 1);
	assert_string_equal(kept.agency, "oslo");
	assert_string_equal(kept.pool, "no");
	at(0, 12, 0, NULL, NULL);
	post("/api/v1/tap", "oslo");
	assert_int_equal(kept.tapped, 2);
	at(0, 12, 0, &oslo_on_duty, NULL);
	post("/api/v1/tap", "oslo");
	at(0, 16, 0, &two_on_duty, NULL);
	post("/api/v1/tap", "oslo");
	assert_int_equal(kept.tapped, 2);
}

static void a_tap_of_nobodys_door_is_answered_and_not_counted(void **state)
{
	(void)state;
	at(0, 12, 0, NULL, NULL);
	kept.tapped = 0;
	post("/api/v1/tap", "nobody");
	assert_int_equal(heard.status, 204);
	post("/api/v1/tap", "");
	assert_int_equal(heard.status, 204);
	assert_int_equal(kept.tapped, 0);
}

static void a_flood_of_taps_is_answered_and_not_counted_on(void **state)
{
	(void)state;
	at(0, 12, 0, NULL, NULL);
	kept.tapped = 0;
	for (int i = 0; i < 200; i++) {
		post("/api/v1/tap", "oslo");
		assert_int_equal(heard.status, 204);
	}
	assert_int_equal(kept.tapped, 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_leads_to_its_agency_and_topic_by_its_hash),
		cmocka_unit_test(a_topic_that_cannot_be_asked_for_at_a_door_is_not_led_to),
		cmocka_unit_test(what_is_unknown_over_or_no_code_has_one_answer),
		cmocka_unit_test(a_flood_of_codes_is_told_to_come_slower),
		cmocka_unit_test(a_tap_is_counted_at_a_shut_door_alone),
		cmocka_unit_test(a_tap_of_nobodys_door_is_answered_and_not_counted),
		cmocka_unit_test(a_flood_of_taps_is_answered_and_not_counted_on),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
