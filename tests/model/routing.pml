/*
 * Routing as it must be, small enough to be tried out whole: two youths, two counsellors, two nodes, one Redis.
 * A d_step is one function call in Redis, or one thing that happens to a page or a node; SPIN tries every order of
 * them. README.md beside this says what is left out, which configurations run, and how to read a trail.
 *
 * Names: y.. is a visit in Redis, c.. a shift in Redis, s.. what a counsellor's screen shows, n.. node 0 (node 1 is
 * always well), g.. a ghost that only assertions read. Sets are bit masks.
 */

/* What a configuration sets: capacities, how many news may lie in a stream, and what may happen. */
#ifndef CAP0
#define CAP0 1
#endif
#ifndef CAP1
#define CAP1 1
#endif
#ifndef NEWS
#define NEWS 4
#endif
#ifndef LEVEL
#define LEVEL 0 /* 1: everybody is asked at once, nothing is widened */
#endif
#ifndef WRAP
#define WRAP 0 /* 1: a slot is free only after the wrap-up */
#endif
#ifndef TROUBLES
#define TROUBLES 0 /* how often node 0 is cut off or stalls */
#endif

#define NOBODY 2
#define NOWHERE 2
#define IN(set, who) (((set) >> (who)) & 1)
#define WITH(set, who) ((set) | (1 << (who)))
#define WITHOUT(set, who) ((set) & ~(1 << (who)))
#define COUNT(set) (IN(set, 0) + IN(set, 1))
#define CAP(c) ((c) == 0 -> CAP0 : CAP1)

/* A visit: not asked yet, waiting, offered, matched and not ready, in chat, detached, gone. */
#define UNASKED 0
#define W 1
#define O 2
#define M 3
#define C 4
#define D 5
#define GONE 6
byte yst[2], yc[2] = NOBODY, yhome[2] = NOWHERE, yex[2], yplace[2];
byte yfirst[2] = NOBODY; /* who parked its room: asked before all others */
bit ylevel[2], yproposed[2];
bit ydl[2]; /* a visit has one deadline, and so has a shift; one that is set may come due at any moment */
byte ymatched[2]; /* what the youth's page has to answer: 1 MATCHED of this room, 2 of one that is no more */

/* A shift: off, available, paused, lost. */
#define X 0
#define A 1
#define P 2
#define L 3
byte cst[2] = A, cbefore[2], cvisit[2] = NOBODY, cload[2], crooms[2], cwraps[2], chome[2];
bit coffer[2], cconfirmed[2], clost[2], cdl[2]; /* clost: the last offer was lost on the line */
bit idle; /* who has been idle for longer */

/*
 * An offer's id is used once. What a page or a call can do with an id depends only on what has become of the offer,
 * and that stands here in its place: it is out; it was lost on the line; it was accepted, and the room of that visit
 * is there; or it is stale. Ids that grow would make the states infinite.
 */
#define OUT 1
#define LOST 2
#define STALE 3
#define ACCEPTED(y) (4 + (y))

/* A counsellor's page: its offer, the rooms that are its own and writable, a receipt under way, its node. */
byte soffer[2], srooms[2], sreceipt[2], snode[2];
bit sfrozen[2];

/* A call of a page under way to Redis, with an offer or a visit. */
#define ACCEPT 1
#define DECLINE 2
#define END 3
#define SWAP 4
#define PARK 5
#define PROPOSE 6 /* from here on, what may be asked for again */
#define PAUSE 7
#define AVAILABLE 8
byte call[2], callarg[2];
bit repeated[2]; /* it was carried out before, and the answer was lost */
byte zombie, zombiearg; /* sent by node 0 under an epoch that is over */

/* News in the stream of the counsellor's node, told later and in order. */
#define OFFER 1
#define REVOKED 2
#define OPENED 3
#define ENDED 4
chan news[2] = [NEWS] of { byte, byte };

/* Node 0. Cut off means that it runs and cannot reach Redis. */
#define UP 0
#define CUT 1
#define STALLED 2
byte nst = UP;
bit nlease = 1, nfenced;
byte ntroubles;

byte ggave[2]; /* who declined, missed, gave this visit away or was given up */
#ifdef FAULT_NONATOMIC_CLAIM
byte claim[2] = NOBODY; /* the visit between the two steps of an accept */
#define HALF_DONE(c) (claim[c] != NOBODY)
#else
#define HALF_DONE(c) false
#endif

/* The properties by number and name; R, S and N have no number in the list of properties. */
bit
	P1_one_counsellor_a_youth, P2_load_is_counted_and_fits, P4_nobody_waits_while_one_is_free,
	P5_the_longest_waiting_is_offered, P8_the_place_is_kept, P9_every_transient_state_has_a_deadline,
	P11_fenced_writes_change_nothing, P12_a_repeated_call_changes_nothing, P13_one_screen_a_room,
	R1_no_offer_to_a_pause, R2_who_gave_is_not_asked_again, S1_a_screen_writes_in_its_own_rooms,
	N1_nobody_is_stuck;

/* SPIN prints the expression of a broken assertion, so the expression is the name: these are never set. */
#define BROKEN(property) assert(property)

byte k, who, visit, kind_told, arg_told; /* used within one step, and 0 between steps */
int visits_before, shifts_before;

#ifdef LIVE
/*
 * Youth 1 stays and is ready in time; counsellor 0 answers in time and does not leave. The others do as they like, but
 * for one thing: youth 0 is unready once. It keeps its place when its READY is late, so a phone that is late each time
 * is matched again and again before those behind it.
 */
bit gunready;
#define MAY_LEAVE(y) ((y) == 0)
#define MAY_REFUSE(c) ((c) == 1)
#define COMES_DUE(y) (!(yst[y] == M && ((y) == 1 || gunready)) && !(yst[y] == O && yc[y] == 0))
#else
#define MAY_LEAVE(y) true
#define MAY_REFUSE(c) true
#define COMES_DUE(y) true
#endif

#define WELL(node) ((node) == 1 || ((node) == 0 && nst == UP && nlease))
#define FREE(c) (cst[c] == A && !coffer[c] && cload[c] < CAP(c))
/* Counsellor 0 works in the youths' municipality, 1 elsewhere: it is asked from level 1 on. */
#define MAY_SERVE(c, y) (!IN(yex[y], c) && ((c) == 0 || ylevel[y]))
#define TAKES(c, y) (FREE(c) && MAY_SERVE(c, y))
#define OPEN(y) (yst[y] == M || yst[y] == C)
#define HELD(y) (yst[y] == W || yst[y] == O || OPEN(y) || yst[y] == D)
#define TRANSIENT(y) \
	(yst[y] == O || yst[y] == M || yst[y] == D || (yst[y] == W && !ylevel[y]) || (yst[y] == C && yhome[y] == NOWHERE))
/* Words typed there are carried. A stalled node carries none, and news of the end that lie in its stream come first. */
#define WRITES(c, y) (IN(srooms[c], y) && !sfrozen[c] && !(snode[c] == 0 && nst == STALLED) && !news[c]??[ENDED, y])
#define ITS_OWN(c, y) (yst[y] == C && yc[y] == c)
#define PAIRED(y) \
	((yst[y] == O) -> (yc[y] != NOBODY && coffer[yc[y]] && cvisit[yc[y]] == y) : \
	(OPEN(y) -> (yc[y] != NOBODY && IN(crooms[yc[y]], y)) : yc[y] == NOBODY))
#define HOLDERS(y) \
	(IN(crooms[0], y) + IN(crooms[1], y) + (coffer[0] && cvisit[0] == y) + (coffer[1] && cvisit[1] == y))
#define LOAD(c) (COUNT(crooms[c]) + coffer[c] + COUNT(cwraps[c]))
#define ROOM_FOR_NEWS (len(news[0]) <= NEWS - 2 && len(news[1]) <= NEWS - 2)

#define PACK_VISIT(y) \
	(yst[y] + (yc[y] << 3) + (yhome[y] << 5) + (yex[y] << 7) + (ylevel[y] << 9) + (ydl[y] << 10) + (yplace[y] << 11) + \
	(yproposed[y] << 13))
#define PACK_SHIFT(c) \
	(cst[c] + (coffer[c] << 2) + (cload[c] << 3) + (crooms[c] << 5) + (cwraps[c] << 7) + (chome[c] << 9) + \
	(cdl[c] << 11) + (cconfirmed[c] << 12))
#define VISITS (PACK_VISIT(0) + (PACK_VISIT(1) << 14))
#define SHIFTS (PACK_SHIFT(0) + (PACK_SHIFT(1) << 13))
#define CHANGED (visits_before != VISITS || shifts_before != SHIFTS)

#define MUST(holds, property) if :: holds :: else -> BROKEN(property) fi

/* What must hold after every step. */
inline check() {
	k = 0; who = 0; visit = 0; kind_told = 0; arg_told = 0;
	visits_before = 0; shifts_before = 0;
	MUST(PAIRED(0) && PAIRED(1) && HOLDERS(0) <= 1 && HOLDERS(1) <= 1, P1_one_counsellor_a_youth);
	MUST(cload[0] == LOAD(0) && cload[0] <= CAP0, P2_load_is_counted_and_fits);
	MUST(cload[1] == LOAD(1) && cload[1] <= CAP1, P2_load_is_counted_and_fits);
	MUST((!coffer[0] || cst[0] == A) && (!coffer[1] || cst[1] == A), R1_no_offer_to_a_pause);
	MUST(!(yst[0] == W && (TAKES(0, 0) || TAKES(1, 0))), P4_nobody_waits_while_one_is_free);
	MUST(!(yst[1] == W && (TAKES(0, 1) || TAKES(1, 1))), P4_nobody_waits_while_one_is_free);
	MUST(yplace[0] == 0 && yplace[1] == 1, P8_the_place_is_kept);
	MUST(ydl[0] == TRANSIENT(0) && ydl[1] == TRANSIENT(1), P9_every_transient_state_has_a_deadline);
	MUST(cdl[0] == (cst[0] == L) && cdl[1] == (cst[1] == L), P9_every_transient_state_has_a_deadline);
	MUST(!(WRITES(0, 0) && WRITES(1, 0)) && !(WRITES(0, 1) && WRITES(1, 1)), P13_one_screen_a_room);
#ifndef FAULT_NO_SELF_FENCE
	/* Stronger than P13, and left out there, so that the trail goes on until two screens show the room. */
	MUST((!WRITES(0, 0) || ITS_OWN(0, 0)) && (!WRITES(0, 1) || ITS_OWN(0, 1)), S1_a_screen_writes_in_its_own_rooms);
	MUST((!WRITES(1, 0) || ITS_OWN(1, 0)) && (!WRITES(1, 1) || ITS_OWN(1, 1)), S1_a_screen_writes_in_its_own_rooms);
#endif
}

/* --- the pieces that the functions in Redis are made of --- */

/* Each REVOKED in a stream belongs to the OFFER before it; who is lost gets no further one. */
#define OFFER_ARRIVES_AS(c) \
	(!news[c]??[REVOKED, 0] -> OUT : ((clost[c] && !news[c]??[OFFER, 0]) -> LOST : STALE))

inline offer_arrives(c) {
	soffer[c] = OFFER_ARRIVES_AS(c);
#ifdef LOSSES
	sreceipt[c] = (soffer[c] == STALE -> 0 : soffer[c])
#else
	cconfirmed[c] = (soffer[c] == OUT)
#endif
}

inline arrive(c, kind, arg) {
	if
	:: kind == OFFER -> offer_arrives(c)
	:: kind == REVOKED && soffer[c] <= STALE -> soffer[c] = 0
	:: kind == OPENED -> srooms[c] = WITH(srooms[c], arg)
	:: kind == ENDED -> srooms[c] = WITHOUT(srooms[c], arg)
	:: else
	fi
}

inline tell(c, kind, arg) {
#ifdef LIVE
	/* A stream that is full for a moment would let weak fairness pass over everybody else for ever. */
	arrive(c, kind, arg)
#else
	if
	:: chome[c] != NOWHERE -> news[c]!kind, arg
	:: else
	fi
#endif
}

inline forget_news(c) {
	do
	:: len(news[c]) > 0 -> news[c]?kind_told, arg_told
	:: else -> break
	od
}

/* What has become of an offer, for all that names it. A receipt that can do nothing any more is left out. */
inline rename(c, from, to) {
	if
	:: soffer[c] == from -> soffer[c] = to
	:: else
	fi;
	if
	:: (call[c] == ACCEPT || call[c] == DECLINE) && callarg[c] == from -> callarg[c] = to
	:: else
	fi;
	if
	:: sreceipt[c] == from -> sreceipt[c] = (to == LOST -> LOST : 0)
	:: else
	fi
}

inline offer(y, c) {
	MUST(!IN(ggave[y], c), R2_who_gave_is_not_asked_again);
	yst[y] = O; yc[y] = c;
	coffer[c] = 1; cvisit[c] = y; cconfirmed[c] = 0; cload[c]++;
#ifdef FAULT_NO_OFFER_DEADLINE
	ydl[y] = 0;
#else
	ydl[y] = 1;
#endif
	tell(c, OFFER, 0)
}

inline withdraw(c, told) {
	if
	:: told -> tell(c, REVOKED, 0)
	:: else
	fi;
	rename(c, OUT, STALE);
	coffer[c] = 0; cvisit[c] = NOBODY; cconfirmed[c] = 0; cload[c]--
}

#define PREFERRED(y) (yfirst[y] != NOBODY && TAKES(yfirst[y], y))

/* New, or from any state -> O with the least loaded, then the longest idle; W when nobody is free; D without a page. */
inline requeue(y) {
	yc[y] = NOBODY; yproposed[y] = 0;
	who = NOBODY;
	if
	:: yhome[y] == NOWHERE
	:: yhome[y] != NOWHERE && PREFERRED(y) -> who = yfirst[y]
	:: yhome[y] != NOWHERE && !PREFERRED(y) && TAKES(0, y) && TAKES(1, y) ->
		who = (cload[0] == cload[1] -> idle : cload[0] > cload[1])
	:: yhome[y] != NOWHERE && !PREFERRED(y) && TAKES(0, y) && !TAKES(1, y) -> who = 0
	:: yhome[y] != NOWHERE && !PREFERRED(y) && !TAKES(0, y) && TAKES(1, y) -> who = 1
	:: else
	fi;
	if
	:: yhome[y] == NOWHERE -> yst[y] = D; ydl[y] = 1
	:: yhome[y] != NOWHERE && who != NOBODY -> offer(y, who)
	:: else -> yst[y] = W; ydl[y] = !ylevel[y]
	fi
}

#ifdef FAULT_NEWEST_FIRST
#define EARLIER(y, other) (yplace[y] > yplace[other])
#else
#define EARLIER(y, other) (yplace[y] < yplace[other])
#endif

/* A free counsellor takes the longest waiting youth it may serve. */
inline settle(c) {
	visit = NOBODY;
#ifndef FAULT_ONE_SIDED_MATCH
	if
	:: yst[0] == W && TAKES(c, 0) && !(yst[1] == W && TAKES(c, 1) && EARLIER(1, 0)) -> visit = 0
	:: yst[1] == W && TAKES(c, 1) && !(yst[0] == W && TAKES(c, 0) && EARLIER(0, 1)) -> visit = 1
	:: else
	fi;
#endif
	if
	:: visit != NOBODY ->
		MUST(visit == 0 || !(yst[0] == W && MAY_SERVE(c, 0)), P5_the_longest_waiting_is_offered);
		offer(visit, c)
	:: else
	fi
}

inline release(c, y, wrap) {
	crooms[c] = WITHOUT(crooms[c], y);
	rename(c, ACCEPTED(y), STALE);
	if
	:: wrap -> cwraps[c] = WITH(cwraps[c], y)
	:: else -> cload[c]--; idle = 1 - c
	fi
}

inline gone(y) {
	yst[y] = GONE; yc[y] = NOBODY; yhome[y] = NOWHERE; yex[y] = 0; ylevel[y] = 0; ydl[y] = 0;
	yfirst[y] = NOBODY; yproposed[y] = 0; ymatched[y] = 0; ggave[y] = 0
}

inline exclude(y, c) {
#ifndef FAULT_GIVER_NOT_EXCLUDED
	yex[y] = WITH(yex[y], c);
#endif
	yfirst[y] = (yfirst[y] == c -> NOBODY : yfirst[y]); /* it would be of no use any more */
	ggave[y] = WITH(ggave[y], c)
}

inline turn(c, state) {
	if
	:: state == L && cst[c] != L -> cbefore[c] = cst[c]; cdl[c] = 1
	:: state == L && cst[c] == L
	:: else -> cdl[c] = 0; cbefore[c] = 0; clost[c] = 0; rename(c, LOST, STALE)
	fi;
	cst[c] = state
}

/* C or M -> W, O or D at the same place, asking everybody but this one. */
inline room_back(y, c) {
	exclude(y, c);
	ymatched[y] = (ymatched[y] != 0 -> 2 : 0);
	ylevel[y] = 1;
#ifdef FAULT_PLACE_LOST
	yplace[y] = 2;
#endif
	requeue(y)
}

inline end_room(y, c) {
	gone(y);
	release(c, y, WRAP);
	settle(c)
}

/* A swap, or a hand-over that both agreed to. */
inline give_room(y, c) {
	room_back(y, c);
	release(c, y, WRAP);
	settle(c)
}

inline park(y, c) {
	yfirst[y] = c;
	ylevel[y] = 1;
	requeue(y);
	release(c, y, false);
	settle(c)
}

inline detach_youth(y) {
	yhome[y] = NOWHERE;
	if
	:: yst[y] == W -> requeue(y)
	:: yst[y] == O -> k = yc[y]; withdraw(k, true); requeue(y); settle(k)
	:: yst[y] == C -> ydl[y] = 1
	:: else
	fi
}

inline detach_counsellor(c) {
	chome[c] = NOWHERE;
	k = cvisit[c];
	if
	:: k != NOBODY -> withdraw(c, false)
	:: else
	fi;
	turn(c, L);
	if
	:: k != NOBODY -> requeue(k)
	:: else
	fi
}

/* --- the counsellor's calls --- */

inline match(y, c) {
	yst[y] = M; yc[y] = c; ydl[y] = 1; ymatched[y] = 1;
	coffer[c] = 0; cvisit[c] = NOBODY; cconfirmed[c] = 0;
	crooms[c] = WITH(crooms[c], y);
	rename(c, OUT, ACCEPTED(y));
	settle(c)
}

/* Anything but the offer that is out is a DUP or too late, and changes nothing. */
inline do_accept(c, token) {
	if
#ifdef FAULT_NONATOMIC_CLAIM
	:: token == OUT && !HALF_DONE(c) -> claim[c] = cvisit[c]
	:: HALF_DONE(c) ->
		k = claim[c];
		claim[c] = NOBODY;
		if
		:: yst[k] == O -> match(k, c)
		:: else
		fi
#else
	:: token == OUT -> k = cvisit[c]; match(k, c)
#endif
#ifdef FAULT_ACCEPT_NOT_IDEMPOTENT
	:: token == ACCEPTED(0) -> yst[0] = M; ydl[0] = 1; ymatched[0] = 1; cload[c]++
	:: token == ACCEPTED(1) -> yst[1] = M; ydl[1] = 1; ymatched[1] = 1; cload[c]++
#endif
	:: else
	fi
}

inline do_decline(c, token) {
	if
	:: token == OUT ->
		k = cvisit[c];
		withdraw(c, false);
		exclude(k, c);
		requeue(k);
		settle(c)
	:: else
	fi
}

inline do_room(c, kind, y) {
	if
	:: ITS_OWN(c, y) && kind == END -> end_room(y, c)
	:: ITS_OWN(c, y) && kind == SWAP -> give_room(y, c)
	:: ITS_OWN(c, y) && kind == PARK && yhome[y] == NOWHERE -> park(y, c)
	:: ITS_OWN(c, y) && kind == PROPOSE -> yproposed[y] = 1
	:: else
	fi
}

inline do_presence(c, kind) {
	if
	:: kind == PAUSE && cst[c] != X ->
		k = NOBODY;
#ifndef FAULT_OFFER_SURVIVES_PAUSE
		if
		:: coffer[c] -> k = cvisit[c]; withdraw(c, true)
		:: else
		fi;
#endif
		turn(c, P);
		if
		:: k != NOBODY -> requeue(k)
		:: else
		fi
	:: kind == AVAILABLE ->
		if
		:: cst[c] != A -> idle = 1 - c
		:: else
		fi;
		turn(c, A);
		settle(c)
	:: else
	fi
}

inline carry_out(c, kind, arg) {
	if
	:: kind == ACCEPT -> do_accept(c, arg)
	:: kind == DECLINE -> do_decline(c, arg)
	:: kind == PAUSE || kind == AVAILABLE -> do_presence(c, kind)
	:: else -> do_room(c, kind, arg)
	fi
}

/* A call that gets no answer is sent once more. */
inline call_redis(c, answered) {
	printf("call %d of counsellor %d, %d, is carried out; answered %d\n", call[c], c, callarg[c], answered);
	visits_before = VISITS; shifts_before = SHIFTS;
	carry_out(c, call[c], callarg[c]);
	if
	:: repeated[c] && call[c] < PROPOSE ->
		MUST(!CHANGED, P12_a_repeated_call_changes_nothing)
	:: else
	fi;
	if
	:: !(answered) -> repeated[c] = 1
	:: (answered) && !HALF_DONE(c) ->
		if
		:: (call[c] == ACCEPT || call[c] == DECLINE) && soffer[c] == callarg[c] -> soffer[c] = 0
		:: else
		fi;
		call[c] = 0; callarg[c] = 0; repeated[c] = 0
	:: else
	fi
}

/* --- the youth, and its page --- */

inline stop_waiting(y) {
	k = yc[y];
	who = yst[y];
	gone(y);
	if
	:: who == O -> withdraw(k, true); settle(k)
	:: who == M -> release(k, y, false); settle(k)
	:: else
	fi
}

proctype Youth(byte y) {
end:
	do
	/* Youth 1 asks second, so that the states are not all there twice. Youth 0 is at node 0 while that is well. */
	:: d_step { yst[y] == UNASKED && (y == 0 || yst[0] != UNASKED) && ROOM_FOR_NEWS ->
		printf("youth %d asks\n", y);
		yhome[y] = (y == 0 && WELL(0) -> 0 : 1);
		ylevel[y] = LEVEL || cst[0] != A;
		requeue(y);
		check() }
	:: d_step { HELD(y) && yst[y] != C && MAY_LEAVE(y) && WELL(yhome[y]) && ROOM_FOR_NEWS ->
		printf("youth %d cancels\n", y);
		stop_waiting(y);
		check() }
	:: d_step { ymatched[y] != 0 && WELL(yhome[y]) && ROOM_FOR_NEWS ->
		printf("youth %d answers READY, %d (1 in time, 2 late)\n", y, ymatched[y]);
		if
		:: ymatched[y] == 1 && yst[y] == M -> yst[y] = C; ydl[y] = 0; yfirst[y] = NOBODY; tell(yc[y], OPENED, y)
		:: ymatched[y] == 2 && yst[y] == D -> requeue(y)
		:: else
		fi;
		ymatched[y] = 0;
		check() }
	:: d_step { yst[y] == C && WELL(yhome[y]) && ROOM_FOR_NEWS ->
		printf("youth %d ends its room\n", y);
		k = yc[y];
		tell(k, ENDED, y);
		end_room(y, k);
		check() }
#ifdef SWAPS
	:: d_step { yst[y] == C && WELL(yhome[y]) && ROOM_FOR_NEWS ->
		printf("youth %d swaps\n", y);
		k = yc[y];
#ifndef FAULT_SILENT_SWAP
		tell(k, ENDED, y);
#endif
		give_room(y, k);
		check() }
#endif
#ifdef HANDOVERS
	/* The answer to a hand-over; when nobody could take it, both stay where they are. */
	:: d_step { yproposed[y] && WELL(yhome[y]) && ROOM_FOR_NEWS ->
		printf("youth %d agrees to a hand-over\n", y);
		yproposed[y] = 0;
		k = yc[y];
		if
		:: cst[1 - k] == A && !IN(yex[y], 1 - k) -> tell(k, ENDED, y); give_room(y, k)
		:: else
		fi;
		check() }
	:: d_step { yproposed[y] && WELL(yhome[y]) -> printf("youth %d refuses\n", y); yproposed[y] = 0; check() }
#endif
#ifdef YOUTHS_DROP
	:: d_step { HELD(y) && WELL(yhome[y]) && ROOM_FOR_NEWS ->
		printf("youth %d loses its socket\n", y);
		detach_youth(y);
		check() }
#endif
	/* A page that lost its node, or its place by not being ready, comes again under its token. */
	:: d_step { HELD(y) && (!WELL(yhome[y]) || yst[y] == D) && ROOM_FOR_NEWS ->
		printf("youth %d comes again\n", y);
		yhome[y] = (y == 0 && WELL(0) -> 0 : 1);
		if
		:: yst[y] == D -> requeue(y)
		:: yst[y] == C -> ydl[y] = 0
		:: else
		fi;
		check() }
	od
}

proctype VisitDeadline(byte y) {
end:
	do
	:: d_step { ydl[y] && COMES_DUE(y) && ROOM_FOR_NEWS ->
		printf("the deadline of youth %d in state %d\n", y, yst[y]);
		ydl[y] = 0;
		k = yc[y];
		if
		/* widened */
		:: yst[y] == W -> ylevel[y] = 1; requeue(y)
		/* missed */
		:: yst[y] == O && cconfirmed[k] -> withdraw(k, true); exclude(y, k); turn(k, P); requeue(y)
		/* lost on the line */
		:: yst[y] == O && !cconfirmed[k] ->
			turn(k, L);
			clost[k] = 1;
			rename(k, OUT, LOST);
			withdraw(k, true);
			requeue(y)
		/* the phone was dead when it was matched */
		:: yst[y] == M ->
#if defined(LIVE) && !defined(FAULT_ALWAYS_UNREADY)
			gunready = 1;
#endif
			yst[y] = D; ydl[y] = 1; yc[y] = NOBODY; ymatched[y] = (ymatched[y] != 0 -> 2 : 0);
#ifndef FAULT_UNREADY_KEEPS_THE_SLOT
			release(k, y, false);
#else
			crooms[k] = WITHOUT(crooms[k], y);
			rename(k, ACCEPTED(y), STALE);
#endif
			settle(k)
		/* the grace is over */
		:: yst[y] == D -> gone(y)
		:: yst[y] == C -> tell(k, ENDED, y); end_room(y, k)
		:: else
		fi;
		check() }
	od
}

/* --- the counsellor, and its page --- */

#define SERVED(c) (!sfrozen[c] && WELL(snode[c]) && chome[c] == snode[c])
#define PRESSES(c) (SERVED(c) && call[c] == 0)

inline press(c, kind, arg) {
	printf("counsellor %d presses %d with %d\n", c, kind, arg);
	call[c] = kind; callarg[c] = arg
}

/* The page does not write any more in a room that it ends or gives away, whatever becomes of the call. */
inline press_out(c, kind, y) {
	printf("counsellor %d presses %d for youth %d\n", c, kind, y);
	call[c] = kind; callarg[c] = y; srooms[c] = WITHOUT(srooms[c], y)
}

/* The page goes to a node that is well and gets its shift: L -> what it was. An offer that is out is told again. */
inline attach(c) {
	printf("counsellor %d comes again\n", c);
	snode[c] = (c == 0 && WELL(0) -> 0 : 1);
	chome[c] = snode[c];
	sfrozen[c] = 0; soffer[c] = 0; sreceipt[c] = 0; call[c] = 0; callarg[c] = 0; repeated[c] = 0;
	srooms[c] = ITS_OWN(c, 0) + 2 * ITS_OWN(c, 1);
	forget_news(c);
	if
	:: cst[c] == L -> turn(c, cbefore[c])
	:: else
	fi;
	if
	:: coffer[c] -> tell(c, OFFER, 0)
	:: else -> settle(c)
	fi
}

proctype Desk(byte c) {
end:
	do
	:: d_step { PRESSES(c) && soffer[c] != 0 -> press(c, ACCEPT, soffer[c]) }
#ifdef DECLINES
	:: d_step { PRESSES(c) && soffer[c] != 0 && MAY_REFUSE(c) -> press(c, DECLINE, soffer[c]) }
#endif
#ifdef PAUSES
	:: d_step { PRESSES(c) && cst[c] == A && MAY_REFUSE(c) -> press(c, PAUSE, 0) }
#endif
	:: d_step { PRESSES(c) && cst[c] != A -> press(c, AVAILABLE, 0) }
	:: d_step { PRESSES(c) && IN(srooms[c], 0) -> press_out(c, END, 0) }
	:: d_step { PRESSES(c) && IN(srooms[c], 1) -> press_out(c, END, 1) }
#ifdef SWAPS
	:: d_step { PRESSES(c) && IN(srooms[c], 0) -> press_out(c, SWAP, 0) }
	:: d_step { PRESSES(c) && IN(srooms[c], 1) -> press_out(c, SWAP, 1) }
	:: d_step { PRESSES(c) && IN(srooms[c], 0) && yhome[0] == NOWHERE -> press_out(c, PARK, 0) }
	:: d_step { PRESSES(c) && IN(srooms[c], 1) && yhome[1] == NOWHERE -> press_out(c, PARK, 1) }
#endif
#ifdef HANDOVERS
	:: d_step { PRESSES(c) && IN(srooms[c], 0) && !yproposed[0] -> press(c, PROPOSE, 0) }
	:: d_step { PRESSES(c) && IN(srooms[c], 1) && !yproposed[1] -> press(c, PROPOSE, 1) }
#endif
#ifdef COUNSELLORS_DROP
	/* its socket is lost, after the calls that went before */
	:: d_step { PRESSES(c) && ROOM_FOR_NEWS ->
		printf("counsellor %d loses its socket\n", c);
		snode[c] = NOWHERE; sfrozen[c] = 1;
		detach_counsellor(c);
		check() }
#endif
	:: d_step { (sfrozen[c] || !WELL(snode[c])) && ROOM_FOR_NEWS -> attach(c); check() }
	od
}

/* What lies between a page and Redis: news on their way down, receipts and calls on their way up. */
proctype Line(byte c) {
end:
	do
#ifndef FAULT_NEWS_NOT_TOLD
	:: d_step { len(news[c]) > 0 && SERVED(c) ->
		news[c]?kind_told, arg_told;
		printf("news for counsellor %d: %d of %d\n", c, kind_told, arg_told);
		arrive(c, kind_told, arg_told);
		check() }
#endif
#ifdef LOSSES
	/* The node sends the offer and the page never gets it. */
	:: d_step { SERVED(c) && news[c]?[OFFER, 0] ->
		printf("an offer to counsellor %d is lost on the line\n", c);
		news[c]?kind_told, arg_told;
		check() }
	/* RECEIVED: an offer that was taken for lost proves that somebody is there. */
	:: d_step { sreceipt[c] != 0 && SERVED(c) && ROOM_FOR_NEWS ->
		printf("counsellor %d confirms an offer\n", c);
		k = sreceipt[c];
		sreceipt[c] = 0;
		if
		:: k == OUT -> cconfirmed[c] = 1
		:: k == LOST -> turn(c, cbefore[c]); settle(c)
		fi;
		check() }
	:: d_step { call[c] != 0 && !repeated[c] && !HALF_DONE(c) && ROOM_FOR_NEWS -> call_redis(c, false); check() }
#endif
	:: d_step { call[c] != 0 && ROOM_FOR_NEWS -> call_redis(c, true); check() }
	od
}

inline end_wrap_up(c, y) {
	printf("counsellor %d has wrapped up\n", c);
	cwraps[c] = WITHOUT(cwraps[c], y);
	cload[c]--;
	idle = 1 - c;
	settle(c)
}

proctype ShiftDeadline(byte c) {
end:
	do
	:: d_step { cdl[c] && ROOM_FOR_NEWS ->
		printf("counsellor %d is given up\n", c);
		if
		/* A page that is there and confirms nothing is paused and keeps its rooms. */
		:: chome[c] != NOWHERE -> turn(c, P)
		/* Off, and its rooms go back. */
		:: else ->
			turn(c, X);
			k = crooms[c];
			crooms[c] = 0; cwraps[c] = 0; cload[c] = 0;
			if
			:: IN(k, 0) -> room_back(0, c)
			:: else
			fi;
			if
			:: IN(k, 1) -> room_back(1, c)
			:: else
			fi
		fi;
		check() }
#if WRAP
	:: d_step { IN(cwraps[c], 0) && ROOM_FOR_NEWS -> end_wrap_up(c, 0); check() }
	:: d_step { IN(cwraps[c], 1) && ROOM_FOR_NEWS -> end_wrap_up(c, 1); check() }
#endif
	od
}

/* --- node 0 in trouble --- */

/* 7 s come before 10 s: while node 0 runs, it has fenced itself before its lease can end. */
#ifndef FAULT_NO_SELF_FENCE
#define SILENT (nst == STALLED || nfenced)
#else
#define SILENT (nst != UP)
#endif
#define LEASE_MAY_END \
	(nlease && SILENT && zombie == 0 && (chome[0] == 0 || len(news[0]) <= NEWS - 3) && len(news[1]) <= NEWS - 3)

/* Frozen, thawed, or to come again: every page at node 0 is told. Of the counsellors only 0 is ever there. */
inline tell_pages(frozen, node) {
	if
	:: snode[0] == 0 -> sfrozen[0] = frozen; snode[0] = node
	:: else
	fi
}

/* The sweep of node 1 finds the lease of node 0 overdue. A call that node 0 has sent stays under way. */
inline end_lease() {
	printf("the lease of node 0 is over\n");
	nlease = 0;
	if
	:: chome[0] == 0 ->
		forget_news(0);
		/* An answer to an offer is too late in any case: with the lease the offer is withdrawn. */
		if
		:: call[0] != ACCEPT && call[0] != DECLINE -> zombie = call[0]; zombiearg = callarg[0]
		:: else
		fi;
		call[0] = 0; callarg[0] = 0; repeated[0] = 0; sreceipt[0] = 0;
		detach_counsellor(0)
	:: else
	fi;
	if
	:: yhome[0] == 0 -> detach_youth(0)
	:: else
	fi
}

/* A page that has been told to come again does not hear of a thaw until it has. */
#ifdef FAULT_THAW_WITHOUT_RESUME
#define RESUMING 0
#else
#define RESUMING NOWHERE
#endif

proctype Node0() {
end:
	do
	:: d_step { nst == UP && ntroubles < TROUBLES -> ntroubles++; printf("node 0 is cut off\n"); nst = CUT }
	:: d_step { nst == UP && ntroubles < TROUBLES -> ntroubles++; printf("node 0 stalls\n"); nst = STALLED }
	:: d_step { nst == STALLED && nlease -> printf("node 0 goes on\n"); nst = UP; check() }
#ifndef FAULT_NO_SELF_FENCE
	/* By the clock since the sending of the last good beat, read before anything else is done. */
	:: d_step { nst == CUT && !nfenced -> printf("node 0 fences itself\n"); nfenced = 1; tell_pages(1, 0); check() }
	:: d_step { nst == STALLED ->
		printf("node 0 goes on and fences itself\n");
		nst = CUT; nfenced = 1; tell_pages(1, 0);
		check() }
#else
	:: d_step { nst == STALLED -> printf("node 0 goes on\n"); nst = CUT; check() }
#endif
	/* A beat renews the lease of the same epoch. */
	:: d_step { nst == CUT && nlease ->
		printf("node 0 has its lease renewed\n");
		nst = UP; nfenced = 0; tell_pages(0, 0);
		check() }
	/* A beat is refused: a new epoch, and the pages are told to resume. */
	:: d_step { nst == CUT && !nlease ->
		printf("node 0 gets a new epoch\n");
		nst = UP; nlease = 1; nfenced = 0; tell_pages(1, RESUMING);
		check() }
	:: d_step { LEASE_MAY_END && ROOM_FOR_NEWS -> end_lease(); check() }
	:: d_step { zombie != 0 && ROOM_FOR_NEWS ->
		printf("call %d of node 0, %d, arrives under its old epoch\n", zombie, zombiearg);
		visits_before = VISITS; shifts_before = SHIFTS;
#ifdef FAULT_NO_FENCE_OF_WRITES
		carry_out(0, zombie, zombiearg);
#endif
		MUST(!CHANGED, P11_fenced_writes_change_nothing);
		zombie = 0; zombiearg = 0;
		check() }
	od
}

/* When nothing more can happen, everybody has gone. */
proctype Stuck() {
end:
	do
	:: atomic { timeout ->
		MUST(yst[0] == GONE && yst[1] == GONE, N1_nobody_is_stuck) } -> break
	od
}

init {
	atomic {
		yplace[1] = 1; chome[1] = 1; snode[1] = 1;
		run Youth(0); run Youth(1);
		run VisitDeadline(0); run VisitDeadline(1);
		run Desk(0); run Desk(1);
		run Line(0); run Line(1);
		run ShiftDeadline(0); run ShiftDeadline(1);
#if TROUBLES
		run Node0();
#endif
		run Stuck()
	}
}

#ifdef LIVE
ltl who_stays_is_answered { <> (yst[1] == C) }
#endif
