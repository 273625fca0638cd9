/* A short list, and one frame with what follows it. */
#include "chat/card.h"

#include <stdio.h>
#include <string.h>

#include "chat/internal.h"
#include "chat/lists.h"
#include "chat/shift.h"

enum { MS_PER_S = 1000 };

void card_fill(struct card *card, const struct store_visit *visit)
{
	const char *region = visit->municipality[0] != '\0' ? visit->municipality : visit->county;
	snprintf(card->topic, sizeof card->topic, "%s", visit->topic);
	snprintf(card->region, sizeof card->region, "%s", region);
	snprintf(card->languages, sizeof card->languages, "%s", visit->languages);
	card->level = visit->level;
	card->urgency = visit->urgency;
	card->waited_ms = visit->waited_ms;
	card->invited = visit->invited == 1;
}

struct card *card_find(struct shift *shift, const char *room)
{
	for (size_t i = 0; i < LIMIT_ROOMS; i++) {
		if (strcmp(shift->cards[i].room, room) == 0) {
			return &shift->cards[i];
		}
	}
	return NULL;
}

void card_announce(struct seat *seat)
{
	const struct card *card = card_find(seat->session->shift, seat->room);
	if (card == NULL) {
		return;
	}
	struct frame frame = {.type = FRAME_OPENED};
	frame.opened.room = (struct view){seat->id, sizeof seat->id};
	frame.opened.offer = card->offer;
	frame.opened.seat = seat->number;
	frame.opened.topic = view_text(card->topic);
	frame.opened.region = view_text(card->region);
	frame.opened.level = card->level;
	lists_split(card->languages, LIMIT_LANGUAGES, &frame.opened.languages);
	frame.opened.urgency = card->urgency;
	frame.opened.waited = card->waited_ms / MS_PER_S;
	frame.opened.since = card->since_ms;
	frame.opened.log_epoch = seat->log_epoch;
	frame.opened.next_cseq = seat->next_cseq;
	frame.opened.resumed = seat->replayed;
	frame.opened.invited = card->invited;
	session_send(seat->session, &frame);
	beside_tell(seat, &card->beside);
}
