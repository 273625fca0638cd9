/* The one way a session ends. The reason is the same word in the log, on the wire and in the control tool. */
#ifndef SAMTALE_CHAT_ENDING_H
#define SAMTALE_CHAT_ENDING_H

#include "chat/session.h"

/* Ends the session: it hears nothing and says nothing from now on, its socket closes with the ending's code, and its
 * visit or shift is left, kept or detached as the ending asks. why is a static phrase for the close reason, or NULL. */
void ending_begin(struct session *session, enum ending ending, const char *why);

/* The socket is gone: does the same as ending_begin if nobody has, and frees the session. */
void ending_finish(struct session *session, enum ending ending);

#endif
