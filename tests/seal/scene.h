/* One conversation that vectors are made from. Outputs of one op are inputs of the next, so a scene
 * hangs together as a conversation does. */
#ifndef SAMTALE_TESTS_SEAL_SCENE_H
#define SAMTALE_TESTS_SEAL_SCENE_H

#include "seal/world.h"

enum { NOW = 1798000000, HOUR = 3600, DAY = 24 * HOUR, STAFF_MAX = 3, EPOCHS = 2 };

/* One of the staff, everything in hex. Borrowed from the scene's store. */
struct member {
	unsigned seat;
	json_t *device, *ce, *y; /* key pairs */
	const json_t *certificate, *offer, *answer, *answer_hash, *link;
};

struct scene {
	struct world *world;
	json_t *store; /* keeps everything that is borrowed */
	unsigned mode;
	unsigned key_count;
	json_t *root, *holders[4], *agency, *topic, *room, *seed;
	const json_t *statement;
	size_t member_count;
	struct member members[STAFF_MAX];
	json_t *epochs[EPOCHS]; /* room, epoch, grant_hash, ek, seats */
};

/* Takes a value into the scene's store, and returns it. */
json_t *scene_own(struct scene *scene, json_t *value);

/* The outputs of an op, kept in the store. Takes in. */
const json_t *scene_ask(struct scene *scene, const char *op, const char *title, json_t *in);

/* A value, or a value of an object, once more, for json_pack to take. */
json_t *json_again(const json_t *value);
json_t *json_part(const json_t *object, const char *key);

/* The steps. */
void scene_make_agency(struct scene *scene);
void scene_make_member(struct scene *scene, struct member *member, unsigned seat);
void scene_make_grant(struct scene *scene, unsigned index, size_t count);
void scene_make_texts(struct scene *scene);
void scene_make_note(struct scene *scene);
void scene_make_sequence(struct scene *scene);
void scene_make_digits(struct scene *scene, const json_t *request);

#endif
