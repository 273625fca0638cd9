/* The verbs of samtalectl, in five files: what the pools do (verbs_pool.c), figures (verbs_report.c), accounts
 * (verbs_user.c), agencies (verbs_agency.c), what was done with duty holds (verbs_audit.c). Each
 * begins its work and ends with control_done or one of its sisters. */
#ifndef SAMTALE_ADMIN_VERBS_H
#define SAMTALE_ADMIN_VERBS_H

#include "admin/control.h"

/* The verb of that name, or NULL. */
verb_fn verb_find(const char *name);

void verb_status(struct control *control);
void verb_fsck(struct control *control);
void verb_version(struct control *control);
void verb_drain(struct control *control);
void verb_restart(struct control *control);
void verb_user_add(struct control *control);
void verb_user_invite(struct control *control);
void verb_user_totp(struct control *control);
void verb_user_passwd(struct control *control);
void verb_user_disable(struct control *control);
void verb_user_enable(struct control *control);
void verb_user_list(struct control *control);
void verb_agency_list(struct control *control);
void verb_agency_export(struct control *control);
void verb_agency_import(struct control *control);
void verb_audit(struct control *control);
void verb_report(struct control *control);

#endif
