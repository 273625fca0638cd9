/* Published files of the year, then agencies, then counters, then the new files: each is asked when the one before has
 * answered. The tables are made on the thread pool, where nobody else knows the job. */
#include "admin/freeze_step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <uv.h>

#include "admin/frozen_text.h"
#include "api/gather.h"
#include "api/world.h"
#include "base/clock.h"
#include "directory/civil.h"
#include "figures/suppress.h"
#include "figures/tables.h"
#include "figures/write.h"
#include "store/frozen.h"

enum { YEAR_STEPS = 17, FILE_BYTES = 4 * 1024 * 1024, MS_PER_S = 1000, TIME_TEXT = 32 };
enum { DAY_TEXT = 16 };

struct job {
	struct freeze_wish wish;
	char step[STEP_BYTES];
	struct step others[YEAR_STEPS]; /* of the same year */
	struct figure_list lists[YEAR_STEPS];
	size_t other_count, read;
	struct world *world;
	struct tally *tally;
	bool counted; /* there was a counter at all */
	int err;      /* an agency could not be taken over; of the tables */
	uint64_t at_ms;
	struct buf json, csv; /* texts with their zeros */
	uv_work_t work;
};

static void finish(struct job *job, int err)
{
	void (*done)(void *context, int err) = job->wish.done;
	void *context = job->wish.context;
	for (size_t i = 0; i < YEAR_STEPS; i++) {
		figure_list_finish(&job->lists[i]);
	}
	world_destroy(job->world);
	tally_destroy(job->tally);
	buf_finish(&job->json);
	buf_finish(&job->csv);
	free(job);
	done(context, err);
}

/* --- the new files --- */

static void on_kept(void *context, struct reply_to to, int err)
{
	(void)to;
	finish(context, err);
}

static void write_day(int64_t days, char out[DAY_TEXT])
{
	int year, month, day;
	civil_date(days, &year, &month, &day);
	snprintf(out, DAY_TEXT, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
}

static int write_files(struct job *job, const struct figure_list *list)
{
	char from[DAY_TEXT], to[DAY_TEXT], frozen[TIME_TEXT];
	int64_t first, last;
	struct tm at;
	time_t at_s = (time_t)(job->at_ms / MS_PER_S);
	freeze_days(&job->wish.step, &first, &last);
	write_day(first, from);
	write_day(last, to);
	gmtime_r(&at_s, &at);
	strftime(frozen, sizeof frozen, "%Y-%m-%dT%H:%M:%SZ", &at);
	const struct write_head head = {.pool = job->wish.pool->id,
		.step = job->step,
		.from = from,
		.to = to,
		.frozen = frozen,
		.licence = job->wish.pool->licence,
		.windows = job->world->windows,
		.window_count = job->world->figures.agency_count};
	int err = write_json(&head, list, &job->json);
	err = err == 0 ? buf_append(&job->json, "", 1) : err;
	err = err == 0 ? write_csv(&head, list, &job->csv) : err;
	return err == 0 ? buf_append(&job->csv, "", 1) : err;
}

static void list_published(const struct job *job, struct published published[YEAR_STEPS])
{
	for (size_t i = 0; i < job->other_count; i++) {
		published[i] = (struct published){job->others[i], &job->lists[i]};
	}
}

static int hide(struct job *job, struct figure_list *list)
{
	struct published published[YEAR_STEPS];
	list_published(job, published);
	return suppress(&job->wish.step, list, published, job->other_count);
}

static void work_cb(uv_work_t *work)
{
	struct job *job = work->data;
	struct figure_list list;
	figure_list_init(&list);
	job->err = tables_make(job->tally, &job->world->figures, &list);
	job->err = job->err == 0 ? hide(job, &list) : job->err;
	job->err = job->err == 0 ? write_files(job, &list) : job->err;
	figure_list_finish(&list);
}

static void worked_cb(uv_work_t *work, int status)
{
	struct job *job = work->data;
	int err = status == 0 ? job->err : ERR_SYSTEM;
	if (err == 0) {
		const struct frozen frozen = {(const char *)job->json.data, (const char *)job->csv.data,
			job->at_ms};
		err = frozen_keep(job->wish.store, (struct reply_to){0}, job->wish.pool->id, job->step,
			&frozen, on_kept, job);
	}
	if (err != 0) {
		finish(job, err);
	}
}

static void on_gathered(void *context, int err)
{
	struct job *job = context;
	if (err == 0 && !job->counted) {
		err = ERR_GONE;
	}
	job->at_ms = clock_wall_ms();
	job->work.data = job;
	if (err == 0 && uv_queue_work(job->wish.loop, &job->work, work_cb, worked_cb) != 0) {
		err = ERR_SYSTEM;
	}
	if (err != 0) {
		finish(job, err);
	}
}

/* --- counters --- */

static int on_counter(void *context, char kind, int64_t day, const char *field, int64_t number)
{
	struct job *job = context;
	if (kind == TALLY_OPEN) {
		world_open(job->world, field, day, number);
	}
	job->counted = true;
	return tally_add(job->tally, (enum tally_kind)kind, field, number);
}

void freeze_days(const struct step *step, int64_t *ret_first, int64_t *ret_last)
{
	int first = step_first_month(step), last = first + step_months(step) - 1;
	*ret_first = civil_days(step->year, first, 1);
	*ret_last = civil_days(step->year, last, civil_month_days(step->year, last));
}

static void on_agency(void *context, struct reply_to to, int err, const char *slug,
	const struct agency_pair *pairs, unsigned count)
{
	static const char kinds[] = {TALLY_MONTH, TALLY_DAY, TALLY_AGENCY, TALLY_OPEN, '\0'};
	struct job *job = context;
	(void)to;
	if (slug) {
		struct published published[YEAR_STEPS];
		list_published(job, published);
		bool kept = published_has(&job->wish.step, published, job->other_count, slug);
		int added = world_add(job->world, slug, pairs, count, kept);
		job->err = added != 0 ? added : job->err;
		return;
	}
	err = err == 0 ? job->err : err;
	err = err == 0 ? world_sort(job->world) : err;
	if (err != 0) {
		finish(job, err);
		return;
	}
	struct gather_wish wish = {.store = job->wish.store,
		.pool = job->wish.pool->id,
		.kinds = kinds,
		.take = on_counter,
		.done = on_gathered,
		.context = job};
	freeze_days(&job->wish.step, &wish.first, &wish.last);
	gather_begin(&wish);
}

/* --- what is published of the year --- */

static void ask_other(struct job *job);

static void on_other(void *context, struct reply_to to, int err, const struct frozen *frozen)
{
	struct job *job = context;
	(void)to;
	err = err == 0 ? frozen_text_read(frozen->json, &job->lists[job->read]) : err;
	if (err != 0) {
		finish(job, err);
		return;
	}
	job->read++;
	ask_other(job);
}

static void ask_other(struct job *job)
{
	struct freeze_wish *wish = &job->wish;
	char step[STEP_BYTES];
	int err;
	if (job->read < job->other_count) {
		step_write(&job->others[job->read], step);
		err = frozen_read(wish->store, (struct reply_to){0}, wish->pool->id, step, on_other, job);
	} else {
		err = agencies_read(wish->store, (struct reply_to){0}, NULL, on_agency, job);
	}
	if (err != 0) {
		finish(job, err);
	}
}

void freeze_step(const struct freeze_wish *wish)
{
	struct job *job = calloc(1, sizeof(*job));
	if (!job) {
		wish->done(wish->context, ERR_NOMEM);
		return;
	}
	job->wish = *wish;
	job->wish.published = NULL;
	step_write(&wish->step, job->step);
	buf_init(&job->json, FILE_BYTES);
	buf_init(&job->csv, FILE_BYTES);
	for (size_t i = 0; i < YEAR_STEPS; i++) {
		figure_list_init(&job->lists[i]);
	}
	for (size_t i = 0; i < wish->published_count && job->other_count < YEAR_STEPS; i++) {
		if (step_same_year(&wish->step, &wish->published[i])) {
			job->others[job->other_count++] = wish->published[i];
		}
	}
	job->world = world_create(wish->directory, wish->pool);
	job->tally = tally_create();
	if (!job->world || !job->tally) {
		finish(job, ERR_NOMEM);
		return;
	}
	ask_other(job);
}
