/* A bucket for all, and one a person whose tokens come back slowly; a full one is forgotten. */
#include "signer/pace.h"

#include <stdlib.h>

#include "base/bucket.h"
#include "base/map.h"

enum { PERSONS_MAX = 10000 };

struct person {
	uint8_t staff[SEAL_STAFF_LEN];
	uint64_t full_at_ms;
};

struct pace {
	struct bucket all;
	struct map *persons;
	uint64_t now_ms; /* for those that visit the map */
};

struct pace *pace_create(void)
{
	struct pace *pace = calloc(1, sizeof *pace);
	if (pace != NULL && (pace->persons = map_create()) == NULL) {
		free(pace);
		return NULL;
	}
	return pace;
}

static void forget(void *value, void *context)
{
	struct pace *pace = context;
	struct person *person = value;
	if (person->full_at_ms <= pace->now_ms) {
		free(map_take(pace->persons, person->staff, sizeof person->staff));
	}
}

void pace_destroy(struct pace *pace)
{
	if (pace != NULL) {
		pace->now_ms = UINT64_MAX;
		map_each(pace->persons, forget, pace);
		map_destroy(pace->persons);
		free(pace);
	}
}

/* The person's bucket, a full one at first sight; NULL: no room. */
static struct person *person_of(struct pace *pace, const uint8_t staff[SEAL_STAFF_LEN])
{
	struct person *person = map_get(pace->persons, staff, SEAL_STAFF_LEN);
	if (person != NULL) {
		return person;
	}
	if (map_count(pace->persons) >= PERSONS_MAX) {
		map_each(pace->persons, forget, pace);
	}
	person = map_count(pace->persons) < PERSONS_MAX ? calloc(1, sizeof *person) : NULL;
	if (person == NULL) {
		return NULL;
	}
	for (size_t i = 0; i < SEAL_STAFF_LEN; i++) {
		person->staff[i] = staff[i];
	}
	if (map_put(pace->persons, staff, SEAL_STAFF_LEN, person) != 0) {
		free(person);
		return NULL;
	}
	return person;
}

bool pace_take(struct pace *pace, const uint8_t staff[SEAL_STAFF_LEN], uint64_t now_ms)
{
	static const struct bucket_rate rate = {PACE_ALL_BURST, PACE_ALL_S};
	pace->now_ms = now_ms;
	struct person *person = person_of(pace, staff);
	if (person == NULL) {
		return false;
	}
	uint64_t full_at_ms = person->full_at_ms > now_ms ? person->full_at_ms : now_ms;
	full_at_ms += PACE_PERSON_MS;
	if (full_at_ms - now_ms > (uint64_t)PACE_PERSON_BURST * PACE_PERSON_MS ||
		!bucket_take(&pace->all, &rate, now_ms)) {
		return false;
	}
	person->full_at_ms = full_at_ms;
	return true;
}
