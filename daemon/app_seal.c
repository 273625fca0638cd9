/* Papers in memory, looked up by slug. */
#include "app_seal.h"

#include "base/clock.h"
#include "base/log.h"
#include "protocol/frame.h"

enum { MS_PER_S = 1000 };

/* NULL: there is none, or not today. */
static const struct batch_entry *valid_entry(const struct app_seal *seal, const char *agency)
{
	const struct batch_entry *entry = batch_find(seal->papers.batch, agency);
	bool holds = entry != NULL && batch_entry_holds(entry, (int64_t)(clock_wall_ms() / MS_PER_S));
	return holds ? entry : NULL;
}

static struct view statement_of(void *context, const char *agency)
{
	const struct batch_entry *entry = valid_entry(context, agency);
	return entry != NULL ? entry->bytes : (struct view){0};
}

static bool certifies_itself(void *context, const char *agency)
{
	const struct batch_entry *entry = valid_entry(context, agency);
	return entry != NULL && entry->statement.mode == SEAL_MODE_AGENCY;
}

/* 0: none that answers youths. */
static unsigned seal_role_of(unsigned role)
{
	return role == ROLE_COUNSELLOR ? SEAL_ROLE_COUNSELLOR
		: role == ROLE_SUPERVISOR  ? SEAL_ROLE_SUPERVISOR
								   : 0;
}

/* The signing process holds the request against this; here nothing of it is looked at. */
static int certify(void *context, const struct seal_asker *asker, struct view request,
	const struct seal_login *login)
{
	const struct app_seal *seal = context;
	const struct signer_question question = {
		.staff = login->staff,
		.role = (enum seal_role)seal_role_of(login->role),
		.until = login->until_s < UINT32_MAX ? (uint32_t)login->until_s : UINT32_MAX,
		.agency = view_text(login->agency),
		.alias = view_text(login->alias),
		.request = request,
	};
	return signer_ask(seal->client, &question, asker->session, asker->done, asker->context);
}

int app_seal_create(struct app_seal *seal, void *loop, const struct app_start *start)
{
	*seal = (struct app_seal){.start = start};
	seal->port = (struct seal_port){seal, statement_of, certifies_itself, certify};
	seal->client = signer_client_create(loop, start->signer_fd);
	return seal->client != NULL ? 0 : ERR_NOMEM;
}

void app_seal_reread(struct app_seal *seal, struct api *api)
{
	struct papers fresh = {0};
	int err = papers_receive(seal->start->papers_fd, &fresh);
	if (err == ERR_GONE) {
		return; /* the parent has said so */
	}
	err = err == 0 ? api_show_bundle(api, buf_view(&fresh.bundle_text)) : err;
	bool is_news = err != 0 && !seal->unread; /* each tick tries again */
	seal->unread = err != 0;
	if (is_news) {
		log_error("the papers of the seal cannot be read: %s", err_text(err));
	}
	if (err != 0) {
		papers_finish(&fresh);
		return;
	}
	papers_finish(&seal->papers);
	seal->papers = fresh;
}

void app_seal_stop(struct app_seal *seal)
{
	signer_client_stop(seal->client);
}

void app_seal_finish(struct app_seal *seal)
{
	signer_client_destroy(seal->client);
	seal->client = NULL;
	papers_finish(&seal->papers);
}

void app_seal_go_on(struct app_seal *seal, struct api *api)
{
	if (seal->unread) {
		app_seal_reread(seal, api);
	}
}

const struct seal_port *app_seal_port(const struct app_seal *seal)
{
	return &seal->port;
}
