/* May this handshake become a WebSocket? Decided before the upgrade, because the library itself accepts any Origin, any
 * Host, version 12 and a malformed key (spec: delivery, section 7). Pure: no socket, no library. */
#ifndef SAMTALE_NET_UPGRADE_H
#define SAMTALE_NET_UPGRADE_H

#include <stdbool.h>

#include "base/buf.h"
#include "options/options.h"

#define UPGRADE_PATH "/socket"
#define UPGRADE_SUBPROTOCOL "samtale.v1"

enum { UPGRADE_NAMES_MAX = 2 * OPTIONS_NAMES_MAX, UPGRADE_NAME_MAX = 128 };

/* The exact Hosts and Origins that are let in. */
struct upgrade_rules {
	char hosts[UPGRADE_NAMES_MAX][UPGRADE_NAME_MAX];
	char origins[UPGRADE_NAMES_MAX][UPGRADE_NAME_MAX];
	unsigned host_count, origin_count;
};

/* Adds what one listener lets in: the configured names, and with demo also 127.0.0.1, localhost and the
 * listening address with the port clients use. Zeroed rules let nobody in. */
void upgrade_add_rules(struct upgrade_rules *rules, const struct listen_options *listen, bool demo,
	uint16_t port);

/* The headers as they came; empty when missing. */
struct upgrade_request {
	struct view path, host, origin, version, key, protocols;
};

/* 0 to go on, else the HTTP status to answer with; *ret_why is a static phrase that says what was expected. */
unsigned upgrade_check(const struct upgrade_rules *rules, const struct upgrade_request *request,
	const char **ret_why);

/* Whether a Host or an Origin is one of ours; plain requests are asked this too. */
bool upgrade_host_is_known(const struct upgrade_rules *rules, struct view host);
bool upgrade_origin_is_known(const struct upgrade_rules *rules, struct view origin);

#endif
