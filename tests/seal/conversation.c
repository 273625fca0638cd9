/* A conversation in one process. */
#include "seal/conversation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "protocol/seal/grant_make.h"

enum { HOUR = 3600, SERIAL = 7 };

static const char agency[] = "unge-i-aarhus";

static void must(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "a conversation cannot be made: %s\n", what);
		abort();
	}
}

struct view payload_view(const struct payload *payload)
{
	return (struct view){payload->bytes, payload->len};
}

static struct seal_writer begin(struct payload *payload)
{
	return seal_writer_of(payload->bytes, sizeof(payload->bytes));
}

static void end(struct payload *payload, const struct seal_writer *writer, int err)
{
	must(err == 0, "a payload");
	payload->len = seal_writer_written(writer).len;
}

static void make_statement(struct conversation *conversation)
{
	const struct seal_signer root = seal_signer_of(conversation->root);
	struct seal_writer writer = begin(&conversation->statement);
	const struct seal_statement statement = {
		.mode = SEAL_MODE_SHIFT,
		.key_count = 1,
		.serial = SERIAL,
		.not_before = CONVERSATION_NOW - HOUR,
		.not_after = CONVERSATION_NOW + HOUR,
		.keys = {seal_key_point(conversation->signer)},
		.agency = view_text(agency),
		.name = view_text("Unge i Aarhus"),
	};

	end(&conversation->statement, &writer, seal_statement_make(&statement, &root, &writer));
}

static void make_certificate(struct conversation *conversation, uint8_t index)
{
	struct conversation_staff *staff = &conversation->staff[index];
	const struct seal_signer signer = seal_signer_of(conversation->signer);
	struct seal_writer writer = begin(&staff->certificate);
	const uint8_t person[SEAL_STAFF_LEN] = {index};
	const struct seal_certificate certificate = {
		.mode = SEAL_MODE_SHIFT,
		.role = SEAL_ROLE_COUNSELLOR,
		.not_before = CONVERSATION_NOW - HOUR,
		.not_after = CONVERSATION_NOW + HOUR,
		.staff = person,
		.device = seal_key_point(staff->device),
		.agency = view_text(agency),
		.alias = view_text("Ida"),
	};

	end(&staff->certificate, &writer, seal_certificate_make(&certificate, &signer, &writer));
}

static void make_offer(struct conversation *conversation, uint8_t index)
{
	struct conversation_staff *staff = &conversation->staff[index];
	struct seal_writer writer = begin(&staff->offer);
	const struct seal_offer offer = {
		.header = {SEAL_KIND_OFFER, 0, conversation->epoch.number, index + 1U},
		.room = conversation->room,
		.to = (uint8_t)(index + 1),
		.min_mode = SEAL_MODE_SHIFT,
		.point = seal_key_point(staff->y),
		.agency = view_text(agency),
		.topic = view_text("family"),
	};

	end(&staff->offer, &writer, seal_offer_make(&offer, &writer));
}

static void make_answer(struct conversation *conversation, uint8_t index)
{
	struct conversation_staff *staff = &conversation->staff[index];
	const struct seal_signer device = seal_signer_of(staff->device);
	struct seal_writer writer = begin(&staff->answer);
	uint8_t hash[SEAL_HASH_LEN];
	const struct seal_answer answer = {
		.header = {SEAL_KIND_ANSWER, (uint8_t)(index + 1), conversation->epoch.number, 1},
		.room = conversation->room,
		.offer_hash = hash,
		.point = seal_key_point(staff->ce),
		.statement = payload_view(&conversation->statement),
		.certificate = payload_view(&staff->certificate),
	};

	ident_hash(staff->offer.bytes, staff->offer.len, hash);
	end(&staff->answer, &writer, seal_answer_make(&answer, &device, &writer));
}

void conversation_shake(struct conversation *conversation, uint8_t index)
{
	struct conversation_staff *staff = &conversation->staff[index];
	const struct seal_trust trust = conversation_trust(conversation);
	struct seal_person person;

	seal_key_destroy(staff->y);
	seal_key_destroy(staff->ce);
	staff->y = seal_key_create(&conversation->random);
	staff->ce = seal_key_create(&conversation->random);
	must(staff->y != NULL && staff->ce != NULL, "keys");
	make_offer(conversation, index);
	make_answer(conversation, index);
	must(seal_answer_check(payload_view(&staff->answer), payload_view(&staff->offer), &trust,
			 &person) == SEAL_OK,
		"an answer");
	memcpy(staff->link.answer_hash, person.hash, SEAL_HASH_LEN);
	must(seal_link_derive(staff->y, person.point, person.hash, staff->link.key) == 0, "a link");
	seal_member_answered(&staff->member, &staff->link);
}

struct seal_trust conversation_trust(const struct conversation *conversation)
{
	return (struct seal_trust){
		.roots = {seal_key_point(conversation->root)},
		.root_count = 1,
		.min_serial = SERIAL,
		.now = CONVERSATION_NOW,
	};
}

void conversation_grant(struct conversation *conversation, uint8_t members, bool anew)
{
	struct seal_writer writer = begin(&conversation->grant);
	struct seal_epoch epoch;
	struct seal_grant_plan plan = {
		.seed = conversation->seed,
		.room = conversation->room,
		.epoch = conversation->epoch.number + 1,
		.cseq = 10 + conversation->epoch.number,
		.previous = anew || conversation->epoch.number == 0 ? NULL : conversation->epoch.grant_hash,
		.member_count = members,
	};

	if (anew) {
		conversation->random.fill(conversation->random.context, conversation->seed, SEAL_KEY_LEN);
	}
	for (uint8_t i = 0; i < members; i++) {
		const struct seal_link *link = &conversation->staff[i].link;
		plan.members[i] = (struct seal_admission){.seat = (uint8_t)(i + 1),
			.answer_hash = link->answer_hash,
			.link = link->key};
	}
	end(&conversation->grant, &writer,
		seal_grant_make(&plan, &conversation->random, &writer, &epoch));
	conversation->epoch = epoch;
}

enum seal_verdict conversation_read(struct conversation *conversation, uint8_t index,
	struct seal_opened *ret_opened)
{
	return seal_member_grant(&conversation->staff[index].member, payload_view(&conversation->grant),
		ret_opened);
}

void conversation_begin(struct conversation *conversation, uint8_t count)
{
	*conversation = (struct conversation){.random = seal_random_system(), .count = count};
	ident_random(conversation->room, SEAL_ROOM_LEN);
	ident_random(conversation->seed, SEAL_KEY_LEN);
	conversation->root = seal_key_create(&conversation->random);
	conversation->signer = seal_key_create(&conversation->random);
	must(conversation->root != NULL && conversation->signer != NULL, "keys");
	make_statement(conversation);
	for (uint8_t i = 0; i < count; i++) {
		struct conversation_staff *staff = &conversation->staff[i];
		staff->device = seal_key_create(&conversation->random);
		must(staff->device != NULL, "keys");
		seal_member_init(&staff->member, conversation->room, (uint8_t)(i + 1));
		make_certificate(conversation, i);
		conversation_shake(conversation, i);
	}
	conversation_grant(conversation, count, true);
	for (uint8_t i = 0; i < count; i++) {
		struct seal_opened opened;
		must(conversation_read(conversation, i, &opened) == SEAL_OK, "the first grant");
		must(ident_equal(opened.epoch.key, conversation->epoch.key, SEAL_KEY_LEN), "one key");
	}
}

void conversation_finish(struct conversation *conversation)
{
	for (uint8_t i = 0; i < conversation->count; i++) {
		seal_key_destroy(conversation->staff[i].device);
		seal_key_destroy(conversation->staff[i].ce);
		seal_key_destroy(conversation->staff[i].y);
		seal_member_wipe(&conversation->staff[i].member);
	}
	seal_key_destroy(conversation->root);
	seal_key_destroy(conversation->signer);
	seal_epoch_wipe(&conversation->epoch);
}

void conversation_say(struct conversation *conversation, const struct seal_line *line,
	struct payload *ret_payload)
{
	struct seal_writer writer = begin(ret_payload);

	end(ret_payload, &writer,
		seal_say_make(&conversation->epoch, line, &conversation->random, &writer));
}

struct seal_circle conversation_circle(const struct conversation *conversation, uint8_t index)
{
	struct seal_circle circle = {
		.epoch = &conversation->epoch,
		.own = conversation->staff[index].ce,
		.own_seat = (uint8_t)(index + 1),
		.count = conversation->count,
	};

	for (uint8_t i = 0; i < conversation->count; i++) {
		circle.staff[i] = (struct seal_colleague){
			.seat = (uint8_t)(i + 1),
			.point = seal_key_point(conversation->staff[i].ce),
			.answer_hash = conversation->staff[i].link.answer_hash,
		};
	}
	return circle;
}
