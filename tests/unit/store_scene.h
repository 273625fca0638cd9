/* What the tests of the store play: one youth and one counsellor who meet, write and part. */
#ifndef SAMTALE_TESTS_UNIT_STORE_SCENE_H
#define SAMTALE_TESTS_UNIT_STORE_SCENE_H

#include "unit/store_world.h"

static inline struct queue_ask question(const uint8_t token[32])
{
	return (struct queue_ask){
		.pool = "no",
		.sid = SID,
		.token = token,
		.municipality = "0301",
		.county = "03",
		.topic = "unsure",
		.languages = "nn nb",
		.avoid = "",
	};
}

static inline struct presence_shift shift(enum presence state)
{
	return (struct presence_shift){
		.pool = "no",
		.cid = CID,
		.alias = "K\u00e1ri",
		.agency = "oslo",
		.municipality = "0301",
		.county = "03",
		.lives_in = "",
		.topics = "unsure school",
		.languages = "nb en",
		.capacity = 2,
		.scope = 2,
		.state = state,
	};
}

/* A colleague of another municipality, by the same node. */
static inline struct presence_shift colleague(void)
{
	struct presence_shift shift_of = shift(PRESENCE_AVAILABLE);

	shift_of.cid = CID2;
	shift_of.alias = "Ola";
	shift_of.agency = "karasjok";
	shift_of.municipality = "5437";
	shift_of.county = "56";
	return shift_of;
}

/* Is this the last that was heard? */
static inline bool told(const struct heard *heard, enum news_type type, uint64_t session)
{
	const struct heard_news *last = &heard->news[(heard->news_count - 1) % NEWS_KEPT];

	return heard->news_count > 0 && last->type == type && last->session == session;
}

/* Has this been heard since the news were counted from the beginning? */
static inline bool told_why(const struct heard *heard, enum news_type type, uint64_t session,
	const char *word)
{
	for (unsigned i = 0; i < heard->news_count && i < NEWS_KEPT; i++) {
		const struct heard_news *news = &heard->news[i];
		if (news->type == type && news->session == session && strcmp(news->word, word) == 0) {
			return true;
		}
	}
	return false;
}

/* The kind that a header has in front of a text. */
enum { KIND_SAY = 5 };

static inline int append(struct heard *heard, unsigned seat, uint64_t cseq, const char *text)
{
	struct room_append message = {
		.room = heard->room,
		.seat = seat,
		.claim = heard->view.claim,
		.cseq = cseq,
		.kind = KIND_SAY,
		.payload = view_text(text),
	};
	struct reply_to to = {.session = seat == 0 ? YOUTH : STAFF};

	return ask(heard, room_append(heard->store, to, &message, on_appended));
}

/* From the question to an open room that both sides have taken their seats in. */
static inline void meet(const uint8_t token[32])
{
	struct heard *youth = &world.youth, *staff = &world.staff;
	struct presence_shift on = shift(PRESENCE_AVAILABLE);
	struct queue_ask wish = question(token);

	youth->news_count = 0;
	staff->news_count = 0;
	assert_int_equal(ask(staff, presence_set(staff->store, by_staff, &on, on_shift)), 0);
	assert_int_equal(staff->shift.state, PRESENCE_AVAILABLE);
	assert_int_equal(ask(youth, queue_ask(youth->store, by_youth, &wish, on_place)), 0);
	assert_int_equal(youth->place.state, VISIT_OFFERED);
	wait_for(told(staff, NEWS_OFFER, STAFF));
	assert_string_equal(staff->text, "unsure/0301/03/nn nb");
	assert_int_equal(ask(staff,
						 presence_received(staff->store, by_staff, "no", CID, staff->offer,
							 on_done)),
		0);
	assert_int_equal(ask(staff,
						 presence_accept(staff->store, by_staff, "no", CID, staff->offer, on_done)),
		0);
	wait_for(told(youth, NEWS_MATCHED, YOUTH));
	assert_string_equal(youth->text, "K\u00e1ri/oslo/" CID);
	assert_int_equal(ask(youth, room_open(youth->store, by_youth, youth->room, 1, on_done)), 0);
	assert_int_equal(ask(youth,
						 queue_ready(youth->store, by_youth, "no", SID, youth->room, on_done)),
		0);
	wait_for(told(staff, NEWS_OPENED, STAFF));
	assert_string_equal(staff->room, youth->room);
	assert_int_equal(ask(youth, room_attach(youth->store, by_youth, youth->room, 0, 0, on_view)),
		0);
	assert_int_equal(ask(staff, room_attach(staff->store, by_staff, staff->room, 1, 1, on_view)),
		0);
	assert_int_equal(staff->view.peer_count, 1);
	assert_int_equal(staff->view.peers[0].session, YOUTH);
	assert_string_equal(staff->text, "n1");
}

/* A shift over: the one of that person, of this session. */
static inline void leave_shift(const char *cid, uint64_t session)
{
	struct presence_shift gone = shift(PRESENCE_OFF);
	struct heard *staff = &world.staff;

	gone.cid = cid;
	gone.turn = 99; /* later than any that a test has come to */
	assert_int_equal(ask(staff,
						 presence_set(staff->store, (struct reply_to){.session = session}, &gone,
							 on_shift)),
		0);
	assert_int_equal(staff->shift.state, PRESENCE_OFF);
}

/* The youth ends the talk; the answer. */
static inline int end_room(void)
{
	struct heard *youth = &world.youth;

	return ask(youth, queue_end(youth->store, by_youth, "no", SID, youth->room, "left", on_done));
}

static inline void part(void)
{
	leave_shift(CID, STAFF);
}

static inline void on_checked(void *context, struct reply_to to, int err, const char *violations)
{
	struct heard *heard = context;

	(void)to;
	answered(heard, err);
	snprintf(heard->text, sizeof heard->text, "%s", violations == NULL ? "?" : violations);
}

static inline void expect_clean(void)
{
	struct heard *youth = &world.youth;

	assert_int_equal(ask(youth, queue_fsck(youth->store, by_youth, "no", on_checked)), 0);
	assert_string_equal(youth->text, "");
}

#endif
