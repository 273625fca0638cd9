/* The accounts of one agency are few, and asked for by few. */
#include "chat/deciders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chat/internal.h"
#include "chat/registry.h"
#include "chat/shift.h"
#include "store/staff.h"

struct search {
	struct chat *chat;
	deciders_fn done;
	char own[IDENT_ID_HEX];
	char agency[STORE_WORD_MAX];
	struct deciders_question question;
	struct deciders found;
};

static bool may_decide(const struct search *search, const struct staff_account *account)
{
	const char *wanted = search->question.supervisor;
	return !account->disabled && strcmp(account->role, role_word(ROLE_SUPERVISOR)) == 0 &&
		(search->found.of_all || strcmp(account->agency, search->agency) == 0) &&
		strcmp(account->id, search->own) != 0 &&
		(wanted[0] == '\0' || strcmp(wanted, account->id) == 0);
}

/* Once for each account, then with NULL. */
static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct search *search = context;
	struct deciders *found = &search->found;
	if (account != NULL) {
		if (may_decide(search, account) && found->count < DECIDERS_MAX) {
			snprintf(found->list[found->count].id, IDENT_ID_HEX, "%s", account->id);
			snprintf(found->list[found->count].alias, LIMIT_NAME + 1, "%s", account->alias);
			found->count++;
		}
		return;
	}
	struct session *session = registry_find(search->chat, to.session);
	if (session != NULL && session->shift != NULL) {
		search->done(session, err, &search->question, found);
	}
	free(search);
}

static bool is_practice(const struct directory *directory, const char *agency)
{
	const struct agency *practice = directory_practice(directory);
	return practice != NULL && strcmp(agency_get(practice, "slug"), agency) == 0;
}

int deciders_find(struct session *session, const struct deciders_question *question,
	deciders_fn done)
{
	const struct auth_person *person = &session->shift->person;
	struct search *search = calloc(1, sizeof *search);
	if (search == NULL) {
		return ERR_NOMEM;
	}
	search->chat = session->chat;
	search->done = done;
	search->question = *question;
	snprintf(search->own, sizeof search->own, "%s", person->id);
	snprintf(search->agency, sizeof search->agency, "%s", person->agency);
	search->found.of_all = is_practice(session->chat->ports.directory, person->agency);
	struct store *store = session->chat->ports.store;
	struct reply_to to = session_reply_to(session, 0);
	int err = search->found.of_all ? store_staff_list(store, to, on_account, search)
								   : store_staff_of(store, to, search->agency, on_account, search);
	if (err != 0) {
		free(search);
	}
	return err;
}
