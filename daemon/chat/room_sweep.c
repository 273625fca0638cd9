/* One look over many rooms says which have something new; each of these then reads its log as after a bell. */
#include "chat/room_sweep.h"

#include <stddef.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/room.h"
#include "chat/room_lane.h"
#include "chat/room_log.h"
#include "chat/room_wrote.h"

/* Together less than the two seconds within which a lost bell must be made good (spec: delivery, section 2). */
enum { SILENT_MS = 1500, BEAT_MS = 100, SEATS_A_BEAT = 256 };

static struct seat *seat_of(struct silent *silent)
{
	return (struct seat *)((char *)silent - offsetof(struct seat, silent));
}

static struct seat *looked_at(struct chat *chat, unsigned index)
{
	struct session *session = registry_find(chat, chat->sweep.looked[index].session);
	return session != NULL ? seat_find_serial(session, chat->sweep.looked[index].seat) : NULL;
}

static void on_looked(void *context, struct reply_to to, int err, const struct room_found *found,
	unsigned count)
{
	struct chat *chat = context;
	(void)to;
	chat->sweep.looking = false;
	if (err != 0) {
		return; /* the next beats ask again */
	}
	for (unsigned i = 0; i < count; i++) {
		struct seat *seat = looked_at(chat, found[i].index);
		if (seat == NULL || seat->claim == 0) {
			continue;
		}
		if (chat->sweep.looked[found[i].index].notes) {
			room_lane_wanted(seat, found[i].offset);
		} else {
			seat->wanted = found[i].offset > seat->wanted ? found[i].offset : seat->wanted;
			room_catch_up(seat);
		}
	}
}

static void look(struct chat *chat, const struct room_look *looks)
{
	struct room_sweep *sweep = &chat->sweep;
	if (sweep->count > 0) {
		sweep->looking =
			room_look(chat->ports.store, (struct reply_to){0}, looks, sweep->count, on_looked) == 0;
	}
}

/* True when only Redis knows whether there is more; else what is known to be missing is done at once. */
static bool needs_a_look(struct seat *seat)
{
	if (seat->busy || seat->session->state == STATE_CLOSING) {
		return false;
	}
	if (seat->claim == 0) {
		room_rejoin(seat); /* the first attempt was refused, for too many commands were under way */
		return false;
	}
	room_wrote_again(seat);
	room_catch_up(seat);
	room_lane_catch_up(seat);
	return !seat->busy;
}

static void look_at(struct room_sweep *sweep, struct room_look *looks, const struct seat *seat,
	bool notes)
{
	uint64_t after = notes ? seat->lane.delivered : seat->delivered;
	sweep->looked[sweep->count].session = seat->session->number;
	sweep->looked[sweep->count].seat = seat->serial;
	sweep->looked[sweep->count].notes = notes;
	looks[sweep->count++] = (struct room_look){seat->room, after, notes};
}

void room_sweep_beat(struct chat *chat)
{
	struct room_sweep *sweep = &chat->sweep;
	struct room_look looks[ROOM_LOOKS_MAX];
	if (chat->frozen || sweep->looking || chat->now_ms - sweep->beat_ms < BEAT_MS) {
		return;
	}
	sweep->beat_ms = chat->now_ms;
	sweep->count = 0;
	for (unsigned i = 0; i < SEATS_A_BEAT && sweep->count + 2 <= ROOM_LOOKS_MAX; i++) {
		struct silent *silent = silence_longest(&sweep->silence, SILENT_MS, chat->now_ms);
		if (silent == NULL) {
			break;
		}
		struct seat *seat = seat_of(silent);
		silence_heard(&sweep->silence, silent, chat->now_ms);
		if (needs_a_look(seat)) {
			look_at(sweep, looks, seat, false);
			if (room_lane_is_for(seat)) {
				look_at(sweep, looks, seat, true);
			}
		}
	}
	look(chat, looks);
}
