/* What each room of the house is told at start: one small struct a room, filled by conf, never the whole
 * configuration. Texts are owned by the configuration they came from and live as long as the process. */
#ifndef SAMTALE_OPTIONS_OPTIONS_H
#define SAMTALE_OPTIONS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { OPTIONS_NAMES_MAX = 16, TLS_TICKET_KEYS_LEN = 80 };

/* One address to listen on. */
struct listen_options {
	const char *host;              /* numeric address */
	uint16_t port;                 /* 0: the system chooses */
	const char *certificate, *key; /* PEM files; NULL or empty: no TLS */
	const char
		*origins[OPTIONS_NAMES_MAX + 1]; /* exact Origins allowed beside our own, NULL at the end */
	const char
		*hosts[OPTIONS_NAMES_MAX + 1]; /* exact Hosts allowed beside our own, NULL at the end */
};

/* Whether there is TLS at this address. */
static inline bool listen_has_tls(const struct listen_options *listen)
{
	return listen->certificate != NULL && *listen->certificate != '\0';
}

/* What a listener with TLS shows and shares. Borrowed by whoever is told. */
struct tls_options {
	struct view certificate, key; /* PEM texts; the certificate first, then its chain */
	const uint8_t *ticket_keys;   /* TLS_TICKET_KEYS_LEN random bytes, the same in every worker */
};

/* The limits a stranger can run into (spec: delivery, section 5). */
struct limit_options {
	size_t payload_bytes;
	size_t backlog_youth_bytes;
	size_t backlog_staff_bytes;
	uint32_t sockets; /* a worker; the descriptor limit may lower it */
	uint32_t hello_seconds;
	uint32_t message_seconds;
	uint32_t ping_seconds;
	uint32_t dead_seconds;
	uint32_t bucket_youth, refill_youth;
	uint32_t bucket_staff, refill_staff;
	size_t http_body_bytes;
	uint32_t queue_visits; /* waiting in one pool */
	uint32_t session_youth_seconds, session_staff_seconds;
	uint32_t typing_seconds; /* between two signs that somebody types */
	uint32_t
		excess; /* frames beyond the rate, in a burst, that are refused before the socket is closed */
	uint32_t redis_commands; /* that may wait for an answer on one connection */
	uint32_t declines;       /* in a row, after which a counsellor is paused */
};

/* The timers of routing (spec: routing, section 4), in seconds. */
struct timer_options {
	uint32_t widen_county_seconds;
	uint32_t widen_nation_seconds;
	uint32_t offer_seconds;
	uint32_t received_seconds;
	uint32_t ready_seconds;
	uint32_t grace_waiting_seconds;
	uint32_t grace_room_seconds;
	uint32_t staff_told_seconds;
	uint32_t staff_choose_seconds;
	uint32_t staff_lost_seconds;
	uint32_t park_seconds;
	uint32_t wrap_up_seconds;
	uint32_t shift_ticket_seconds;
	uint32_t max_wait_seconds;
	uint32_t delete_minutes;
	uint32_t boost_raised_seconds; /* by which urgency 1 moves a place forward */
	uint32_t boost_urgent_seconds; /* by which urgency 2 does */
	uint32_t local_bonus_seconds;  /* by which the own municipality's youth are put first */
	uint32_t code_days;            /* a code to come back with is good */
	uint32_t drain_seconds;        /* a worker that ends lets its sockets go within */
};

/* How long shifts and conversations are, and when it is said (spec: routing, section 4). */
struct period_options {
	uint32_t last_entry_seconds;    /* before a shift ends: nobody new from then on */
	uint32_t shift_warning_seconds; /* before a shift ends with rooms open */
	uint32_t frame_seconds;         /* of a conversation */
	uint32_t frame_warning_seconds; /* before it ends */
	uint32_t frame_extension_seconds;
};

/* A proxy that asks an organisation's login service who is there. header NULL or empty: there is none. */
struct proxy_login_options {
	const char *header;        /* that names the person */
	const char *groups_header; /* that lists the person's groups; NULL or empty: none does */
	const char *service;       /* what the staff call the login service, for people; "" for none */
	const char *groups[OPTIONS_NAMES_MAX +
		1];                  /* "group=role", NULL at the end; none: groups do not matter */
	uint8_t secret_hash[32]; /* SHA-256 of what proves that it is the proxy */
};

/* How alarms leave the house; "" for what is not set. */
struct notify_options {
	const char *server; /* smtp://name:port, or smtps:// */
	const char *user, *secret_file;
	const char *from;        /* the sender's address */
	const char *authorities; /* a file with further certificates to trust, PEM */
};

/* When a pool's alarms ring, and who hears of them elsewhere; "" for nobody. */
struct alarm_options {
	unsigned wait_minutes, abandoned_percent;
	const char *mail;    /* an address */
	const char *webhook; /* https://... */
	const char *webhook_secret_file;
};

struct net_options {
	const char *web_folder; /* the built web clients; NULL: none are served */
	bool demo;              /* our own localhost names are allowed as Host and Origin */
	bool tls;               /* a listener will have TLS */
	const char *proxy_name, *proxy_groups; /* as in struct proxy_login_options, or NULL */
	struct limit_options limits;
};

/* What an acknowledged message has survived (spec: delivery, section 3). */
enum durability_profile { DURABILITY_FSYNC, DURABILITY_REPLICA, DURABILITY_MEMORY };

struct durability_options {
	enum durability_profile profile;
	unsigned replicas; /* that must have a write before it is acknowledged; 0 with FSYNC */
};

enum { REDIS_ADDRESSES_MAX = 8, REDIS_ADDRESS_BYTES = 46, REDIS_NAME_BYTES = 64 };

struct redis_address {
	char host[REDIS_ADDRESS_BYTES]; /* numeric, IPv4 or IPv6 */
	uint16_t port;
};

/* Redis by address: its own, or those of Sentinels who know which server is the primary now. */
struct redis_addresses {
	char master
		[REDIS_NAME_BYTES]; /* the name the Sentinels know it by; "": list[0] is Redis itself */
	struct redis_address list[REDIS_ADDRESSES_MAX];
	unsigned count;
};

struct store_options {
	const char *socket; /* path of Redis' unix socket; NULL: by address */
	const char *user;   /* ACL user, NULL for none */
	const char *secret; /* its password, NULL for none */
	struct redis_addresses addresses;
	bool any_role;             /* by address: a replica will do, nothing is written there */
	const char *sentinel_user; /* as user and secret, for the Sentinels */
	const char *sentinel_secret;
	struct durability_options durability;
	const char
		*node; /* this node's name, unique among all that share the Redis; at most 31 bytes */
	size_t outstanding;   /* commands that may wait for an answer on one link */
	uint32_t watchdog_ms; /* age of the oldest unanswered command at which a link is given up */
	struct timer_options timers;
	struct period_options periods;
	uint32_t queue_visits; /* as in limit_options */
	uint32_t declines;
};

struct chat_options {
	const char *profile; /* "demo" or "production" */
	struct limit_options limits;
	struct timer_options timers;
};

struct api_options {
	const char *profile;
	const char *web_folder;
	const char *texts_folder;
	uint32_t delete_minutes;
	uint32_t last_entry_minutes; /* before the end of a shift, with nobody new */
	size_t body_bytes;
	uint32_t bucket_staff, refill_staff; /* POSTs of one person, in a burst and a second */
	struct proxy_login_options proxy_login;
	const struct work_port *work; /* for what would block; borrowed */
};

#endif
