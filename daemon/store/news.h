/* What Redis tells a node without being asked. */
#ifndef SAMTALE_STORE_NEWS_H
#define SAMTALE_STORE_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

enum { STORE_ID_HEX = 33, STORE_WORD_MAX = 65, STORE_NAME_MAX = 129, STORE_LANGUAGES_MAX = 8 };

/* What a counsellor may know of a waiting youth; texts are borrowed with the news. */
struct store_visit {
	const char *sid;
	const char *topic;
	const char
		*municipality; /* empty when not told: another agency's youth, "not mine", or not said */
	const char *county;
	const char *languages; /* codes parted by spaces, best first */
	unsigned level; /* from the counsellor's side: 0 own municipality, 1 own county, 2 nation */
	unsigned urgency;
	unsigned who;
	uint64_t waited_ms;
	unsigned invited; /* 1: it is a colleague's, who asks this counsellor in beside */
};

enum news_type {
	NEWS_QUEUED, /* youth: level or chances changed, or the room was given back, then word says why;
	                 ask queue_status for the rest */
	NEWS_MATCHED,  /* youth: a counsellor accepted; READY is due */
	NEWS_OFFER,    /* counsellor: an offer */
	NEWS_REVOKED,  /* counsellor: the offer is gone; word says why */
	NEWS_OPENED,   /* counsellor: the youth is there, the room is open */
	NEWS_SHIFT,    /* counsellor: state or load changed; word says why */
	NEWS_ENDED,    /* either: the room or the wait is over; word is a word of FINISH */
	NEWS_TAKEN,    /* either: another socket has taken the visit or shift over */
	NEWS_OUSTED,   /* staff: a newer login of the same person has taken this one's place */
	NEWS_AWAY,     /* either: the other side of a room has no socket; at_ms since when. The youth
	                 hears it twice: when it is told, and when it may choose */
	NEWS_BACK,     /* either: the other side of a room is there again */
	NEWS_PROPOSED, /* youth: the counsellor would hand over to somebody else; consent is due */
	NEWS_HANDED,   /* either: what became of a hand-over; word as in handover_consent */
	NEWS_PERIOD,   /* either: a conversation, or with room "" the shift, ends at at_ms; word is
	                  soon, over or extended */
	NEWS_ENROL,    /* the node itself, session 0: the request of person id of agency has changed */
	NEWS_HELP, /* the node itself, session 0: a call for help of person id of agency has changed */
	NEWS_HELD, /* supervisor: a hold is hers to decide about, or its lines are all given; see
	                  hold_list */
	NEWS_JOINED, /* either: somebody invited is in the room, in that seat, of that agency */
	NEWS_LEFT,   /* either: and has left it, and the room goes on */
	NEWS_FORM,   /* counsellor, who has just come: the time after this room is not over yet */
	NEWS_BIDDEN /* counsellor: a supervisor has done with this shift what word says, pause or drain */
};

struct store_news {
	enum news_type type;
	uint64_t session; /* whom it is for, as given at attaching */
	const char *pool;
	const char *id;   /* sid (22 characters) or cid (32 hex digits) it is for */
	const char *room; /* 32 hex digits; "" when it is about none */
	unsigned seat;    /* MATCHED, OPENED, JOINED, LEFT: the counsellor's in that room */
	const char *word; /* why: QUEUED, REVOKED, SHIFT, ENDED, HANDED, PERIOD, BIDDEN; else "" */
	uint64_t offer;   /* OFFER, REVOKED, OPENED */
	uint64_t at_ms;   /* Unix ms; OPENED: the beginning; AWAY: since when; PERIOD: the end */
	unsigned level;   /* QUEUED */
	unsigned state;   /* SHIFT: as in the SHIFT frame; the capacity is told by answers alone */
	unsigned load;    /* the counsellor's, with has_load: everything a counsellor hears */
	bool has_load;
	uint32_t left_ms;  /* OFFER: time to answer */
	const char *alias; /* MATCHED; BIDDEN: of the supervisor */
	const char
		*agency;      /* MATCHED, ENROL, HELP, JOINED: slug; PROPOSED, invite: of who would come */
	const char *cid;  /* MATCHED: as in queue_place */
	const char *kind; /* PROPOSED: topic, agency, counsellor or invite */
	const char *target;       /* PROPOSED: a topic, a slug, a cid */
	struct store_visit visit; /* OFFER, OPENED; MATCHED: the topic */
};

/* HERE: a seat was attached, so its neighbours know where to ring. */
enum ring_type { RING_ENTRY, RING_SEEN, RING_TYPING, RING_HERE, RING_NOTE };

/* A doorbell between nodes. */
struct store_ring {
	enum ring_type type;
	uint64_t session;      /* whose seat is rung */
	const char *room;      /* 32 hex digits */
	unsigned seat;         /* who rings */
	uint64_t from;         /* the session that rings, and its node: where to ring back */
	const char *from_node; /* filled in by room_ring */
	uint64_t value;        /* offset of the entry or the note, offset seen */
};

#endif
