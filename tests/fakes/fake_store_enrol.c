/* What devices and approvers say to each other, each a note in the list. */
#include <string.h>

#include "fakes/fake_notes.h"

/* The bytes as hash[0] and hash[1] where they have 32, the rest as payload. */
static void keep(struct fake_call *call, unsigned at, struct view number)
{
	if (number.len == sizeof(call->hash[at])) {
		memcpy(call->hash[at], number.data, number.len);
	}
}

static void keep_payload(struct fake_call *call, struct view bytes)
{
	if (bytes.len > 0 && bytes.len <= sizeof(call->payload)) {
		memcpy(call->payload, bytes.data, bytes.len);
		call->payload_len = bytes.len;
	}
}

static int note(struct store *store, enum fake_kind kind, struct reply_to to,
	const struct enrol_person *person, any_fn done)
{
	int err = fake_note_of_pool(store, kind, to, person->pool, person->cid, done);
	if (err == 0 && kind != ENROL_REVEAL) {
		fake_copy(fake_last(store)->word, person->agency);
		fake_copy(fake_last(store)->text, person->alias);
	}
	return err;
}

int enrol_ask(struct store *store, struct reply_to to, const struct enrol_person *device,
	struct view request, struct view commitment, enrol_asked_fn done)
{
	int err = note(store, ENROL_ASK, to, device, (any_fn)done);
	if (err == 0) {
		keep_payload(fake_last(store), request);
		keep(fake_last(store), 0, commitment);
	}
	return err;
}

int enrol_vouch(struct store *store, struct reply_to to, const struct enrol_person *approver,
	const char *staff, struct view commitment, struct view number, store_done_fn done)
{
	int err = note(store, ENROL_VOUCH, to, approver, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->target, staff);
		keep(fake_last(store), 0, commitment);
		keep(fake_last(store), 1, number);
	}
	return err;
}

int enrol_reveal(struct store *store, struct reply_to to, const struct enrol_person *device,
	struct view number, store_done_fn done)
{
	int err = note(store, ENROL_REVEAL, to, device, (any_fn)done);
	if (err == 0) {
		keep(fake_last(store), 0, number);
	}
	return err;
}

int enrol_approve(struct store *store, struct reply_to to, const struct enrol_person *approver,
	const char *staff, struct view certificate, store_done_fn done)
{
	int err = note(store, ENROL_APPROVE, to, approver, (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->target, staff);
		keep_payload(fake_last(store), certificate);
	}
	return err;
}

int enrol_list(struct store *store, struct reply_to to, const char *pool, const char *agency,
	enrol_listed_fn done)
{
	int err = fake_note_of_pool(store, ENROL_LIST, to, pool, "", (any_fn)done);
	if (err == 0) {
		fake_copy(fake_last(store)->word, agency);
	}
	return err;
}

void fake_enrol_asked(struct store *store, const struct fake_call *call, int err, unsigned left_s)
{
	((enrol_asked_fn)call->done)(store->asker, call->to, err, left_s);
}

void fake_enrol_listed(struct store *store, const struct fake_call *call, int err,
	const struct enrolment *list, size_t count)
{
	((enrol_listed_fn)call->done)(store->asker, call->to, err, call->word, list, count);
}
