/* Vectors of GRANT and CONFIRM. */
#include "seal/scene.h"

/* One member as GRANT wants her; who is new gets the older key or nothing. */
static json_t *admission(struct scene *scene, const struct member *member, const json_t *older)
{
	json_t *history = json_array();

	if (older != NULL && world_below(scene->world, 2) == 0) {
		json_array_append_new(history,
			json_pack("{s:o, s:o}", "epoch", json_part(older, "epoch"), "ek",
				json_part(older, "ek")));
	}
	return json_pack("{s:i, s:o, s:o, s:o, s:o}", "seat", member->seat, "answer_hash",
		json_again(member->answer_hash), "link", json_again(member->link), "nonce",
		world_bytes(scene->world, 12), "history", history);
}

/* Opens a GRANT as one of its members, and as several who must not. */
static void open_grant(struct scene *scene, const json_t *grant, const struct member *member,
	const json_t *last)
{
	struct world *world = scene->world;
	json_t *in = scene_own(scene,
		json_pack("{s:o, s:o, s:i, s:o, s:o, s:o, s:o}", "grant", json_part(grant, "grant"), "room",
			json_again(scene->room), "seat", member->seat, "link", json_again(member->link),
			"answer_hash", json_again(member->answer_hash), "last_epoch",
			last != NULL ? json_part(last, "epoch") : json_integer(0), "last_grant",
			last != NULL ? json_part(last, "grant_hash") : json_null()));

	(void)scene_ask(scene, "open_grant", "a member opens a grant", json_again(in));
	world_refuse(world, "open_grant", "one bit", world_flipped(world, in, "grant", 0));
	world_refuse(world, "open_grant", "another link",
		world_with(in, "link", world_bytes(world, 32)));
	world_refuse(world, "open_grant", "another room",
		world_with(in, "room", world_bytes(world, 16)));
	json_t *later = scene_own(scene, world_with(in, "last_epoch", json_integer(9)));
	world_refuse(world, "open_grant", "an epoch of before",
		world_with(later, "last_grant", world_bytes(world, 32)));
}

static void confirm(struct scene *scene, const json_t *epoch, const struct member *member)
{
	struct world *world = scene->world;
	json_t *in = json_pack("{s:o, s:i, s:i, s:o, s:o, s:o}", "epoch", json_part(epoch, "epoch"),
		"seat", member->seat, "cseq", 2, "link", json_again(member->link), "answer_hash",
		json_again(member->answer_hash), "grant_hash", json_part(epoch, "grant_hash"));
	const json_t *out = scene_ask(scene, "confirm", "a member confirms", in);
	json_t *check = scene_own(scene, world_with(in, "confirm", json_part(out, "confirm")));

	json_object_del(check, "cseq");
	(void)scene_ask(scene, "check_confirm", "the youth checks it", json_again(check));
	world_refuse(world, "check_confirm", "one bit", world_flipped(world, check, "confirm", 0));
	world_refuse(world, "check_confirm", "another grant",
		world_with(check, "grant_hash", world_bytes(world, 32)));
}

/* The GRANT number index + 1, for the first `count` members. */
void scene_make_grant(struct scene *scene, unsigned index, size_t count)
{
	struct world *world = scene->world;
	const json_t *last = index > 0 ? scene->epochs[index - 1] : NULL;
	json_t *members = json_array();
	json_t *seats = json_pack("[i]", 0);
	const size_t before = index > 0 ? 1 : 0;

	for (size_t i = 0; i < count; i++) {
		const bool is_new = i >= before;
		json_array_append_new(members, admission(scene, &scene->members[i], is_new ? last : NULL));
		json_array_append_new(seats, json_integer(scene->members[i].seat));
	}
	const json_t *out = scene_ask(scene, "grant", "a grant",
		json_pack("{s:o, s:i, s:i, s:o, s:o, s:o}", "seed", json_again(scene->seed), "epoch",
			index + 1, "cseq", 10 + index, "room", json_again(scene->room), "prev",
			last != NULL ? json_part(last, "grant_hash")
						 : json_string("00000000000000000000000000000000"
									   "00000000000000000000000000000000"),
			"members", members));
	scene->epochs[index] = scene_own(scene,
		json_pack("{s:o, s:i, s:o, s:o, s:o}", "room", json_again(scene->room), "epoch", index + 1,
			"grant_hash", json_part(out, "grant_hash"), "ek", json_part(out, "ek"), "seats",
			seats));
	for (size_t i = 0; i < count; i++) {
		open_grant(scene, out, &scene->members[i], i < before ? last : NULL);
		confirm(scene, scene->epochs[index], &scene->members[i]);
	}
	json_t *reopen = scene_own(scene,
		json_pack("{s:o, s:o, s:o}", "grant", json_part(out, "grant"), "room",
			json_again(scene->room), "seed", json_again(scene->seed)));
	(void)scene_ask(scene, "own_grant", "the youth after a reload", json_again(reopen));
	(void)scene_ask(scene, "own_grant", "the taker of a history",
		json_pack("{s:o, s:o, s:o}", "grant", json_part(out, "grant"), "room",
			json_again(scene->room), "ek", json_part(out, "ek")));
	world_refuse(world, "own_grant", "one bit", world_flipped(world, reopen, "grant", 0));
	world_refuse(world, "own_grant", "another seed",
		world_with(reopen, "seed", world_bytes(world, 32)));
}
