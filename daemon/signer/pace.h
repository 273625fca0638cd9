/* How often certificates are given: so many to a person, so many in all. Whoever has taken a worker
 * over can name any login; this bounds what that is worth, and how much work it makes. */
#ifndef SAMTALE_SIGNER_PACE_H
#define SAMTALE_SIGNER_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/seal/seal.h"

enum { PACE_PERSON_BURST = 30, PACE_PERSON_MS = 6000, PACE_ALL_BURST = 500, PACE_ALL_S = 100 };

struct pace;

/* NULL without memory; destroy takes NULL. */
struct pace *pace_create(void);
void pace_destroy(struct pace *pace);

/* Takes one for this person. False: too soon. */
bool pace_take(struct pace *pace, const uint8_t staff[SEAL_STAFF_LEN], uint64_t now_ms);

#endif
