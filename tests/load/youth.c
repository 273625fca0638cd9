#include "tests/load/youth.h"

#include <stdlib.h>

#include "tests/load/sealed.h"

enum { CODE_DONE = 1000 };

static void on_welcome(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	const struct hooks *hooks = &youth->client.load->hooks;
	(void)frame;
	youth->step = YOUTH_GREETED;
	if (hooks->on_greeted != NULL) {
		hooks->on_greeted(hooks->scenario, youth);
	}
}

static void leave_room(struct youth *youth)
{
	struct room *room = youth->room;
	youth->room = NULL;
	if (room != NULL) {
		room_leave(room, SEAT_YOUTH);
	}
}

/* The answer to ASK; once more after a hand-over, which ends the room for the youth. */
static void on_queued(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	const struct hooks *hooks = &youth->client.load->hooks;
	(void)frame;
	bool first = youth->step == YOUTH_ASKED;
	youth->step = YOUTH_QUEUED;
	leave_room(youth);
	if (first && hooks->on_queued != NULL) {
		hooks->on_queued(hooks->scenario, youth);
	}
}

static void answer_ready(struct youth *youth, const struct frame_matched *matched)
{
	struct frame frame = {.type = FRAME_READY};
	youth->room = room_create(youth->client.load, matched->room, matched->seats.item[0]);
	if (youth->room == NULL) {
		load_fail(youth->client.load, "a youth was matched into a room that is not new");
		return;
	}
	youth->room->youth = youth;
	youth->room->known = youth->offset;
	frame.ready = (struct frame_ready){matched->room, youth->log_epoch, youth->offset};
	client_send(&youth->client, &frame);
}

static void on_matched(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	if (frame->matched.resumed == 0) {
		answer_ready(youth, &frame->matched);
		return;
	}
	if (youth->room == NULL) {
		load_fail(youth->client.load, "a room was opened that nobody was matched into");
		return;
	}
	youth->step = YOUTH_TALKING;
	youth->log_epoch = frame->matched.log_epoch;
	room_enter(youth->room, SEAT_YOUTH, &youth->client, frame->matched.next_cseq);
	if (youth->client.load->sealed) {
		sealed_begin(youth->room, &frame->matched);
	}
}

static void note_offset(struct youth *youth, uint64_t offset)
{
	youth->offset = offset > youth->offset ? offset : youth->offset;
}

static void on_ack(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	note_offset(youth, frame->ack.offset);
	if (youth->room != NULL) {
		seat_on_ack(&youth->room->seats[SEAT_YOUTH], &frame->ack);
	}
}

static void on_entry(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	note_offset(youth, frame->entry.offset);
	if (youth->room != NULL) {
		seat_on_entry(&youth->room->seats[SEAT_YOUTH], &frame->entry);
	}
}

static void on_proposed(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	struct frame answer = {.type = FRAME_CONSENT};
	answer.consent = (struct frame_consent){.room = frame->proposed.room, .yes = 1};
	client_send(&youth->client, &answer);
}

static void on_ended(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	const struct hooks *hooks = &youth->client.load->hooks;
	(void)frame;
	leave_room(youth);
	youth->step = YOUTH_DONE;
	if (hooks->on_ended != NULL) {
		hooks->on_ended(hooks->scenario, youth);
	}
}

static void on_refused(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	load_fail(youth->client.load, "frame %u of a youth was refused: %.*s",
		(unsigned)frame->refused.frame, (int)frame->refused.code.len,
		(const char *)frame->refused.code.data);
}

static void on_trouble(void *owner, const struct frame *frame)
{
	struct youth *youth = owner;
	load_fail(youth->client.load, "a youth was sent %s", frame_info(frame->type)->name);
}

static void on_closed(void *owner, unsigned code, const char *why)
{
	struct youth *youth = owner;
	const struct hooks *hooks = &youth->client.load->hooks;
	if (youth->step != YOUTH_DONE) {
		load_fail(youth->client.load, "a youth's socket was closed with %u: %s", code, why);
	} else if (hooks->on_gone != NULL) {
		hooks->on_gone(hooks->scenario, youth);
	}
}

static const struct client_events events = {
	.as = "a youth",
	.side = ROLE_YOUTH,
	.handlers =
		{
			[FRAME_WELCOME] = on_welcome,
			[FRAME_QUEUED] = on_queued,
			[FRAME_MATCHED] = on_matched,
			[FRAME_ACK] = on_ack,
			[FRAME_ENTRY] = on_entry,
			[FRAME_PROPOSED] = on_proposed,
			[FRAME_ENDED] = on_ended,
			[FRAME_REFUSED] = on_refused,
			[FRAME_FROZEN] = on_trouble,
			[FRAME_LOST] = on_trouble,
		},
	.on_closed = on_closed,
};

struct youth *youth_create(struct load *load)
{
	struct youth *youth = calloc(1, sizeof *youth);
	if (youth == NULL) {
		load_fail(load, "no memory for a youth");
		return NULL;
	}
	client_open(&youth->client, load, &events, youth);
	return youth;
}

void youth_destroy(struct youth *youth)
{
	if (youth != NULL) {
		client_drop(&youth->client);
		free(youth);
	}
}

void youth_fill_ask(struct frame_ask *ask, const struct wish *wish)
{
	*ask = (struct frame_ask){
		.pool = view_text(wish->pool),
		.region = view_text(wish->region),
		.door = view_text(""),
		.topic = view_text(wish->topic),
		.languages = {.count = 1, .item = {view_text(wish->language)}},
	};
}

void youth_ask(struct youth *youth, const struct wish *wish, uint64_t due_ns)
{
	struct frame frame = {.type = FRAME_ASK};
	youth_fill_ask(&frame.ask, wish);
	youth->step = YOUTH_ASKED;
	youth->asked_ns = due_ns;
	client_send(&youth->client, &frame);
}

void youth_leave(struct youth *youth)
{
	struct frame frame = {.type = FRAME_LEAVE};
	frame.leave.room = (struct view){youth->room->id, IDENT_ID_LEN};
	client_send(&youth->client, &frame);
}

void youth_cancel(struct youth *youth)
{
	struct frame frame = {.type = FRAME_CANCEL};
	client_send(&youth->client, &frame);
}

void youth_hang_up(struct youth *youth)
{
	youth->step = YOUTH_DONE;
	client_close(&youth->client, CODE_DONE);
}
