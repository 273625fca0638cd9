/* A service with papers, for tests: a root, a shift signer, statements about two agencies, a device
 * that asks. The clock stands. */
#ifndef SAMTALE_UNIT_SIGNER_SCENE_H
#define SAMTALE_UNIT_SIGNER_SCENE_H

#include <string.h>

#include "base/clock.h"
#include "signer/certify.h"

enum { SCENE_NOW = 1798000000, SCENE_DAY = 86400, SCENE_SERIAL = 5 };

struct signer_scene {
	struct seal_key *root, *signer, *device, *holders[2];
	struct papers papers;
	uint8_t staff[SEAL_STAFF_LEN];
	uint8_t request[SEAL_REQUEST_MAX];
};

static inline void scene_time(uint64_t now_s)
{
	clock_set(now_s * 1000, now_s * 1000);
}

static inline struct seal_statement scene_shift(const struct signer_scene *scene, const char *slug)
{
	return (struct seal_statement){
		.mode = SEAL_MODE_SHIFT,
		.key_count = 2,
		.keys = {seal_key_point(scene->holders[0]), seal_key_point(scene->signer)},
		.agency = view_text(slug),
		.name = view_text("Ung her"),
	};
}

/* A batch of oslo in shift mode and bergen in agency mode, valid for so many days from now. */
static inline void scene_batch(const struct signer_scene *scene, unsigned days, struct buf *out)
{
	const struct seal_signer root = seal_signer_of(scene->root);
	const struct batch_plan plan = {&root, SCENE_SERIAL, SCENE_NOW, SCENE_NOW + days * SCENE_DAY};
	struct seal_statement agency = scene_shift(scene, "bergen");
	agency.mode = SEAL_MODE_AGENCY;
	buf_init(out, BATCH_TEXT_MAX);
	assert_int_equal(batch_begin(out), 0);
	assert_int_equal(batch_add(out, &plan, scene_shift(scene, "oslo")), 0);
	assert_int_equal(batch_add(out, &plan, agency), 0);
}

static inline void scene_begin(struct signer_scene *scene)
{
	const struct seal_random random = seal_random_system();
	*scene = (struct signer_scene){
		.root = seal_key_create(&random),
		.signer = seal_key_create(&random),
		.device = seal_key_create(&random),
		.holders = {seal_key_create(&random), seal_key_create(&random)},
		.staff = {1, 2, 3},
	};
	scene_time(SCENE_NOW);
	scene_batch(scene, 100, &scene->papers.batch_text);
	assert_int_equal(batch_read(buf_view(&scene->papers.batch_text), &scene->papers.batch), 0);
	scene->papers.bundle = (struct bundle){.root_count = 1, .min_serial = SCENE_SERIAL};
	memcpy(scene->papers.bundle.roots[0], seal_key_point(scene->root), SEAL_POINT_LEN);
	buf_init(&scene->papers.bundle_text, 4096);
	assert_int_equal(bundle_write(&scene->papers.bundle, &scene->papers.bundle_text), 0);
}

static inline void scene_finish(struct signer_scene *scene)
{
	papers_finish(&scene->papers);
	seal_key_destroy(scene->root);
	seal_key_destroy(scene->signer);
	seal_key_destroy(scene->device);
	seal_key_destroy(scene->holders[0]);
	seal_key_destroy(scene->holders[1]);
	clock_use_system();
}

/* What the device asks by default; every member may be changed before it is signed. */
static inline struct seal_request scene_wish(const struct signer_scene *scene)
{
	return (struct seal_request){
		.role = SEAL_ROLE_COUNSELLOR,
		.staff = scene->staff,
		.device = seal_key_point(scene->device),
		.agency = view_text("oslo"),
		.alias = view_text("Kari"),
	};
}

/* Borrowed from the scene until the next one is signed. */
static inline struct view scene_sign(struct signer_scene *scene, const struct seal_request *wish)
{
	struct seal_writer writer = seal_writer_of(scene->request, sizeof scene->request);
	const struct seal_signer device = seal_signer_of(scene->device);
	assert_int_equal(seal_request_make(wish, &device, &writer), 0);
	return seal_writer_written(&writer);
}

/* The question that fits the default wish, with a session of eight hours. */
static inline struct signer_question scene_question(struct signer_scene *scene)
{
	const struct seal_request wish = scene_wish(scene);
	return (struct signer_question){
		.staff = scene->staff,
		.role = SEAL_ROLE_COUNSELLOR,
		.until = SCENE_NOW + 8 * 3600,
		.agency = view_text("oslo"),
		.alias = view_text("Kari"),
		.request = scene_sign(scene, &wish),
	};
}

#endif
