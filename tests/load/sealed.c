#include "tests/load/sealed.h"

#include <stdio.h>
#include <time.h>

#include "tests/load/desk.h"
#include "tests/load/sealing.h"

static struct seal_trust trust_of(const struct load *load)
{
	return (struct seal_trust){
		.roots = {load->root},
		.root_count = 1,
		.now = (int64_t)time(NULL),
	};
}

static void send_key(struct seat *seat, struct view payload, uint64_t key_epoch)
{
	struct frame frame = {.type = FRAME_KEY};
	frame.key = (struct frame_key){
		.room = {seat->room->id, IDENT_ID_LEN},
		.cseq = flow_say(&seat->flow),
		.key_epoch = key_epoch,
		.payload = payload,
	};
	seat->keys = frame.key.cseq;
	client_send(seat->client, &frame);
}

static bool fill_side(struct seat *seat)
{
	struct load *load = seat->room->load;
	const struct seat *peer = &seat->room->seats[1 - seat->index];
	seat->sealing = sealing_create(seat->room->id, (uint8_t)seat->number, (uint8_t)peer->number);
	if (seat->sealing == NULL) {
		load_fail(load, "no memory for a seal");
	}
	return seat->sealing != NULL;
}

void sealed_begin(struct room *room, const struct frame_matched *matched)
{
	struct seat *seat = &room->seats[SEAT_YOUTH];
	struct seal_statement statement;
	uint8_t memory[SEAL_OFFER_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof memory);
	if (seal_statement_read(matched->statement, &statement) != 0 ||
		!seal_statement_is_by(&statement, room->load->root) ||
		!view_equal(statement.agency, matched->agency_slug)) {
		load_fail(room->load, "MATCHED has no statement of the root about its agency");
		return;
	}
	const struct sealing_wish wish = {statement.mode, statement.agency, matched->topic};
	if (!fill_side(seat)) {
		return;
	}
	if (sealing_offer(seat->sealing, &wish, (uint32_t)seat->flow.said + 1, &writer) != 0) {
		load_fail(room->load, "an OFFER cannot be made");
		return;
	}
	send_key(seat, seal_writer_written(&writer), 0);
}

void sealed_accept(struct room *room, struct view topic)
{
	struct seat *seat = &room->seats[SEAT_DESK];
	if (fill_side(seat)) {
		snprintf(room->topic, sizeof room->topic, "%.*s", (int)topic.len, (const char *)topic.data);
	}
}

/* Checks a step and makes the next one; an empty payload: there is none. */
static enum seal_verdict answer(struct seat *listener, const struct frame_entry *entry,
	struct seal_writer *writer)
{
	struct room *room = listener->room;
	struct sealing *sealing = listener->sealing;
	const struct seal_trust trust = trust_of(room->load);
	uint32_t cseq = (uint32_t)listener->flow.said + 1;
	bool desk = listener->index == SEAT_DESK;
	if (desk && entry->kind == SEAL_KIND_OFFER) {
		return sealing_answer(sealing, entry->payload, &room->desk->papers, view_text(room->topic),
			writer, cseq);
	}
	if (!desk && entry->kind == SEAL_KIND_ANSWER) {
		return sealing_grant(sealing, entry->payload, &trust, writer, cseq);
	}
	if (desk && entry->kind == SEAL_KIND_GRANT) {
		return sealing_confirm(sealing, entry->payload, writer, cseq);
	}
	return !desk && entry->kind == SEAL_KIND_CONFIRM ? sealing_confirmed(sealing, entry->payload)
													 : SEAL_CANNOT_OPEN;
}

static bool hear_step(struct seat *listener, const struct frame_entry *entry)
{
	struct room *room = listener->room;
	uint8_t memory[SEAL_GRANT_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof memory);
	enum seal_verdict verdict = answer(listener, entry, &writer);
	if (verdict != SEAL_OK ||
		sealing_pass(listener->sealing, (uint32_t)entry->cseq) != SEAL_TAKEN) {
		load_fail(room->load, "a step of kind %u of the handshake: %s", (unsigned)entry->kind,
			seal_verdict_word(verdict));
		return false;
	}
	struct view made = seal_writer_written(&writer);
	if (made.len > 0) {
		send_key(listener, made, listener->sealing->epoch.number);
	} else if (room->load->hooks.on_room != NULL) {
		room->load->hooks.on_room(room->load->hooks.scenario, room);
	}
	return true;
}

bool sealed_hear(struct seat *listener, const struct frame_entry *entry)
{
	const struct seat *speaker = &listener->room->seats[1 - listener->index];
	const struct speaker who = {speaker->voice, (unsigned)speaker->number};
	size_t length = (size_t)listener->room->load->options->shape.size;
	uint8_t memory[SEAL_PLAIN_MAX];
	struct view body;
	if (entry->kind != SEAL_KIND_SAY) {
		return hear_step(listener, entry);
	}
	return sealing_open(listener->sealing, entry->payload, memory, &body) == SEAL_TAKEN &&
		payload_is(body, length, who, entry->cseq);
}

size_t sealed_say(struct seat *seat, struct view body, uint64_t cseq, uint8_t out[PAYLOAD_MAX])
{
	struct seal_writer writer = seal_writer_of(out, PAYLOAD_MAX);
	if (sealing_say(seat->sealing, (uint32_t)cseq, body, &writer) != 0) {
		load_fail(seat->room->load, "a text cannot be sealed");
		return 0;
	}
	return seal_writer_written(&writer).len;
}
