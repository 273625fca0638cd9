/* The verbs of the control socket: what each asks of the floors below, and how it answers. Store
 * and staff are played; answers come at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "admin/control.h"
#include "admin/verbs.h"
#include "store/agencies.h"
#include "store/queue.h"
#include "store/replies.h"
#include "unit/admin_seal.h"
#include "unit/admin_staff.h"
#include "unit/support/admin_below.h"

/* The last answer, as compact JSON; empty when there was no memory for one. */
static struct {
	unsigned count;
	uint64_t connection;
	char text[4096];
} heard;

static struct control_means means;

static void on_process(void *parent, struct admin_process *ret_process)
{
	(void)parent;
	*ret_process = (struct admin_process){.workers_running = 2,
		.workers_draining = 1,
		.redis_up = true,
		.rewrite_failed = true,
		.ready = true,
		.port = 8080,
		.profile = "demo"};
}

static void on_drain(void *parent)
{
	(void)parent;
	below.drained = true;
}

static int on_restart(void *parent, admin_done_fn done, uint64_t asker)
{
	(void)parent;
	below.restarted = done;
	below.asker = asker;
	return below.err;
}

static void on_answer(void *context, uint64_t connection, const json_t *answer)
{
	(void)context;
	char *text = answer ? json_dumps(answer, JSON_COMPACT) : NULL;
	heard.count++;
	heard.connection = connection;
	snprintf(heard.text, sizeof(heard.text), "%s", text ? text : "");
	free(text);
}

static void ask(const char *line)
{
	unsigned before = heard.count;
	control_begin(&means, 5, view_text(line), on_answer, NULL);
	assert_int_equal(heard.count, before + 1);
	assert_int_equal(heard.connection, 5);
}

static void assert_has(const char *text)
{
	if (!strstr(heard.text, text)) {
		fail_msg("expected %s in %s", text, heard.text);
	}
}

static int set_up(void **state)
{
	(void)state;
	struct directory *directory = directory_create();
	const struct pool no = {"no", "NO", "Europe/Oslo", "landet", {.text = {"Norge"}}, "nb", false,
		"", ""};
	const struct pool dk = {"dk", "DK", "Europe/Copenhagen", "danmark", {.text = {"Danmark"}}, "da",
		false, "", ""};
	const struct region oslo = {"no", "0301", "Oslo", "03", "Oslo"};
	assert_int_equal(directory_add_pool(directory, &no) + directory_add_pool(directory, &dk), 0);
	assert_int_equal(directory_add_region(directory, &oslo), 0);
	memset(&below, 0, sizeof(below));
	below.violations = "";
	means = (struct control_means){.directory = directory,
		.ports = {admin_seal_fake, NULL, on_process, on_drain, on_restart},
		.find = verb_find};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	directory_destroy((struct directory *)(uintptr_t)means.directory);
	return 0;
}

static void status_tells_the_process_and_each_pool_that_answers(void **state)
{
	(void)state;
	below.err = ERR_DOWN;
	ask("{\"verb\":\"status\"}");
	assert_has("{\"ok\":true,\"data\":{\"ready\":true,\"redis\":true,\"workers\":2,\"draining\":1,"
			   "\"port\":8080,"
			   "\"profile\":\"demo\"");
	assert_has("\"rewrite\":\"failed\",\"signer\":true,\"statements\":7");
	assert_has(
		"\"pools\":[{\"pool\":\"no\",\"waiting\":3,\"longest_s\":61,\"on_duty\":2,"
		"\"available\":0,\"slots\":4,"
		"\"rooms\":0}],\"seal\":[{\"agency\":\"oslo\",\"statement\":\"ends\",\"days\":9}]}}");
}

static void fsck_is_clean_or_names_each_violation(void **state)
{
	(void)state;
	ask("{\"verb\":\"fsck\"}");
	assert_has("{\"ok\":true,\"data\":{\"violations\":[],\"clean\":true}}");
	below.violations = "P1 two offers\nP3 lost\n";
	ask("{\"verb\":\"fsck\"}");
	assert_has("{\"pool\":\"dk\",\"violation\":\"P1 two "
			   "offers\"},{\"pool\":\"dk\",\"violation\":\"P3 lost\"}],"
			   "\"clean\":false");
	below.err = ERR_DOWN;
	ask("{\"verb\":\"fsck\"}");
	assert_has("{\"ok\":false,\"error\":{\"code\":\"down\"");
}

static void an_account_is_made_only_for_an_agency_that_is_there(void **state)
{
	(void)state;
	ask("{\"verb\":\"user "
		"add\",\"args\":{\"name\":\"ida\",\"role\":\"counsellor\",\"agency\":\"oslo\"}}");
	assert_has("{\"ok\":true,\"data\":{\"name\":\"ida\",\"role\":\"counsellor\",\"agency\":"
			   "\"oslo\",\"password\":\"abcd-efgh\",\"join\":\"/join#abcd\"}}");
	assert_string_equal(below.added_name, "ida");
	assert_null(below.added.alias);
	below.added_name[0] = '\0';
	ask("{\"verb\":\"user "
		"add\",\"args\":{\"name\":\"per\",\"role\":\"counsellor\",\"agency\":\"bergen\"}}");
	assert_has("\"code\":\"agency\"");
	assert_string_equal(below.added_name, "");
	ask("{\"verb\":\"user "
		"add\",\"args\":{\"name\":\"taken\",\"role\":\"counsellor\",\"agency\":\"oslo\"}}");
	assert_has("{\"ok\":false,\"error\":{\"code\":\"taken\",\"message\":\"Expected a name that "
			   "nobody has yet.\"");
	ask("{\"verb\":\"user add\",\"args\":{\"name\":\"per\"}}");
	assert_has("\"code\":\"usage\"");
	below.err = ERR_DOWN;
	ask("{\"verb\":\"user "
		"add\",\"args\":{\"name\":\"ida\",\"role\":\"counsellor\",\"agency\":\"oslo\"}}");
	assert_has("\"code\":\"down\"");
}

static void who_was_made_and_could_not_be_invited_has_a_password_all_the_same(void **state)
{
	(void)state;
	ask("{\"verb\":\"user "
		"add\",\"args\":{\"name\":\"late\",\"role\":\"counsellor\",\"agency\":\"oslo\"}}");
	assert_has("\"agency\":\"oslo\",\"password\":\"abcd-efgh\"}}");
	ask("{\"verb\":\"user invite\",\"args\":{\"name\":\"late\"}}");
	assert_has("\"code\":\"down\"");
}

static void accounts_are_listed_without_their_hash(void **state)
{
	(void)state;
	ask("{\"verb\":\"user list\"}");
	assert_has("\"users\":[{\"name\":\"ida\",\"alias\":\"Ida\",\"agency\":\"oslo\",\"role\":"
			   "\"counsellor\",\"lives_in\":\"\","
			   "\"disabled\":true}]");
	assert_null(strstr(heard.text, "argon2id"));
}

static void a_password_is_replaced_and_an_account_disabled(void **state)
{
	(void)state;
	ask("{\"verb\":\"user passwd\",\"args\":{\"name\":\"ida\"}}");
	assert_has("{\"ok\":true,\"data\":{\"name\":\"ida\",\"password\":\"new-word\"}}");
	ask("{\"verb\":\"user passwd\",\"args\":{\"name\":\"nobody\"}}");
	assert_has("\"code\":\"missing\"");
	ask("{\"verb\":\"user disable\",\"args\":{\"name\":\"ida\"}}");
	assert_has("{\"ok\":true,\"data\":{\"name\":\"ida\"}}");
	ask("{\"verb\":\"user enable\",\"args\":{\"name\":\"ida\"}}");
	assert_has("{\"ok\":true,\"data\":{\"name\":\"ida\"}}");
	ask("{\"verb\":\"user disable\"}");
	assert_has("\"code\":\"usage\"");
	ask("{\"verb\":\"user invite\",\"args\":{\"name\":\"ida\"}}");
	assert_has("\"data\":{\"join\":\"/join#abcd\"}");
	ask("{\"verb\":\"user totp\",\"args\":{\"name\":\"ida\"}}");
	assert_has("\"data\":{\"secret\":\"GEZD\",\"uri\":\"otpauth://x\"}");
}

static void agencies_are_listed_and_exported_with_every_field(void **state)
{
	(void)state;
	ask("{\"verb\":\"agency list\"}");
	assert_has("\"agencies\":[{\"slug\":\"oslo\",\"name\":\"Ung i \\\"Oslo\\\"\",\"pool\":\"no\"");
	ask("{\"verb\":\"agency export\",\"args\":{\"slug\":\"oslo\"}}");
	assert_has("\"fields\":{\"slug\":\"oslo\",\"pool\":\"no\",\"name\":\"Ung i \\\"Oslo\\\"\"");
	assert_has("\"answers.nb\":\"\"");
	assert_has("\"replies\":[{\"code\":\"hei\",\"language\":\"nb\",\"text\":\"Hei, \\\"du\\\"\"}]");
	ask("{\"verb\":\"agency export\",\"args\":{\"slug\":\"bergen\"}}");
	assert_has("\"code\":\"missing\"");
}

#define FIELDS \
	"\"slug\":\"oslo\",\"name\":\"Oslo\",\"answers.nb\":\"vi\",\"works_with.nb\":\"skolen\"," \
	"\"exit\":\"https://a.example/\""

static void an_agency_is_written_whole_or_refused_with_the_field(void **state)
{
	(void)state;
	ask("{\"verb\":\"agency import\",\"args\":{\"fields\":{" FIELDS
		",\"pool\":\"no\",\"municipality\":\"0301\"}}}");
	assert_has("{\"ok\":true,\"data\":{\"slug\":\"oslo\"}}");
	assert_non_null(
		strstr(below.written, "oslo: slug=oslo pool=no name=Oslo kind= municipality=0301"));
	assert_non_null(strstr(below.written, "letterbox= exit=https://a.example/ privacy= "));
	static const struct {
		const char *fields, *has;
	} rows[] = {
		{FIELDS, "\"code\":\"usage\""},
		{FIELDS ",\"pool\":\"se\"", "pool: expected the id of a pool"},
		{FIELDS ",\"pool\":\"no\",\"municipality\":\"9999\"", "municipality: expected a code"},
		{FIELDS ",\"pool\":\"no\",\"colour\":\"red\"", "colour: expected the name of a field"},
		{FIELDS ",\"pool\":\"no\",\"hours\":\"always\"", "hours: expected weekdays"},
		{FIELDS ",\"pool\":\"no\",\"hours\":7", "hours: expected a text"},
		{FIELDS ",\"pool\":\"no\",\"theme.dark\":\"brand\"", "theme.dark: expected brand as #"},
		{"\"slug\":\"oslo\",\"pool\":\"no\"", "name: expected a value"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char line[1024];
		below.written[0] = '\0';
		snprintf(line, sizeof(line), "{\"verb\":\"agency import\",\"args\":{\"fields\":{%s}}}",
			rows[i].fields);
		ask(line);
		assert_has("\"ok\":false");
		assert_has(rows[i].has);
		assert_string_equal(below.written, "");
	}
}

#define IMPORT(replies) \
	"{\"verb\":\"agency import\",\"args\":{\"fields\":{" FIELDS \
	",\"pool\":\"no\",\"municipality\":\"0301\"}" replies "}}"

static void replies_are_replaced_only_by_those_that_the_file_has(void **state)
{
	(void)state;
	below.replaced[0] = '\0';
	ask(IMPORT(""));
	assert_has("\"ok\":true");
	assert_string_equal(below.replaced, "");
	ask(IMPORT(",\"replies\":[{\"code\":\"tid\",\"language\":\"nn\",\"text\":\"-\"}]"));
	assert_has("\"ok\":true");
	assert_string_equal(below.replaced, "oslo: tid nn=-");
	ask(IMPORT(",\"replies\":[]"));
	assert_has("\"ok\":true");
	assert_string_equal(below.replaced, "oslo:");
	below.written[0] = '\0';
	ask(IMPORT(",\"replies\":[{\"code\":\"tid\"}]"));
	assert_has("replies: expected at most 200");
	assert_string_equal(below.written, "");
}

static void drain_is_answered_before_it_is_done(void **state)
{
	(void)state;
	ask("{\"verb\":\"drain\"}");
	assert_has("{\"ok\":true,\"data\":{\"draining\":true}}");
	assert_true(below.drained);
}

static void a_restart_is_answered_when_it_is_done(void **state)
{
	(void)state;
	unsigned before = heard.count;
	control_begin(&means, 5, view_text("{\"verb\":\"restart\"}"), on_answer, NULL);
	assert_int_equal(heard.count, before);
	below.restarted(below.asker, 0);
	assert_int_equal(heard.count, before + 1);
	assert_has("{\"ok\":true,\"data\":{\"restarted\":true}}");
}

static void a_restart_that_fails_or_cannot_begin_says_so(void **state)
{
	(void)state;
	control_begin(&means, 5, view_text("{\"verb\":\"restart\"}"), on_answer, NULL);
	below.restarted(below.asker, ERR_MOMENT);
	assert_has("{\"ok\":false,\"error\":{\"code\":\"restart\"");
	below.err = ERR_FULL;
	ask("{\"verb\":\"restart\"}");
	assert_has("A restart is under way.");
	below.err = ERR_MOMENT;
	ask("{\"verb\":\"restart\"}");
	assert_has("Not everything is ready.");
}

static void what_is_no_verb_is_refused(void **state)
{
	(void)state;
	static const char *const lines[] = {"", "status", "[]", "{}", "{\"verb\":7}",
		"{\"verb\":\"dance\"}", "{\"verb\":\"status\",\"verb\":\"stop\"}"};
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		ask(lines[i]);
		assert_has("{\"ok\":false,\"error\":{\"code\":\"verb\"");
	}
	assert_false(below.drained);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(status_tells_the_process_and_each_pool_that_answers),
		TEST(fsck_is_clean_or_names_each_violation),
		TEST(an_account_is_made_only_for_an_agency_that_is_there),
		TEST(who_was_made_and_could_not_be_invited_has_a_password_all_the_same),
		TEST(accounts_are_listed_without_their_hash),
		TEST(a_password_is_replaced_and_an_account_disabled),
		TEST(agencies_are_listed_and_exported_with_every_field),
		TEST(replies_are_replaced_only_by_those_that_the_file_has),
		TEST(an_agency_is_written_whole_or_refused_with_the_field),
		TEST(drain_is_answered_before_it_is_done),
		TEST(a_restart_is_answered_when_it_is_done),
		TEST(a_restart_that_fails_or_cannot_begin_says_so),
		TEST(what_is_no_verb_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
