#include "tests/load/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/seal/request.h"
#include "tests/load/sealed.h"

enum { SHIFT_AVAILABLE = 0, SCOPE_NATION = 2, KIND_TOPIC = 1, BODY_SIZE = 256 };

static unsigned place_of(const struct desk *desk, struct view id)
{
	unsigned i = 0;
	while (i < DESK_ROOMS &&
		(desk->rooms[i] == NULL || id.len != IDENT_ID_LEN ||
			memcmp(desk->rooms[i]->id, id.data, IDENT_ID_LEN) != 0)) {
		i++;
	}
	return i;
}

static void on_welcome(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	struct frame login = {.type = FRAME_LOGIN};
	(void)frame;
	login.login.ticket = (struct view){desk->ticket, sizeof desk->ticket};
	client_send(&desk->client, &login);
}

static void go_on_shift(struct desk *desk)
{
	struct frame shift = {.type = FRAME_SHIFT};
	shift.shift = (struct frame_shift){
		.state = SHIFT_AVAILABLE,
		.capacity = desk->wish.capacity,
		.scope = SCOPE_NATION,
		.topics = {.count = 1, .item = {view_text(desk->wish.topic)}},
		.languages = {.count = 1, .item = {view_text(desk->wish.language)}},
	};
	client_send(&desk->client, &shift);
}

static void on_person(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	struct frame certify = {.type = FRAME_CERTIFY};
	uint8_t memory[SEAL_REQUEST_MAX];
	struct seal_writer writer = seal_writer_of(memory, sizeof memory);
	if (!desk->client.load->sealed) {
		go_on_shift(desk);
	} else if (papers_request(&desk->papers, &frame->person, &writer) != 0) {
		load_fail(desk->client.load, "a request for %s cannot be made", desk->name);
	} else {
		certify.certify.request = seal_writer_written(&writer);
		client_send(&desk->client, &certify);
	}
}

static void on_certified(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	if (papers_keep(&desk->papers, frame->certified.certificate) != 0) {
		load_fail(desk->client.load, "the certificate of %s is none", desk->name);
		return;
	}
	go_on_shift(desk);
}

static void on_shifted(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	if (view_is(frame->shifted.why, "asked")) {
		desk->on = true;
	} else if (frame->shifted.state != SHIFT_AVAILABLE) {
		load_fail(desk->client.load, "a counsellor's shift went to state %u: %.*s",
			(unsigned)frame->shifted.state, (int)frame->shifted.why.len,
			(const char *)frame->shifted.why.data);
	}
}

static void on_offer(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	const struct hooks *hooks = &desk->client.load->hooks;
	uint64_t offer = frame->offer.offer;
	if (!desk->watches) {
		desk_take(desk, offer);
	}
	if (hooks->on_offer != NULL) {
		hooks->on_offer(hooks->scenario, desk, offer);
	}
}

/* On a machine that stands still for a while an offer may be gone before it is answered. That youth is offered again, and
 * the run goes on; a shift that is paused for it is not. */
static void on_revoked(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	(void)frame;
	desk->client.load->offers_gone += desk->watches ? 0 : 1;
}

static void on_opened(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	struct room *room = room_find(desk->client.load, frame->opened.room, frame->opened.seat);
	unsigned i = 0;
	while (i < DESK_ROOMS && desk->rooms[i] != NULL) {
		i++;
	}
	if (room == NULL || i == DESK_ROOMS) {
		load_fail(desk->client.load, "a room was opened for a counsellor that %s",
			room == NULL ? "no youth is in" : "has three");
		return;
	}
	desk->rooms[i] = room;
	room->desk = desk;
	if (desk->client.load->sealed) {
		sealed_accept(room, frame->opened.topic);
	}
	room_enter(room, SEAT_DESK, &desk->client, frame->opened.next_cseq);
}

static void on_ack(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	unsigned i = place_of(desk, frame->ack.room);
	if (i < DESK_ROOMS) {
		seat_on_ack(&desk->rooms[i]->seats[SEAT_DESK], &frame->ack);
	}
}

static void on_entry(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	unsigned i = place_of(desk, frame->entry.room);
	if (i < DESK_ROOMS) {
		seat_on_entry(&desk->rooms[i]->seats[SEAT_DESK], &frame->entry);
	}
}

static void on_ended(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	unsigned i = place_of(desk, frame->ended.room);
	if (i < DESK_ROOMS) {
		struct room *room = desk->rooms[i];
		desk->rooms[i] = NULL;
		room_leave(room, SEAT_DESK);
	}
}

static void on_refused(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	bool offer = frame->refused.frame == FRAME_RECEIVED || frame->refused.frame == FRAME_ACCEPT;
	if (offer && view_is(frame->refused.code, refusal_word(REFUSAL_LATE))) {
		desk->client.load->offers_gone++;
		return;
	}
	load_fail(desk->client.load, "frame %u of a counsellor was refused: %.*s",
		(unsigned)frame->refused.frame, (int)frame->refused.code.len,
		(const char *)frame->refused.code.data);
}

static void on_trouble(void *owner, const struct frame *frame)
{
	struct desk *desk = owner;
	load_fail(desk->client.load, "a counsellor was sent %s", frame_info(frame->type)->name);
}

static void on_closed(void *owner, unsigned code, const char *why)
{
	struct desk *desk = owner;
	if (!desk->leaving) {
		load_fail(desk->client.load, "a counsellor's socket was closed with %u: %s", code, why);
	}
}

static const struct client_events events = {
	.as = "a counsellor",
	.side = ROLE_COUNSELLOR,
	.handlers =
		{
			[FRAME_WELCOME] = on_welcome,
			[FRAME_PERSON] = on_person,
			[FRAME_CERTIFIED] = on_certified,
			[FRAME_SHIFTED] = on_shifted,
			[FRAME_OFFER] = on_offer,
			[FRAME_REVOKED] = on_revoked,
			[FRAME_OPENED] = on_opened,
			[FRAME_ACK] = on_ack,
			[FRAME_ENTRY] = on_entry,
			[FRAME_ENDED] = on_ended,
			[FRAME_REFUSED] = on_refused,
			[FRAME_FROZEN] = on_trouble,
			[FRAME_LOST] = on_trouble,
		},
	.on_closed = on_closed,
};

/* The ticket in {"ok":true,"data":{"ticket":"...","role":"..."}}. */
static int read_ticket(struct view body, uint8_t ticket[IDENT_TOKEN_LEN])
{
	static const char key[] = "\"ticket\":";
	enum { DIGITS = 2 * IDENT_TOKEN_LEN };
	const uint8_t *at = memmem(body.data, body.len, key, sizeof key - 1);
	const uint8_t *end = body.data + body.len;
	at = at != NULL ? memchr(at + sizeof key - 1, '"', (size_t)(end - at) - sizeof key + 1) : NULL;
	if (at == NULL || end - at < DIGITS + 1) {
		return ERR_SYNTAX;
	}
	return ident_from_hex((struct view){at + 1, DIGITS}, ticket, IDENT_TOKEN_LEN);
}

static void on_login_answer(void *owner, const struct http_answer *answer)
{
	struct desk *desk = owner;
	if (answer->status != 200 || read_ticket(answer->body, desk->ticket) != 0) {
		load_fail(desk->client.load, "the login of %s was answered with %u: %.*s", desk->name,
			answer->status, (int)answer->body.len, (const char *)answer->body.data);
		return;
	}
	client_open(&desk->client, desk->client.load, &events, desk);
}

static void on_login_closed(void *owner, unsigned code, const char *why)
{
	struct desk *desk = owner;
	(void)code;
	desk->login = NULL;
	if (strcmp(why, "done") != 0) {
		load_fail(desk->client.load, "the login of %s: %s", desk->name, why);
	}
}

static const struct conn_events login_events = {
	.on_answer = on_login_answer,
	.on_closed = on_login_closed,
};

struct desk *desk_create(struct load *load, const char *name, const struct shift_wish *wish)
{
	char body[BODY_SIZE];
	struct desk *desk = calloc(1, sizeof *desk);
	if (desk == NULL) {
		load_fail(load, "no memory for a counsellor");
		return NULL;
	}
	desk->client.load = load;
	desk->wish = *wish;
	snprintf(desk->name, sizeof desk->name, "%s", name);
	snprintf(body, sizeof body, "{\"name\":\"%s\",\"password\":\"%s\"}", desk->name,
		load->options->password);
	desk->login = conn_post(&load->endpoint, "/api/v1/login", body, &login_events, desk);
	if (desk->login == NULL) {
		load_fail(load, "%s cannot dial", desk->name);
	}
	return desk;
}

void desk_destroy(struct desk *desk)
{
	if (desk != NULL) {
		if (desk->login != NULL) {
			conn_drop(desk->login);
		}
		client_drop(&desk->client);
		papers_finish(&desk->papers);
		free(desk);
	}
}

void desk_take(struct desk *desk, uint64_t offer)
{
	struct frame frame = {.type = FRAME_RECEIVED};
	frame.received.offer = offer;
	client_send(&desk->client, &frame);
	frame.type = FRAME_ACCEPT;
	frame.accept.offer = offer;
	client_send(&desk->client, &frame);
}

void desk_propose(struct desk *desk, const struct room *room, const char *topic)
{
	struct frame frame = {.type = FRAME_PROPOSE};
	frame.propose = (struct frame_propose){
		.room = {room->id, IDENT_ID_LEN},
		.kind = KIND_TOPIC,
		.target = view_text(topic),
	};
	client_send(&desk->client, &frame);
}
