/* /api/v1/rota: in which hours which duty lead has the pool of the caller. */
#ifndef SAMTALE_API_ROTA_H
#define SAMTALE_API_ROTA_H

#include "api/staff_call.h"
#include "store/staff.h"

/* Whether the account is that of a duty lead of the pool, who may log in. */
bool rota_could_lead(const struct directory *directory, const char *pool,
	const struct staff_account *account);

/* GET: the watches that are not over, and who could have one. */
void rota_look_call(struct api *api, const struct staff_call *call);

/* POST: one more, or one less. */
void rota_change_call(struct api *api, const struct staff_call *call);

#endif
