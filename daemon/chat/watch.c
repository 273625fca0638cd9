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

static int show_shut_hours(struct chat *chat, const struct watched *watched)
{
	const struct directory *directory = chat->ports.directory;
	return shut_hours_show(&chat->watch.shut[watched->pool], directory,
		directory_pool_at(directory, watched->pool), (int64_t)(clock_wall_ms() / MS_PER_S),
		watched->facts);
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
		err = show_shut_hours(chat, watched);
	}
	if (err == 0) {
		facts_end(watched->facts);
	}
	return err;
}

/* --- how far a viewer sees --- */

static bool has_pool(const struct session *session, const struct scene *scene)
{
	const char *name, *value;
	for (size_t i = 0; scene != NULL && scene_fact_at(scene, i, &name, &value); i++) {
		if (strcmp(name, "leads") == 0 && strstr(value, session->shift->person.id) != NULL) {
			return true;
		}
	}
	return false;
}

/* Whose view it is, "" that of the whole pool. A duty lead has it in the hours of the rota, which the scene says: before there is
 * one (NULL), and outside them, it sees what its agency may. */
static const char *view_of(const struct session *session, const struct scene *scene)
{
	bool whole = permission_reach(PERMISSION_WATCH, session->role) == REACH_POOL;
	if (session->role == ROLE_DUTY_LEAD) {
		whole = has_pool(session, scene);
	}
	return whole ? "" : session->shift->person.agency;
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

static void join(struct viewer *viewer, struct watched *watched)
{
	viewer->next = watched->viewers;
	viewer->watched = watched;
	viewer->seen = 0;
	watched->viewers = viewer;
}

static void leave(struct watch *watch, struct viewer *viewer)
{
	struct watched *watched = viewer->watched;
	struct viewer **at = &watched->viewers;
	while (*at != viewer) {
		at = &(*at)->next;
	}
	*at = viewer->next;
	if (watched->viewers == NULL) {
		drop_watched(watch, watched);
	}
}

/* ERR_NOMEM: it is where it was, and must not be told what it may see no more. */
static int place(struct watch *watch, struct viewer *viewer, const struct scene *scene)
{
	const char *view = view_of(viewer->session, scene);
	if (strcmp(view, viewer->watched->agency) == 0) {
		return 0;
	}
	struct watched *watched = find_watched(watch, viewer->watched->pool, view);
	if (watched == NULL) {
		return ERR_NOMEM;
	}
	leave(watch, viewer);
	join(viewer, watched);
	return 0;
}

/* A watch of the rota begins or ends: its duty lead begins anew with what it sees now. The last viewer that goes takes what it
 * watched along. */
static int place_all(struct watch *watch, unsigned pool, const struct scene *scene)
{
	int err = 0;
	for (struct watched *one = watch->watched[pool], *next; err == 0 && one != NULL; one = next) {
		next = one->next;
		for (struct viewer *viewer = one->viewers, *after; err == 0 && viewer != NULL;
			 viewer = after) {
			after = viewer->next;
			err = place(watch, viewer, scene);
		}
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
		err = place_all(watch, to.tag, scene);
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

void watch_acts_changed(struct chat *chat, const char *pool)
{
	unsigned index = pool_index(chat->ports.directory, pool);
	if (index < ROSTER_POOLS_MAX) {
		doors_forget(chat->watch.doors[index]);
	}
}

int watch_begin(struct session *session)
{
	struct chat *chat = session->chat;
	struct viewer *viewer = &session->shift->viewer;
	unsigned pool = pool_index(chat->ports.directory, session->shift->pool);
	watch_end(chat, viewer);
	if (pool == ROSTER_POOLS_MAX) {
		return ERR_RANGE;
	}
	struct watched *watched = find_watched(&chat->watch, pool, view_of(session, NULL));
	if (watched == NULL) {
		return ERR_NOMEM;
	}
	*viewer = (struct viewer){.session = session};
	join(viewer, watched);
	if (!wheel_is_set(&chat->watch.timer)) {
		chat->watch.timer.fire = on_due;
		wheel_set(&chat->wheel, &chat->watch.timer, chat->now_ms);
	}
	tell(viewer);
	return 0;
}

void watch_end(struct chat *chat, struct viewer *viewer)
{
	if (viewer->watched != NULL) {
		leave(&chat->watch, viewer);
		*viewer = (struct viewer){0};
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
