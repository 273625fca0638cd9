/* Vectors of texts, notes, orders of entries, and the six digits. */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "protocol/seal/digits.h"
#include "seal/op.h"
#include "seal/scene.h"

enum { BODY_MAX = 7917, SEALED_FROM = 23, SENDERS_MAX = STAFF_MAX + 1 };

static unsigned sender_of(const json_t *epoch, size_t place)
{
	return (unsigned)json_integer_value(json_array_get(json_object_get(epoch, "seats"), place));
}

static size_t participants(const json_t *epoch)
{
	return json_array_size(json_object_get(epoch, "seats"));
}

/* A SAY of the participant at this place. Takes body and seen. */
static const json_t *say(struct scene *scene, size_t index, json_t *text)
{
	json_t *in = json_deep_copy(scene->epochs[index]);

	json_object_update(in, text);
	json_object_set_new(in, "nonce", world_bytes(scene->world, 12));
	json_decref(text);
	return scene_ask(scene, "say", "a text", in);
}

static json_t *random_body(struct world *world, unsigned type)
{
	const size_t len =
		world_below(world, 8) == 0 ? world_below(world, BODY_MAX + 1) : world_below(world, 600);

	if (type == 4) {
		return json_string("");
	}
	return type == 2 ? world_bytes(world, len) : world_text(world, len);
}

static json_t *random_text(struct scene *scene, const json_t *epoch, size_t place)
{
	struct world *world = scene->world;
	const unsigned cseq = 1 + world_below(world, 4000);
	const unsigned type = 1 + world_below(world, 4);
	json_t *seen = json_array();

	for (size_t i = 0; i < SENDERS_MAX; i++) {
		const bool used = i < participants(epoch);
		const unsigned count = i == place ? cseq : world_below(world, 4000);
		json_array_append_new(seen, json_integer(used ? count : 0));
	}
	return json_pack("{s:i, s:i, s:i, s:o, s:o}", "sender", sender_of(epoch, place), "cseq", cseq,
		"type", type, "seen", seen, "body", random_body(world, type));
}

/* One text of this epoch, opened, and in all the ways in which it must not open. */
static void make_text(struct scene *scene, size_t index)
{
	struct world *world = scene->world;
	const json_t *epoch = scene->epochs[index];
	const size_t place = world_below(world, (uint32_t)participants(epoch));
	const json_t *made = say(scene, index, random_text(scene, epoch, place));
	json_t *in = scene_own(scene, world_with(epoch, "say", json_part(made, "say")));

	(void)scene_ask(scene, "open_say", "a text", json_again(in));
	world_refuse(world, "open_say", "one bit", world_flipped(world, in, "say", 0));
	world_refuse(world, "open_say", "one sealed bit", world_flipped(world, in, "say", SEALED_FROM));
	world_refuse(world, "open_say", "another room", world_with(in, "room", world_bytes(world, 16)));
	world_refuse(world, "open_say", "another grant",
		world_with(in, "grant_hash", world_bytes(world, 32)));
	world_refuse(world, "open_say", "another key", world_with(in, "ek", world_bytes(world, 32)));
	world_refuse(world, "open_say", "another epoch",
		world_with(scene->epochs[1 - index], "say", json_part(made, "say")));

	/* The sender's byte of the header, hex digits 12 and 13, rewritten to another participant. */
	char *turned = strdup(json_string_value(json_object_get(made, "say")));
	const uint8_t other = (uint8_t)sender_of(epoch, (place + 1) % participants(epoch));
	char digits[3];
	ident_hex(&other, 1, digits);
	memcpy(turned + 12, digits, 2);
	world_refuse(world, "open_say", "reflected", world_with(in, "say", json_string(turned)));
	free(turned);
}

void scene_make_texts(struct scene *scene)
{
	for (size_t i = 0; i < 4; i++) {
		make_text(scene, i % EPOCHS);
	}
}

static json_t *circle_of(struct scene *scene, const struct member *own)
{
	json_t *staff = json_array();
	json_t *circle = json_deep_copy(scene->epochs[1]);

	for (size_t i = 0; i < scene->member_count; i++) {
		const struct member *member = &scene->members[i];
		json_array_append_new(staff,
			json_pack("{s:i, s:o, s:o}", "seat", member->seat, "Ce", json_part(member->ce, "pub"),
				"answer_hash", json_again(member->answer_hash)));
	}
	json_object_set_new(circle, "staff", staff);
	json_object_set_new(circle, "own_seat", json_integer(own->seat));
	json_object_set_new(circle, "own_d", json_part(own->ce, "d"));
	return circle;
}

void scene_make_note(struct scene *scene)
{
	struct world *world = scene->world;
	const struct member *writer =
		&scene->members[world_below(world, (uint32_t)scene->member_count)];
	const unsigned cseq = 1 + world_below(world, 100);
	json_t *nonces = json_array();
	json_t *in = circle_of(scene, writer);

	for (size_t i = 0; i < scene->member_count; i++) {
		json_array_append_new(nonces, world_bytes(world, 12));
	}
	json_t *more = json_pack("{s:i, s:i, s:[i,i,i,i], s:o, s:o, s:o, s:o}", "cseq", cseq, "type", 1,
		"seen", 0, 0, 0, 0, "body", random_body(world, 1), "ck", world_bytes(world, 32),
		"wrap_nonces", nonces, "nonce", world_bytes(world, 12));
	json_object_update(in, more);
	json_decref(more);
	const json_t *note = scene_ask(scene, "note", "a note", in);
	for (size_t i = 0; i < scene->member_count; i++) {
		json_t *circle = scene_own(scene, circle_of(scene, &scene->members[i]));
		json_t *open = scene_own(scene, world_with(circle, "note", json_part(note, "note")));
		(void)scene_ask(scene, "open_note", "a note", json_again(open));
		world_refuse(world, "open_note", "one bit", world_flipped(world, open, "note", 0));
		world_refuse(world, "open_note", "the youth tries with a key of its own",
			world_with(open, "own_d", json_part(scene->members[i].y, "d")));
		world_refuse(world, "open_note", "another room",
			world_with(open, "room", world_bytes(world, 16)));
		world_refuse(world, "open_note", "another grant",
			world_with(open, "grant_hash", world_bytes(world, 32)));
	}
}

/* A conversation of the first epoch as the youth gets it: entries repeated, left out, with bits
 * turned over, and now and then an end. What the receiver says to each is the vector. */
void scene_make_sequence(struct scene *scene)
{
	struct world *world = scene->world;
	const json_t *epoch = scene->epochs[0];
	const unsigned seat = sender_of(epoch, 1);
	const unsigned first = 2 + world_below(world, 50);
	json_t *items = json_pack("[{s:o}]", "use", json_part(epoch, "epoch"));
	json_t *log = json_array();
	unsigned seen = 0;

	for (unsigned cseq = first; cseq < first + 6; cseq++) {
		const unsigned type = cseq == first + 5 ? 4 : 1;
		seen += world_below(world, 3);
		const json_t *made = say(scene, 0,
			json_pack("{s:i, s:i, s:i, s:[i,i,i,i], s:o}", "sender", seat, "cseq", cseq, "type",
				type, "seen", seen, cseq, 0, 0, "body", random_body(world, type)));
		const uint32_t fate = world_below(world, 8);
		json_array_append_new(log, json_pack("{s:o}", "feed", json_part(made, "say")));
		if (fate == 0) {
			continue;
		}
		if (fate == 1) {
			json_t *bent = world_flipped(world, made, "say", SEALED_FROM);
			json_array_append_new(items, json_pack("{s:o}", "feed", json_part(bent, "say")));
			json_decref(bent);
		}
		if (fate == 2) {
			json_array_append_new(items, json_pack("{s:o}", "feed", json_part(made, "say")));
		}
		json_array_append_new(items, json_pack("{s:o}", "feed", json_part(made, "say")));
	}
	if (world_below(world, 2) == 0) {
		json_array_extend(items, log); /* the repair: the log once more */
	}
	json_decref(log);
	json_array_append_new(items, json_pack("{s:i}", "end", 1));
	(void)scene_ask(scene, "sequence", "entries in the order of a bad line",
		json_pack("{s:i, s:[[i,i],[i,i]], s:[o], s:o}", "me", 0, "last", 0, 6, seat, first - 1,
			"epochs", json_deep_copy(epoch), "items", items));
}

void scene_make_digits(struct scene *scene, const json_t *request)
{
	struct world *world = scene->world;
	const char *text = json_string_value(json_object_get(request, "request"));
	uint8_t bytes[512], random[SEAL_DIGITS_RANDOM_LEN], commitment[SEAL_HASH_LEN];
	const size_t len = strlen(text) / 2;
	json_t *rd = world_bytes(world, sizeof(random));

	if (len > sizeof(bytes) || ident_from_hex(view_text(text), bytes, len) < 0 ||
		ident_from_hex(view_text(json_string_value(rd)), random, sizeof(random)) < 0) {
		return;
	}
	seal_digits_commit((struct view){bytes, len}, random, commitment);
	json_t *in = scene_own(scene,
		json_pack("{s:o, s:o, s:o, s:o}", "request", json_part(request, "request"), "commitment",
			op_hex((struct view){commitment, sizeof(commitment)}), "rd", rd, "ra",
			world_bytes(world, sizeof(random))));
	(void)scene_ask(scene, "digits", "six digits", json_again(in));
	world_refuse(world, "digits", "an opening that does not fit",
		world_with(in, "rd", world_bytes(world, sizeof(random))));
	world_refuse(world, "digits", "another request", world_flipped(world, in, "request", 0));
}
