#include "tests/load/herd.h"

#include <stdlib.h>
#include <string.h>

enum { DIAL_MS = 5000, ANSWER_MS = 10000, BACKOFF_LEAST_MS = 500, BACKOFF_MOST_MS = 30000 };
enum { MS_PER_S = 1000, SECONDS_PER_THOUSAND = 12 };

struct member {
	struct client client;
	struct herd *herd;
	uv_timer_t timer; /* of the dial, the answer, or the wait before the next one */
	uint8_t token[IDENT_TOKEN_LEN];
	uint64_t presented; /* how often this token was */
	uint64_t lost_ns;   /* when the line was lost; 0: it is there */
	unsigned attempts;  /* dials since it was there */
	bool known;         /* it has a place in the queue, with or without a line */
	bool was_cut;
};

/* Close codes after which nobody dials again by himself. */
static bool is_final(unsigned code)
{
	static const unsigned codes[] = {1000, 4000, 4001, 4003};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (codes[i] == code) {
			return true;
		}
	}
	return false;
}

static void dial(struct member *member);
static void wait_and_dial(struct member *member);

static void dial_cb(uv_timer_t *timer)
{
	dial(timer->data);
}

static void too_late_cb(uv_timer_t *timer)
{
	struct member *member = timer->data;
	member->herd->late_dials++;
	client_drop(&member->client);
	wait_and_dial(member);
}

static void wait_and_dial(struct member *member)
{
	unsigned bound = BACKOFF_MOST_MS;
	member->attempts++;
	if (member->attempts < 6 && BACKOFF_LEAST_MS << member->attempts < BACKOFF_MOST_MS) {
		bound = (unsigned)BACKOFF_LEAST_MS << member->attempts;
	}
	uint64_t jitter = (uint64_t)random() % (bound - BACKOFF_LEAST_MS);
	uv_timer_start(&member->timer, dial_cb, BACKOFF_LEAST_MS + jitter, 0);
}

static void resume(struct member *member)
{
	struct frame frame = {.type = FRAME_RESUME};
	frame.resume.token = (struct view){member->token, sizeof member->token};
	frame.resume.attempt = member->presented++;
	uv_timer_start(&member->timer, too_late_cb, ANSWER_MS, 0);
	client_send(&member->client, &frame);
}

static void resume_cb(uv_timer_t *timer)
{
	resume(timer->data);
}

static void keep_token(struct member *member, struct view token)
{
	memcpy(member->token, token.data, sizeof member->token);
	member->presented = 0;
}

static void ask(struct member *member)
{
	const struct herd *herd = member->herd;
	struct frame frame = {.type = FRAME_ASK};
	youth_fill_ask(&frame.ask, herd->wish((unsigned)(member - herd->members)));
	client_send(&member->client, &frame);
}

static void on_welcome(void *owner, const struct frame *frame)
{
	struct member *member = owner;
	uv_timer_stop(&member->timer);
	if (member->known) {
		resume(member);
	} else {
		keep_token(member, frame->welcome.token);
		ask(member);
	}
}

static void on_resumed(void *owner, const struct frame *frame)
{
	struct member *member = owner;
	member->attempts = 0;
	keep_token(member, frame->resumed.token);
	if (frame->resumed.rooms != 0) {
		load_fail(member->herd->load, "one of the herd came back into a room it never had");
	}
}

static void bring(struct herd *herd);

static void on_queued(void *owner, const struct frame *frame)
{
	struct member *member = owner;
	struct herd *herd = member->herd;
	uint64_t now = uv_hrtime();
	(void)frame;
	uv_timer_stop(&member->timer);
	if (!member->known) {
		member->known = true;
		herd->there++;
		bring(herd);
	} else if (member->lost_ns != 0) {
		hist_add(&herd->back, now - member->lost_ns);
		member->lost_ns = 0;
		herd->whole_ns = now;
		herd->there++;
	}
}

static void on_refused(void *owner, const struct frame *frame)
{
	struct member *member = owner;
	if (frame->refused.frame != FRAME_RESUME || frame->refused.retry_after == 0) {
		load_fail(member->herd->load, "frame %u of the herd was refused: %.*s",
			(unsigned)frame->refused.frame, (int)frame->refused.code.len,
			(const char *)frame->refused.code.data);
		return;
	}
	member->herd->put_off++;
	uv_timer_start(&member->timer, resume_cb, frame->refused.retry_after * MS_PER_S, 0);
}

static void on_trouble(void *owner, const struct frame *frame)
{
	struct member *member = owner;
	load_fail(member->herd->load, "one of the herd was sent %s", frame_info(frame->type)->name);
}

static void note_loss(struct member *member)
{
	struct herd *herd = member->herd;
	member->lost_ns = uv_hrtime();
	herd->there--;
	herd->lost_ns = herd->lost_ns != 0 ? herd->lost_ns : member->lost_ns;
	herd->cut += member->was_cut ? 0 : 1;
	member->was_cut = true;
}

static void on_closed(void *owner, unsigned code, const char *why)
{
	struct member *member = owner;
	if (!member->known || is_final(code)) {
		load_fail(member->herd->load, "one of the herd was closed with %u: %s", code, why);
		return;
	}
	if (member->lost_ns == 0) {
		note_loss(member);
	} else {
		member->herd->late_dials++;
	}
	wait_and_dial(member);
}

static const struct client_events events = {
	.as = "one of the herd",
	.side = ROLE_YOUTH,
	.handlers =
		{
			[FRAME_WELCOME] = on_welcome,
			[FRAME_RESUMED] = on_resumed,
			[FRAME_QUEUED] = on_queued,
			[FRAME_REFUSED] = on_refused,
			[FRAME_MATCHED] = on_trouble,
			[FRAME_ENDED] = on_trouble,
			[FRAME_LOST] = on_trouble,
		},
	.on_closed = on_closed,
};

static void dial(struct member *member)
{
	member->herd->dials += member->known ? 1 : 0;
	uv_timer_start(&member->timer, too_late_cb, member->known ? DIAL_MS : ANSWER_MS, 0);
	client_open(&member->client, member->herd->load, &events, member);
}

static void bring(struct herd *herd)
{
	unsigned most = (unsigned)herd->load->options->shape.parallel;
	while (
		herd->come < herd->wanted && herd->come - herd->there < most && herd->load->failures == 0) {
		struct member *member = &herd->members[herd->come++];
		member->herd = herd;
		uv_timer_init(&herd->load->loop, &member->timer);
		member->timer.data = member;
		dial(member);
	}
}

static bool all_there(void *context)
{
	const struct herd *herd = context;
	return herd->there == herd->wanted;
}

int herd_come(struct herd *herd, struct load *load, unsigned wanted,
	const struct wish *(*wish)(unsigned index))
{
	*herd = (struct herd){.load = load, .wanted = wanted, .wish = wish};
	herd->members = calloc(wanted + 1, sizeof *herd->members);
	if (herd->members == NULL) {
		load_fail(load, "no memory for a herd");
		return ERR_DOWN;
	}
	bring(herd);
	double seconds = load->options->shape.patience + wanted * SECONDS_PER_THOUSAND / 1000.0;
	return load_wait(load, seconds, all_there, herd, "a herd to come");
}

static bool all_back(void *context)
{
	const struct herd *herd = context;
	return herd->cut == herd->wanted && herd->there == herd->wanted;
}

int herd_return(struct herd *herd)
{
	return load_wait(herd->load, herd->load->options->shape.patience, all_back, herd,
		"everybody to be cut off and back");
}

void herd_finish(struct herd *herd)
{
	for (unsigned i = 0; i < herd->come; i++) {
		client_drop(&herd->members[i].client);
		uv_close((uv_handle_t *)&herd->members[i].timer, NULL);
	}
	uv_run(&herd->load->loop, UV_RUN_NOWAIT);
	free(herd->members);
}
