/* Every key of the configuration: one row a key. From these rows come the raw structs, what
 * libcyaml is told, the checks for unknown, missing and out-of-range keys, and, through
 * tests/lint/config.mjs, the promise that config/samtale.yaml and docs/config.md name the same
 * keys.
 *
 * TEXT(key, min, max)     text, bytes; one that may be empty may be left out
 * NUMBER(key, min, max)   whole number
 * TEXTS(key, min, max)    list of so many texts
 * PART(key, table)        map with the keys of another table
 * PARTS(key, table, max)  list of one to max such maps */
#ifndef SAMTALE_CONF_SCHEMA_H
#define SAMTALE_CONF_SCHEMA_H

#include <stdint.h>

#include "base/err.h"
#include "conf/locate.h"
#include "conf/problems.h"

/* clang-format off */
#define SCHEMA_TOP(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(profile, 1, 16) \
	TEXT(state, 1, 80) \
	TEXT(web, 1, 255) \
	TEXT(texts, 1, 255) \
	TEXT(data, 1, 255) \
	PARTS(listen, LISTEN, 4) \
	PART(admin, ADMIN) \
	NUMBER(workers, 1, 64) \
	PART(redis, REDIS) \
	PART(seal, SEAL) \
	PART(proxy_login, PROXY_LOGIN) \
	PART(notify, NOTIFY) \
	PART(limits, LIMITS) \
	PART(timers, TIMERS) \
	PART(periods, PERIODS) \
	PARTS(pools, POOLS, 16)

#define SCHEMA_LISTEN(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(host, 1, 64) \
	NUMBER(port, 0, 65535) \
	TEXT(certificate, 0, 255) \
	TEXT(key, 0, 255) \
	TEXTS(origins, 0, 16) \
	TEXTS(hosts, 0, 16)

#define SCHEMA_ADMIN(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(host, 0, 64) \
	NUMBER(port, 0, 65535)

#define SCHEMA_REDIS(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(mode, 1, 500) \
	TEXT(binary, 0, 255) \
	TEXT(user, 0, 64) \
	TEXT(secret_file, 0, 255) \
	TEXT(loader_user, 0, 64) \
	TEXT(loader_secret_file, 0, 255) \
	TEXT(sentinel_user, 0, 64) \
	TEXT(sentinel_secret_file, 0, 255) \
	TEXT(durability, 1, 16) \
	NUMBER(replicas, 0, 8) \
	NUMBER(memory_mib, 16, 1048576) \
	NUMBER(spare_mib, 1, 1048576)

#define SCHEMA_SEAL(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(statements, 0, 255) \
	TEXT(signer_key, 0, 255) \
	TEXT(bundle, 0, 255)

#define SCHEMA_PROXY_LOGIN(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(header, 0, 64) \
	TEXT(shared_secret_file, 0, 255) \
	TEXT(groups_header, 0, 64) \
	TEXT(service, 0, 64) \
	TEXTS(groups, 0, 16)

#define SCHEMA_NOTIFY(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(server, 0, 255) \
	TEXT(user, 0, 128) \
	TEXT(secret_file, 0, 255) \
	TEXT(from, 0, 128) \
	TEXT(authorities, 0, 255)

#define SCHEMA_LIMITS(TEXT, NUMBER, TEXTS, PART, PARTS) \
	NUMBER(payload_bytes, 256, 8192) \
	NUMBER(backlog_youth_bytes, 32768, 16777216) \
	NUMBER(backlog_staff_bytes, 131072, 67108864) \
	NUMBER(sockets, 1, 1000000) \
	NUMBER(hello_seconds, 1, 60) \
	NUMBER(message_seconds, 1, 60) \
	NUMBER(ping_seconds, 1, 300) \
	NUMBER(dead_seconds, 3, 900) \
	NUMBER(bucket_youth, 1, 10000) \
	NUMBER(refill_youth, 1, 10000) \
	NUMBER(bucket_staff, 1, 10000) \
	NUMBER(refill_staff, 1, 10000) \
	NUMBER(http_body_bytes, 256, 1048576) \
	NUMBER(session_youth_seconds, 1, 86400) \
	NUMBER(session_staff_seconds, 1, 86400) \
	NUMBER(typing_seconds, 1, 60) \
	NUMBER(excess, 1, 1000000) \
	NUMBER(redis_commands, 16, 1000000) \
	NUMBER(queue_visits, 1, 1000000) \
	NUMBER(declines, 1, 1000)

#define SCHEMA_TIMERS(TEXT, NUMBER, TEXTS, PART, PARTS) \
	NUMBER(widen_county_seconds, 0, 3600) \
	NUMBER(widen_nation_seconds, 0, 3600) \
	NUMBER(offer_seconds, 1, 300) \
	NUMBER(received_seconds, 1, 60) \
	NUMBER(ready_seconds, 1, 60) \
	NUMBER(grace_waiting_seconds, 1, 3600) \
	NUMBER(grace_room_seconds, 1, 3600) \
	NUMBER(staff_told_seconds, 1, 3600) \
	NUMBER(staff_choose_seconds, 2, 3600) \
	NUMBER(staff_lost_seconds, 3, 3600) \
	NUMBER(park_seconds, 1, 3600) \
	NUMBER(wrap_up_seconds, 0, 3600) \
	NUMBER(shift_ticket_seconds, 1, 86400) \
	NUMBER(delete_minutes, 1, 1440) \
	NUMBER(max_wait_seconds, 60, 86400) \
	NUMBER(boost_raised_seconds, 0, 86400) \
	NUMBER(boost_urgent_seconds, 0, 86400) \
	NUMBER(local_bonus_seconds, 0, 3600) \
	NUMBER(drain_seconds, 1, 600) \
	NUMBER(code_days, 1, 400)

#define SCHEMA_PERIODS(TEXT, NUMBER, TEXTS, PART, PARTS) \
	NUMBER(last_entry_seconds, 0, 86400) \
	NUMBER(shift_warning_seconds, 0, 86400) \
	NUMBER(frame_seconds, 2, 86400) \
	NUMBER(frame_warning_seconds, 1, 86400) \
	NUMBER(frame_extension_seconds, 1, 86400)

#define SCHEMA_POOLS(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(id, 1, 16) \
	TEXT(country, 2, 2) \
	PART(name, NAME) \
	TEXT(zone, 1, 64) \
	TEXTS(languages, 1, 16) \
	TEXT(regions, 0, 255) \
	TEXT(national_agency, 1, 64) \
	TEXTS(agencies, 1, 500) \
	TEXT(agency_folder, 1, 255) \
	TEXT(practice, 0, 3) \
	TEXT(duty_lead, 0, 80) \
	TEXT(licence, 0, 80) \
	PART(alarms, ALARMS)

#define SCHEMA_ALARMS(TEXT, NUMBER, TEXTS, PART, PARTS) \
	NUMBER(wait_minutes, 1, 1440) \
	NUMBER(abandoned_percent, 1, 99) \
	TEXT(mail, 0, 128) \
	TEXT(webhook, 0, 255) \
	TEXT(webhook_secret_file, 0, 255)

#define SCHEMA_NAME(TEXT, NUMBER, TEXTS, PART, PARTS) \
	TEXT(nb, 1, 128) \
	TEXT(nn, 1, 128) \
	TEXT(se, 1, 128) \
	TEXT(da, 1, 128) \
	TEXT(en, 1, 128)
/* clang-format on */

/* What libcyaml fills: struct raw_TOP and its parts, a member a row; lists have a count beside
 * them. */
#define RAW_TEXT(key, min, max) char *key;
#define RAW_NUMBER(key, min, max) uint64_t key;
#define RAW_TEXTS(key, min, max) \
	char **key; \
	unsigned key##_count;
#define RAW_PART(key, table) struct raw_##table key;
#define RAW_PARTS(key, table, max) \
	struct raw_##table *key; \
	unsigned key##_count;
#define RAW_STRUCT(table) \
	struct raw_##table { \
		SCHEMA_##table(RAW_TEXT, RAW_NUMBER, RAW_TEXTS, RAW_PART, RAW_PARTS) \
	};

RAW_STRUCT(LISTEN)
RAW_STRUCT(ADMIN)
RAW_STRUCT(REDIS)
RAW_STRUCT(SEAL)
RAW_STRUCT(PROXY_LOGIN)
RAW_STRUCT(NOTIFY)
RAW_STRUCT(LIMITS)
RAW_STRUCT(TIMERS)
RAW_STRUCT(PERIODS)
RAW_STRUCT(NAME)
RAW_STRUCT(ALARMS)
RAW_STRUCT(POOLS)
RAW_STRUCT(TOP)

/* Tells every key that is unknown or missing, and every number, text and list that is outside
 * its row. */
void schema_check(const struct locate *locate, const char *file, struct problems *problems);

/* Puts what the row of that pattern expects into out, "a number from 1 to 64"; returns false
 * when there is no such row. */
bool schema_expects(const char *pattern, char *out, size_t size);

#endif
