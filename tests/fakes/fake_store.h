/* A store that lies in memory, in place of daemon/store, for tests of chat and net. Every call is written down with what
 * it asked; the test takes the oldest of a kind and answers it as it likes, or lets the rooms answer for themselves
 * (fake_rooms.h). Nothing is ever answered from inside a call, as in the real one. */
#ifndef SAMTALE_TESTS_FAKES_FAKE_STORE_H
#define SAMTALE_TESTS_FAKES_FAKE_STORE_H

#include "store/after.h"
#include "store/enrol.h"
#include "store/form.h"
#include "store/handover.h"
#include "store/help.h"
#include "store/hold.h"
#include "store/notes.h"
#include "store/presence.h"
#include "store/queue.h"
#include "store/room.h"
#include "store/scene.h"

enum fake_kind {
	QUEUE_ASK,
	QUEUE_RESUME,
	QUEUE_DETACH,
	QUEUE_STATUS,
	QUEUE_CHANGE,
	QUEUE_CANCEL,
	QUEUE_READY,
	QUEUE_END,
	QUEUE_BIND_LEAVE,
	QUEUE_LEAVE,
	QUEUE_POOL_STATUS,
	QUEUE_SWAP,
	QUEUE_PUT_BACK,
	PRESENCE_SET,
	PRESENCE_BIND,
	PRESENCE_CLAIM,
	PRESENCE_REST,
	PRESENCE_RESUME,
	PRESENCE_DETACH,
	PRESENCE_RECEIVED,
	PRESENCE_ACCEPT,
	PRESENCE_DECLINE,
	PRESENCE_PICK,
	PRESENCE_PARK,
	PRESENCE_LEAVE,
	PRESENCE_WRAP,
	PRESENCE_EXTEND,
	HANDOVER_PROPOSE,
	HANDOVER_CONSENT,
	ENROL_ASK,
	ENROL_VOUCH,
	ENROL_REVEAL,
	ENROL_APPROVE,
	ENROL_LIST,
	AFTER_SURVEY,
	AFTER_ASK,
	AFTER_KEEP_CODE,
	FORM_REGISTER,
	FORM_WROTE,
	AGENCY_NOTE,
	HOLD_MAKE,
	HOLD_OPEN,
	HOLD_GIVE,
	HOLD_KEEP,
	HOLD_DROP,
	HOLD_LIST,
	HOLD_LIVE,
	HELP_ASK,
	HELP_ADVISE,
	HELP_DECIDE,
	HELP_LIST,
	ROOM_OPEN,
	ROOM_ATTACH,
	ROOM_APPEND,
	ROOM_READ,
	ROOM_LOOK,
	ROOM_SEEN,
	ROOM_VACATE,
	ROOM_CLOSE,
	ROOM_LEAVE,
	ROOM_RING,
	NOTE_APPEND,
	NOTES_READ,
	SCENE_READ,
	FAKE_KIND_COUNT,
};

enum {
	FAKE_CALLS_MAX = 512,
	FAKE_TEXT_MAX = 256,
	FAKE_NODE_MAX = 32,
	FAKE_PAYLOAD_MAX = 512,
	FAKE_LOOKS_MAX = 8
};

/* One room of a look. */
struct fake_look {
	char room[33];
	uint64_t after;
	bool notes;
};

/* One call, with its arguments copied. Which fields are filled depends on the kind. */
struct fake_call {
	enum fake_kind kind;
	struct reply_to to;
	char pool[FAKE_TEXT_MAX];
	char id[FAKE_TEXT_MAX];     /* visit, person or room */
	char room[FAKE_TEXT_MAX];   /* READY, END; of a ring */
	char word[FAKE_TEXT_MAX];   /* why; topics of a shift; topic of an ask; the node rung */
	char text[FAKE_TEXT_MAX];   /* languages; what is bound to a ticket */
	char place[FAKE_TEXT_MAX];  /* municipality and county, with a slash between; scope of a pick */
	char target[FAKE_TEXT_MAX]; /* of a proposal; the counsellor of a visit that is put back */
	uint8_t hash[2][32];        /* token, or presented and next, or the ticket */
	uint64_t
		number; /* offer, claim, first offset, offset seen, value of a ring, length of a look, a room's log
				   epoch, the seat below which an attach closes, or from which a vacate does */
	uint64_t cseq;    /* also the turn of a shift */
	unsigned seat;    /* also whether the clock says a shift */
	unsigned who;     /* who; state of a shift; kind of an append; type of a ring */
	unsigned urgency; /* urgency; capacity of a shift; key epoch of an append */
	uint64_t rung;    /* session that is rung */
	uint8_t payload[FAKE_PAYLOAD_MAX]; /* of a look: the first ones, as struct fake_look */
	size_t payload_len;
	void (*done)(void); /* cast to what the kind wants */
	bool taken;
};

/* A store whose answers go to this context. */
struct store *fake_store_create(void *asker);
void fake_store_destroy(struct store *store);

/* Every call from now on returns this error, until 0 is given. */
void fake_store_fail(struct store *store, int err);

/* The oldest call of the kind that nobody has taken yet; it counts as taken. Fails the test when there is none. Valid
 * until fake_store_forget. */
struct fake_call *fake_take(struct store *store, enum fake_kind kind);

/* The same, or NULL. */
struct fake_call *fake_try(struct store *store, enum fake_kind kind);

/* How many calls of the kind wait to be taken. */
unsigned fake_count(const struct store *store, enum fake_kind kind);

/* From now on Redis is another process. */
void fake_store_replace(struct store *store);

/* From now on store_check raises lost of these events and answers false; NULL: true again. */
void fake_store_fence(struct store *store, const struct store_events *events);

/* How often store_begin_anew was called. */
unsigned fake_store_begun_anew(const struct store *store);

/* What store_set_oldest was told last of the pool, which is "no" or another. */
uint64_t fake_store_oldest(const struct store *store, const char *pool);

/* Forgets every call. */
void fake_store_forget(struct store *store);

/* Answers a call that was taken. */
void fake_done(struct store *store, const struct fake_call *call, int err);
void fake_place(struct store *store, const struct fake_call *call, int err,
	const struct queue_place *place);
void fake_way(struct store *store, const struct fake_call *call, int err,
	const struct after_way *way);
void fake_form(struct store *store, const struct fake_call *call, int err,
	const struct form_state *form);
void fake_presence(struct store *store, const struct fake_call *call, int err,
	const struct presence_place *place);
void fake_view(struct store *store, const struct fake_call *call, int err,
	const struct room_view *view);
void fake_appended(struct store *store, const struct fake_call *call, int err,
	const struct room_appended *appended);
void fake_note_appended(struct store *store, const struct fake_call *call, int err,
	const struct note_appended *appended);
void fake_entries(struct store *store, const struct fake_call *call, int err,
	const struct room_entry *entries, unsigned count);
void fake_looked(struct store *store, const struct fake_call *call, int err,
	const struct room_found *found, unsigned count);
void fake_pool(struct store *store, const struct fake_call *call, int err,
	const struct queue_pool *pool);

void fake_claimed(struct store *store, const struct fake_call *call, int err, uint64_t turn);
void fake_ends(struct store *store, const struct fake_call *call, int err, uint64_t ends_ms);
void fake_consented(struct store *store, const struct fake_call *call, int err, const char *word);
void fake_enrol_asked(struct store *store, const struct fake_call *call, int err, unsigned left_s);
void fake_enrol_listed(struct store *store, const struct fake_call *call, int err,
	const struct enrolment *list, size_t count);

/* Any call about holds that is answered by rows; the list too, which has a context of its own. */
void fake_held(struct store *store, const struct fake_call *call, int err,
	const struct hold_row *rows, unsigned count);

/* The list of calls for help. */
void fake_called(struct store *store, const struct fake_call *call, int err,
	const struct help_call *calls, unsigned count);

/* From now on an answer about the pool live stands for so many seconds; 1 at first. */
void fake_scene_stands(unsigned count);

/* The pool live: name, value, name, value ... and NULL. */
void fake_scene(struct store *store, const struct fake_call *call, int err,
	const char *const *texts);

/* The oldest of a kind answered with 0 or an error, in one step. */
void fake_finish(struct store *store, enum fake_kind kind, int err);

#endif
