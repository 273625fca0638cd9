/* A duty hold that is open on a staff session: its card, and its seat, which lives like that of any room with two
 * differences: the hold outlives it, and it is no conversation. */
#ifndef SAMTALE_CHAT_HOLD_H
#define SAMTALE_CHAT_HOLD_H

#include "chat/hold_card.h"
#include "chat/seat.h"
#include "store/hold.h"

/* Tells a hold of a list, not open. */
void hold_tell(struct session *session, const struct hold_row *row);

/* Whether one more may be open here. */
bool hold_has_place(const struct session *session);

/* A card for a hold that is about to be made: the caller fills in the rest, and gives it back with hold_give_back unless
 * hold_join follows. Borrowed from the shift. NULL: as many are open as may be. */
struct hold_card *hold_take_card(struct session *session, const char *room) MUST_CHECK;

/* The one that is being made by that number, wherever it lies by now; NULL: it was given back meanwhile. */
struct hold_card *hold_card_making(const struct session *session, uint64_t number);

/* Nobody knows whether it was made: its card is free, and Redis lets go of the room by itself in an hour, unless there is a
 * hold that keeps it. */
void hold_let_go(struct session *session, const char *room);

/* The hold was not made: its card is free, and Redis need not keep the room. A card that is none is passed over. */
void hold_give_back(struct session *session, const char *room);

/* Opens a hold on this session: keeps the card and takes the seat; HELD follows when it is there. One that is open stays as
 * it is, and is told again. ERR_FULL: so many are open as may be. ERR_NOMEM, ERR_SYNTAX as seat_add. */
int hold_join(struct session *session, const struct hold_row *row) MUST_CHECK;

/* The session's seat in that hold, NULL when it is not open or the room is none. */
struct seat *hold_seat(const struct session *session, struct view hold);

/* Gives the seat up; the hold stays, as HELD tells: by who gives it is given now. */
void hold_shut(struct seat *seat);

/* The hold was extended: its card says so, and is told. */
void hold_moved(struct session *session, const struct hold_row *row);

/* A hold is over that is not open on this session; a word that is about no hold is passed over. */
void hold_tell_over(struct session *session, const char *room, const char *word);

#endif
