/* One row a kind of news. */
#include "chat/news.h"

#include <stdio.h>
#include <string.h>

#include "chat/ending.h"
#include "chat/enrol.h"
#include "chat/handover.h"
#include "chat/help.h"
#include "chat/hold.h"
#include "chat/hold_list.h"
#include "chat/internal.h"
#include "chat/lists.h"
#include "chat/notice.h"
#include "chat/registration.h"
#include "chat/registry.h"
#include "chat/room_log.h"
#include "chat/room_ring.h"
#include "chat/shift.h"
#include "chat/shift_hours.h"
#include "chat/visit.h"

enum { MS_PER_S = 1000 };

/* The word of our own table, which outlives the news. */
static const char *own_word(const char *word)
{
	for (int i = 0; i < FINISH_COUNT; i++) {
		if (strcmp(finish_word((enum finish)i), word) == 0) {
			return finish_word((enum finish)i);
		}
	}
	return finish_word(FINISH_CLOSED);
}

static void on_queued(struct session *session, const struct store_news *news)
{
	if (session->visit == NULL) {
		return;
	}
	if (strcmp(news->word, "unanswered") == 0) {
		/* No READY came in time: the visit keeps its place for whoever resumes it, as a client does that lives. */
		ending_begin(session, ENDING_DEAD, NULL);
		return;
	}
	visit_requeue(session, news->word[0] != '\0' ? own_word(news->word) : NULL);
}

static void on_matched(struct session *session, const struct store_news *news)
{
	const struct visit_match match = {news->room, news->seat, news->visit.topic, news->alias,
		news->agency, news->cid};
	if (session->visit == NULL || session->state != STATE_WAITING) {
		return;
	}
	/* A look at the place, which comes by another connection, may have told it first. */
	if (strcmp(session->visit->room, news->room) != 0) {
		visit_match(session, &match);
	}
}

static void on_offer(struct session *session, const struct store_news *news)
{
	struct card card = {0};
	struct frame frame = {.type = FRAME_OFFER};
	card_fill(&card, &news->visit);
	frame.offer.offer = news->offer;
	frame.offer.topic = view_text(card.topic);
	frame.offer.region = view_text(card.region);
	frame.offer.level = card.level;
	lists_split(card.languages, LIMIT_LANGUAGES, &frame.offer.languages);
	frame.offer.urgency = card.urgency;
	frame.offer.who = news->visit.who;
	frame.offer.waited = card.waited_ms / MS_PER_S;
	frame.offer.deadline = news->left_ms / MS_PER_S;
	frame.offer.invited = card.invited;
	session_send(session, &frame);
}

static void on_revoked(struct session *session, const struct store_news *news)
{
	struct frame frame = {.type = FRAME_REVOKED};
	frame.revoked.offer = news->offer;
	frame.revoked.why = view_text(news->word);
	session_send(session, &frame);
}

static void on_opened(struct session *session, const struct store_news *news)
{
	if (session->shift == NULL) {
		return;
	}
	struct card card = {.offer = news->offer, .since_ms = news->at_ms};
	card_fill(&card, &news->visit);
	shift_open_room(session, news->room, news->seat, &card);
}

/* News come over a link of their own, so one may be older than an answer that was faster. What follows from a load or a
 * wrap-up tells no change of state, and who is off comes on again by its own answer only. */
static bool is_overtaken(const struct shift *shift, const struct store_news *news)
{
	if (news->state == (unsigned)shift->state) {
		return false;
	}
	return shift->state == PRESENCE_OFF || strcmp(news->word, "wrapped") == 0 ||
		strcmp(news->word, "load") == 0;
}

static void on_shift(struct session *session, const struct store_news *news)
{
	struct shift *shift = session->shift;
	if (shift == NULL || is_overtaken(shift, news)) {
		return;
	}
	shift->state = (enum presence)news->state;
	shift->load = news->has_load ? news->load : shift->load;
	shift_tell(session, news->word);
}

/* Not of a room that is over already, whose end both sides wanted at once: the youth may wait again by now. */
static bool is_of_visit(const struct visit *visit, const char *room)
{
	return visit->pool[0] != '\0' && (room[0] == '\0' || strcmp(room, visit->room) == 0);
}

/* A room that ends so for its counsellor, or for who was invited, goes on with the next one. */
static bool goes_on(const char *word)
{
	return word == finish_word(FINISH_LOST) || word == finish_word(FINISH_HANDED) ||
		word == finish_word(FINISH_SWAPPED) || word == finish_word(FINISH_PARKED);
}

static void on_ended(struct session *session, const struct store_news *news)
{
	struct seat *seat = seat_find_hex(session, news->room);
	if (seat != NULL) {
		const char *word = own_word(news->word);
		if (word == finish_word(FINISH_HANDED) && !seat->owner->beside) {
			handover_tell(seat, "done");
		}
		(goes_on(word) ? room_hand_back : room_finish)(seat, word);
	} else if (session->visit != NULL && is_of_visit(session->visit, news->room)) {
		visit_end_wait(session, own_word(news->word));
	} else if (session->shift != NULL) {
		hold_tell_over(session, news->room, own_word(news->word));
	}
}

static void on_held(struct session *session, const struct store_news *news)
{
	(void)news;
	hold_list_tell(session);
}

static void on_ousted(struct session *session, const struct store_news *news)
{
	(void)news;
	ending_begin(session, ENDING_OUSTED, NULL);
}

static void on_taken(struct session *session, const struct store_news *news)
{
	(void)news;
	ending_begin(session, ENDING_TAKEN_OVER, NULL);
}

static void tell_others(struct session *session, const struct store_news *news, enum peer_what what)
{
	struct seat *seat = seat_find_hex(session, news->room);
	if (seat != NULL && !seat->owner->outlived) {
		unsigned other = seat->number == SEAT_YOUTH ? session->visit->seats.own : SEAT_YOUTH;
		room_tell_peer(seat, other, what, news->at_ms);
	}
}

static void on_away(struct session *session, const struct store_news *news)
{
	tell_others(session, news, PEER_AWAY);
}

static void on_back(struct session *session, const struct store_news *news)
{
	tell_others(session, news, PEER_BACK);
}

static void on_proposed(struct session *session, const struct store_news *news)
{
	const struct seat *seat = seat_find_hex(session, news->room);
	if (seat != NULL && session->state == STATE_TALKING) {
		bool is_invitation = strcmp(news->kind, "invite") == 0;
		handover_tell_proposed(seat, news->kind, is_invitation ? news->agency : news->target);
	}
}

static void on_handed(struct session *session, const struct store_news *news)
{
	const struct seat *seat = seat_find_hex(session, news->room);
	if (seat != NULL) {
		handover_tell(seat, news->word);
	}
}

static void on_joined(struct session *session, const struct store_news *news)
{
	const struct seat *seat = seat_find_hex(session, news->room);
	if (seat == NULL) {
		return;
	}
	if (session->visit != NULL) {
		beside_add(&session->visit->seats, news->seat, news->agency);
	}
	beside_tell_joined(seat, news->seat, news->agency);
}

static void on_left(struct session *session, const struct store_news *news)
{
	const struct seat *seat = seat_find_hex(session, news->room);
	if (seat == NULL) {
		return;
	}
	if (session->visit != NULL) {
		beside_remove(&session->visit->seats, news->seat);
	}
	beside_tell_left(seat, news->seat);
}

/* PERIOD.what of a word of routing. */
static uint64_t period_of(const char *word)
{
	static const char *const words[] = {"soon", "over", "extended"};
	uint64_t what = 0;
	while (what + 1 < sizeof words / sizeof words[0] && strcmp(words[what], word) != 0) {
		what++;
	}
	return what;
}

static void on_period(struct session *session, const struct store_news *news)
{
	const struct seat *seat = seat_find_hex(session, news->room);
	struct frame frame = {.type = FRAME_PERIOD};
	if (news->room[0] == '\0' && session->shift != NULL) {
		shift_hours_moved(session, news->at_ms);
	} else if (seat == NULL) {
		return;
	}
	frame.period.room = seat != NULL ? seat_room(seat) : (struct view){0};
	frame.period.ends_at = news->at_ms;
	frame.period.what = period_of(news->word);
	session_send(session, &frame);
}

/* Those for a session. */
static void (*const rows[])(struct session *session, const struct store_news *news) = {
	[NEWS_QUEUED] = on_queued,
	[NEWS_MATCHED] = on_matched,
	[NEWS_OFFER] = on_offer,
	[NEWS_REVOKED] = on_revoked,
	[NEWS_OPENED] = on_opened,
	[NEWS_SHIFT] = on_shift,
	[NEWS_ENDED] = on_ended,
	[NEWS_TAKEN] = on_taken,
	[NEWS_OUSTED] = on_ousted,
	[NEWS_AWAY] = on_away,
	[NEWS_BACK] = on_back,
	[NEWS_PROPOSED] = on_proposed,
	[NEWS_HANDED] = on_handed,
	[NEWS_PERIOD] = on_period,
	[NEWS_HELD] = on_held,
	[NEWS_JOINED] = on_joined,
	[NEWS_LEFT] = on_left,
	[NEWS_FORM] = registration_on_news,
	[NEWS_BIDDEN] = notice_on_bidden,
};

/* Whatever a counsellor hears brings the load along. */
static void note_load(struct session *session, const struct store_news *news)
{
	struct shift *shift = session->shift;
	if (shift != NULL && shift->state != PRESENCE_OFF && news->has_load &&
		news->load != shift->load) {
		shift->load = news->load;
		shift_tell(session, "load");
	}
}

void news_on_news(void *context, const struct store_news *news)
{
	struct session *session = registry_find(context, news->session);
	if (news->type == NEWS_ENROL) {
		enrol_on_news(context, news);
	} else if (news->type == NEWS_HELP) {
		help_on_news(context, news);
	} else if (session != NULL) {
		rows[news->type](session, news);
		note_load(session, news);
	}
}

void news_on_ring(void *context, const struct store_ring *ring)
{
	struct session *session = registry_find(context, ring->session);
	if (session != NULL) {
		room_on_ring(session, ring);
	}
}
