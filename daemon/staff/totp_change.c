/* Another code app for an account that is there, from the terminal. */
#include <stdlib.h>
#include <string.h>

#include "staff/internal.h"
#include "staff/person.h"
#include "staff/totp.h"
#include "store/login.h"

struct change {
	struct staff *staff;
	uint64_t id;
	staff_secret_fn done;
	void *context;
	struct totp_offer offer;
};

static void finish(struct change *change, int err)
{
	staff_request_end(change->staff);
	change->done(change->context, change->id, err, err == 0 ? change->offer.secret : NULL,
		err == 0 ? change->offer.uri : NULL);
	ident_cleanse(change, sizeof(*change));
	free(change);
}

static void on_stored(void *context, struct reply_to to, int err)
{
	(void)to;
	finish(context, err);
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	struct change *change = context;
	err = err == 0 ? totp_offer_make(account->name, account->agency, &change->offer) : err;
	err = err == 0 ? login_second(change->staff->store, to, account->name, change->offer.secret,
						 NULL, 0, on_stored, change)
				   : err;
	if (err != 0) {
		finish(change, err);
	}
}

void staff_totp(struct staff *staff, const char *name, uint64_t id, staff_secret_fn done,
	void *context)
{
	struct change *change = staff_name_is_right(name) ? calloc(1, sizeof(*change)) : NULL;
	if (!change) {
		done(context, id, staff_name_is_right(name) ? ERR_NOMEM : ERR_GONE, NULL, NULL);
		return;
	}
	*change = (struct change){.staff = staff, .id = id, .done = done, .context = context};
	staff_request_begin(staff);
	const struct reply_to to = {.session = id};
	int err = store_staff_get(staff->store, to, name, on_account, change);
	if (err != 0) {
		finish(change, err);
	}
}
