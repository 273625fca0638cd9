/* A ring is "TYPE SESSION ROOM SEAT VALUE FROM NODE": a letter, numbers in digits, and where to
 * ring back. */
#include "store/internal/bell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/log.h"
#include "store/internal/answer.h"
#include "store/internal/args.h"
#include "store/internal/keys.h"
#include "store/internal/state.h"

enum { BELL_PARTS = 7, BELL_SEAT_MAX = 127 };

static const char letters[] = "ESTHN"; /* in the order of enum ring_type */

void bell_write(const struct store_ring *ring, char out[BELL_TEXT_MAX])
{
	snprintf(out, BELL_TEXT_MAX, "%c %" PRIu64 " %.32s %u %" PRIu64 " %" PRIu64 " %.31s",
		letters[ring->type], ring->session, ring->room, ring->seat, ring->value, ring->from,
		ring->from_node);
}

/* Splits at single spaces into exactly BELL_PARTS. */
static int split(const char *text, struct view parts[BELL_PARTS])
{
	for (int i = 0; i < BELL_PARTS; i++) {
		size_t length = strcspn(text, " ");
		parts[i] = (struct view){(const uint8_t *)text, length};
		text += length;
		if ((*text == ' ') != (i < BELL_PARTS - 1)) {
			return ERR_SYNTAX;
		}
		text += *text == ' ' ? 1 : 0;
	}
	return 0;
}

int bell_parse(const char *text, struct bell_texts *texts, struct store_ring *ret_ring)
{
	struct view parts[BELL_PARTS];
	uint64_t session, seat, value, from;
	int err = split(text, parts);

	if (err != 0 || parts[0].len != 1 || parts[2].len != STORE_ID_HEX - 1 ||
		answer_parse_number(parts[1], &session) != 0 || answer_parse_number(parts[3], &seat) != 0 ||
		answer_parse_number(parts[4], &value) != 0 || answer_parse_number(parts[5], &from) != 0 ||
		seat > BELL_SEAT_MAX) {
		return ERR_SYNTAX;
	}
	const char *letter = memchr(letters, parts[0].data[0], sizeof letters - 1);
	if (letter == NULL || view_copy(parts[2], texts->room, sizeof texts->room) != 0 ||
		view_copy(parts[6], texts->node, sizeof texts->node) != 0) {
		return ERR_SYNTAX;
	}
	*ret_ring = (struct store_ring){
		.type = (enum ring_type)(letter - letters),
		.session = session,
		.room = texts->room,
		.seat = (unsigned)seat,
		.value = value,
		.from = from,
		.from_node = texts->node,
	};
	return 0;
}

static void ring(struct store *store, const char *text)
{
	struct bell_texts texts;
	struct store_ring ring;

	if (bell_parse(text, &texts, &ring) != 0) {
		log_warn("a doorbell of an unknown shape");
	} else if (store_is_up(store) && store->events.ring != NULL) {
		store->events.ring(store->events.context, &ring);
	}
}

static void tell(struct store *store, void (*changed)(void *context, const char *text),
	const char *text)
{
	if (changed != NULL) {
		changed(store->events.context, text);
	}
}

static void on_message(void *context, const struct redisReply *reply)
{
	struct store *store = context;
	const char *kind, *channel, *text;

	if (reply == NULL || answer_text(reply, 0, &kind) != 0 ||
		answer_text(reply, 1, &channel) != 0) {
		return;
	}
	if (strcmp(kind, "subscribe") == 0) {
		store->bell_good = true;
		store_review(store);
	} else if (answer_text(reply, 2, &text) != 0) {
		return;
	} else if (strcmp(channel, CHANNEL_AGENCIES) == 0) {
		tell(store, store->events.agency_changed, text);
	} else if (strcmp(channel, CHANNEL_STAFF) == 0) {
		tell(store, store->events.staff_changed, text);
	} else {
		ring(store, text);
	}
}

void bell_listen(struct store *store)
{
	struct args args;

	args_init(&args);
	args_text(&args, "SUBSCRIBE");
	args_text(&args, CHANNEL_AGENCIES);
	args_text(&args, CHANNEL_STAFF);
	args_format(&args, CHANNEL_NODE, store->node);
	if (link_subscribe(store->links[LINK_BELL], &args, on_message, store) != 0) {
		log_warn("the doorbells could not be subscribed to");
	}
}
