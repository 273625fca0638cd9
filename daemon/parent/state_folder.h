/* The folder where state lies: made when missing, locked while we run, with the files others find us by. */
#ifndef SAMTALE_PARENT_STATE_FOLDER_H
#define SAMTALE_PARENT_STATE_FOLDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct state_folder {
	const char *path;
	int lock_fd;
};

/* ERR_SYSTEM: cannot be made or written, errno says why. ERR_MOMENT: another samtaled has it. */
int state_folder_open(struct state_folder *folder, const char *path) MUST_CHECK;

/* Writes `pid`, and `port`: the port of each address, one a line, in the order of the configuration. */
int state_folder_announce(const struct state_folder *folder, const uint16_t *ports,
	size_t count) MUST_CHECK;

/* Writes `admin-port`. */
int state_folder_announce_admin(const struct state_folder *folder, uint16_t port) MUST_CHECK;

/* Takes them away and unlocks. */
void state_folder_close(struct state_folder *folder);

#endif
