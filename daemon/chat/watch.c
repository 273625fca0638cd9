/* One question a pool and second; what the answer means for each reach, and who hears of it. */
#include "chat/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "chat/doors.h"
#include "chat/facts.h"
#include "chat/internal.h"
#include "chat/reach.h"
#include "chat/shift.h"
#include "protocol/permission.h"
#include "store/scene.h"

enum {
	READ_EVERY_MS = 1000,
	MS_PER_S = 1000,
	FRAME_BYTES_MOST = LIMIT_FRAME_STAFF / 2 /* of texts; with what stands between them it fits */
};

/* What those of one agency, or of the whole pool, may see, while anybody of them looks. */
struct watched {
	struct watched *next;
	struct viewer *viewers;
	struct facts *facts;
	unsigned pool;
	char agency[STORE_WORD_MAX]; /* "": the whole pool */
};

/* --- what a viewer is sent --- */

static bool fits(const struct fact *fact)
{
	return strlen(fact->name) <= LIMIT_LINE && strlen(fact->value) <= LIMIT_LINE;
}

/* The next fact that this viewer has not seen: fact itself or one before it. What is gone is no news to who begins. */
static const struct fact *unseen(const struct fact *fact, uint64_t seen)
{
	while (fact != NULL && fact->changed > seen &&
		(!fits(fact) || (seen == 0 && fact->value[0] == '\0'))) {
		fact = fact->older;
	}
	return fact != NULL && fact->changed > seen ? fact : NULL;
}

static void add(struct frame_scene *scene, const struct fact *fact)
{
	scene->names.item[scene->names.count++] = view_text(fact->name);
	scene->values.item[scene->values.count++] = view_text(fact->value);
}

/* Fills a frame; answers the fact that the next one begins with, or NULL. */
static const struct fact *fill(struct frame_scene *scene, const struct fact *fact, uint64_t seen)
{
	size_t bytes = 0;
	while (fact != NULL && scene->names.count < LIMIT_FACTS) {
		bytes += strlen(fact->name) + strlen(fact->value);
		if (bytes > FRAME_BYTES_MOST) {
			break;
		}
		add(scene, fact);
		fact = unseen(fact->older, seen);
	}
	return fact;
}

static void send_moment(struct viewer *viewer, uint64_t seen)
{
	const struct facts *facts = viewer->watched->facts;
	const struct fact *fact = unseen(facts_newest(facts), seen);
	uint64_t now_ms = clock_wall_ms();
	for (bool first = true; fact != NULL; first = false) {
		struct frame frame = {.type = FRAME_SCENE};
		frame.scene.seq = ++viewer->seq;
		frame.scene.whole = first && seen == 0;
		frame.scene.at = now_ms;
		fact = fill(&frame.scene, fact, seen);
		frame.scene.more = fact != NULL;
		session_send(viewer->session, &frame);
	}
}

/* Who has not taken the last moment yet is left alone until it has. */
static void tell(struct viewer *viewer)
{
	const struct session *session = viewer->session;
	const struct facts *facts = viewer->watched->facts;
	if (session->chat->frozen || facts_moment(facts) == 0 ||
		session->chat->ports.io->waiting(session->conn) > 0) {
		return;
	}
	send_moment(viewer, facts_remember(facts, viewer->seen) ? viewer->seen : 0);
	viewer->seen = facts_moment(facts);
}

/* --- reading --- */

static int show_doors(struct chat *chat, const struct watched *watched)
{
	const struct directory *directory = chat->ports.directory;
	struct doors **doors = &chat->watch.doors[watched->pool];
	if (*doors == NULL) {
		*doors = doors_create();
	}
	return *doors == NULL
		? ERR_NOMEM
		: doors_show(*doors, directory, directory_pool_at(directory, watched->pool),
			  (int64_t)(clock_wall_ms() / MS_PER_S), watched->facts);
}

static int see(struct chat *chat, struct watched *watched, const struct scene *scene)
{
	const struct reach_of of = {.directory = chat->ports.directory,
		.pool = directory_pool_at(chat->ports.directory, watched->pool)->id,
		.agency = watched->agency};
	facts_begin(watched->facts);
	int err = reach_show(&of, scene, watched->facts);
	if (err == 0) {
		err = show_doors(chat, watched);
	}
	if (err == 0) {
		facts_end(watched->facts);
	}
	return err;
}

static void on_scene(void *context, struct reply_to to, int err, const struct scene *scene)
{
	struct chat *chat = context;
	struct watch *watch = &chat->watch;
	watch->reading[to.tag] = false;
	if (err == 0) {
		watch->next_ms[to.tag] = chat->now_ms + scene_every_ms(scene) - READ_EVERY_MS / 2;
	}
	for (struct watched *one = watch->watched[to.tag]; err == 0 && one != NULL; one = one->next) {
		err = see(chat, one, scene);
		for (struct viewer *viewer = one->viewers; err == 0 && viewer != NULL;
			 viewer = viewer->next) {
			tell(viewer);
		}
	}
	/* After an error the next second asks again. */
}

static void read_pool(struct chat *chat, unsigned pool)
{
	struct watch *watch = &chat->watch;
	if (watch->watched[pool] == NULL || watch->reading[pool] || chat->frozen ||
		chat->now_ms < watch->next_ms[pool]) {
		return;
	}
	watch->reading[pool] = scene_read(chat->ports.store, (struct reply_to){.tag = pool},
							   directory_pool_at(chat->ports.directory, pool)->id, on_scene) == 0;
}

static void on_due(struct wheel_timer *timer, uint64_t now_ms)
{
	struct watch *watch = (struct watch *)((char *)timer - offsetof(struct watch, timer));
	struct chat *chat = (struct chat *)((char *)watch - offsetof(struct chat, watch));
	bool any = false;
	for (unsigned i = 0; i < ROSTER_POOLS_MAX; i++) {
		any = any || watch->watched[i] != NULL;
		read_pool(chat, i);
	}
	if (any) {
		wheel_set(&chat->wheel, timer, now_ms + READ_EVERY_MS);
	}
}

/* --- coming and going --- */

/* The index of a pool in which people are helped; ROSTER_POOLS_MAX: there is none of that name. */
static unsigned pool_index(const struct directory *directory, const char *name)
{
	const struct pool *pool;
	for (unsigned i = 0; i < ROSTER_POOLS_MAX && (pool = directory_pool_at(directory, i)) != NULL;
		 i++) {
		if (strcmp(pool->id, name) == 0 && !pool->practice) {
			return i;
		}
	}
	return ROSTER_POOLS_MAX;
}

static struct watched *add_watched(struct watch *watch, unsigned pool, const char *agency)
{
	struct watched *watched = calloc(1, sizeof *watched);
	if (watched == NULL) {
		return NULL;
	}
	watched->facts = facts_create();
	if (watched->facts == NULL) {
		free(watched);
		return NULL;
	}
	watched->pool = pool;
	snprintf(watched->agency, sizeof watched->agency, "%s", agency);
	watched->next = watch->watched[pool];
	watch->watched[pool] = watched;
	return watched;
}

static struct watched *find_watched(struct watch *watch, unsigned pool, const char *agency)
{
	struct watched *watched = watch->watched[pool];
	while (watched != NULL && strcmp(watched->agency, agency) != 0) {
		watched = watched->next;
	}
	return watched != NULL ? watched : add_watched(watch, pool, agency);
}

int watch_begin(struct session *session)
{
	struct chat *chat = session->chat;
	struct viewer *viewer = &session->shift->viewer;
	bool whole = permission_reach(PERMISSION_WATCH, session->role) == REACH_POOL;
	unsigned pool = pool_index(chat->ports.directory, session->shift->pool);
	watch_end(chat, viewer);
	if (pool == ROSTER_POOLS_MAX) {
		return ERR_RANGE;
	}
	struct watched *watched =
		find_watched(&chat->watch, pool, whole ? "" : session->shift->person.agency);
	if (watched == NULL) {
		return ERR_NOMEM;
	}
	*viewer = (struct viewer){.next = watched->viewers, .session = session, .watched = watched};
	watched->viewers = viewer;
	if (!wheel_is_set(&chat->watch.timer)) {
		chat->watch.timer.fire = on_due;
		wheel_set(&chat->wheel, &chat->watch.timer, chat->now_ms);
	}
	tell(viewer);
	return 0;
}

static void drop_watched(struct watch *watch, struct watched *watched)
{
	struct watched **at = &watch->watched[watched->pool];
	while (*at != watched) {
		at = &(*at)->next;
	}
	*at = watched->next;
	facts_destroy(watched->facts);
	free(watched);
}

void watch_end(struct chat *chat, struct viewer *viewer)
{
	struct watched *watched = viewer->watched;
	if (watched == NULL) {
		return;
	}
	struct viewer **at = &watched->viewers;
	while (*at != viewer) {
		at = &(*at)->next;
	}
	*at = viewer->next;
	*viewer = (struct viewer){0};
	if (watched->viewers == NULL) {
		drop_watched(&chat->watch, watched);
	}
}

void watch_finish(struct watch *watch)
{
	for (unsigned i = 0; i < ROSTER_POOLS_MAX; i++) {
		doors_destroy(watch->doors[i]);
	}
}

void watch_begin_anew(struct chat *chat)
{
	for (unsigned i = 0; i < ROSTER_POOLS_MAX; i++) {
		chat->watch.next_ms[i] = 0;
		for (struct watched *one = chat->watch.watched[i]; one != NULL; one = one->next) {
			for (struct viewer *viewer = one->viewers; viewer != NULL; viewer = viewer->next) {
				viewer->seen = 0;
			}
		}
		read_pool(chat, i);
	}
}
