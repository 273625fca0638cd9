/* Another relay under the same load as ours in the closed loop: both in a room say their next message when the last one is
 * acked, and every delivery is judged. */
#include <stdlib.h>

#include "tests/load/peer.h"
#include "tests/load/scenario.h"

enum { SEATS = 2 };

struct peers {
	struct load *load;
	struct member *members;
	unsigned count;
	unsigned joined;
	bool talking;
};

static void say(struct member *member)
{
	member->said_ns = uv_hrtime();
	member->wire->say(member, flow_say(&member->flow));
}

static void on_joined(struct member *member)
{
	struct peers *peers = member->scenario;
	peers->joined += member->joined ? 0 : 1;
	member->joined = true;
}

static bool count_fault(struct member *member, enum flow_fault fault)
{
	tally_fault(&member->load->tally, fault, 1);
	if (fault != FLOW_FINE) {
		load_fail(member->load, "a message of the peer is %s", flow_word(fault));
	}
	return fault != FLOW_FINE;
}

/* The other relays name no places: the cseq stands for it. */
static void on_ack(struct member *member, uint64_t cseq)
{
	const struct peers *peers = member->scenario;
	struct tally *tally = &member->load->tally;
	if (count_fault(member, flow_ack(&member->flow, cseq, cseq))) {
		return;
	}
	tally->acked += tally->open ? 1 : 0;
	tally_took(tally, &tally->ack, member->said_ns, uv_hrtime());
	if (peers->talking) {
		say(member);
	}
}

static void on_entry(struct member *member, uint64_t cseq, bool intact)
{
	(void)count_fault(member, flow_hear(&member->other->flow, cseq, cseq, intact));
}

static const struct member_events member_events = {
	.on_joined = on_joined,
	.on_ack = on_ack,
	.on_entry = on_entry,
};

static void on_open(void *owner)
{
	struct member *member = owner;
	member->wire->join(member);
}

static void on_message(void *owner, enum ws_opcode opcode, struct view payload)
{
	struct member *member = owner;
	member->wire->take(member, opcode, payload);
}

static void on_closed(void *owner, unsigned code, const char *why)
{
	struct member *member = owner;
	member->conn = NULL;
	load_fail(member->load, "the peer closed a socket with %u: %s", code, why);
}

static const struct conn_events events = {
	.on_open = on_open,
	.on_message = on_message,
	.on_closed = on_closed,
};

static bool all_joined(void *context)
{
	const struct peers *peers = context;
	return peers->joined == peers->count;
}

static bool all_settled(void *context)
{
	const struct peers *peers = context;
	for (unsigned i = 0; i < peers->count; i++) {
		if (!flow_is_settled(&peers->members[i].flow)) {
			return false;
		}
	}
	return true;
}

static void dial(struct peers *peers, const struct peer_wire *wire)
{
	struct load *load = peers->load;
	for (unsigned i = 0; i < peers->count && load->failures == 0; i++) {
		struct member *member = &peers->members[i];
		*member = (struct member){
			.load = load,
			.wire = wire,
			.events = &member_events,
			.other = &peers->members[i ^ 1],
			.room = i / SEATS,
			.seat = i % SEATS,
			.voice = load->next_voice++,
			.scenario = peers,
		};
		member->conn = conn_open(&load->endpoint, &events, member);
		if (member->conn == NULL) {
			load_fail(load, "cannot dial the peer");
		}
	}
}

static void report(struct load *load)
{
	const struct tally *tally = &load->tally;
	const struct account_used *used = &load->account.used;
	scenario_report(load);
	report_put(&load->report, "messages", (double)tally->acked);
	report_put(&load->report, "daemon_us", (double)used->daemon_us / (double)tally->acked);
	report_put(&load->report, "redis_us", (double)used->redis_us / (double)tally->acked);
	report_put(&load->report, "ack_p50_ms", (double)hist_at(&tally->ack, 50) / 1e6);
}

static void window(struct peers *peers)
{
	struct load *load = peers->load;
	peers->talking = true;
	for (unsigned i = 0; i < peers->count; i++) {
		say(&peers->members[i]);
	}
	(void)load_pass(load, load->options->shape.warm);
	load_open_window(load);
	(void)load_pass(load, load->options->shape.seconds);
	load_close_window(load);
	peers->talking = false;
	if (load_wait(load, load->options->shape.patience, all_settled, peers,
			"the peer to deliver all") == 0) {
		report(load);
	}
}

static void run(struct load *load, const struct peer_wire *wire)
{
	const struct options_shape *shape = &load->options->shape;
	struct peers peers = {.load = load, .count = SEATS * (unsigned)shape->rooms};
	peers.members = calloc(peers.count, sizeof *peers.members);
	if (peers.members == NULL) {
		load_fail(load, "no memory for members");
		return;
	}
	dial(&peers, wire);
	(void)load_wait(load, load->options->shape.patience, all_joined, &peers,
		"the peer to let all in");
	for (unsigned i = 0; i < (unsigned)shape->runs && load->failures == 0; i++) {
		window(&peers);
	}
	for (unsigned i = 0; i < peers.count; i++) {
		if (peers.members[i].conn != NULL) {
			conn_drop(peers.members[i].conn);
		}
	}
	load_pass(load, 0);
	free(peers.members);
}

void scenario_peer_ws(struct load *load)
{
	run(load, &peer_wire_ws);
}

void scenario_peer_socketio(struct load *load)
{
	run(load, &peer_wire_socketio);
}
