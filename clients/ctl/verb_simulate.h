/* `samtalectl simulate`: the simulator on the parameters that the command line names, without a
 * daemon. docs/simulation.md tells what comes out. */
#ifndef SAMTALE_CTL_VERB_SIMULATE_H
#define SAMTALE_CTL_VERB_SIMULATE_H

#include <jansson.h>

/* Takes what args_parse made of the options; the answer is the caller's. */
json_t *verb_simulate(const json_t *args);

#endif
