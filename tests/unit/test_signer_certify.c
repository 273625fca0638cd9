/* Which requests become certificates, and until when those are valid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/signer_scene.h"

static struct signer_scene scene;
static struct certifier certifier;
static uint8_t made[SEAL_CERTIFICATE_MAX];
static size_t made_len;
static const char *why;

static int begin(void **state)
{
	(void)state;
	scene_begin(&scene);
	certifier = (struct certifier){scene.signer, &scene.papers, pace_create()};
	return 0;
}

static int finish(void **state)
{
	(void)state;
	pace_destroy(certifier.pace);
	scene_finish(&scene);
	return 0;
}

static enum signer_verdict judge(const struct signer_question *question)
{
	struct seal_writer writer = seal_writer_of(made, sizeof made);
	why = NULL;
	enum signer_verdict verdict = certify(&certifier, question, &writer, &why);
	made_len = verdict == SIGNER_CERTIFIED ? seal_writer_written(&writer).len : 0;
	return verdict;
}

static struct seal_certificate certificate(void)
{
	struct seal_certificate read;
	assert_int_equal(seal_certificate_read((struct view){made, made_len}, &read), 0);
	return read;
}

/* What a page checks by. */
static struct seal_trust trust_of(const struct bundle *bundle)
{
	struct seal_trust trust = {
		.root_count = bundle->root_count,
		.min_serial = bundle->min_serial,
		.now = SCENE_NOW,
	};
	for (uint8_t i = 0; i < bundle->root_count; i++) {
		trust.roots[i] = bundle->roots[i];
	}
	return trust;
}

static void a_request_that_fits_its_login_is_certified_under_the_statement(void **state)
{
	(void)state;
	const struct signer_question question = scene_question(&scene);
	const struct seal_trust trust = trust_of(&scene.papers.bundle);
	struct seal_chain chain;
	assert_int_equal(judge(&question), SIGNER_CERTIFIED);
	assert_null(why);
	const struct view statement = batch_find(scene.papers.batch, "oslo")->bytes;
	assert_int_equal(seal_chain_check(statement, (struct view){made, made_len}, &trust, &chain),
		SEAL_OK);
	assert_int_equal(chain.certificate.mode, SEAL_MODE_SHIFT);
	assert_int_equal(chain.certificate.key_index, 1);
	assert_int_equal(chain.certificate.role, SEAL_ROLE_COUNSELLOR);
	assert_memory_equal(chain.certificate.staff, scene.staff, SEAL_STAFF_LEN);
	assert_memory_equal(chain.certificate.device, seal_key_point(scene.device), SEAL_POINT_LEN);
	assert_true(view_is(chain.certificate.alias, "Kari"));
}

static void assert_refused(const struct signer_question *question, const char *words)
{
	assert_int_equal(judge(question), SIGNER_REFUSED);
	if (why == NULL || strstr(why, words) == NULL) {
		fail_msg("expected %s, got %s", words, why != NULL ? why : "nothing");
	}
}

static void what_the_request_says_otherwise_than_the_login_is_refused(void **state)
{
	(void)state;
	static const uint8_t somebody_else[SEAL_STAFF_LEN] = {9};
	struct seal_request wishes[4];
	for (size_t i = 0; i < 4; i++) {
		wishes[i] = scene_wish(&scene);
	}
	wishes[0].staff = somebody_else;
	wishes[1].role = SEAL_ROLE_SUPERVISOR;
	wishes[2].agency = view_text("bergen");
	wishes[3].alias = view_text("Karin");
	for (size_t i = 0; i < 4; i++) {
		struct signer_question question = scene_question(&scene);
		question.request = scene_sign(&scene, &wishes[i]);
		assert_refused(&question, "not that of the login");
	}
}

static void what_the_login_says_otherwise_than_the_request_is_refused(void **state)
{
	(void)state;
	static const uint8_t somebody_else[SEAL_STAFF_LEN] = {9};
	struct signer_question questions[3];
	for (size_t i = 0; i < 3; i++) {
		questions[i] = scene_question(&scene);
	}
	questions[0].staff = somebody_else;
	questions[1].role = SEAL_ROLE_SUPERVISOR;
	questions[2].alias = view_text("Karin");
	for (size_t i = 0; i < 3; i++) {
		assert_refused(&questions[i], "not that of the login");
	}
}

static void a_request_with_any_bit_turned_is_refused(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	uint8_t *bytes = scene.request;
	question.until = UINT32_MAX;
	for (size_t bit = 0; bit < question.request.len * 8; bit++) {
		scene_time(SCENE_NOW + bit * 6); /* as fast as a person may ask */
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_refused(&question, "own key");
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	assert_int_equal(judge(&question), SIGNER_CERTIFIED);
}

static void an_agency_without_a_statement_gets_nothing(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	question.agency = view_text("drammen");
	assert_refused(&question, "no statement");
}

static void an_agency_with_keys_of_its_own_gets_nothing(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	question.agency = view_text("bergen");
	assert_refused(&question, "itself");
}

static void a_statement_counts_from_its_first_to_its_last_second(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	question.until = UINT32_MAX;
	scene_time(SCENE_NOW - 1);
	assert_refused(&question, "not valid today");
	scene_time(SCENE_NOW + 100 * SCENE_DAY);
	assert_refused(&question, "not valid today");
	scene_time(SCENE_NOW + 100 * SCENE_DAY - 1);
	assert_int_equal(judge(&question), SIGNER_CERTIFIED);
	assert_int_equal(certificate().not_after, SCENE_NOW + 100 * SCENE_DAY);
}

static void a_key_that_the_statement_does_not_name_signs_nothing(void **state)
{
	(void)state;
	const struct signer_question question = scene_question(&scene);
	certifier.key = scene.device;
	assert_refused(&question, "does not name");
	certifier.key = NULL;
	assert_refused(&question, "no signing key");
}

static void it_lives_sixteen_hours_at_most(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	question.until = UINT32_MAX;
	assert_int_equal(judge(&question), SIGNER_CERTIFIED);
	assert_int_equal(certificate().not_before, SCENE_NOW);
	assert_int_equal(certificate().not_after, SCENE_NOW + 57600);
}

static void it_does_not_outlive_the_session(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	assert_int_equal(judge(&question), SIGNER_CERTIFIED);
	assert_int_equal(certificate().not_after, question.until);
	question.until = SCENE_NOW;
	assert_refused(&question, "session is over");
}

static void a_person_gets_thirty_at_once_and_one_in_six_seconds(void **state)
{
	(void)state;
	struct signer_question question = scene_question(&scene);
	for (int i = 0; i < 30; i++) {
		assert_int_equal(judge(&question), SIGNER_CERTIFIED);
	}
	assert_int_equal(judge(&question), SIGNER_LATER);
	scene_time(SCENE_NOW + 6);
	assert_int_equal(judge(&question), SIGNER_CERTIFIED);
	assert_int_equal(judge(&question), SIGNER_LATER);
}

static void all_together_get_five_hundred_at_once(void **state)
{
	(void)state;
	unsigned taken = 0;
	for (unsigned i = 0; i < 1000; i++) {
		const uint8_t staff[SEAL_STAFF_LEN] = {(uint8_t)i, (uint8_t)(i >> 8)};
		taken += pace_take(certifier.pace, staff, SCENE_NOW * 1000ull);
	}
	assert_int_equal(taken, PACE_ALL_BURST);
}

static void whoever_is_not_seen_for_long_is_forgotten(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 25000; i++) {
		const uint8_t staff[SEAL_STAFF_LEN] = {(uint8_t)i, (uint8_t)(i >> 8)};
		assert_true(pace_take(certifier.pace, staff, SCENE_NOW * 1000ull + i * 10000ull));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_request_that_fits_its_login_is_certified_under_the_statement),
		TEST(what_the_request_says_otherwise_than_the_login_is_refused),
		TEST(what_the_login_says_otherwise_than_the_request_is_refused),
		TEST(a_request_with_any_bit_turned_is_refused),
		TEST(an_agency_without_a_statement_gets_nothing),
		TEST(an_agency_with_keys_of_its_own_gets_nothing),
		TEST(a_statement_counts_from_its_first_to_its_last_second),
		TEST(a_key_that_the_statement_does_not_name_signs_nothing),
		TEST(it_lives_sixteen_hours_at_most),
		TEST(it_does_not_outlive_the_session),
		TEST(a_person_gets_thirty_at_once_and_one_in_six_seconds),
		TEST(all_together_get_five_hundred_at_once),
		TEST(whoever_is_not_seen_for_long_is_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
