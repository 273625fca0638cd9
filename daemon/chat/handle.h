/* The handlers of the gate, one a frame that comes from a client. Each is called only with a role and in a state that
 * frames.def allows, so none of them asks again. */
#ifndef SAMTALE_CHAT_HANDLE_H
#define SAMTALE_CHAT_HANDLE_H

#include "chat/session.h"

/* handle_open.c */
void handle_hello(struct session *session, const struct frame *frame);
void handle_ping(struct session *session, const struct frame *frame);

/* handle_resume.c */
void handle_resume(struct session *session, const struct frame *frame);

/* handle_youth.c */
void handle_ask(struct session *session, const struct frame *frame);
void handle_change(struct session *session, const struct frame *frame);
void handle_cancel(struct session *session, const struct frame *frame);
void handle_ready(struct session *session, const struct frame *frame);

/* handle_after.c */
void handle_survey(struct session *session, const struct frame *frame);
void handle_code_wanted(struct session *session, const struct frame *frame);

/* handle_staff.c */
void handle_login(struct session *session, const struct frame *frame);
void handle_shift(struct session *session, const struct frame *frame);
void handle_received(struct session *session, const struct frame *frame);
void handle_accept(struct session *session, const struct frame *frame);
void handle_decline(struct session *session, const struct frame *frame);
void handle_pick(struct session *session, const struct frame *frame);

/* handle_certify.c */
void handle_certify(struct session *session, const struct frame *frame);

/* handle_enrol.c */
void handle_enrol(struct session *session, const struct frame *frame);
void handle_reveal(struct session *session, const struct frame *frame);
void handle_vouch(struct session *session, const struct frame *frame);
void handle_approve(struct session *session, const struct frame *frame);

/* handle_room.c */
void handle_say(struct session *session, const struct frame *frame);
void handle_key(struct session *session, const struct frame *frame);
void handle_note(struct session *session, const struct frame *frame);
void handle_seen(struct session *session, const struct frame *frame);
void handle_typing(struct session *session, const struct frame *frame);

/* handle_leave.c */
void handle_leave(struct session *session, const struct frame *frame);
void handle_block(struct session *session, const struct frame *frame);
void handle_swap(struct session *session, const struct frame *frame);
void handle_park(struct session *session, const struct frame *frame);

/* handle_period.c */
void handle_extend(struct session *session, const struct frame *frame);
void handle_wrap(struct session *session, const struct frame *frame);

/* handle_form.c */
void handle_registration(struct session *session, const struct frame *frame);

/* handle_handover.c */
void handle_propose(struct session *session, const struct frame *frame);
void handle_consent(struct session *session, const struct frame *frame);

/* handle_hold.c */
void handle_hold(struct session *session, const struct frame *frame);
void handle_holds(struct session *session, const struct frame *frame);
void handle_consult(struct session *session, const struct frame *frame);
void handle_keep(struct session *session, const struct frame *frame);
void handle_drop(struct session *session, const struct frame *frame);

/* handle_help.c */
void handle_help(struct session *session, const struct frame *frame);
void handle_calls(struct session *session, const struct frame *frame);
void handle_advise(struct session *session, const struct frame *frame);
void handle_decide(struct session *session, const struct frame *frame);

/* handle_watch.c */
void handle_watch(struct session *session, const struct frame *frame);

#endif
