/* What every call about an agency begins with, and how it ends when there is nothing to be had. */
#include "api/own_agency.h"

#include <string.h>

#include "api/query.h"

static const struct failure no_agency = {404, "missing", "There is no such agency.", "", 0};

bool own_agency_asked(struct api *api, const struct staff_call *call, char ret_slug[OWN_SLUG_SIZE])
{
	query_get(call->query, "slug", ret_slug, OWN_SLUG_SIZE);
	if (*ret_slug == '\0') {
		memcpy(ret_slug, call->person.agency, OWN_SLUG_SIZE);
	}
	if (!staff_call_reaches(api, call, ret_slug)) {
		staff_call_refuse(api, call);
		return false;
	}
	return true;
}

void own_agency_fail(struct api *api, uint64_t id, int err)
{
	api_reply_failure(api, id, err == ERR_GONE ? &no_agency : &api_down);
}
