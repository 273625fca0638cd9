/* An errand is one letter to one receiver; the thread reads it, the loop waits for it. */
#include "parent/notify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "parent/deliver.h"
#include "parent/errands.h"
#include "parent/secret_file.h"

enum { TRIES = 4, FIRST_PAUSE_MS = 5000, PAUSE_GROWS = 4, LOOK_MS = 1000 };

struct notify_line {
	struct notify *notify;
	size_t pool;
	enum notify_way way;
	struct errands errands;
	bool late; /* said of the pool, by its first line */
};

/* The ways as the log and as routing call them. */
static const char *const way_names[NOTIFY_WAYS] = {"mail", "webhook"};
static const char *const way_words[NOTIFY_WAYS] = {"m", "w"};

/* --- trying --- */

/* On a thread. */
static void work(void *data)
{
	struct errand *errand = data;
	if (errand->body != NULL) {
		errand->err = deliver(&errand->letter, errand->why);
		return;
	}
	errand->err = ERR_SYSTEM;
	snprintf(errand->why, sizeof errand->why, "it could not be made");
}

static void on_done(void *data);

static void try_first(struct notify_line *line)
{
	const struct work_port *port = line->notify->means.work;
	struct errand *errand = line->errands.first;
	if (errand == NULL || errand->flies || errand->due_ms > clock_mono_ms()) {
		return;
	}
	errand->flies = port->submit(port->pool, work, on_done, errand) == 0;
	if (!errand->flies) {
		errand->due_ms = clock_mono_ms() + FIRST_PAUSE_MS;
	}
}

/* In all its tries nobody has taken it: the next one's turn. */
static void give_back(struct notify_line *line)
{
	const struct notify_means *means = &line->notify->means;
	struct errand *errand = errands_take(&line->errands);
	if (means->give_back(means->context, line->pool, way_words[line->way], &errand->told)) {
		errand_destroy(errand);
		return;
	}
	errand->tries = 0;
	errands_put(&line->errands, errand);
}

static void on_failed(struct notify_line *line, struct errand *errand)
{
	log_warn("alarm by=%s try=%u of=%u is not delivered: %s", way_names[line->way], errand->tries,
		(unsigned)TRIES, errand->why);
	uint64_t pause_ms = FIRST_PAUSE_MS;
	for (unsigned i = 1; i < errand->tries && errand->tries < TRIES; i++) {
		pause_ms *= PAUSE_GROWS;
	}
	errand->due_ms = clock_mono_ms() + pause_ms;
	if (errand->tries == TRIES) {
		give_back(line);
	}
}

static void on_done(void *data)
{
	struct errand *errand = data;
	struct notify_line *line = errand->line;
	errand->flies = false;
	errand->tries++;
	if (errand->err == 0 || atomic_load(&line->notify->ended)) {
		errand_destroy(errands_take(&line->errands));
	} else {
		on_failed(line, errand);
	}
	if (!atomic_load(&line->notify->ended)) {
		try_first(line);
	}
}

static void on_look(uv_timer_t *timer)
{
	struct notify *notify = timer->data;
	for (size_t i = 0; i < notify->line_count; i++) {
		try_first(&notify->lines[i]);
	}
}

/* --- sending --- */

/* Takes body, and secret, which may be NULL where there is none. Without a body it fails in its tries as one that nobody takes, and is
 * given back as slowly. */
static void put(struct notify_line *line, const struct alarm_letter *told,
	const struct letter *letter, char *secret)
{
	const struct notify_means *means = &line->notify->means;
	struct errand *errand = calloc(1, sizeof *errand);
	if (errand == NULL) {
		bool is_back = means->give_back(means->context, line->pool, way_words[line->way], told);
		log_warn("an alarm cannot be sent: %s%s", err_text(ERR_NOMEM),
			is_back ? "" : ", nor later");
		free((char *)letter->body);
		free(secret);
		return;
	}
	*errand = (struct errand){.line = line,
		.told = *told,
		.letter = *letter,
		.body = (char *)letter->body,
		.secret = secret};
	errand->letter.secret = secret != NULL ? secret : "";
	errand->letter.ended = &line->notify->ended;
	errands_put(&line->errands, errand);
	try_first(line);
}

static void send_mail(struct notify_line *line, const struct alarm_letter *letter)
{
	const struct notify *notify = line->notify;
	const struct notify_options way = conf_notify(notify->means.conf);
	const struct alarm_options to = conf_alarms(notify->means.conf, line->pool);
	const struct letter mail = {.url = way.server,
		.from = way.from,
		.to = to.mail,
		.user = way.user,
		.authorities = way.authorities,
		.body = alarm_letter_mail(letter, notify->texts, way.from, to.mail)};
	put(line, letter, &mail, notify->secret != NULL ? strdup(notify->secret) : NULL);
}

static void send_webhook(struct notify_line *line, const struct alarm_letter *letter)
{
	const struct notify *notify = line->notify;
	const struct notify_options way = conf_notify(notify->means.conf);
	const struct alarm_options to = conf_alarms(notify->means.conf, line->pool);
	char *secret = NULL;
	int err = secret_file_read(to.webhook_secret_file, &secret);
	const struct letter post = {.url = to.webhook,
		.from = "",
		.to = "",
		.user = "",
		.authorities = way.authorities,
		.body = err == 0 ? alarm_letter_json(letter) : NULL};
	put(line, letter, &post, secret);
}

static bool has_mail(const struct notify *notify, size_t pool)
{
	return conf_alarms(notify->means.conf, pool).mail[0] != '\0';
}

static bool has_webhook(const struct notify *notify, size_t pool)
{
	return conf_alarms(notify->means.conf, pool).webhook[0] != '\0';
}

static const struct {
	bool (*is_there)(const struct notify *notify, size_t pool);
	void (*send)(struct notify_line *line, const struct alarm_letter *letter);
} ways[NOTIFY_WAYS] = {
	[NOTIFY_MAIL] = {has_mail, send_mail},
	[NOTIFY_WEBHOOK] = {has_webhook, send_webhook},
};

void notify_send(struct notify *notify, size_t pool, enum notify_way way,
	const struct alarm_letter *letter)
{
	struct notify_line *line = &notify->lines[pool * NOTIFY_WAYS + way];
	if (ways[way].is_there(notify, pool) && !errands_have(&line->errands, letter)) {
		ways[way].send(line, letter);
	}
}

void notify_ways(const struct notify *notify, size_t pool, char out[NOTIFY_WAYS_SIZE])
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t way = 0; way < NOTIFY_WAYS; way++) {
		unsigned count = notify->lines[pool * NOTIFY_WAYS + way].errands.count;
		if (ways[way].is_there(notify, pool)) {
			used += (size_t)snprintf(out + used, NOTIFY_WAYS_SIZE - used, "%s%s:%u",
				used > 0 ? " " : "", way_words[way],
				count < NOTIFY_LINE_MAX ? NOTIFY_LINE_MAX - count : 0);
		}
	}
}

int notify_lying(const struct notify *notify, size_t pool, struct buf *out)
{
	int err = 0;
	for (size_t way = 0; err == 0 && way < NOTIFY_WAYS; way++) {
		err = errands_name(&notify->lines[pool * NOTIFY_WAYS + way].errands, out);
	}
	return err;
}

void notify_over(struct notify *notify, size_t pool, const char *id)
{
	for (size_t way = 0; way < NOTIFY_WAYS; way++) {
		if (errands_drop(&notify->lines[pool * NOTIFY_WAYS + way].errands, id)) {
			log_info("alarm pool=%s by=%s is over before its letter has gone: it does not go",
				directory_pool_at(notify->means.conf->directory, pool)->id, way_names[way]);
		}
	}
}

void notify_late(struct notify *notify, size_t pool, uint64_t letters)
{
	bool *late = &notify->lines[pool * NOTIFY_WAYS].late;
	if (letters > 0 && !*late) {
		log_warn("alarm pool=%s letters=%" PRIu64 " wait until others are gone; what stands then "
				 "is told then",
			directory_pool_at(notify->means.conf->directory, pool)->id, letters);
	}
	*late = letters > 0;
}

/* --- opening and closing --- */

static bool somebody_has_mail(const struct notify *notify)
{
	for (size_t i = 0; directory_pool_at(notify->means.conf->directory, i) != NULL; i++) {
		if (has_mail(notify, i)) {
			return true;
		}
	}
	return false;
}

static int open_lines(struct notify *notify)
{
	size_t pools = 0;
	while (directory_pool_at(notify->means.conf->directory, pools) != NULL) {
		pools++;
	}
	if (pools == 0) {
		return 0;
	}
	notify->lines = calloc(pools * NOTIFY_WAYS, sizeof *notify->lines);
	if (notify->lines == NULL) {
		return ERR_NOMEM;
	}
	notify->line_count = pools * NOTIFY_WAYS;
	for (size_t i = 0; i < notify->line_count; i++) {
		notify->lines[i] = (struct notify_line){.notify = notify,
			.pool = i / NOTIFY_WAYS,
			.way = (enum notify_way)(i % NOTIFY_WAYS)};
	}
	return 0;
}

int notify_open(struct notify *notify, uv_loop_t *loop, const struct notify_means *means)
{
	notify->means = *means;
	uv_timer_init(loop, &notify->timer);
	notify->timer.data = notify;
	uv_timer_start(&notify->timer, on_look, LOOK_MS, LOOK_MS);
	int err = open_lines(notify);
	err = err == 0 ? deliver_begin() : err;
	if (err != 0 || !somebody_has_mail(notify)) {
		return err;
	}
	notify->texts = texts_create(means->conf->texts_folder);
	return notify->texts != NULL
		? secret_file_read(conf_notify(means->conf).secret_file, &notify->secret)
		: ERR_SYSTEM;
}

/* All is given back, and is told after the next start. Only what a thread still reads stays until it comes back. */
static void give_up(struct notify_line *line)
{
	const struct notify_means *means = &line->notify->means;
	struct errand *flying = NULL;
	while (line->errands.first != NULL) {
		struct errand *errand = errands_take(&line->errands);
		bool is_back =
			means->give_back(means->context, line->pool, way_words[line->way], &errand->told);
		(void)is_back; /* nobody keeps it here any more */
		if (errand->flies) {
			flying = errand;
		} else {
			errand_destroy(errand);
		}
	}
	if (flying != NULL) {
		errands_put(&line->errands, flying);
	}
}

void notify_close(struct notify *notify)
{
	if (notify->means.conf == NULL || atomic_exchange(&notify->ended, true)) {
		return;
	}
	uv_close((uv_handle_t *)&notify->timer, NULL);
	for (size_t i = 0; i < notify->line_count; i++) {
		give_up(&notify->lines[i]);
	}
}

void notify_finish(struct notify *notify)
{
	if (notify->means.conf == NULL) {
		return;
	}
	if (notify->secret != NULL) {
		ident_cleanse(notify->secret, strlen(notify->secret));
	}
	free(notify->secret);
	free(notify->lines);
	texts_destroy(notify->texts);
	deliver_end();
}
