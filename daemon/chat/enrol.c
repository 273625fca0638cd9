/* One read of the agency's requests, told to whom it is for. */
#include "chat/enrol.h"

#include <string.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "store/enrol.h"

/* What one answer of the store brings. */
struct news {
	const char *agency;
	const struct enrolment *list;
	size_t count;
};

static bool may_approve(const struct shift *shift)
{
	return shift->person.role == ROLE_SUPERVISOR || shift->person.role == ROLE_OWNER;
}

static bool may_ask(const struct shift *shift)
{
	return shift->person.role == ROLE_SUPERVISOR || shift->person.role == ROLE_COUNSELLOR;
}

static void tell_device(struct session *session, const struct enrolment *one)
{
	struct frame frame = {.type = FRAME_ENROLLING};
	frame.enrolling.commitment = one->commitment;
	frame.enrolling.stage = one->stage;
	frame.enrolling.number = one->approver_number;
	frame.enrolling.alias = view_text(one->approver_alias);
	frame.enrolling.certificate = one->certificate;
	frame.enrolling.left = one->left_s;
	session_send(session, &frame);
}

static void tell_approver(struct session *session, const struct enrolment *one)
{
	struct frame frame = {.type = FRAME_APPROVAL};
	uint8_t staff[IDENT_ID_LEN];
	if (ident_from_hex(view_text(one->staff), staff, sizeof staff) != 0) {
		return;
	}
	frame.approval.staff = (struct view){staff, sizeof staff};
	frame.approval.alias = view_text(one->alias);
	frame.approval.stage = one->stage;
	frame.approval.request = one->request;
	frame.approval.commitment = one->commitment;
	frame.approval.number = one->device_number;
	frame.approval.mine = strcmp(one->approver, session->shift->person.id) == 0;
	frame.approval.left = one->left_s;
	session_send(session, &frame);
}

static void tell(struct session *session, void *context)
{
	const struct news *news = context;
	const struct shift *shift = session->shift;
	if (shift == NULL || strcmp(shift->person.agency, news->agency) != 0) {
		return;
	}
	for (size_t i = 0; i < news->count; i++) {
		const struct enrolment *one = &news->list[i];
		if (may_ask(shift) && strcmp(one->staff, shift->person.id) == 0) {
			tell_device(session, one);
		}
		if (may_approve(shift)) {
			tell_approver(session, one);
		}
	}
}

/* to.session: whom alone to tell; 0: everybody. */
static void on_listed(void *context, struct reply_to to, int err, const char *agency,
	const struct enrolment *list, size_t count)
{
	struct chat *chat = context;
	struct news news = {agency, list, count};
	if (err != 0) {
		return; /* not reached: connected asks again */
	}
	if (to.session == 0) {
		registry_each(chat, tell, &news);
		return;
	}
	struct session *session = registry_find(chat, to.session);
	if (session != NULL) {
		tell(session, &news);
	}
}

void enrol_greet(struct session *session)
{
	const struct shift *shift = session->shift;
	const struct seal_port *port = session->chat->ports.seal;
	if (!port->certifies_itself(port->seal, shift->person.agency)) {
		return;
	}
	int err = enrol_list(session->chat->ports.store, session_reply_to(session, 0), shift->pool,
		shift->person.agency, on_listed);
	(void)err; /* not reached: connected greets again */
}

struct search {
	const char *agency;
	bool found;
};

static void look_for(struct session *session, void *context)
{
	struct search *search = context;
	const struct shift *shift = session->shift;
	search->found =
		search->found || (shift != NULL && strcmp(shift->person.agency, search->agency) == 0);
}

void enrol_on_news(struct chat *chat, const struct store_news *news)
{
	struct search search = {news->agency, false};
	registry_each(chat, look_for, &search);
	if (search.found) {
		int err = enrol_list(chat->ports.store, (struct reply_to){0}, news->pool, news->agency,
			on_listed);
		(void)err; /* not reached: connected greets again */
	}
}
