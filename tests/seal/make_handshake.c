/* Vectors of who is who, and of the handshake. */
#include "seal/scene.h"

void scene_make_agency(struct scene *scene)
{
	struct world *world = scene->world;
	json_t *keys = json_array();

	scene->mode = 1 + world_below(world, 2);
	scene->key_count = scene->mode + world_below(world, 5 - scene->mode);
	scene->root = scene_own(scene, world_key(world));
	scene->agency = scene_own(scene, world_slug(world));
	scene->topic = scene_own(scene, world_slug(world));
	scene->room = scene_own(scene, world_bytes(world, 16));
	scene->seed = scene_own(scene, world_bytes(world, 32));
	for (unsigned i = 0; i < scene->key_count; i++) {
		scene->holders[i] = scene_own(scene, world_key(world));
		json_array_append_new(keys, json_part(scene->holders[i], "pub"));
	}
	const json_t *out = scene_ask(scene, "statement", "an agency's statement",
		json_pack("{s:o, s:i, s:i, s:i, s:i, s:o, s:o, s:o}", "root_d", json_part(scene->root, "d"),
			"mode", scene->mode, "serial", 5 + world_below(world, 1000), "not_before",
			NOW - 1 - (int)world_below(world, 50 * DAY), "not_after",
			NOW + (int)world_below(world, 50 * DAY), "keys", keys, "agency",
			json_again(scene->agency), "name", world_text(world, 1 + world_below(world, 64))));
	scene->statement = json_object_get(out, "statement");
}

static void make_certificate(struct scene *scene, struct member *member)
{
	struct world *world = scene->world;
	const unsigned index = world_below(world, scene->key_count);
	const int half = scene->mode == 1 ? 8 * HOUR : 15 * DAY;
	json_t *staff = scene_own(scene, world_bytes(world, 16));
	json_t *alias = scene_own(scene, world_text(world, 1 + world_below(world, 32)));
	const unsigned role = 1 + world_below(world, 2);

	const json_t *out = scene_ask(scene, "certificate", "a device",
		json_pack("{s:o, s:i, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:o}", "signer_d",
			json_part(scene->holders[index], "d"), "mode", scene->mode, "role", role, "not_before",
			NOW - (int)world_below(world, (uint32_t)half), "not_after",
			NOW + (int)world_below(world, (uint32_t)half), "key_index", index, "staff",
			json_again(staff), "device", json_part(member->device, "pub"), "agency",
			json_again(scene->agency), "alias", json_again(alias)));
	member->certificate = json_object_get(out, "cert");
	const json_t *request = scene_ask(scene, "request", "a device asks",
		json_pack("{s:o, s:i, s:o, s:o, s:o, s:o}", "device_d", json_part(member->device, "d"),
			"role", role, "staff", json_again(staff), "device", json_part(member->device, "pub"),
			"agency", json_again(scene->agency), "alias", json_again(alias)));
	world_refuse(world, "check_request", "a request with one bit turned over",
		world_flipped(world, request, "request", 0));
	scene_make_digits(scene, request);
}

static void make_offer(struct scene *scene, struct member *member)
{
	struct world *world = scene->world;
	const bool any = world_below(world, 3) == 0;
	const unsigned min_mode = 1 + world_below(world, scene->mode);

	const json_t *offer = scene_ask(scene, "offer", "an offer",
		json_pack("{s:i, s:i, s:o, s:i, s:i, s:i, s:o, s:o, s:o}", "epoch", 0, "cseq", member->seat,
			"room", json_again(scene->room), "to", member->seat, "purpose", 0, "min_mode", min_mode,
			"Y", json_part(member->y, "pub"), "agency",
			any ? json_string("") : json_again(scene->agency), "topic", json_again(scene->topic)));
	member->offer = json_object_get(offer, "offer");
	json_t *accepted = scene_own(scene,
		json_pack("{s:o, s:o, s:i, s:i, s:o, s:o, s:i}", "offer", json_again(member->offer), "room",
			json_again(scene->room), "seat", member->seat, "purpose", 0, "agency",
			json_again(scene->agency), "topic", json_again(scene->topic), "mode", scene->mode));
	(void)scene_ask(scene, "check_offer", "an offer as accepted", json_again(accepted));
	world_refuse(world, "check_offer", "another room",
		world_with(accepted, "room", world_bytes(world, 16)));
	world_refuse(world, "check_offer", "another seat",
		world_with(accepted, "seat", json_integer(member->seat % 127 + 1)));
	const json_t *answer = scene_ask(scene, "answer", "an answer",
		json_pack("{s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "epoch", 0, "seat", member->seat,
			"cseq", 1, "room", json_again(scene->room), "offer_hash",
			json_part(offer, "offer_hash"), "Ce", json_part(member->ce, "pub"), "statement",
			json_again(scene->statement), "cert", json_again(member->certificate), "device_d",
			json_part(member->device, "d")));
	member->answer = json_object_get(answer, "answer");
	member->answer_hash = json_object_get(answer, "answer_hash");
}

static void check_answer(struct scene *scene, struct member *member)
{
	struct world *world = scene->world;
	json_t *in = scene_own(scene,
		json_pack("{s:o, s:o, s:o, s:o, s:[o], s:i, s:i}", "answer", json_again(member->answer),
			"offer", json_again(member->offer), "y_d", json_part(member->y, "d"), "y_pub",
			json_part(member->y, "pub"), "roots", json_part(scene->root, "pub"), "min_serial", 5,
			"now", NOW));
	const json_t *out = scene_ask(scene, "check_answer", "an answer", json_again(in));

	member->link = json_object_get(out, "link");
	world_refuse(world, "check_answer", "one bit", world_flipped(world, in, "answer", 0));
	world_refuse(world, "check_answer", "one bit of the offer",
		world_flipped(world, in, "offer", 0));
	world_refuse(world, "check_answer", "a clock far behind",
		world_with(in, "now", json_integer(NOW - 100 * DAY)));
	world_refuse(world, "check_answer", "another root",
		world_with(in, "roots", json_pack("[o]", json_part(member->y, "pub"))));
	world_refuse(world, "check_answer", "a serial of before",
		world_with(in, "min_serial", json_integer(2000)));
	(void)scene_ask(scene, "link", "the same link from the other side",
		json_pack("{s:o, s:o, s:o, s:o}", "d", json_part(member->ce, "d"), "pub",
			json_part(member->ce, "pub"), "peer", json_part(member->y, "pub"), "answer_hash",
			json_again(member->answer_hash)));
	json_t *colleague = scene_own(scene,
		json_pack("{s:o, s:o, s:[o], s:i, s:i}", "answer", json_again(member->answer), "room",
			json_again(scene->room), "roots", json_part(scene->root, "pub"), "min_serial", 5, "now",
			NOW));
	(void)scene_ask(scene, "check_colleague", "a colleague", json_again(colleague));
	world_refuse(world, "check_colleague", "one bit", world_flipped(world, colleague, "answer", 0));
	world_refuse(world, "check_colleague", "another room",
		world_with(colleague, "room", world_bytes(world, 16)));
}

void scene_make_member(struct scene *scene, struct member *member, unsigned seat)
{
	*member = (struct member){.seat = seat};
	member->device = scene_own(scene, world_key(scene->world));
	member->ce = scene_own(scene, world_key(scene->world));
	member->y = scene_own(scene, world_key(scene->world));
	make_certificate(scene, member);
	make_offer(scene, member);
	check_answer(scene, member);
}
