/* The change and the status travel together: the link keeps their order, so nobody else's answer
 * comes between. */
#include "store/internal/visit_read.h"

#include <stdio.h>

#include "store/room.h"

static int read_state(const char *letter, enum visit_state *ret_state)
{
	static const struct {
		char letter;
		enum visit_state state;
	} rows[] = {
		{'W', VISIT_WAITING},
		{'D', VISIT_WAITING},
		{'O', VISIT_OFFERED},
		{'M', VISIT_MATCHED},
		{'C', VISIT_TALKING},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (letter[0] == rows[i].letter && letter[1] == '\0') {
			*ret_state = rows[i].state;
			return 0;
		}
	}
	return ERR_SYNTAX;
}

int visit_read(const struct call *call, const struct redisReply *reply,
	struct queue_place *ret_place)
{
	struct queue_place place = {.pool = call->pool, .sid = call->id};
	const char *letter;
	unsigned widened, others;

	if (answer_text(reply, 1, &letter) != 0 || read_state(letter, &place.state) != 0 ||
		answer_small(reply, 2, 2, &place.level) != 0 || answer_small(reply, 3, 1, &widened) != 0 ||
		answer_small(reply, 4, 2, &place.who) != 0 ||
		answer_text(reply, 5, &place.municipality) != 0 ||
		answer_small(reply, 6, UINT32_MAX, &place.ahead) != 0 ||
		answer_small(reply, 7, UINT32_MAX, &place.slots) != 0 ||
		answer_number(reply, 8, &place.last_wait_ms) != 0 ||
		answer_text(reply, 9, &place.room) != 0 || answer_text(reply, 10, &place.alias) != 0 ||
		answer_text(reply, 11, &place.agency) != 0 ||
		answer_number(reply, 12, &place.waited_ms) != 0 ||
		answer_text(reply, 13, &place.languages) != 0 || answer_text(reply, 14, &place.cid) != 0 ||
		answer_small(reply, 15, ROOM_SEAT_LAST, &place.seat) != 0 ||
		answer_text(reply, 16, &place.topics.now) != 0 ||
		answer_small(reply, 17, ROOM_SEAT_LAST, &place.top) != 0 ||
		answer_text(reply, 18, &place.beside) != 0 ||
		answer_text(reply, 19, &place.topics.asked) != 0 ||
		answer_small(reply, 20, 1, &others) != 0) {
		return ERR_SYNTAX;
	}
	place.widened = widened == 1;
	place.topics.others = others == 1;
	place.top = place.seat > place.top ? place.seat : place.top;
	*ret_place = place;
	return 0;
}

void visit_name(struct call *call, const char *pool, const char *sid)
{
	snprintf(call->pool, sizeof call->pool, "%s", pool);
	snprintf(call->id, sizeof call->id, "%s", sid);
}

void visit_on_changed(struct call *call, const struct redisReply *reply)
{
	call->next->err = call_routing_err(call, reply);
	call_destroy(call);
}

void visit_on_status(struct call *call, const struct redisReply *reply)
{
	queue_done_fn done = (queue_done_fn)call->done;
	struct queue_place place;
	int err = call->err != 0 ? call->err : answer_err(reply);

	if (err == 0 && visit_read(call, reply, &place) != 0) {
		err = ERR_DOWN;
	}
	if (done != NULL) {
		done(call->context, call->to, err, err == 0 ? &place : NULL);
	}
	call_destroy(call);
}

int visit_send_change(struct call *second, const struct args *first_args, call_answer_fn on_changed)
{
	struct args args;

	if (second == NULL) {
		return ERR_NOMEM;
	}
	struct call *first = call_create(second->store, second->to, NULL, on_changed);
	if (first == NULL) {
		call_destroy(second);
		return ERR_NOMEM;
	}
	visit_name(first, second->pool, second->id);
	args_init(&args);
	args_function(&args, "status", KEY_POOL, second->pool);
	args_text(&args, second->id);
	return call_send_both(first, first_args, second, &args);
}
