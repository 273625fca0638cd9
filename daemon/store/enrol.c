/* Each a call of one function in 83_enrol.lua. */
#include "store/enrol.h"

#include <stdio.h>
#include <string.h>

#include "store/internal/call.h"
#include "store/news.h"

/* OK, then so many texts a request. */
enum { ENROLMENT_TEXTS = 11 };

static int begin(struct store *store, const struct enrol_person *person, const char *function,
	struct args *args)
{
	int err = call_routing(store, person->pool, function, args);

	if (err == 0) {
		args_text(args, person->cid);
	}
	return err;
}

static void on_asked(struct call *call, const struct redisReply *reply)
{
	enrol_asked_fn done = (enrol_asked_fn)call->done;
	unsigned left_s = 0;
	int err = call_routing_err(call, reply);

	if (err == ERR_MOMENT && answer_small(reply, 1, UINT32_MAX, &left_s) != 0) {
		err = ERR_DOWN;
	}
	done(call->context, call->to, err, left_s);
	call_destroy(call);
}

int enrol_ask(struct store *store, struct reply_to to, const struct enrol_person *device,
	struct view request, struct view commitment, enrol_asked_fn done)
{
	struct args args;
	int err = begin(store, device, "enrol", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, device->agency);
	args_text(&args, device->alias);
	args_view(&args, request);
	args_view(&args, commitment);
	struct call *call = call_create(store, to, (call_done_fn)done, on_asked);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", device->pool);
	return call_send(call, LINK_ROUTING, &args);
}

int enrol_vouch(struct store *store, struct reply_to to, const struct enrol_person *approver,
	const char *staff, struct view commitment, struct view number, store_done_fn done)
{
	struct args args;
	int err = begin(store, approver, "vouch", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, approver->agency);
	args_text(&args, approver->alias);
	args_text(&args, staff);
	args_view(&args, commitment);
	args_view(&args, number);
	return call_send_word(store, to, approver->pool, &args, done);
}

int enrol_reveal(struct store *store, struct reply_to to, const struct enrol_person *device,
	struct view number, store_done_fn done)
{
	struct args args;
	int err = begin(store, device, "reveal", &args);

	if (err != 0) {
		return err;
	}
	args_view(&args, number);
	return call_send_word(store, to, device->pool, &args, done);
}

int enrol_approve(struct store *store, struct reply_to to, const struct enrol_person *approver,
	const char *staff, struct view certificate, store_done_fn done)
{
	struct args args;
	int err = begin(store, approver, "approve", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, approver->agency);
	args_text(&args, staff);
	args_view(&args, certificate);
	return call_send_word(store, to, approver->pool, &args, done);
}

/* --- the list --- */

static int read_stage(const char *letter, enum enrol_stage *ret_stage)
{
	static const char letters[] = "WVRDN"; /* in the order of enum enrol_stage */
	const char *at = letter[0] == '\0' || letter[1] != '\0' ? NULL : strchr(letters, letter[0]);

	if (at == NULL) {
		return ERR_SYNTAX;
	}
	*ret_stage = (enum enrol_stage)(at - letters);
	return 0;
}

static int read_one(const struct redisReply *reply, size_t at, struct enrolment *ret_one)
{
	struct enrolment one;
	const char *letter;

	if (answer_text(reply, at, &one.staff) != 0 || strlen(one.staff) != STORE_ID_HEX - 1 ||
		answer_text(reply, at + 1, &one.alias) != 0 || answer_text(reply, at + 2, &letter) != 0 ||
		read_stage(letter, &one.stage) != 0 || answer_view(reply, at + 3, &one.request) != 0 ||
		answer_view(reply, at + 4, &one.commitment) != 0 ||
		answer_view(reply, at + 5, &one.approver_number) != 0 ||
		answer_text(reply, at + 6, &one.approver) != 0 ||
		answer_text(reply, at + 7, &one.approver_alias) != 0 ||
		answer_view(reply, at + 8, &one.device_number) != 0 ||
		answer_view(reply, at + 9, &one.certificate) != 0 ||
		answer_small(reply, at + 10, UINT32_MAX, &one.left_s) != 0) {
		return ERR_DOWN;
	}
	*ret_one = one;
	return 0;
}

static void on_listed(struct call *call, const struct redisReply *reply)
{
	enrol_listed_fn done = (enrol_listed_fn)call->done;
	struct enrolment list[ENROL_MOST];
	size_t texts = answer_count(reply), count = 0;
	int err = call_routing_err(call, reply);

	if (err == 0 && (texts - 1) % ENROLMENT_TEXTS == 0) {
		count = (texts - 1) / ENROLMENT_TEXTS;
	}
	if (err == 0 && (count > ENROL_MOST || texts != 1 + count * ENROLMENT_TEXTS)) {
		err = ERR_DOWN;
	}
	for (size_t i = 0; err == 0 && i < count; i++) {
		err = read_one(reply, 1 + i * ENROLMENT_TEXTS, &list[i]);
	}
	done(call->context, call->to, err, call->text, list, err == 0 ? count : 0);
	call_destroy(call);
}

int enrol_list(struct store *store, struct reply_to to, const char *pool, const char *agency,
	enrol_listed_fn done)
{
	struct args args;
	int err = call_routing(store, pool, "enrolments", &args);

	if (err != 0) {
		return err;
	}
	args_text(&args, agency);
	struct call *call = call_create(store, to, (call_done_fn)done, on_listed);
	if (call == NULL) {
		return ERR_NOMEM;
	}
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	call->text = strdup(agency);
	if (call->text == NULL) {
		call_destroy(call);
		return ERR_NOMEM;
	}
	return call_send(call, LINK_ROUTING, &args);
}
