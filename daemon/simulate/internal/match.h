/* Who gets whom, at one moment: FCFS-ALIS (Adan and Weiss, 2014) over the levels that the youths
 * have reached. It finds and changes nothing. */
#ifndef SAMTALE_SIMULATE_MATCH_H
#define SAMTALE_SIMULATE_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "simulate/internal/crowd.h"
#include "simulate/internal/policy.h"
#include "simulate/internal/roster.h"

enum { NOBODY = UINT32_MAX };

enum visit_state { VISIT_COMING, VISIT_WAITING, VISIT_OFFERED, VISIT_ENDED, VISIT_IN_CHAT };

/* A youth under the policy that is played. */
struct visit {
	enum visit_state state;
	int level;      /* 0 municipality, 1 county, 2 nation */
	double place_s; /* effective time: the earliest is served first */
	uint32_t counsellor;
	uint32_t excluded; /* who missed the last offer */
	uint16_t offers;
	bool missed; /* the offer that is out will not be answered */
};

/* A shift under the policy that is played. */
struct counsellor {
	bool on, paused, offered;
	unsigned load; /* chats, the offer and wrap-ups */
	unsigned chats;
	double idle_since_s, busy_since_s;
};

/* One moment of one week; all borrowed. */
struct hall {
	const struct policy *policy;
	const struct youth *youths;
	const struct shift *shifts;
	struct visit *visits;
	struct counsellor *counsellors;
	uint32_t *on_duty; /* indexes of shifts */
	size_t on_duty_count;
	uint32_t *waiting; /* indexes of youths */
	size_t waiting_count;
	unsigned capacity;
	double local_bonus_s;
};

/* How near somebody on duty who takes this youth's topic is, from the level on: 0 to the policy's
 * widest, or -1 when there is nobody. */
int match_staffed(const struct hall *hall, uint32_t youth, int from_level);

/* Whether anybody is on duty where the policy lets this youth be answered, whatever the topic. */
bool match_open(const struct hall *hall, uint32_t youth);

/* The counsellor for a waiting youth, or NOBODY: the least loaded, of those the longest idle. */
uint32_t match_counsellor(const struct hall *hall, uint32_t youth);

/* The youth for a counsellor, or NOBODY: the longest waiting of those who may be served. */
uint32_t match_youth(const struct hall *hall, uint32_t counsellor);

/* How far two are apart: 0 same municipality, 1 same county, 2 neither. */
int match_distance(const struct hall *hall, uint32_t youth, uint32_t counsellor);

#endif
