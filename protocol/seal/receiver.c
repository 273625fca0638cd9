/* Order and counts. A relay that drops, repeats or moves an entry shows up here; one that alters it
 * does not get past seal_say_open. */
#include "protocol/seal/receiver.h"

#include <string.h>

#include "base/ident.h"

static const char *const words[] = {
	[SEAL_TAKEN] = "ok",
	[SEAL_TAKEN_DUPLICATE] = "duplicate",
	[SEAL_TAKEN_GAP] = "gap",
	[SEAL_TAKEN_CANNOT_OPEN] = "cannot_open",
};

const char *seal_taken_word(enum seal_taken taken)
{
	return words[taken];
}

void seal_receiver_init(struct seal_receiver *receiver, uint8_t own)
{
	*receiver = (struct seal_receiver){.own = own};
}

void seal_receiver_know(struct seal_receiver *receiver, uint8_t sender, uint32_t last)
{
	if (sender <= SEAL_SEAT_MAX) {
		receiver->known[sender] = true;
		receiver->joined[sender] = false;
		receiver->last[sender] = last;
	}
}

void seal_receiver_meet(struct seal_receiver *receiver, uint8_t sender)
{
	seal_receiver_know(receiver, sender, 0);
	if (sender <= SEAL_SEAT_MAX) {
		receiver->joined[sender] = true;
	}
}

static struct seal_seen *counts_of(struct seal_receiver *receiver, uint8_t sender)
{
	for (int i = 0; i < SEAL_PARTICIPANTS_MAX; i++) {
		if (receiver->counts[i].count > 0 && receiver->counts[i].sender == sender) {
			return &receiver->counts[i];
		}
	}
	return NULL;
}

/* What this sender has said before to have seen of this seat. */
static uint32_t seen_before(const struct seal_seen *counts, uint8_t seat)
{
	for (int i = 0; counts != NULL && i < counts->count; i++) {
		if (counts->seats[i] == seat) {
			return counts->seen[i];
		}
	}
	return 0;
}

void seal_receiver_use(struct seal_receiver *receiver, const struct seal_epoch *epoch)
{
	struct seal_seen counts[SEAL_PARTICIPANTS_MAX] = {0};

	for (int i = 0; i < epoch->participant_count; i++) {
		const struct seal_seen *before = counts_of(receiver, epoch->participants[i]);
		counts[i].sender = epoch->participants[i];
		counts[i].count = epoch->participant_count;
		for (int j = 0; j < epoch->participant_count; j++) {
			counts[i].seats[j] = epoch->participants[j];
			counts[i].seen[j] = seen_before(before, epoch->participants[j]);
		}
	}
	memcpy(receiver->counts, counts, sizeof(counts));
}

void seal_receiver_forget_counts(struct seal_receiver *receiver, uint8_t sender)
{
	struct seal_seen *counts = counts_of(receiver, sender);

	if (counts != NULL) {
		memset(counts->seen, 0, sizeof(counts->seen));
	}
}

/* By number alone, before anything is opened: a repeated entry of an epoch that is over is a
 * duplicate, not a fault. */
static enum seal_taken judge(const struct seal_receiver *receiver, uint8_t sender, uint32_t cseq)
{
	if (sender > SEAL_SEAT_MAX || !receiver->known[sender]) {
		return SEAL_TAKEN_CANNOT_OPEN;
	}
	if (receiver->joined[sender]) {
		return SEAL_TAKEN;
	}
	if (cseq <= receiver->last[sender]) {
		return SEAL_TAKEN_DUPLICATE;
	}
	return cseq - receiver->last[sender] > 1 ? SEAL_TAKEN_GAP : SEAL_TAKEN;
}

enum seal_taken seal_receiver_pass(struct seal_receiver *receiver, uint8_t sender, uint32_t cseq)
{
	const enum seal_taken taken = judge(receiver, sender, cseq);

	if (taken == SEAL_TAKEN) {
		seal_receiver_know(receiver, sender, cseq);
	}
	return taken;
}

/* Counts never fall, and nobody has seen more of oneself than one has sent. */
static bool counts_are_possible(struct seal_receiver *receiver, const struct seal_epoch *epoch,
	const struct seal_line *line)
{
	const struct seal_seen *before = counts_of(receiver, line->sender);

	for (int i = 0; i < epoch->participant_count; i++) {
		const uint8_t seat = epoch->participants[i];
		if (line->plain.seen[i] < seen_before(before, seat)) {
			return false;
		}
		if (seat == receiver->own && line->sender != seat &&
			line->plain.seen[i] > receiver->own_cseq) {
			return false;
		}
	}
	return true;
}

/* What somebody claims to have seen counts for the end even when this side never got it. */
static void count(struct seal_receiver *receiver, const struct seal_epoch *epoch,
	const struct seal_line *line)
{
	struct seal_seen *counts = counts_of(receiver, line->sender);

	for (int i = 0; i < epoch->participant_count; i++) {
		uint32_t *claimed = &receiver->claimed[epoch->participants[i]];
		*claimed = line->plain.seen[i] > *claimed ? line->plain.seen[i] : *claimed;
		if (counts != NULL) {
			counts->seen[i] = line->plain.seen[i];
		}
	}
	seal_receiver_know(receiver, line->sender, line->cseq);
	receiver->ended = receiver->ended || line->plain.type == SEAL_TYPE_END;
}

enum seal_taken seal_receiver_take(struct seal_receiver *receiver, const struct seal_epoch *epoch,
	struct view payload, uint8_t memory[SEAL_PLAIN_MAX], struct seal_line *ret_line)
{
	struct seal_header header;
	struct seal_line line;

	if (seal_header_peek(payload, &header) < 0 || header.kind != SEAL_KIND_SAY) {
		return SEAL_TAKEN_CANNOT_OPEN;
	}
	const enum seal_taken taken = judge(receiver, header.sender, header.cseq);
	if (taken != SEAL_TAKEN) {
		return taken;
	}
	if (seal_say_open(epoch, payload, memory, &line) != SEAL_OK) {
		return SEAL_TAKEN_CANNOT_OPEN;
	}
	if (!counts_are_possible(receiver, epoch, &line)) {
		ident_cleanse(memory, SEAL_PLAIN_MAX);
		return SEAL_TAKEN_CANNOT_OPEN;
	}
	count(receiver, epoch, &line);
	*ret_line = line;
	return SEAL_TAKEN;
}

bool seal_receiver_is_complete(const struct seal_receiver *receiver)
{
	for (int i = 0; i <= SEAL_SEAT_MAX; i++) {
		/* Of somebody who was there before and has said nothing since, nothing is missing. */
		const bool counted = i != receiver->own && !receiver->joined[i];
		if (counted && receiver->claimed[i] > receiver->last[i]) {
			return false;
		}
	}
	return receiver->ended;
}
