/* WATCH: the live view begins or ends. What it shows is chat/watch.c's. */
#include "chat/handle.h"
#include "chat/internal.h"
#include "chat/shift.h"

void handle_watch(struct session *session, const struct frame *frame)
{
	if (frame->watch.on == 0) {
		watch_end(session->chat, &session->shift->viewer);
		return;
	}
	int err = watch_begin(session);
	if (err != 0) {
		session_refuse_err(session, about_frame(frame), err);
	}
}
