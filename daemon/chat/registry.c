/* Sessions by number. */
#include "chat/registry.h"

#include <stdlib.h>

#include "chat/internal.h"

struct session *registry_add(struct chat *chat, void *conn)
{
	struct session *session = calloc(1, sizeof *session);
	if (session == NULL) {
		return NULL;
	}
	session->chat = chat;
	session->conn = conn;
	session->number = ++chat->last_number;
	if (map_put(chat->sessions, &session->number, sizeof session->number, session) != 0) {
		free(session);
		return NULL;
	}
	chat->in_state[session->state]++;
	return session;
}

void registry_remove(struct session *session)
{
	session->chat->in_state[session->state]--;
	map_take(session->chat->sessions, &session->number, sizeof session->number);
	free(session);
}

struct session *registry_find(struct chat *chat, uint64_t number)
{
	struct session *session = map_get(chat->sessions, &number, sizeof number);
	return session != NULL && session->state != STATE_CLOSING ? session : NULL;
}

struct each {
	void (*visit)(struct session *session, void *context);
	void *context;
};

static void visit_open(void *value, void *context)
{
	struct session *session = value;
	struct each *each = context;
	if (session->state != STATE_CLOSING) {
		each->visit(session, each->context);
	}
}

void registry_each(struct chat *chat, void (*visit)(struct session *session, void *context),
	void *context)
{
	struct each each = {visit, context};
	map_each(chat->sessions, visit_open, &each);
}
