/* Canned replies over HTTP: what a person may use, and changes of its own, its agency's or its network's. */
#ifndef SAMTALE_API_REPLIES_H
#define SAMTALE_API_REPLIES_H

#include "api/staff_call.h"

/* GET: {"replies":[{code, language, text, source, changed, network}]}; source is own, agency or
 * network. An agency's row with the code and language of one of the network's stands in its place:
 * source network, changed true, and network the text it replaces. One that the agency hides is left out.
 * With ?slug=, for who may change that agency: its own and its network's alone, and hidden of each. */
void replies_get(struct api *api, const struct staff_call *call);

/* POST {scope, code, language, text}; an empty text deletes. With scope agency also {agency} of whom
 * it is, for who reaches further than the own; with {was} only when the text was that, else 409. Who may is the permission of the scope. */
void replies_post(struct api *api, const struct staff_call *call);

#endif
