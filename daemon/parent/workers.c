/* The slots: who runs in each, when it died, who follows. */
#include "parent/workers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"

enum { DEATHS_REMEMBERED = 5, DEATH_WINDOW_MS = 60000, AGAIN_MS = 200 };

struct worker_slot {
	struct workers *workers;
	unsigned number; /* 1 and up */
	struct worker places[2];
	struct worker *now; /* who serves, or shall: started again when it dies */
	struct worker *old; /* whom it follows, while that one lives */
	bool stepped_back;  /* the last follower ended before it was ready */
	bool given_up;
	uv_timer_t again;
	uint64_t deaths[DEATHS_REMEMBERED];
	unsigned death_count;
};

static void on_worker_changed(void *context)
{
	struct worker_slot *slot = context;
	slot->workers->changed(slot->workers->context);
}

static int open_rows(struct workers *workers)
{
	int err = 0;
	for (unsigned i = 0; err == 0 && i < workers->count * 2; i++) {
		err = metric_row_open(&workers->slots[i / 2].places[i % 2].metrics);
	}
	return err;
}

int workers_create(struct workers *workers, uv_loop_t *loop, const struct sockets *sockets)
{
	workers->slots = calloc(sockets->workers, sizeof *workers->slots);
	if (workers->slots == NULL) {
		return ERR_NOMEM;
	}
	workers->loop = loop;
	workers->sockets = sockets;
	workers->count = sockets->workers;
	for (unsigned i = 0; i < workers->count; i++) {
		struct worker_slot *slot = &workers->slots[i];
		slot->workers = workers;
		slot->number = i + 1;
		slot->now = &slot->places[0];
		for (unsigned p = 0; p < 2; p++) {
			slot->places[p].changed = on_worker_changed;
			slot->places[p].context = slot;
		}
		uv_timer_init(loop, &slot->again);
		slot->again.data = slot;
	}
	return open_rows(workers);
}

static int start(struct worker_slot *slot, struct worker *worker)
{
	const struct workers *workers = slot->workers;
	size_t end = (slot->number - 1) * 2 + (size_t)(worker - slot->places);
	const struct worker_start start = {
		.loop = workers->loop,
		.config_path = workers->config_path,
		.sockets = workers->sockets,
		.papers_fd = workers->sealing->papers_fd,
		.signer_fd = workers->sealing->worker_ends[end],
		.certificates_fd = workers->certificates_fd,
		.slot = slot->number,
	};
	return worker_start(worker, &start);
}

static void on_again(uv_timer_t *timer)
{
	struct worker_slot *slot = timer->data;
	if (!slot->workers->stopping && slot->now->pid == 0 && start(slot, slot->now) != 0) {
		log_error("worker=%u cannot be started: %s", slot->number, strerror(errno));
		uv_timer_start(timer, on_again, AGAIN_MS, 0);
	}
}

void workers_start(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++) {
		struct worker_slot *slot = &workers->slots[i];
		if (slot->now->pid == 0 && !slot->given_up && !uv_is_active((uv_handle_t *)&slot->again)) {
			on_again(&slot->again);
		}
	}
}

/* True when this death is one too many within the window. */
static bool dies_too_often(struct worker_slot *slot)
{
	uint64_t now = clock_mono_ms();
	uint64_t *oldest = &slot->deaths[slot->death_count % DEATHS_REMEMBERED];
	bool often = slot->death_count >= DEATHS_REMEMBERED - 1 &&
		now - slot->deaths[(slot->death_count + 1) % DEATHS_REMEMBERED] < DEATH_WINDOW_MS;
	*oldest = now;
	slot->death_count++;
	return often;
}

static void start_again(struct worker_slot *slot)
{
	if (dies_too_often(slot)) {
		slot->given_up = true;
		log_error("worker=%u died %d times in a minute and is given up", slot->number,
			DEATHS_REMEMBERED);
		return;
	}
	uv_timer_start(&slot->again, on_again, AGAIN_MS, 0);
}

static void log_end(const struct worker_slot *slot, int status)
{
	log_error("worker=%u ended by %s %d", slot->number, WIFSIGNALED(status) ? "signal" : "exit",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

/* The follower is gone and was not needed yet. */
static bool steps_back(struct worker_slot *slot)
{
	if (slot->old == NULL || slot->old->told) {
		return false;
	}
	slot->now = slot->old;
	slot->old = NULL;
	slot->stepped_back = true;
	return true;
}

static void on_slot_ended(struct worker_slot *slot, struct worker *worker, int status)
{
	bool asked = worker->told && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	worker_forget(worker);
	if (slot->workers->stopping) {
		return;
	}
	if (!asked) {
		log_end(slot, status);
	}
	if (worker == slot->old) {
		slot->old = NULL;
	} else if (!steps_back(slot)) {
		start_again(slot);
	}
}

bool workers_on_child(struct workers *workers, pid_t pid, int status)
{
	for (unsigned i = 0; i < workers->count * 2; i++) {
		struct worker_slot *slot = &workers->slots[i / 2];
		struct worker *worker = &slot->places[i % 2];
		if (worker->pid == pid) {
			on_slot_ended(slot, worker, status);
			workers->changed(workers->context);
			return true;
		}
	}
	return false;
}

void workers_stop(struct workers *workers, enum worker_end how)
{
	workers->stopping = true;
	for (unsigned i = 0; i < workers->count; i++) {
		struct worker_slot *slot = &workers->slots[i];
		uv_timer_stop(&slot->again);
		worker_end(&slot->places[0], how);
		worker_end(&slot->places[1], how);
	}
}

void workers_signal(const struct workers *workers, int number)
{
	for (unsigned i = 0; i < workers->count * 2; i++) {
		const struct worker *worker = &workers->slots[i / 2].places[i % 2];
		if (worker->pid > 0) {
			kill(worker->pid, number);
		}
	}
}

int workers_follow(struct workers *workers, unsigned index)
{
	struct worker_slot *slot = &workers->slots[index];
	struct worker *follower = slot->now->pid == 0 ? slot->now
		: slot->now == &slot->places[0]           ? &slot->places[1]
												  : &slot->places[0];
	int err = start(slot, follower);
	if (err != 0) {
		return err;
	}
	slot->given_up = slot->stepped_back = false;
	uv_timer_stop(&slot->again);
	slot->old = follower == slot->now ? NULL : slot->now;
	slot->now = follower;
	return 0;
}

enum workers_succession workers_succession(const struct workers *workers, unsigned index)
{
	const struct worker_slot *slot = &workers->slots[index];
	if (slot->stepped_back) {
		return SUCCESSION_FAILED;
	}
	if (!slot->now->ready) {
		return SUCCESSION_STARTING;
	}
	return slot->old != NULL ? SUCCESSION_READY : SUCCESSION_ALONE;
}

void workers_dismiss(struct workers *workers, unsigned index, enum worker_end how)
{
	struct worker_slot *slot = &workers->slots[index];
	if (slot->old != NULL) {
		worker_end(slot->old, how);
	}
}

void workers_give_up_follower(struct workers *workers, unsigned index)
{
	struct worker_slot *slot = &workers->slots[index];
	if (slot->old != NULL && !slot->old->told) {
		worker_end(slot->now, WORKER_KILL);
	}
}

static unsigned count(const struct workers *workers, bool told_only)
{
	unsigned running = 0;
	for (unsigned i = 0; i < workers->count * 2; i++) {
		const struct worker *worker = &workers->slots[i / 2].places[i % 2];
		running += worker->pid > 0 && (worker->told || !told_only);
	}
	return running;
}

unsigned workers_running(const struct workers *workers)
{
	return count(workers, false);
}

unsigned workers_told(const struct workers *workers)
{
	return count(workers, true);
}

unsigned workers_ready(const struct workers *workers)
{
	unsigned ready = 0;
	for (unsigned i = 0; i < workers->count; i++) {
		const struct worker_slot *slot = &workers->slots[i];
		ready += slot->now->ready || (slot->old != NULL && slot->old->ready);
	}
	return ready;
}

void workers_close(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++) {
		struct worker_slot *slot = &workers->slots[i];
		worker_close(&slot->places[0]);
		worker_close(&slot->places[1]);
		uv_close((uv_handle_t *)&slot->again, NULL);
	}
}

int64_t workers_metric(const struct workers *workers, enum metric metric, unsigned cell)
{
	int64_t value = metric_get_at(metric, cell);
	for (unsigned i = 0; i < workers->count * 2; i++) {
		value = metric_row_join(&workers->slots[i / 2].places[i % 2].metrics, metric, cell, value);
	}
	return value;
}

void workers_destroy(struct workers *workers)
{
	for (unsigned i = 0; workers->slots != NULL && i < workers->count * 2; i++) {
		metric_row_close(&workers->slots[i / 2].places[i % 2].metrics);
	}
	free(workers->slots);
	workers->slots = NULL;
}
