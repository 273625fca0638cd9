/* What chat is given for its seals. So far nothing is signed on this node: no agency has a statement, and whoever asks for a
 * certificate is told to ask again. */
#ifndef SAMTALE_APP_SEAL_H
#define SAMTALE_APP_SEAL_H

#include "options/seal_port.h"

/* Static. */
const struct seal_port *app_seal_port(void);

#endif
