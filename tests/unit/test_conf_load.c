/* The configuration: the demo's file is read whole, and every kind of fault names file, line and
 * key. Each fault is the demo's file with one place changed; the line expected is where the
 * change was made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf/conf.h"

enum { TEXT_SIZE = 16384, TOLD_SIZE = 8192 };

static char folder[] = "/tmp/samtale-conf-XXXXXX";
static char base[TEXT_SIZE];

/* Every problem told, one a line. */
static char told[TOLD_SIZE];

static void on_problem(void *context, const char *line)
{
	(void)context;
	size_t used = strlen(told);
	snprintf(told + used, sizeof(told) - used, "%s\n", line);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static void read_file(const char *path, char *out, size_t size)
{
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	size_t len = fread(out, 1, size - 1, file);
	assert_in_range(len, 1, size - 2);
	out[len] = '\0';
	fclose(file);
}

/* Puts the first found text out and another in; returns the line of the change. */
static unsigned replace(const char *text, const char *find, const char *put, char out[TEXT_SIZE])
{
	const char *at = strstr(text, find);
	assert_non_null(at);
	int len = snprintf(out, TEXT_SIZE, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
	assert_in_range(len, 1, TEXT_SIZE - 1);
	unsigned line = 1;
	for (const char *c = text; c < at; c++) {
		line += *c == '\n';
	}
	return line;
}

static int set_up(void **state)
{
	(void)state;
	char original[TEXT_SIZE];
	if (chdir(SAMTALE_SOURCE_DIR) != 0 || !mkdtemp(folder)) {
		return -1;
	}
	read_file("config/demo/demo.yaml", original, sizeof(original));
	replace(original, "web: build/web", "web: config/texts", base); /* may not be built yet */
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

static int load(const char *text, struct conf **ret_conf, char path[64])
{
	snprintf(path, 64, "%s/test.yaml", folder);
	write_file(path, text);
	told[0] = '\0';
	return conf_load(path, on_problem, NULL, ret_conf);
}

/* The changed file is refused, and one line names the file, that line, the key and these words. */
static void assert_told(const char *text, unsigned line, const char *key, const char *words)
{
	struct conf *conf = NULL;
	char path[64], beginning[256];
	int err = load(text, &conf, path);
	snprintf(beginning, sizeof(beginning), "%s:%u: %s: ", path, line, key);
	const char *at = strstr(told, beginning);
	if (err != ERR_SYNTAX || !at || !strstr(at, words)) {
		fail_msg("expected \"%s...%s\", result %d, told:\n%s", beginning, words, err, told);
	}
	assert_null(conf);
}

static void the_demo_is_read_whole(void **state)
{
	(void)state;
	struct conf *conf = NULL;
	char path[64];
	int err = load(base, &conf, path);
	assert_string_equal(told, "");
	assert_int_equal(err, 0);
	assert_string_equal(conf->profile, "demo");
	assert_true(conf->redis.embedded);
	assert_string_equal(conf->redis.binary, "");
	assert_int_equal(conf->workers, 2);
	assert_int_equal(conf->listen_count, 1);
	assert_string_equal(conf->listen[0].host, "127.0.0.1");
	assert_null(conf->listen[0].origins[0]);
	assert_string_equal(conf->admin.host, "127.0.0.1");
	assert_int_equal(conf->limits.backlog_staff_bytes, 1048576);
	assert_int_equal(conf->timers.grace_room_seconds, 1200);
	assert_int_equal(conf->periods.frame_seconds, 3600);
	assert_int_equal(conf->agency_count, 13);
	assert_string_equal(agency_get(conf->agencies[0], "slug"), "oslo");
	assert_string_equal(agency_get(conf->agencies[0], "pool"), "no");
	assert_string_equal(directory_region(conf->directory, "no", "0301")->name, "Oslo - Oslove");
	assert_string_equal(directory_region(conf->directory, "dk", "0751")->county, "1082");
	assert_string_equal(directory_pool(conf->directory, "dk")->languages, "da en nb nn ar uk");
	assert_string_equal(directory_topic_at(conf->directory, 0)->id, "unsure");
	assert_true(directory_topic(conf->directory, "leaving")->hidden);
	assert_non_null(directory_help_at(conf->directory, 0));
	assert_null(directory_agency_at(conf->directory, 0));
	conf_destroy(conf);
}

static void a_socket_of_others_is_taken_by_its_path(void **state)
{
	(void)state;
	char text[TEXT_SIZE], path[64];
	struct conf *conf = NULL;
	replace(base, "mode: embedded", "mode: unix:///run/redis.sock", text);
	assert_int_equal(load(text, &conf, path), 0);
	assert_string_equal(conf->redis.socket, "/run/redis.sock");
	assert_false(conf->redis.embedded);
	conf_destroy(conf);
}

static void a_redis_by_address_and_sentinels_by_name_are_taken(void **state)
{
	(void)state;
	char text[TEXT_SIZE], path[64];
	struct conf *conf = NULL;
	replace(base, "mode: embedded", "mode: redis://[2001:db8::1]:6379", text);
	assert_int_equal(load(text, &conf, path), 0);
	assert_null(conf->redis.socket);
	assert_string_equal(conf->redis.addresses.master, "");
	assert_int_equal(conf->redis.addresses.count, 1);
	assert_string_equal(conf->redis.addresses.list[0].host, "2001:db8::1");
	assert_int_equal(conf->redis.addresses.list[0].port, 6379);
	conf_destroy(conf);
	replace(base, "durability: fsync\n  replicas: 0", "durability: replica\n  replicas: 2", text);
	char whole[TEXT_SIZE];
	replace(text, "mode: embedded", "mode: redis+sentinel://house@192.0.2.1:26379,192.0.2.2:26380",
		whole);
	assert_int_equal(load(whole, &conf, path), 0);
	assert_string_equal(conf->redis.addresses.master, "house");
	assert_int_equal(conf->redis.addresses.count, 2);
	assert_string_equal(conf->redis.addresses.list[1].host, "192.0.2.2");
	assert_int_equal(conf->redis.addresses.list[1].port, 26380);
	assert_int_equal(conf->durability.replicas, 2);
	conf_destroy(conf);
}

/* What stands between redis.mode and redis.durability. */
#define NOBODY \
	"\n  binary: \"\"\n  user: \"\"\n  secret_file: \"\"\n  loader_user: \"\"\n" \
	"  loader_secret_file: \"\"\n  sentinel_user: \"\"\n  sentinel_secret_file: \"\"\n  "

/* find is changed to put; the problem stands so many lines below the change, at key, with these
 * words. */
static const struct fault {
	const char *find, *put;
	unsigned below;
	const char *key, *words;
} faults[] = {
	{"workers: 2", "workers: two", 0, "workers", "a whole number from 1 to 64"},
	{"workers: 2", "workers: 65", 0, "workers", "a whole number from 1 to 64"},
	{"workers: 2", "workers: 010", 0, "workers", "a whole number from 1 to 64"},
	{"workers: 2", "workers: -2", 0, "workers", "a whole number from 1 to 64"},
	{"workers: 2", "workers: 18446744073709551618", 0, "workers", "a whole number from 1 to 64"},
	{"workers: 2", "workers: [2]", 0, "workers", "a whole number from 1 to 64"},
	{"workers: 2", "workerz: 2", 0, "workerz", "a key of the reference"},
	{"workers: 2", "workers: 2\nworkers: 3", 1, "workers", "once only"},
	{"workers: 2", "workers: *two", 0, "yaml", "alias"},
	{"workers: 2", "workers: &two 2\nstates: *two", 1, "yaml", "expects no alias"},
	{"workers: 2", "workers: @2", 0, "yaml", "cannot start any token"},
	{"ping_seconds: 25", "ping_seconds: 30", 1, "limits.dead_seconds", "more than twice"},
	{"staff_told_seconds: 20", "staff_told_seconds: 60", 1, "timers.staff_choose_seconds",
		"more than staff_told"},
	{"staff_choose_seconds: 60", "staff_choose_seconds: 300", 1, "timers.staff_lost_seconds",
		"more than staff_choose"},
	{"park_seconds: 300", "park_seconds: 1200", 0, "timers.park_seconds", "less than grace_room"},
	{"boost_urgent_seconds: 1800", "boost_urgent_seconds: 299", 0, "timers.boost_urgent_seconds",
		"at least boost_raised"},
	{"shift_warning_seconds: 900", "shift_warning_seconds: 2701", 0,
		"periods.shift_warning_seconds", "at most last_entry"},
	{"frame_warning_seconds: 600", "frame_warning_seconds: 3600", 0,
		"periods.frame_warning_seconds", "less than frame_seconds"},
	{"queue_visits: 10000", "queue_visits: 0", 0, "limits.queue_visits", "from 1 to 1000000"},
	{"memory_mib: 512", "memory_mib: 1", 0, "redis.memory_mib", "from 16 to 1048576"},
	{"redis_commands: 10000", "redis_commands: 1", 0, "limits.redis_commands",
		"from 16 to 1000000"},
	{"profile: demo", "profile: test", 0, "profile", "demo or production"},
	{"texts: config/texts", "texts: config/nowhere", 0, "texts", "a folder that is there"},
	{"data: config/data", "data: config/texts", 0, "data", "topics.tsv"},
	{"host: 127.0.0.1", "host: localhost", 0, "listen[0].host", "a numeric address"},
	{"admin: {host: 127.0.0.1", "admin: {host: localhost", 0, "admin.host", "a numeric address"},
	{"port: 8080", "port: 65536", 0, "listen[0].port", "from 0 to 65535"},
	{"origins: []", "origins: [\"https://a/b\"]", 0, "listen[0].origins[0]", "an origin"},
	{"origins: []", "origins: [\"a.example\"]", 0, "listen[0].origins[0]", "an origin"},
	{"origins: []", "origins: https://a", 0, "listen[0].origins", "a list of 0 to 16 texts"},
	{"hosts: []", "hosts: [\"https://a\"]", 0, "listen[0].hosts[0]", "a host"},
	{"hosts: []", "hosts: []\n  - host: 127.0.0.1\n    port: 8080\n    origins: []\n    hosts: []",
		2, "listen[1].port", "another port"},
	{"mode: embedded", "mode: http://127.0.0.1:80", 0, "redis.mode", "embedded or unix:///path"},
	{"mode: embedded", "mode: redis://127.0.0.1", 0, "redis.mode", "expects ADDRESS:PORT"},
	{"mode: embedded", "mode: redis://127.0.0.1:0", 0, "redis.mode", "expects ADDRESS:PORT"},
	{"mode: embedded", "mode: redis://127.0.0.1:65536", 0, "redis.mode", "expects ADDRESS:PORT"},
	{"mode: embedded", "mode: redis://[::1:6379", 0, "redis.mode", "expects ADDRESS:PORT"},
	{"mode: embedded", "mode: redis://127.0.0.1:1,127.0.0.1:2", 0, "redis.mode",
		"at most 1 address"},
	{"mode: embedded", "mode: redis://redis.example:6379", 0, "redis.mode",
		"a numeric address, not redis.example: looking up a name"},
	{"mode: embedded", "mode: redis+sentinel://127.0.0.1:26379", 0, "redis.mode",
		"NAME@ADDRESS:PORT"},
	{"mode: embedded", "mode: redis+sentinel://a@127.0.0.1:1,x:2", 0, "redis.mode",
		"a numeric address, not x"},
	{"mode: embedded", "mode: redis+sentinel://a@127.0.0.1:26379", 8, "redis.durability",
		"replica or memory with Sentinel"},
	{"user: \"\"\n", "user: \"x\"\n", 0, "redis.user", "nothing with this redis.mode"},
	{"mode: embedded\n  binary: \"\"\n  user: \"\"", "mode: unix:///s\n  binary: \"\"\n  user: x",
		2, "redis.user", "its password in the file"},
	{"sentinel_user: \"\"", "sentinel_user: \"x\"", 0, "redis.sentinel_user", "nothing with this"},
	{"durability: fsync", "durability: never", 0, "redis.durability", "fsync, replica or memory"},
	{"durability: fsync", "durability: memory", 0, "redis.durability",
		"fsync where Redis is embedded"},
	{"replicas: 0", "replicas: 1", 0, "redis.replicas", "0 with durability: fsync"},
	{"mode: embedded" NOBODY "durability: fsync", "mode: unix:///s" NOBODY "durability: replica", 9,
		"redis.replicas", "at least 1 with"},
	{"zone: Europe/Oslo", "zone: Europe/Moscow", 0, "pools[0].zone", "Europe/Oslo or"},
	{"country: DK", "country: SE", 0, "pools[1].country", "NO or DK"},
	{"id: dk", "id: \"no\"", 0, "pools[1].id", "no other pool"},
	{"id: dk", "id: D-K", 0, "pools[1].id", "lower-case letters and digits"},
	{"nb: Danmark", "xx: Danmark", 0, "pools[1].name.xx", "a key of the reference"},
	{"regions: dk-kommuner.tsv", "regions: none.tsv", 0, "pools[1].regions",
		"can be read, not config/data/none"},
	{"national_agency: ung-norge", "national_agency: bergen", 0, "pools[0].national_agency",
		"one of agencies"},
	{"languages: [nb,", "languages: [n b,", 0, "pools[0].languages[0]", "a language code"},
	{"- odder", "- nowhere", 0, "pools[1].agencies[2]",
		"can be read, not config/demo/agencies/nowhere.yaml"},
	{"- odder", "- aarhus", 0, "pools[1].agencies[2]", "not named before"},
	{"- odder", "- ../odder", 0, "pools[1].agencies[2]", "lower-case letters"},
	{"- odder", "- oslo", 0, "pools[1].agencies[2]", "not named before"},
	{"regions: dk-kommuner.tsv", "regions: \"\"", 0, "pools[1].regions", "a file in `data`"},
	{"practice: \"yes\"", "practice: aye", 0, "pools[2].practice", "yes or no, not aye"},
	{"regions: \"\"", "regions: no-kommuner.tsv", 0, "pools[2].regions", "it serves no place"},
	{"agencies: [practice]", "agencies: [practice, oslo]", 0, "pools[2].agencies",
		"one agency in a pool to practise in, not 2"},
	{"regions: no-kommuner.tsv", "regions: no-kommuner.tsv\n    practice: \"yes\"", 45,
		"pools[2].practice", "at most one pool to practise in: no is one"},
};

static void each_fault_names_file_line_and_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		char text[TEXT_SIZE];
		unsigned line = replace(base, faults[i].find, faults[i].put, text);
		assert_told(text, line + faults[i].below, faults[i].key, faults[i].words);
	}
}

/* The demo's data once more, with a list of one topic. */
static void a_topic_that_no_list_has_is_told_in_the_agencys_file(void **state)
{
	(void)state;
	static const char *const same[] = {"no-kommuner.tsv", "dk-kommuner.tsv", "help-services.tsv",
		"reading.tsv"};
	char text[TEXT_SIZE], path[256], target[256], data[64];
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, same[i]);
		snprintf(target, sizeof(target), SAMTALE_SOURCE_DIR "/config/data/%s", same[i]);
		assert_int_equal(symlink(target, path), 0);
	}
	snprintf(path, sizeof(path), "%s/topics.tsv", folder);
	write_file(path, "id\torder\thidden\tnb\tnn\tda\ten\nschool\t1\t0\tSkole\t\t\t\n");
	snprintf(data, sizeof(data), "data: %s", folder);
	replace(base, "data: config/data", data, text);
	struct conf *conf = NULL;
	assert_int_equal(load(text, &conf, path), ERR_SYNTAX);
	const char *line = strstr(told, "config/demo/agencies/kobenhavn.yaml:");
	if (!line || !strstr(line, ": topic_hours: expects ids of topics.tsv, not body")) {
		fail_msg("told:\n%s", told);
	}
}

static void a_missing_key_is_told_at_the_map_that_lacks_it(void **state)
{
	(void)state;
	char text[TEXT_SIZE], other[TEXT_SIZE];
	replace(base, "  ping_seconds: 25\n", "", text);
	assert_told(text, replace(text, "limits:", "", other), "limits.ping_seconds", "is missing");
	replace(base, "      nb: Danmark\n", "", text);
	unsigned line = replace(text, "name:\n      nn: Danmark", "", other);
	assert_told(text, line, "pools[1].name.nb", "is missing");
	replace(base, "profile: demo\n", "", text);
	assert_told(text, replace(text, "state:", "", other), "profile", "is missing");
}

static void a_text_that_may_be_empty_may_be_left_out(void **state)
{
	(void)state;
	char text[TEXT_SIZE], path[64];
	struct conf *conf = NULL;
	replace(base, "  binary: \"\"\n", "", text);
	assert_int_equal(load(text, &conf, path), 0);
	assert_string_equal(conf->redis.binary, "");
	assert_false(listen_has_tls(&conf->listen[0]));
	conf_destroy(conf);
}

static void a_certificate_and_its_key_go_together(void **state)
{
	(void)state;
	char text[TEXT_SIZE], path[64];
	struct conf *conf = NULL;
	unsigned line =
		replace(base, "    origins: []", "    certificate: a.pem\n    origins: []", text);
	assert_told(text, line - 2, "listen[0].key", "a certificate and its key go together");
	line = replace(base, "    origins: []", "    key: a.key\n    origins: []", text);
	assert_told(text, line - 2, "listen[0].certificate", "a certificate and its key go together");
	replace(base, "    origins: []", "    certificate: a.pem\n    key: a.key\n    origins: []",
		text);
	assert_int_equal(load(text, &conf, path), 0);
	assert_true(listen_has_tls(&conf->listen[0]));
	assert_string_equal(conf->listen[0].certificate, "a.pem");
	assert_string_equal(conf->listen[0].key, "a.key");
	assert_int_equal(conf_line(conf, "listen[0].key"), line + 1);
	conf_destroy(conf);
}

static void all_faults_of_a_step_are_told_at_once(void **state)
{
	(void)state;
	char one[TEXT_SIZE], two[TEXT_SIZE], path[64];
	struct conf *conf = NULL;
	replace(base, "zone: Europe/Oslo", "zone: Here", one);
	replace(one, "host: 127.0.0.1", "host: here", two);
	assert_int_equal(load(two, &conf, path), ERR_SYNTAX);
	assert_non_null(strstr(told, "pools[0].zone"));
	assert_non_null(strstr(told, "listen[0].host"));
}

static void an_empty_file_and_a_list_are_refused(void **state)
{
	(void)state;
	assert_told("", 1, "profile", "is missing");
	assert_told("- a\n", 1, "profile", "is missing");
}

static void a_file_that_is_not_there_is_an_error_of_the_system(void **state)
{
	(void)state;
	struct conf *conf = NULL;
	assert_int_equal(conf_load("/nowhere/test.yaml", on_problem, NULL, &conf), ERR_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_demo_is_read_whole),
		cmocka_unit_test(a_socket_of_others_is_taken_by_its_path),
		cmocka_unit_test(a_redis_by_address_and_sentinels_by_name_are_taken),
		cmocka_unit_test(each_fault_names_file_line_and_key),
		cmocka_unit_test(a_topic_that_no_list_has_is_told_in_the_agencys_file),
		cmocka_unit_test(a_missing_key_is_told_at_the_map_that_lacks_it),
		cmocka_unit_test(a_text_that_may_be_empty_may_be_left_out),
		cmocka_unit_test(a_certificate_and_its_key_go_together),
		cmocka_unit_test(all_faults_of_a_step_are_told_at_once),
		cmocka_unit_test(an_empty_file_and_a_list_are_refused),
		cmocka_unit_test(a_file_that_is_not_there_is_an_error_of_the_system),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
