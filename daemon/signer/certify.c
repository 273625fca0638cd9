/* Checks in the order of their cost; the signature of the request comes late, one's own last. */
#include "signer/certify.h"

#include <string.h>

#include "base/clock.h"

enum { MS_PER_S = 1000 };

/* What has been found so far; why is NULL as long as nothing stands in the way. */
struct judgement {
	const struct certifier *certifier;
	const struct signer_question *question;
	const struct batch_entry *entry;
	struct seal_request request;
	uint8_t key_index;
	int64_t now_s;
	const char *why;
};

static void find_statement(struct judgement *judgement)
{
	char slug[sizeof judgement->entry->slug];
	const struct batch *batch = judgement->certifier->papers->batch;
	if (view_copy(judgement->question->agency, slug, sizeof slug) == 0) {
		judgement->entry = batch_find(batch, slug);
	}
	if (judgement->entry == NULL) {
		judgement->why = "there is no statement about its agency";
	} else if (!batch_entry_holds(judgement->entry, judgement->now_s)) {
		judgement->why = "the statement about its agency is not valid today";
	} else if (judgement->entry->statement.mode != SEAL_MODE_SHIFT) {
		judgement->why = "its agency certifies its devices itself";
	}
}

int certify_key_index(const struct seal_statement *statement, const struct seal_key *key)
{
	bool shift = statement->mode == SEAL_MODE_SHIFT;
	for (uint8_t i = 0; shift && i < statement->key_count; i++) {
		if (memcmp(statement->keys[i], seal_key_point(key), SEAL_POINT_LEN) == 0) {
			return i;
		}
	}
	return -1;
}

static void find_key(struct judgement *judgement)
{
	const struct seal_key *key = judgement->certifier->key;
	int index = key != NULL ? certify_key_index(&judgement->entry->statement, key) : -1;
	if (key == NULL) {
		judgement->why = "there is no signing key";
	} else if (index < 0) {
		judgement->why = "the statement about its agency does not name the signing key";
	} else {
		judgement->key_index = (uint8_t)index;
	}
}

static void read_request(struct judgement *judgement)
{
	if (seal_request_check(judgement->question->request, &judgement->request) != SEAL_OK) {
		judgement->why = "it cannot be read, or its own key has not signed it";
	}
}

static void compare_with_login(struct judgement *judgement)
{
	const struct seal_request *request = &judgement->request;
	const struct signer_question *login = judgement->question;
	if (memcmp(request->staff, login->staff, SEAL_STAFF_LEN) != 0 ||
		request->role != (uint8_t)login->role || !view_equal(request->agency, login->agency) ||
		!view_equal(request->alias, login->alias)) {
		judgement->why = "it is not that of the login";
	}
}

/* When the first of all that bounds it ends. */
static int64_t end_of(const struct judgement *judgement)
{
	int64_t end = judgement->now_s + CERTIFY_LIFE_SECONDS;
	int64_t until = judgement->question->until;
	int64_t statement = judgement->entry->statement.not_after;
	end = until < end ? until : end;
	return statement < end ? statement : end;
}

static void look_at_session(struct judgement *judgement)
{
	if (end_of(judgement) <= judgement->now_s) {
		judgement->why = "the session is over";
	}
}

static int sign(const struct judgement *judgement, struct seal_writer *writer)
{
	const struct seal_request *request = &judgement->request;
	const struct seal_certificate certificate = {
		.mode = SEAL_MODE_SHIFT,
		.role = request->role,
		.key_index = judgement->key_index,
		.not_before = (uint32_t)judgement->now_s,
		.not_after = (uint32_t)end_of(judgement),
		.staff = request->staff,
		.device = request->device,
		.agency = request->agency,
		.alias = request->alias,
	};
	const struct seal_signer signer = seal_signer_of(judgement->certifier->key);
	return seal_certificate_make(&certificate, &signer, writer);
}

enum signer_verdict certify(const struct certifier *certifier,
	const struct signer_question *question, struct seal_writer *writer, const char **ret_why)
{
	static void (*const steps[])(struct judgement * judgement) = {
		find_statement,
		find_key,
		look_at_session,
		read_request,
		compare_with_login,
	};
	struct judgement judgement = {
		.certifier = certifier,
		.question = question,
		.now_s = (int64_t)(clock_wall_ms() / MS_PER_S),
	};
	if (!pace_take(certifier->pace, question->staff, clock_mono_ms())) {
		*ret_why = "too many are asked for";
		return SIGNER_LATER;
	}
	for (size_t i = 0; judgement.why == NULL && i < sizeof steps / sizeof steps[0]; i++) {
		steps[i](&judgement);
	}
	if (judgement.why == NULL && sign(&judgement, writer) != 0) {
		judgement.why = "the certificate could not be made";
	}
	*ret_why = judgement.why;
	return judgement.why == NULL ? SIGNER_CERTIFIED : SIGNER_REFUSED;
}
