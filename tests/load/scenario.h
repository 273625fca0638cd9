/* The scenarios. Each runs from top to bottom and puts its figures into load->report; what goes wrong is noted in load. */
#ifndef SAMTALE_LOAD_SCENARIO_H
#define SAMTALE_LOAD_SCENARIO_H

#include "tests/load/load.h"

typedef void (*scenario_fn)(struct load *load);

/* Two people a room write to each other: closed loop, or shape.rate messages a second over all. */
void scenario_relay(struct load *load);

/* shape.connections sockets that were greeted; says "ready" and holds them until something comes on standard input. */
void scenario_hold(struct load *load);

/* Opens shape.connections sockets, shape.parallel at a time: what an upgrade costs. */
void scenario_accept(struct load *load);

/* shape.connections youths wait in vain; one more asks, and somebody is free. */
void scenario_waiting(struct load *load);

/* shape.rooms youths ask within a second. */
void scenario_burst(struct load *load);

/* Whole visits: shape.rate a second, or shape.parallel at a time. */
void scenario_visits(struct load *load);

/* shape.connections youths wait; says "ready". Behind a line on standard input all their lines must be cut; says "back" when
 * everybody is in the queue again, and holds them until the next line. */
void scenario_herd(struct load *load);

/* Relay in the open loop whose window others keep: says "ready", opens it with the first line on standard input, says
 * "open", and closes it with the second. */
void scenario_beside(struct load *load);

/* Another relay instead of the daemon, in the closed loop: shape.rooms of two each. */
void scenario_peer_ws(struct load *load);
void scenario_peer_socketio(struct load *load);

/* Begins a window's figures with what every one has: CPU of daemon, Redis and the rest, seconds. */
void scenario_report(struct load *load);

/* The same, and what messages have cost and taken. */
void scenario_report_messages(struct load *load);

/* What number index of those asks for who wait: topics that nobody on duty takes, from all over the country. */
const struct wish *scenario_waiting_wish(unsigned index);

/* What everybody asks for, and what every counsellor answers, where it does not matter. */
extern const struct wish scenario_wish;
extern const struct shift_wish scenario_shift;

#endif
