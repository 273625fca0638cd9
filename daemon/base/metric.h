/* Counters, gauges and histograms of this process, written by every floor, read by admin. Each is a row of cells in one
 * array; metric_keep puts that array where the parent reads it (metric_row.h). */
#ifndef SAMTALE_BASE_METRIC_H
#define SAMTALE_BASE_METRIC_H

#include <stdatomic.h>
#include <stdint.h>

/* Upper bounds of the histograms, in milliseconds; one cell each, then one for what is above, then the sum. */
#define METRIC_BOUNDS_MS 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000
enum { METRIC_BOUNDS = 12, METRIC_SPAN_CELLS = METRIC_BOUNDS + 2 };

/* What RESUMES counts. */
enum metric_resume { RESUME_OK, RESUME_GONE, RESUME_TAKEN_OVER, RESUME_FAILED };

/* METRIC(NAME, "name", kind, cells, "labels", "help"): one row a metric. COUNTER only grows. How the processes of a node
 * are put together: COUNTER, SUM and SPAN (a histogram) are added, LEAST and MOST are what the word says. With several
 * cells the labels of each, parted by a bar. The cells of SESSIONS are the sides, those of CLOSES the rows of ENDING in
 * protocol/words.def. */
/* clang-format off */
#define METRIC_TABLE(METRIC) \
	METRIC(SOCKETS, "samtale_sockets", SUM, 1, "", \
		"sockets accepted and not closed, the scraper's own among them") \
	METRIC(SESSIONS, "samtale_sessions", SUM, 2, "side=\"youth\"|side=\"staff\"", \
		"sessions that said HELLO") \
	METRIC(CLOSES, "samtale_closes_total", COUNTER, 10, \
		"code=\"1000\",ending=\"done\"|code=\"1012\",ending=\"drain\"|" \
		"code=\"4000\",ending=\"left\"|code=\"4001\",ending=\"taken over\"|" \
		"code=\"4001\",ending=\"logins\"|code=\"4002\",ending=\"revoked\"|" \
		"code=\"4003\",ending=\"protocol\"|code=\"4008\",ending=\"slow\"|" \
		"code=\"4029\",ending=\"flood\"|code=\"4008\",ending=\"dead\"", \
		"sessions that ended, by close code and why") \
	METRIC(FRAMES_IN, "samtale_frames_received_total", COUNTER, 1, "", "frames decoded") \
	METRIC(FRAMES_OUT, "samtale_frames_sent_total", COUNTER, 1, "", "frames sent") \
	METRIC(REFUSED, "samtale_refusals_total", COUNTER, 1, "", "requests refused") \
	METRIC(PASSWORDS_HASHED, "samtale_passwords_hashed_total", COUNTER, 1, "", \
		"argon2id calls, for passwords that were tried or made") \
	METRIC(UPGRADES_REFUSED, "samtale_upgrades_refused_total", COUNTER, 1, "", \
		"handshakes refused before 101") \
	METRIC(HANDSHAKES_FAILED, "samtale_handshakes_failed_total", COUNTER, 1, "", \
		"sockets that came to nothing at once, such as plain HTTP where TLS is spoken") \
	METRIC(MESSAGES, "samtale_messages_total", COUNTER, 1, "", "messages acknowledged") \
	METRIC(RESUMES, "samtale_resumes_total", COUNTER, 4, \
		"result=\"ok\"|result=\"gone\"|result=\"taken_over\"|result=\"failed\"", \
		"visits and shifts taken up again, or not") \
	METRIC(REDIS_LOST, "samtale_redis_lost_total", COUNTER, 1, "", "times a Redis link was lost") \
	METRIC(REDIS_UP, "samtale_redis_up", LEAST, 1, "", "1 while every link of every process is up") \
	METRIC(REDIS_LATENCY, "samtale_redis_latency_seconds", SPAN, METRIC_SPAN_CELLS, "", \
		"from a command to its answer") \
	METRIC(LOOP_LAG, "samtale_loop_lag_seconds", SPAN, METRIC_SPAN_CELLS, "", \
		"how late a worker's loop comes to its beat") \
	METRIC(CERTIFICATE_EXPIRES, "samtale_certificate_expires_seconds", MOST, 1, "", \
		"when the first certificate expires, since 1970; 0: none") \
	METRIC(RELOAD_GOOD, "samtale_reload_good", MOST, 1, "", \
		"1 unless the last SIGHUP found a certificate or paper that cannot be used") \
	METRIC(RELOADS, "samtale_reloads_total", COUNTER, 1, "", "SIGHUPs that were followed") \
	METRIC(GATES_SHUT, "samtale_gates_shut", SUM, 1, "", \
		"links whose answers wait for replicas that do not answer") \
	METRIC(DURABLE, "samtale_redis_durable", MOST, 1, "", \
		"1 while Redis' settings and replicas are as the durability profile promises")
/* clang-format on */

enum metric {
#define METRIC(NAME, name, kind, cells, labels, help) METRIC_##NAME,
	METRIC_TABLE(METRIC)
#undef METRIC
		METRIC_COUNT
};

/* Where each begins in the array, and how long that is. */
enum metric_cell {
#define METRIC(NAME, name, kind, cells, labels, help) \
	METRIC_CELL_##NAME, METRIC_CELL_LAST_##NAME = METRIC_CELL_##NAME + (cells)-1,
	METRIC_TABLE(METRIC)
#undef METRIC
		METRIC_CELLS
};

enum metric_kind {
	METRIC_KIND_COUNTER,
	METRIC_KIND_SUM,
	METRIC_KIND_LEAST,
	METRIC_KIND_MOST,
	METRIC_KIND_SPAN
};

struct metric_info {
	const char *name;
	const char *help;
	const char *labels;
	enum metric_kind kind;
	unsigned first, cells; /* in the array */
};

/* Atomic because another process reads it; only one writes. */
typedef _Atomic int64_t metric_number;

void metric_add(enum metric metric, int64_t by);
void metric_set(enum metric metric, int64_t value);
/* Of one cell of several, from 0. */
void metric_add_at(enum metric metric, unsigned cell, int64_t by);
/* Into a histogram. */
void metric_observe(enum metric metric, uint64_t ms);
/* All cells together. */
int64_t metric_get(enum metric metric);
int64_t metric_get_at(enum metric metric, unsigned cell);
const struct metric_info *metric_info(enum metric metric);

/* The upper bound of a histogram's cell, from 0 to METRIC_BOUNDS - 1. */
unsigned metric_bound_ms(unsigned cell);

/* Counts in the METRIC_CELLS numbers there from now on, which begin with what was counted so far. Borrowed for good; NULL: in
 * the array of before. */
void metric_keep(metric_number *there);

#endif
