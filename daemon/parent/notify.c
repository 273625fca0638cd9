/* An errand is one letter to one receiver. It owns its texts; the thread reads them, the loop waits for it. */
#include "parent/notify.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "parent/deliver.h"
#include "parent/secret_file.h"

enum { TRIES = 4, FIRST_PAUSE_MS = 5000, PAUSE_GROWS = 4, LOOK_MS = 1000 };

struct notify_errand {
	struct notify *notify;
	struct letter letter;
	const char *way; /* mail or webhook */
	char *body, *secret;
	char why[DELIVER_WHY_SIZE];
	int err;
	unsigned tries;
	uint64_t due_ms; /* 0: under way */
};

static void destroy_errand(struct notify_errand *errand)
{
	if (errand == NULL) {
		return;
	}
	if (errand->secret != NULL) {
		ident_cleanse(errand->secret, strlen(errand->secret));
	}
	free(errand->secret);
	free(errand->body);
	free(errand);
}

static void drop(struct notify_errand *errand)
{
	struct notify *notify = errand->notify;
	for (size_t i = 0; i < NOTIFY_ERRANDS_MAX; i++) {
		if (notify->errands[i] == errand) {
			notify->errands[i] = NULL;
		}
	}
	destroy_errand(errand);
}

/* On a thread. */
static void work(void *data)
{
	struct notify_errand *errand = data;
	errand->err = deliver(&errand->letter, errand->why);
}

static void on_done(void *data)
{
	struct notify_errand *errand = data;
	errand->tries++;
	if (errand->err == 0 || atomic_load(&errand->notify->ended)) {
		drop(errand);
		return;
	}
	log_warn("alarm by=%s try=%u of=%u is not delivered: %s", errand->way, errand->tries,
		(unsigned)TRIES, errand->why);
	if (errand->tries == TRIES) {
		drop(errand);
		return;
	}
	uint64_t pause_ms = FIRST_PAUSE_MS;
	for (unsigned i = 1; i < errand->tries; i++) {
		pause_ms *= PAUSE_GROWS;
	}
	errand->due_ms = clock_mono_ms() + pause_ms;
}

static void try_now(struct notify_errand *errand)
{
	const struct work_port *port = errand->notify->work;
	errand->due_ms = 0;
	if (port->submit(port->pool, work, on_done, errand) != 0) {
		errand->due_ms = clock_mono_ms() + FIRST_PAUSE_MS;
	}
}

static void on_look(uv_timer_t *timer)
{
	struct notify *notify = timer->data;
	uint64_t now_ms = clock_mono_ms();
	for (size_t i = 0; i < NOTIFY_ERRANDS_MAX; i++) {
		struct notify_errand *errand = notify->errands[i];
		if (errand != NULL && errand->due_ms != 0 && errand->due_ms <= now_ms) {
			try_now(errand);
		}
	}
}

/* Takes body, which may be NULL, and secret, which may be NULL where there is none. */
static void begin(struct notify *notify, const struct letter *letter, char *body, char *secret)
{
	size_t i = 0;
	while (i < NOTIFY_ERRANDS_MAX && notify->errands[i] != NULL) {
		i++;
	}
	struct notify_errand *errand =
		i < NOTIFY_ERRANDS_MAX && body != NULL ? calloc(1, sizeof *errand) : NULL;
	if (errand == NULL) {
		log_warn("an alarm cannot be sent: too many are on their way, or there is no memory");
		free(body);
		free(secret);
		return;
	}
	*errand = (struct notify_errand){.notify = notify,
		.letter = *letter,
		.way = letter->to[0] != '\0' ? "mail" : "webhook",
		.body = body,
		.secret = secret};
	errand->letter.body = body;
	errand->letter.secret = secret != NULL ? secret : "";
	errand->letter.ended = &notify->ended;
	notify->errands[i] = errand;
	try_now(errand);
}

static void send_mail(struct notify *notify, const struct alarm_options *to,
	const struct alarm_letter *letter)
{
	const struct notify_options way = conf_notify(notify->conf);
	const struct letter mail = {.url = way.server,
		.from = way.from,
		.to = to->mail,
		.user = way.user,
		.authorities = way.authorities};
	begin(notify, &mail, alarm_letter_mail(letter, notify->texts, way.from, to->mail),
		notify->secret != NULL ? strdup(notify->secret) : NULL);
}

static void send_webhook(struct notify *notify, const struct alarm_options *to,
	const struct alarm_letter *letter)
{
	const struct notify_options way = conf_notify(notify->conf);
	const struct letter post = {.url = to->webhook,
		.from = "",
		.to = "",
		.user = "",
		.authorities = way.authorities};
	char *secret = NULL;
	if (secret_file_read(to->webhook_secret_file, &secret) == 0) {
		begin(notify, &post, alarm_letter_json(letter), secret);
	}
}

void notify_send(struct notify *notify, size_t pool, const struct alarm_letter *letter)
{
	const struct alarm_options to = conf_alarms(notify->conf, pool);
	if (to.mail[0] != '\0' && notify->texts != NULL) {
		send_mail(notify, &to, letter);
	}
	if (to.webhook[0] != '\0') {
		send_webhook(notify, &to, letter);
	}
}

static bool has_mail(const struct conf *conf)
{
	for (size_t i = 0; directory_pool_at(conf->directory, i) != NULL; i++) {
		if (conf_alarms(conf, i).mail[0] != '\0') {
			return true;
		}
	}
	return false;
}

int notify_open(struct notify *notify, uv_loop_t *loop, const struct conf *conf,
	const struct work_port *work_port)
{
	notify->conf = conf;
	notify->work = work_port;
	uv_timer_init(loop, &notify->timer);
	notify->timer.data = notify;
	uv_timer_start(&notify->timer, on_look, LOOK_MS, LOOK_MS);
	int err = deliver_begin();
	if (err != 0 || !has_mail(conf)) {
		return err;
	}
	notify->texts = texts_create(conf->texts_folder);
	return notify->texts != NULL ? secret_file_read(conf_notify(conf).secret_file, &notify->secret)
								 : ERR_SYSTEM;
}

void notify_close(struct notify *notify)
{
	if (notify->conf == NULL || atomic_exchange(&notify->ended, true)) {
		return;
	}
	uv_close((uv_handle_t *)&notify->timer, NULL);
	for (size_t i = 0; i < NOTIFY_ERRANDS_MAX; i++) {
		if (notify->errands[i] != NULL && notify->errands[i]->due_ms != 0) {
			drop(notify->errands[i]);
		}
	}
}

void notify_finish(struct notify *notify)
{
	if (notify->conf == NULL) {
		return;
	}
	if (notify->secret != NULL) {
		ident_cleanse(notify->secret, strlen(notify->secret));
	}
	free(notify->secret);
	texts_destroy(notify->texts);
	deliver_end();
}
