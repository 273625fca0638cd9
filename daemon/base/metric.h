/* Counters and gauges of this process, written by every floor, read by admin. */
#ifndef SAMTALE_BASE_METRIC_H
#define SAMTALE_BASE_METRIC_H

#include <stdint.h>

/* METRIC(NAME, "name", COUNTER or GAUGE, "help"): one row a metric. */
#define METRIC_TABLE(METRIC) \
	METRIC(SOCKETS, "samtale_sockets", GAUGE, "sockets accepted and not closed") \
	METRIC(SESSIONS, "samtale_sessions", GAUGE, "sessions that said HELLO") \
	METRIC(FRAMES_IN, "samtale_frames_received_total", COUNTER, "frames decoded") \
	METRIC(FRAMES_OUT, "samtale_frames_sent_total", COUNTER, "frames sent") \
	METRIC(REFUSED, "samtale_refusals_total", COUNTER, "requests refused") \
	METRIC(PASSWORDS_HASHED, "samtale_passwords_hashed_total", COUNTER, \
		"argon2id calls, for passwords that were tried or made") \
	METRIC(UPGRADES_REFUSED, "samtale_upgrades_refused_total", COUNTER, \
		"handshakes refused before 101") \
	METRIC(HANDSHAKES_FAILED, "samtale_handshakes_failed_total", COUNTER, \
		"sockets that came to nothing at once, such as plain HTTP where TLS is spoken") \
	METRIC(MESSAGES, "samtale_messages_total", COUNTER, "messages acknowledged") \
	METRIC(RESUMES, "samtale_resumes_total", COUNTER, "sessions resumed") \
	METRIC(REDIS_LOST, "samtale_redis_lost_total", COUNTER, "times a Redis link was lost") \
	METRIC(REDIS_UP, "samtale_redis_up", GAUGE, "1 while every link is up") \
	METRIC(CERTIFICATE_EXPIRES, "samtale_certificate_expires_seconds", GAUGE, \
		"when the first certificate expires, since 1970; 0: none") \
	METRIC(GATES_SHUT, "samtale_gates_shut", GAUGE, \
		"links whose answers wait for replicas that do not answer") \
	METRIC(DURABLE, "samtale_redis_durable", GAUGE, \
		"1 while Redis' settings and replicas are as the durability profile promises")

enum metric {
#define METRIC(NAME, name, kind, help) METRIC_##NAME,
	METRIC_TABLE(METRIC)
#undef METRIC
		METRIC_COUNT
};

enum metric_kind { METRIC_KIND_COUNTER, METRIC_KIND_GAUGE };

struct metric_info {
	const char *name;
	const char *help;
	enum metric_kind kind;
};

void metric_add(enum metric metric, int64_t by);
void metric_set(enum metric metric, int64_t value);
int64_t metric_get(enum metric metric);
const struct metric_info *metric_info(enum metric metric);

#endif
