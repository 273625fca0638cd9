/* The table of verbs. */
#include "admin/verbs.h"

#include <string.h>

static const struct {
	const char *name;
	verb_fn run;
} verbs[] = {
	{"status", verb_status},
	{"fsck", verb_fsck},
	{"version", verb_version},
	{"drain", verb_drain},
	{"restart", verb_restart},
	{"user add", verb_user_add},
	{"user invite", verb_user_invite},
	{"user passwd", verb_user_passwd},
	{"user totp", verb_user_totp},
	{"user disable", verb_user_disable},
	{"user enable", verb_user_enable},
	{"user list", verb_user_list},
	{"agency list", verb_agency_list},
	{"agency export", verb_agency_export},
	{"agency import", verb_agency_import},
	{"audit", verb_audit},
	{"report", verb_report},
};

verb_fn verb_find(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].name, name) == 0) {
			return verbs[i].run;
		}
	}
	return NULL;
}
