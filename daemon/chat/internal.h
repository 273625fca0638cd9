/* What the files of chat share and nobody else sees. */
#ifndef SAMTALE_CHAT_INTERNAL_H
#define SAMTALE_CHAT_INTERNAL_H

#include "base/map.h"
#include "base/wheel.h"
#include "chat/chat.h"
#include "chat/drain.h"
#include "chat/oldest.h"
#include "chat/parting.h"
#include "chat/pending.h"
#include "chat/room_sweep.h"
#include "chat/roster.h"
#include "chat/watch.h"
#include "store/store.h"

struct chat {
	struct chat_options options;
	struct chat_ports ports;
	struct map *sessions;           /* by number */
	unsigned in_state[STATE_COUNT]; /* how many of them, so that nobody is looked for in vain */
	uint64_t last_number;
	struct wheel wheel;
	struct pending_pool pending;
	struct partings partings;
	struct room_sweep sweep;
	struct roster roster;
	struct oldest oldest;
	struct watch watch;
	uint64_t now_ms;
	struct drain drain;
	unsigned run; /* store_run when everything was taken up last */
	bool frozen;
	uint64_t untaken_ms; /* since when somebody waits to be taken up again; 0: nobody does */
	/* ending_begin, for those whom an ending itself calls. */
	void (*end_session)(struct session *session, enum ending ending, const char *why);
};

#endif
