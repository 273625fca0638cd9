/* Letters of alarms on their way out: their order, what is done with one that nobody takes, and how many there is room for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "parent/deliver.h"
#include "parent/notify.h"

enum { TEXTS = 8, TEXT_SIZE = 64, FIRST_S = 5, SECOND_S = 20, THIRD_S = 80, MS_PER_S = 1000 };

/* What goes on beside the letters: the one that a thread has, what receivers said, what was given back. */
static struct scene {
	uv_loop_t loop;
	struct conf conf;
	struct notify notify;
	uint64_t now_ms;
	void (*work)(void *data);
	void (*done)(void *data);
	void *data; /* NULL: no thread has anything */
	bool refuses, keeps;
	const char *secret_file;
	char sent[TEXTS][TEXT_SIZE], given_back[TEXTS][TEXT_SIZE];
	unsigned sent_count, given_back_count;
} scene;

/* --- what is around it --- */

int deliver_begin(void)
{
	return 0;
}

void deliver_end(void)
{
}

int deliver(const struct letter *letter, char ret_why[DELIVER_WHY_SIZE])
{
	snprintf(scene.sent[scene.sent_count % TEXTS], TEXT_SIZE, "%s",
		strstr(letter->body, "\"number\""));
	scene.sent_count++;
	snprintf(ret_why, DELIVER_WHY_SIZE, "no");
	return scene.refuses ? ERR_DOWN : 0;
}

/* The pool of index 0 has a webhook and no mail, the other one has neither. */
struct alarm_options __wrap_conf_alarms(const struct conf *conf, size_t index);
struct alarm_options __wrap_conf_alarms(const struct conf *conf, size_t index)
{
	(void)conf;
	return (struct alarm_options){.mail = "",
		.webhook = index == 0 ? "http://127.0.0.1/" : "",
		.webhook_secret_file = scene.secret_file};
}

struct notify_options __wrap_conf_notify(const struct conf *conf);
struct notify_options __wrap_conf_notify(const struct conf *conf)
{
	(void)conf;
	return (struct notify_options){.authorities = ""};
}

static int submit(void *pool, void (*work)(void *data), void (*done)(void *data), void *data)
{
	(void)pool;
	assert_null(scene.data);
	scene.work = work;
	scene.done = done;
	scene.data = data;
	return 0;
}

static bool give_back(void *context, size_t pool, const char *way,
	const struct alarm_letter *letter)
{
	assert_ptr_equal(context, &scene);
	snprintf(scene.given_back[scene.given_back_count++ % TEXTS], TEXT_SIZE, "%zu %s %s", pool, way,
		letter->id);
	return !scene.keeps;
}

/* --- the scene --- */

static const struct work_port port = {.submit = submit};

static void wait_s(unsigned seconds)
{
	scene.now_ms += (uint64_t)seconds * MS_PER_S;
	clock_set(scene.now_ms, scene.now_ms);
	uv_run(&scene.loop, UV_RUN_ONCE); /* until the next look */
}

static int begin(void **state)
{
	const struct pool no = {.id = "no"}, dk = {.id = "dk"};
	(void)state;
	memset(&scene, 0, sizeof scene);
	scene.secret_file = "";
	scene.now_ms = MS_PER_S;
	clock_set(scene.now_ms, scene.now_ms);
	scene.conf.directory = directory_create();
	assert_int_equal(directory_add_pool(scene.conf.directory, &no), 0);
	assert_int_equal(directory_add_pool(scene.conf.directory, &dk), 0);
	assert_int_equal(uv_loop_init(&scene.loop), 0);
	const struct notify_means means = {.conf = &scene.conf,
		.work = &port,
		.context = &scene,
		.give_back = give_back};
	return notify_open(&scene.notify, &scene.loop, &means);
}

/* The thread comes back. */
static void come_back(void)
{
	void *data = scene.data;
	assert_non_null(data);
	scene.data = NULL;
	scene.work(data);
	scene.done(data);
}

static int end(void **state)
{
	(void)state;
	notify_close(&scene.notify);
	if (scene.data != NULL) {
		come_back();
	}
	uv_run(&scene.loop, UV_RUN_DEFAULT);
	notify_finish(&scene.notify);
	assert_int_equal(uv_loop_close(&scene.loop), 0);
	directory_destroy(scene.conf.directory);
	clock_use_system();
	return 0;
}

static void tell(size_t pool, const char *id, uint64_t number)
{
	struct alarm_letter letter = {.kind = "surge",
		.pool = directory_pool_at(scene.conf.directory, pool),
		.number = number};
	snprintf(letter.id, sizeof letter.id, "%s", id);
	notify_send(&scene.notify, pool, NOTIFY_MAIL, &letter);
	notify_send(&scene.notify, pool, NOTIFY_WEBHOOK, &letter);
}

static void assert_sent(unsigned index, const char *text)
{
	assert_true(index < scene.sent_count);
	assert_string_equal(scene.sent[index % TEXTS], text);
}

/* Refused in all its tries. */
static void refuse_all_tries(void)
{
	static const unsigned pauses[] = {FIRST_S, SECOND_S, THIRD_S};
	scene.refuses = true;
	come_back();
	for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
		assert_null(scene.data);
		wait_s(pauses[i]);
		come_back();
	}
	scene.refuses = false;
}

/* --- the claims --- */

static void letters_go_one_at_a_time_in_their_order(void **state)
{
	(void)state;
	tell(0, "a", 1);
	tell(0, "b", 2);
	tell(0, "c", 3);
	for (unsigned i = 0; i < 3; i++) {
		come_back();
	}
	assert_null(scene.data);
	assert_sent(0, "\"number\":1}");
	assert_sent(1, "\"number\":2}");
	assert_sent(2, "\"number\":3}");
}

static void a_line_says_for_how_many_there_is_room(void **state)
{
	char ways[NOTIFY_WAYS_SIZE];
	(void)state;
	tell(0, "a", 1);
	tell(0, "b", 2);
	tell(0, "b", 2);
	notify_ways(&scene.notify, 0, ways);
	assert_string_equal(ways, "w:30");
	notify_ways(&scene.notify, 1, ways);
	assert_string_equal(ways, "");
	tell(1, "a", 1);
	come_back();
	come_back();
	assert_null(scene.data);
}

static void what_nobody_takes_is_given_back_and_the_next_one_goes(void **state)
{
	(void)state;
	tell(0, "a", 1);
	tell(0, "b", 2);
	refuse_all_tries();
	assert_int_equal(scene.given_back_count, 1);
	assert_string_equal(scene.given_back[0], "0 w a");
	come_back();
	assert_sent(4, "\"number\":2}");
	assert_null(scene.data);
}

static void what_cannot_be_given_back_stays_behind_the_others(void **state)
{
	(void)state;
	scene.keeps = true;
	tell(0, "", 1);
	tell(0, "b", 2);
	refuse_all_tries();
	come_back();
	assert_sent(4, "\"number\":2}");
	wait_s(FIRST_S);
	come_back();
	assert_sent(5, "\"number\":1}");
	assert_null(scene.data);
}

static void assert_lying(const char *ids)
{
	struct buf out;
	buf_init(&out, NOTIFY_WAYS * NOTIFY_LINE_MAX * (ALARM_ID_SIZE + 1) + 1);
	assert_int_equal(notify_lying(&scene.notify, 0, &out), 0);
	assert_int_equal(buf_append(&out, "", 1), 0);
	assert_string_equal((const char *)buf_view(&out).data, ids);
	buf_finish(&out);
}

static void a_letter_that_waits_does_not_go_when_its_alarm_is_over(void **state)
{
	(void)state;
	tell(0, "a", 1);
	tell(0, "b", 2);
	tell(0, "", 3);
	tell(0, "c", 4);
	assert_lying(" b c");
	notify_over(&scene.notify, 0, "b");
	notify_over(&scene.notify, 0, "");
	for (unsigned i = 0; i < 2; i++) {
		come_back();
	}
	assert_null(scene.data);
	assert_sent(1, "\"number\":4}");
	assert_int_equal(scene.given_back_count, 0);
}

static void a_letter_on_its_way_is_asked_about_again_when_nobody_has_taken_it(void **state)
{
	(void)state;
	tell(0, "a", 1);
	assert_lying("");
	notify_over(&scene.notify, 0, "a");
	scene.refuses = true;
	come_back();
	assert_lying(" a");
	notify_over(&scene.notify, 0, "a");
	assert_lying("");
	wait_s(FIRST_S);
	assert_null(scene.data);
	tell(0, "a", 2);
	assert_non_null(scene.data);
}

static void what_has_not_arrived_at_the_end_is_given_back(void **state)
{
	(void)state;
	tell(0, "a", 1);
	tell(0, "b", 2);
	notify_close(&scene.notify);
	assert_int_equal(scene.given_back_count, 2);
	assert_string_equal(scene.given_back[0], "0 w a");
	assert_string_equal(scene.given_back[1], "0 w b");
}

/* Nothing is sent without its password, and that counts as four tries, so that it does not come again every five seconds. */
static void a_letter_whose_password_cannot_be_read_is_given_back_after_all_tries(void **state)
{
	(void)state;
	scene.secret_file = "/nothing/here";
	tell(0, "a", 1);
	assert_int_equal(scene.given_back_count, 0);
	refuse_all_tries();
	assert_int_equal(scene.sent_count, 0);
	assert_int_equal(scene.given_back_count, 1);
	assert_string_equal(scene.given_back[0], "0 w a");
}

static void assert_json(const char *alarm, const char *end_of_json)
{
	struct alarm_letter letter;
	const struct pool *pool = directory_pool_at(scene.conf.directory, 0);
	assert_int_equal(alarm_letter_read(scene.conf.directory, pool, alarm, &letter), 0);
	char *json = alarm_letter_json(&letter);
	assert_non_null(json);
	assert_string_equal(strchr(json, ',') + 1, end_of_json);
	free(json);
}

/* How many went without an answer in one municipality is that agency's alone. */
static void of_an_agency_s_own_share_the_letter_tells_the_limit_and_no_visits(void **state)
{
	const struct region oslo = {.pool = "no",
		.code = "0301",
		.name = "Oslo",
		.county = "03",
		.county_name = "Oslo"};
	(void)state;
	assert_int_equal(directory_add_region(scene.conf.directory, &oslo), 0);
	assert_json("lost 1000 3 30 0 m0301 9 oslo | ",
		"\"pool\":\"no\",\"county\":\"03\",\"at\":\"1970-01-01T00:00:01Z\",\"number\":30}");
	assert_json("lost 1000 3 15 0 9 | ",
		"\"pool\":\"no\",\"county\":\"\",\"at\":\"1970-01-01T00:00:01Z\",\"number\":3}");
}

#define NOTIFY_TEST(claim) cmocka_unit_test_setup_teardown(claim, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		NOTIFY_TEST(letters_go_one_at_a_time_in_their_order),
		NOTIFY_TEST(a_line_says_for_how_many_there_is_room),
		NOTIFY_TEST(what_nobody_takes_is_given_back_and_the_next_one_goes),
		NOTIFY_TEST(what_cannot_be_given_back_stays_behind_the_others),
		NOTIFY_TEST(a_letter_that_waits_does_not_go_when_its_alarm_is_over),
		NOTIFY_TEST(a_letter_on_its_way_is_asked_about_again_when_nobody_has_taken_it),
		NOTIFY_TEST(what_has_not_arrived_at_the_end_is_given_back),
		NOTIFY_TEST(a_letter_whose_password_cannot_be_read_is_given_back_after_all_tries),
		NOTIFY_TEST(of_an_agency_s_own_share_the_letter_tells_the_limit_and_no_visits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
